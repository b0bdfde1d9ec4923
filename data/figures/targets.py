"""How far each programme has come towards what it aims at, from the reports of a year."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from data.figures import Figures
from data.figures.cells import Group
from data.figures.rows import ANSWERED, Report, rows
from data.labels import Target, targets
from data.listed import LEAST_WOMEN_PERCENT
from data.outcomes import TOO_FEW, Rate, share
from data.people import Education, Sex
from data.vocabulary import Programme
from data.yearly import Area, Learner


@dataclass(frozen=True)
class Progress:
    """A target with the share that was reached, or why none is told."""

    target: Target
    reached: Rate

    @property
    def met(self) -> bool | None:
        """Whether the target was reached; None where that is not known."""
        n, rate = self.reached.n, self.reached.rate
        needed = EVERY if self.target.of == "session" else self.target.least_percent
        return None if n is None or rate is None else 100 * round(rate * n) >= needed * n


EVERY = 100
"""What is asked of each session is reached when all of them reach it."""


def progress(session: Session, year: Figures) -> list[Progress]:
    """Every target with what the year's reports say of it."""
    return [
        Progress(target, MEASURES[target.group](session, year, target.programme))
        for target in targets()
    ]


def _level(_session: Session, year: Figures, programme: Programme) -> Rate:
    """The share of learners with the bac or less, withheld where the table withholds it."""
    people = year.counts.people
    groups: tuple[Group, ...] = (
        ("programme", programme.value),
        ("education", Education.BAC.name, programme.value),
    )
    if year.hidden.intersection(groups):
        return Rate(n=None, withheld=TOO_FEW)
    return share(people.education[programme, Education.BAC], people.programme[programme] or None)


def _women(session: Session, year: Figures, programme: Programme) -> Rate:
    """The share of sessions with enough women, of the sessions of which that is told.

    A list of learners that names the sessions tells it; else the report's own answer.
    """
    here = (col(Learner.year) == year.year, col(Learner.programme) == programme)
    women = func.count().filter(col(Learner.sex) == Sex.WOMAN)
    each = (
        sql_select(col(Learner.report_id), func.count().label("people"), women.label("women"))
        .where(*here, col(Learner.session).is_not(None))
        .group_by(col(Learner.report_id), col(Learner.session))
        .subquery()
    )
    enough: Any = 100 * each.c.women >= LEAST_WOMEN_PERCENT * each.c.people
    [(listed, with_women)] = (
        session.connection()
        .execute(sql_select(func.count(), func.count().filter(enough)).select_from(each))
        .all()
    )
    held = func.coalesce(Report.sessions_started, 0) + func.coalesce(Report.sessions_finished, 0)
    typed = func.coalesce(Report.sessions_with_women, 0)
    [(told, told_enough)] = rows(
        session,
        [func.sum(held), func.sum(typed)],
        *(Report.year == year.year, ANSWERED, Report.programme == programme),
        col(Report.sessions_with_women).is_not(None),
        ~col(Report.id).in_(sql_select(each.c.report_id)),
    )
    n = int(listed) + int(told or 0)
    return share(int(with_women) + int(told_enough or 0), n) if n else NOT_TOLD


def _areas(session: Session, year: Figures, programme: Programme) -> Rate:
    """The share of trainings given in a priority neighbourhood, of those that have a place."""
    in_one = func.count().filter(col(Report.area) == Area.PRIORITY)
    [(n, part)] = rows(
        session,
        [func.count(), in_one],
        *(Report.year == year.year, ANSWERED, Report.programme == programme),
        col(Report.area).in_((Area.PRIORITY, Area.ELSEWHERE)),
    )
    return share(part, n) if n else NOT_TOLD


NOT_TOLD = share(None, None)

MEASURES: dict[str, Callable[[Session, Figures, Programme], Rate]] = {
    "target_level": _level,
    "women": _women,
    "priority": _areas,
}
"""How each group of the targets is measured."""
