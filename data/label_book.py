"""The labels as the network's team looks through them: by state, call, programme and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func

from data.campaign import WAVES_BEFORE_RISK
from data.models import Formation, Label, Provider
from data.vocabulary import Labelled, LabelStatus, Programme
from data.yearly import ReportReminder, ReportStatus, YearlyReport

SOON = timedelta(days=90)
"""A label ends soon when so many days are left of it, or none."""

PAGE_SIZE = 50


class State(Labelled):
    """What a list of labels can be of."""

    ACTIVE = "active", "En cours"
    ENDING = "ending", "Bientôt à terme"
    AT_RISK = "at_risk", "Menacés, faute de rapport"
    SUSPENDED = "suspended", "Suspendus"
    WITHDRAWN = "withdrawn", "Retirés"
    EXPIRED = "expired", "Arrivés à terme"
    NONE = "none", "Sans label"


@dataclass(frozen=True)
class Wanted:
    """Which labels are looked for; empty where anything is."""

    state: State = State.ACTIVE
    call: int | None = None
    programme: Programme | None = None
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Line:
    """One training with its label, if it has one; `owed` are the years whose report is awaited."""

    formation_id: str
    title: str
    provider: str | None
    label: Label | None
    owed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Book:
    """A page of the list, how many each state has under the same filters, and how many pages."""

    lines: tuple[Line, ...]
    counts: Mapping[State, int]
    total: int
    pages: int


def book(session: Session, wanted: Wanted, today: date) -> Book:
    """The labels that are wanted, those that end first on top, and the count of every state."""
    states = _states(today)
    counted = _narrowed(
        sql_select(*(func.count().filter(condition) for condition in states.values())), wanted
    )
    [numbers] = session.connection().execute(counted).all()
    counts = dict(zip(states, numbers, strict=True))
    total = counts[wanted.state]
    facts = sql_select(col(Formation.id), col(Formation.title), col(Provider.name), Label)
    listed = _narrowed(facts, wanted).where(states[wanted.state])
    order = (col(Label.expires_on).is_(None), col(Label.expires_on), Formation.title, Formation.id)
    found = session.execute(
        listed.order_by(*order).offset((wanted.page - 1) * PAGE_SIZE).limit(PAGE_SIZE)
    ).all()
    owed = owing(session, [identifier for identifier, *_ in found])
    return Book(
        tuple(
            Line(identifier, title, provider, label, owed.get(identifier, ()))
            for identifier, title, provider, label in found
        ),
        counts,
        total,
        max(1, -(-total // PAGE_SIZE)),
    )


def every(session: Session, wanted: Wanted, today: date) -> list[str]:
    """The trainings of all pages of the list."""
    listed = _narrowed(sql_select(col(Formation.id)), wanted).where(_states(today)[wanted.state])
    return [identifier for (identifier,) in session.execute(listed.order_by(Formation.id))]


def _states(today: date) -> dict[State, ColumnElement[bool]]:
    """What each state asks of a training and its label."""
    active = col(Label.status) == LabelStatus.ACTIVE
    return {
        State.ACTIVE: active,
        State.ENDING: and_(active, col(Label.expires_on) <= today + SOON),
        State.AT_RISK: and_(active, col(Formation.id).in_(_owed(col(YearlyReport.formation_id)))),
        State.SUSPENDED: col(Label.status) == LabelStatus.SUSPENDED,
        State.WITHDRAWN: col(Label.status) == LabelStatus.WITHDRAWN,
        State.EXPIRED: col(Label.status) == LabelStatus.EXPIRED,
        State.NONE: col(Label.formation_id).is_(None),
    }


def _narrowed(statement: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """The trainings with their labels and providers, under every filter but the state."""
    statement = (
        statement.select_from(Formation)
        .outerjoin(Label, col(Label.formation_id) == col(Formation.id))
        .outerjoin(Provider, col(Provider.code) == col(Formation.provider_code))
    )
    if wanted.call:
        statement = statement.where(col(Label.call) == wanted.call)
    if wanted.programme:
        statement = statement.where(col(Label.programme) == wanted.programme)
    for word in wanted.words.split():
        names = (col(Formation.title), col(Provider.name))
        statement = statement.where(
            or_(
                col(Formation.id) == word.lower(),
                *(name.icontains(word, autoescape=True) for name in names),
            )
        )
    return statement


PENDING = col(YearlyReport.status).in_((ReportStatus.ASKED, ReportStatus.DRAFT))


def _owed(*of: Any) -> Select[*tuple[Any, ...]]:
    """What is asked `of` the reports owed after as many reminders as put a label at risk."""
    return (
        sql_select(*of)
        .join(ReportReminder, col(ReportReminder.report_id) == col(YearlyReport.id))
        .where(PENDING)
        .group_by(col(YearlyReport.formation_id), col(YearlyReport.year))
        .having(func.count() >= WAVES_BEFORE_RISK)
    )


def owing(session: Session, ids: list[str]) -> dict[str, tuple[int, ...]]:
    """The years for which each of these trainings owes a report that puts its label at risk."""
    training, year_of = col(YearlyReport.formation_id), col(YearlyReport.year)
    statement = _owed(training, year_of).where(training.in_(ids)).order_by(year_of)
    found: dict[str, tuple[int, ...]] = {}
    for identifier, year in session.execute(statement):
        found[identifier] = (*found.get(identifier, ()), year)
    return found
