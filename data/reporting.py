"""Yearly reports answered: kept as one goes, sent once, corrected with a trace."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from data.agreement import Disagreement, disagreements, missing
from data.people import State
from data.questionnaire import Value, fields
from data.yearly import (
    Learner,
    Question,
    ReportCorrection,
    ReportCount,
    ReportFunding,
    ReportStatus,
    YearlyReport,
)


def is_listed(session: Session, report: YearlyReport) -> bool:
    """Whether the report's learners are listed one by one."""
    found = select(Learner.id).where(Learner.report_id == report.id).limit(1)
    return session.exec(found).first() is not None


def answers(session: Session, report: YearlyReport) -> dict[str, Value]:
    """What has been answered so far, by field name."""
    counts = select(ReportCount).where(ReportCount.report_id == report.id)
    paid = select(ReportFunding).where(ReportFunding.report_id == report.id)
    found: dict[str, Value] = {
        name: value
        for name, field in fields(listed=False).items()
        if field.column and (value := getattr(report, field.column)) is not None
    }
    for count in session.exec(counts):
        single = count.question in SINGLE
        name = str(count.question) if single else f"{count.question}-{count.code}"
        found[name] = count.people
    return found | {f"funding-{one.scheme}": one.cents / 100 for one in session.exec(paid)}


SINGLE = frozenset(
    {Question.TARGET, Question.PRIORITY, Question.FUNDED, Question.CAREER_CHANGE}
) | {Question.IMMERSION}


LISTED = (
    (Question.STATE, "state", None),
    (Question.SEX, "sex", None),
    (Question.AGE, "age", None),
    (Question.EDUCATION, "education", None),
    (Question.SITUATION, "situation", State.FINISHED),
    (Question.OUTCOME, "outcome", State.FINISHED),
)
"""The questions that a list of learners answers by counting one column, of which state."""


def listed_answers(session: Session, report: YearlyReport) -> dict[str, Value]:
    """What the report's list of learners, if it has one, answers of the questions on people."""
    found: dict[str, Value] = {}
    for question, name, state in LISTED:
        column = col(getattr(Learner, name))
        where = [Learner.report_id == report.id, *([Learner.state == state] if state else [])]
        counted = select(column, func.count()).where(*where).group_by(column)
        found |= {f"{question}-{code}": number for code, number in session.exec(counted)}
    return found


def keep(session: Session, report: YearlyReport, given: Mapping[str, Value | None]) -> None:
    """Write these answers, None for one taken back; the caller commits."""
    known = fields(listed=False)
    for name, value in given.items():
        field = known[name]
        if field.column:
            setattr(report, field.column, value)
        elif field.question:
            count = ReportCount(
                report_id=report.id or 0, question=field.question, code=field.code, people=0
            )
            _put(session, count, "people", value)
        elif field.scheme:
            cents = None if value is None else round(float(value) * 100)
            paid = ReportFunding(report_id=report.id or 0, scheme=field.scheme, cents=0)
            _put(session, paid, "cents", cents)
    if report.status == ReportStatus.ASKED:
        report.status = ReportStatus.DRAFT
    session.add(report)
    session.flush()


def _put(
    session: Session, row: ReportCount | ReportFunding, name: str, value: Value | None
) -> None:
    """Write one row with this value, or take it away."""
    if value is not None:
        setattr(row, name, value)
        session.merge(row)
        return
    key = (
        (col(ReportCount.report_id) == row.report_id, col(ReportCount.question) == row.question,
         col(ReportCount.code) == row.code)
        if isinstance(row, ReportCount)
        else (col(ReportFunding.report_id) == row.report_id,
              col(ReportFunding.scheme) == row.scheme)
    )  # fmt: skip
    session.exec(delete(type(row)).where(*key))


def submit(session: Session, report: YearlyReport, who: str) -> bool:
    """Send the report where nothing is missing and all agrees; whether it was sent."""
    given, listed = answers(session, report), is_listed(session, report)
    sent = report.status == ReportStatus.SUBMITTED
    if sent or missing(given, listed) or disagreements(given, listed):
        return False
    report.status = ReportStatus.SUBMITTED
    report.submitted_at, report.submitted_by = datetime.now(UTC), who
    session.add(report)
    session.flush()
    return True


def correct(
    session: Session, report: YearlyReport, given: Mapping[str, Value | None], who: str, reason: str
) -> list[Disagreement]:
    """Change answers of a report that was sent, with a trace of each; nothing where they disagree.

    Gives back what disagrees.
    """
    before, listed = answers(session, report), is_listed(session, report)
    changed = {name: new for name, new in given.items() if before.get(name) != new}
    after = {name: new for name, new in {**before, **changed}.items() if new is not None}
    wrong = disagreements(after, listed)
    wrong += [
        Disagreement(f"{one.label} : cette réponse est attendue.", (one.name,))
        for one in missing(after, listed)
    ]
    if wrong:
        return wrong
    keep(session, report, changed)
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
    return []


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
