"""Grouped reads of the yearly reports and of what hangs on them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from data.yearly import ReportStatus, YearlyReport

Report = YearlyReport
ANSWERED = col(Report.status) == ReportStatus.SUBMITTED


def rows(
    session: Session,
    columns: Sequence[Any],
    *where: Any,
    by: Sequence[Any] = (),
    joined: Any = None,
) -> Sequence[Any]:
    """The rows of one grouped read, with the report of each row beside where `joined` has one."""
    statement = select(*columns).where(*where).group_by(*by)
    if joined is not None:
        statement = statement.select_from(joined).join(Report, joined.report_id == Report.id)
    return session.connection().execute(statement).all()
