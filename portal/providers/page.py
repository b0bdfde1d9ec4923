"""Everything that the pages of the yearly report show to a provider."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from data.agreement import LEARNERS, Disagreement, disagreements, missing
from data.questionnaire import Answers, Field, Value, sections
from data.yearly import LearnerList, ReportCorrection, ReportStatus, YearlyReport
from portal import links, wording


@dataclass(frozen=True)
class ReportLine:
    """One report in the list of a year."""

    title: str
    status: str
    url: str


@dataclass(frozen=True)
class YearOfReports:
    """The reports of one year, how many are sent, and the table that holds them all."""

    year: int
    sent: str
    reports: tuple[ReportLine, ...]
    table: str


@dataclass(frozen=True)
class DeskPage:
    """The first page of a provider."""

    name: str
    years: tuple[YearOfReports, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldView:
    """One question: what was written, the year before, what is wrong with it.

    It is `told` where a list of learners answers it.
    """

    name: str
    label: str
    text: str
    before: str
    fault: str | None
    choices: tuple[tuple[str, str], ...]
    whole: bool
    told: bool


@dataclass(frozen=True)
class SectionView:
    """Questions that stand together."""

    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class ReportPage:
    """One training's report."""

    title: str
    year: int
    url: str
    desk: str
    status: str
    sent: str | None
    list_url: str
    listed: str
    sections: tuple[SectionView, ...]
    disagreements: tuple[str, ...]
    missing: tuple[str, ...]
    missing_title: str
    corrections: tuple[str, ...]
    told: str = ""
    reason: str = ""
    reason_fault: str = ""


def desk_page(name: str, reports: Sequence[YearlyReport], told: tuple[str, ...] = ()) -> DeskPage:
    """The reports by year, newest first."""
    return DeskPage(
        name=name,
        years=tuple(
            _year(year, list(found)) for year, found in groupby(reports, key=lambda one: one.year)
        ),
        told=told,
    )


def _year(year: int, reports: Sequence[YearlyReport]) -> YearOfReports:
    sent = sum(one.status == ReportStatus.SUBMITTED for one in reports)
    return YearOfReports(
        year=year,
        sent=f"{wording.counted(sent, 'rapport rendu', 'rapports rendus')} sur {len(reports)}",
        reports=tuple(
            ReportLine(one.title, one.status.label, links.report(one.id or 0)) for one in reports
        ),
        table=links.reports_table(year),
    )


def report_page(
    report: YearlyReport,
    trades: Sequence[str],
    given: Answers,
    before: Answers,
    corrections: Sequence[ReportCorrection],
    *,
    told_by_list: Collection[str] = (),
    listed: LearnerList | None = None,
    written: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    wrong: Sequence[Disagreement] = (),
    told: str = "",
    reason: str = "",
    reason_fault: str = "",
) -> ReportPage:
    """The form; `written` are texts just sent, kept where they could not be taken (`faults`).

    The questions `told_by_list` are answered by the list of learners, whose last import is
    `listed`.
    """
    asked = sections(trades)
    known = {one.name: one for section in asked for one in section.fields}
    lacking = missing(given, known)
    return ReportPage(
        title=report.title,
        year=report.year,
        url=links.report(report.id or 0),
        desk=links.desk("providers.desk"),
        status=report.status.label,
        sent=_sent(report),
        list_url=links.learners(report.id or 0),
        listed=_listed(given, listed) if told_by_list else "",
        sections=tuple(
            SectionView(
                section.title,
                tuple(
                    _field(one, given, before, written or {}, faults or {}, told_by_list)
                    for one in section.fields
                ),
            )
            for section in asked
        ),
        disagreements=tuple(one.text for one in (wrong or disagreements(given, known))),
        missing=tuple(one.label for one in lacking),
        missing_title=_lacking(len(lacking), report),
        corrections=tuple(_correction(one, known) for one in corrections),
        told=told,
        reason=reason,
        reason_fault=reason_fault,
    )


def _lacking(count: int, report: YearlyReport) -> str:
    """How many answers are missing; a report that was handed in all the same may lack some."""
    if _sent(report):
        return wording.counted(count, "réponse manque", "réponses manquent")
    answers = wording.counted(count, "réponse")
    return f"{answers} à donner avant de rendre le rapport"


def _sent(report: YearlyReport) -> str | None:
    if report.status != ReportStatus.SUBMITTED or report.submitted_at is None:
        return None
    by = f" par {report.submitted_by}" if report.submitted_by else ""
    return f"Rendu le {wording.day(report.submitted_at.date())}{by}."


def _listed(given: Answers, last: LearnerList | None) -> str:
    """Where the counts come from."""
    people = sum(int(given.get(name, 0)) for name in LEARNERS)
    came = f", envoyée le {wording.day(last.taken_at.date())} par {last.taken_by}," if last else ""
    return f"Une liste de {wording.counted(people, 'apprenant')}{came} répond à ces questions."


def _field(
    field: Field,
    given: Answers,
    before: Answers,
    written: Mapping[str, str],
    faults: Mapping[str, str],
    told_by_list: Collection[str],
) -> FieldView:
    kept = plain(given.get(field.name))
    return FieldView(
        name=field.name,
        label=field.label,
        text=written.get(field.name, kept),
        before=_before(field, before.get(field.name)),
        fault=faults.get(field.name),
        choices=tuple((field.choices or {}).items()),
        whole=field.kind in ("people", "number"),
        told=field.name in told_by_list,
    )


def plain(value: Value | None) -> str:
    """An answer as it stands in a field: decimals after a comma."""
    if value is None:
        return ""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(
        value, float
    ) else str(value)  # fmt: skip


def _before(field: Field, value: Value | None) -> str:
    if value is None:
        return "–"
    if field.choices:
        return field.choices.get(str(value), "–")
    return plain(value)


def _correction(one: ReportCorrection, known: Mapping[str, Field]) -> str:
    day = wording.day(one.corrected_at.date())
    old, new = one.before or "sans réponse", one.after or "sans réponse"
    label = known[one.field].label if one.field in known else one.field
    return f"{day}, {one.corrected_by} : {label}, de {old} à {new}. Motif : {one.reason}"
