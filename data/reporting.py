"""Yearly reports answered: kept as one goes, sent once, corrected with a trace."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from data.agreement import Disagreement, disagreements, missing
from data.listed import listed_answers
from data.questionnaire import Answers, Field, Value, fields, salary_name
from data.yearly import (
    Learner,
    Question,
    ReportCorrection,
    ReportCount,
    ReportFunding,
    ReportSalary,
    ReportStatus,
    ReportTrade,
    YearlyReport,
)

Trades = tuple[str, ...]


def trades_of(session: Session, reports: Sequence[YearlyReport]) -> dict[int, Trades]:
    """The trades of each of these reports, its first one first."""
    first = {report.id or 0: report.trade_code for report in reports}
    statement = select(ReportTrade).where(col(ReportTrade.report_id).in_(first))
    found: dict[int, list[str]] = {number: [code] if code else [] for number, code in first.items()}
    for one in session.exec(statement.order_by(ReportTrade.trade_code)):
        if one.trade_code != first[one.report_id]:
            found[one.report_id].append(one.trade_code)
    return {number: tuple(codes) for number, codes in found.items()}


def questions(session: Session, report: YearlyReport) -> dict[str, Field]:
    """What this report asks, by name."""
    return fields(trades_of(session, [report])[report.id or 0])


def answers(session: Session, report: YearlyReport) -> dict[str, Value]:
    """What has been answered so far, by field name; a list of learners answers before all else."""
    return typed(session, report) | listed_answers(session, report)


def typed(session: Session, report: YearlyReport) -> dict[str, Value]:
    """What has been answered in the form or a table, by field name."""
    counts = select(ReportCount).where(ReportCount.report_id == report.id)
    paid = select(ReportFunding).where(ReportFunding.report_id == report.id)
    salaries = select(ReportSalary).where(ReportSalary.report_id == report.id)
    found: dict[str, Value] = {
        name: value
        for name, field in fields().items()
        if field.column and (value := getattr(report, field.column)) is not None
    }
    for count in session.exec(counts):
        single = count.question in SINGLE
        name = str(count.question) if single else f"{count.question}-{count.code}"
        found[name] = count.people
    for line in session.exec(salaries):
        for column in ("people", "mean_eur"):
            value = getattr(line, column)
            if value is not None:
                found[salary_name(line.trade_code, line.sex, column)] = value
    return found | {f"funding-{one.scheme}": one.cents / 100 for one in session.exec(paid)}


SINGLE = frozenset(
    {Question.TARGET, Question.PRIORITY, Question.FUNDED, Question.CAREER_CHANGE}
) | {Question.IMMERSION}


def keep(
    session: Session,
    report: YearlyReport,
    known: Mapping[str, Field],
    given: Mapping[str, Value | None],
) -> None:
    """Write these answers, None for one taken back; the caller commits."""
    number = report.id or 0
    for name, value in given.items():
        field = known[name]
        if field.column:
            setattr(report, field.column, value)
        elif field.question:
            _put(
                session,
                ReportCount,
                {"people": value},
                report_id=number,
                question=field.question,
                code=field.code,
            )
        elif field.scheme:
            cents = None if value is None else round(float(value) * 100)
            _put(session, ReportFunding, {"cents": cents}, report_id=number, scheme=field.scheme)
        elif field.salary:
            trade, sex, column = field.salary
            _put(
                session,
                ReportSalary,
                {column: value},
                report_id=number,
                trade_code=trade,
                sex=int(sex),
            )
    if report.status == ReportStatus.ASKED:
        report.status = ReportStatus.DRAFT
    session.add(report)
    session.flush()


Line = type[ReportCount] | type[ReportFunding] | type[ReportSalary]


def _put(session: Session, table: Line, values: Mapping[str, Any], **key: Any) -> None:
    """Write values into the row of this key, or take the row away where it then says nothing."""
    row = session.get(table, key)
    said = (row.model_dump(exclude=set(key)) if row else {}) | dict(values)
    if all(value is None for value in said.values()):
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(table(**key, **said))
    else:
        row.sqlmodel_update(said)
        session.add(row)


def submit(session: Session, report: YearlyReport, who: str) -> bool:
    """Send the report where nothing is missing and all agrees; whether it was sent."""
    given, known = answers(session, report), questions(session, report)
    sent = report.status == ReportStatus.SUBMITTED
    if sent or missing(given, known) or disagreements(given, known):
        return False
    report.status = ReportStatus.SUBMITTED
    report.submitted_at, report.submitted_by = datetime.now(UTC), who
    session.add(report)
    mine = col(Learner.report_id) == report.id
    session.exec(update(Learner).where(mine).values(year=report.year))
    session.flush()
    return True


def correct(
    session: Session, report: YearlyReport, given: Mapping[str, Value | None], who: str, reason: str
) -> list[Disagreement]:
    """Change answers of a report that was sent, with a trace of each; nothing where they disagree.

    Gives back what disagrees.
    """
    before, known = answers(session, report), questions(session, report)
    changed = {name: new for name, new in given.items() if before.get(name) != new}
    after = {name: new for name, new in {**before, **changed}.items() if new is not None}
    if wrong := faults(before, after, known):
        return wrong
    keep(session, report, known, changed)
    trace(session, report, before, changed, who, reason)
    return []


def faults(before: Answers, after: Answers, known: Mapping[str, Field]) -> list[Disagreement]:
    """Why a report that was sent cannot be corrected so: nothing where it can.

    What it lacked when it was sent may lack still: a question may be newer than the report.
    """
    asked = {one.name for one in missing(before, known)}
    return [
        *disagreements(after, known),
        *(
            Disagreement(f"{one.label} : cette réponse est attendue.", (one.name,))
            for one in missing(after, known)
            if one.name not in asked
        ),
    ]


def trace(
    session: Session,
    report: YearlyReport,
    before: Answers,
    changed: Mapping[str, Value | None],
    who: str,
    reason: str,
) -> None:
    """Write down what was corrected in a report that was sent."""
    now = datetime.now(UTC)
    session.add_all(
        ReportCorrection(
            report_id=report.id or 0,
            corrected_at=now,
            corrected_by=who,
            field=name,
            before=_told(before.get(name)),
            after=_told(new),
            reason=reason,
        )
        for name, new in changed.items()
    )
    session.flush()


def _told(value: Value | None) -> str | None:
    return None if value is None else str(value)


def corrections(session: Session, report: YearlyReport) -> list[ReportCorrection]:
    """What was corrected, newest first."""
    statement = select(ReportCorrection).where(ReportCorrection.report_id == report.id)
    newest = (col(ReportCorrection.corrected_at).desc(), col(ReportCorrection.id))
    return list(session.exec(statement.order_by(*newest)))


def reports_of(session: Session, providers: Iterable[str] | None) -> list[YearlyReport]:
    """The reports asked of these providers (None: of all), newest year first, by title."""
    statement = select(YearlyReport).where(col(YearlyReport.status) != ReportStatus.NOT_ASKED)
    if providers is not None:
        statement = statement.where(col(YearlyReport.provider_code).in_(list(providers)))
    order = (col(YearlyReport.year).desc(), col(YearlyReport.title), col(YearlyReport.id))
    return list(session.exec(statement.order_by(*order)))


def year_before(session: Session, report: YearlyReport) -> YearlyReport | None:
    """The same training's report of the year before."""
    statement = select(YearlyReport).where(
        YearlyReport.formation_id == report.formation_id, YearlyReport.year == report.year - 1
    )
    return session.exec(statement).first()
