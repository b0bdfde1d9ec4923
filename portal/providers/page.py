"""Everything that the pages of the yearly report show to a provider."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from data.agreement import Disagreement, disagreements, missing
from data.questionnaire import SECTIONS, Answers, Field, Value
from data.yearly import ReportCorrection, ReportStatus, YearlyReport
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
    """One question: what was written, the year before, what is wrong with it."""

    name: str
    label: str
    text: str
    before: str
    fault: str | None
    choices: tuple[tuple[str, str], ...]
    whole: bool


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
    listed: bool
    sections: tuple[SectionView, ...]
    disagreements: tuple[str, ...]
    missing: tuple[str, ...]
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
    given: Answers,
    before: Answers,
    corrections: Sequence[ReportCorrection],
    *,
    listed: bool,
    written: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    wrong: Sequence[Disagreement] = (),
    told: str = "",
    reason: str = "",
    reason_fault: str = "",
) -> ReportPage:
    """The form; `written` are texts just sent, kept where they could not be taken (`faults`)."""
    lacking = missing(given, listed)
    return ReportPage(
        title=report.title,
        year=report.year,
        url=links.report(report.id or 0),
        desk=links.desk("providers.desk"),
        status=report.status.label,
        sent=_sent(report),
        listed=listed,
        sections=tuple(_sections(given, before, listed, written or {}, faults or {})),
        disagreements=tuple(one.text for one in (wrong or disagreements(given, listed))),
        missing=tuple(one.label for one in lacking),
        corrections=tuple(map(_correction, corrections)),
        told=told,
        reason=reason,
        reason_fault=reason_fault,
    )


def _sent(report: YearlyReport) -> str | None:
    if report.status != ReportStatus.SUBMITTED or report.submitted_at is None:
        return None
    by = f" par {report.submitted_by}" if report.submitted_by else ""
    return f"Rendu le {wording.day(report.submitted_at.date())}{by}."


def _sections(
    given: Answers,
    before: Answers,
    listed: bool,
    written: Mapping[str, str],
    faults: Mapping[str, str],
) -> Iterator[SectionView]:
    for section in SECTIONS:
        if listed and section.listed:
            continue
        yield SectionView(
            section.title,
            tuple(_field(one, given, before, written, faults) for one in section.fields),
        )


def _field(
    field: Field,
    given: Answers,
    before: Answers,
    written: Mapping[str, str],
    faults: Mapping[str, str],
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


def _correction(one: ReportCorrection) -> str:
    known = {field.name: field.label for section in SECTIONS for field in section.fields}
    day = wording.day(one.corrected_at.date())
    old, new = one.before or "sans réponse", one.after or "sans réponse"
    label = known.get(one.field, one.field)
    return f"{day}, {one.corrected_by} : {label}, de {old} à {new}. Motif : {one.reason}"
