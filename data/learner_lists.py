"""Lists of learners taken in: each replaces the one before wholly, with a trace."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, func, select

from data import reporting
from data.agreement import Disagreement
from data.learner_columns import Listed
from data.listed import listed_answers
from data.vocabulary import Modality
from data.yearly import (
    Learner,
    LearnerList,
    ReportCount,
    ReportSalary,
    ReportStatus,
    YearlyReport,
)

EMPTY: dict[str, Any] = dict.fromkeys(
    ("outcome", "immersion_weeks", "salary_eur", "trade_code", "session")
)


def take(
    session: Session, report: YearlyReport, found: Listed, who: str, reason: str = ""
) -> list[Disagreement]:
    """Put this list in the place of whatever counted the report's learners before.

    What was sent already is corrected with its `reason`, and only where everything agrees: what
    does not is given back, and the caller takes everything back. The caller commits.
    """
    before, sent = reporting.answers(session, report), report.status == ReportStatus.SUBMITTED
    replaced = number(session, report)
    _forget(session, report)
    session.connection().execute(insert(Learner), [_row(report, one) for one in found.learners])
    session.add(
        LearnerList(
            report_id=report.id or 0,
            taken_at=datetime.now(UTC),
            taken_by=who,
            learners=len(found.learners),
            replaced=replaced,
            refused=found.lines_refused,
            reason=reason or None,
        )
    )
    if report.status == ReportStatus.ASKED:
        report.status = ReportStatus.DRAFT
    session.add(report)
    session.flush()
    return _corrected(session, report, before, who, reason) if sent else []


def _corrected(
    session: Session, report: YearlyReport, before: Mapping[str, Any], who: str, reason: str
) -> list[Disagreement]:
    after, known = reporting.answers(session, report), reporting.questions(session, report)
    if wrong := reporting.faults(before, after, known):
        return wrong
    names = [name for name in known if before.get(name) != after.get(name)]
    changed = {name: after.get(name) for name in names}
    reporting.trace(session, report, before, changed, who, reason)
    return []


def number(session: Session, report: YearlyReport) -> int:
    """How many learners the list of a report holds; 0 without one."""
    counted = select(func.count()).select_from(Learner)
    return session.exec(counted.where(Learner.report_id == report.id)).one()


def _forget(session: Session, report: YearlyReport) -> None:
    """Take away the list, and the counts typed in its place."""
    for table in (Learner, ReportCount, ReportSalary):
        session.exec(delete(table).where(col(table.report_id) == report.id))
    report.immersion_months = None


def _row(report: YearlyReport, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **EMPTY,
        **facts,
        "report_id": report.id,
        "year": report.year if report.status == ReportStatus.SUBMITTED else 0,
        "region_code": report.region_code,
        "programme": report.programme or "",
        "online": report.modality == Modality.ONLINE,
    }


def give_up(session: Session, report: YearlyReport) -> bool:
    """Have the draft's counts typed again, beginning with those of its list; whether it had one."""
    told = listed_answers(session, report)
    if not told or report.status == ReportStatus.SUBMITTED:
        return False
    _forget(session, report)
    known = reporting.questions(session, report)
    reporting.keep(session, report, known, {k: v for k, v in told.items() if k in known})
    return True


def taken(session: Session, report: YearlyReport) -> Sequence[LearnerList]:
    """The lists that came in for a report, newest first."""
    mine = select(LearnerList).where(LearnerList.report_id == report.id)
    return session.exec(mine.order_by(col(LearnerList.id).desc())).all()
