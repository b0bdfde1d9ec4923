"""Everything that the page shows where a provider sends a list of learners."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.learner_columns import COLUMNS
from data.yearly import LearnerList, ReportStatus, YearlyReport
from portal import links, wording

SHOWN = 50
"""Refused cells that the page lists."""


@dataclass(frozen=True)
class ColumnView:
    """One column as the page explains it."""

    name: str
    about: str
    words: str
    needed: bool


@dataclass(frozen=True)
class ListPage:
    """Where a list stands, how to make one, and what came of the one just sent."""

    title: str
    year: int
    url: str
    desk: str
    report: str
    csv: str
    xlsx: str
    columns: tuple[ColumnView, ...]
    lists: tuple[str, ...]
    sent: bool
    listed: bool
    told: str = ""
    faults: tuple[str, ...] = ()
    more: str = ""
    reason: str = ""
    reason_fault: str = ""


def list_page(
    report: YearlyReport,
    trades: Sequence[str],
    lists: Sequence[LearnerList],
    *,
    listed: bool,
    told: str = "",
    faults: Sequence[str] = (),
    reason: str = "",
    reason_fault: str = "",
) -> ListPage:
    """The page; `faults` are what could not be taken of the list just sent."""
    number = report.id or 0
    return ListPage(
        title=report.title,
        year=report.year,
        url=links.learners(number),
        desk=links.desk("providers.desk"),
        report=links.report(number),
        csv=links.learners_template(number, "csv"),
        xlsx=links.learners_template(number, "xlsx"),
        columns=tuple(
            ColumnView(
                one.name,
                one.about,
                ", ".join(trades if one.name == "metier" else one.words),
                one.needed,
            )
            for one in COLUMNS
        ),
        lists=tuple(map(_list, lists)),
        sent=report.status == ReportStatus.SUBMITTED,
        listed=listed,
        told=told,
        faults=tuple(faults[:SHOWN]),
        more=f"… et {len(faults) - SHOWN} autres." if len(faults) > SHOWN else "",
        reason=reason,
        reason_fault=reason_fault,
    )


def _list(one: LearnerList) -> str:
    parts = [wording.counted(one.learners, "apprenant")]
    if one.refused:
        parts.append(wording.counted(one.refused, "ligne refusée", "lignes refusées"))
    if one.replaced:
        parts.append(f"à la place de {wording.number(one.replaced)}")
    why = f" Motif : {one.reason}" if one.reason else ""
    return f"{wording.day(one.taken_at.date())}, {one.taken_by} : {', '.join(parts)}.{why}"
