"""What a year's stored answers count, in a fixed number of SQL statements."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col

from data.figures.people import People, Salaries, people, salaries
from data.figures.rows import ANSWERED, Report, rows
from data.people import State
from data.yearly import (
    Learner,
    PastYear,
    Question,
    ReportCount,
    ReportFunding,
    ReportStatus,
    ReportTrade,
)


@dataclass(frozen=True)
class Labelled:
    """The labelled trainings of the year by each of their facts; money in cents and euros."""

    number: int
    by: Mapping[str, Counter[str | None]]
    grants: Mapping[str, Counter[str | None]]
    budgets: Counter[str | None]
    trades: Counter[str]
    hours: tuple[float, ...]
    mean_months: float | None
    most_months: float | None


@dataclass(frozen=True)
class Answers:
    """What those that answered say of themselves; money in cents, hours as means a training."""

    asked: int
    answered: int
    sessions_started: int
    sessions_finished: int
    usual_sessions: int
    in_large_groups: int
    candidates: int
    admitted: int
    hours: Mapping[str, float | None]
    funding: Counter[str]
    approaches: Counter[str | None]


@dataclass(frozen=True)
class Counts:
    """Everything that the tables of one year are made of."""

    year: int
    labelled: Labelled
    answers: Answers
    people: People
    salaries: Salaries
    years: Mapping[int, PastYear]
    demonstration: bool
    updated: date | None


def counts(session: Session, year: int) -> Counts | None:
    """What is stored of the year; None where there is no report of it."""
    made_up = func.count().filter(col(Report.demonstration))
    newest = func.max(Report.submitted_at)
    [(number, demonstration, updated)] = rows(
        session, [func.count(), made_up, newest], Report.year == year
    )
    if not number:
        return None
    found = people(session, year)
    answers = _answers(session, year)
    return Counts(
        year=year,
        labelled=_labelled(session, year, number),
        answers=answers,
        people=found,
        salaries=salaries(session, year),
        years=_years(session, year, found, answers),
        demonstration=bool(demonstration),
        updated=updated and updated.date(),
    )


def years(session: Session) -> list[int]:
    """The years that have reports, newest first."""
    found = rows(session, [Report.year], by=[Report.year])
    return sorted((year for (year,) in found), reverse=True)


FACTS = ("region_code", "network", "legal_status", "certification", "modality", "family_code")


def _labelled(session: Session, year: int, number: int) -> Labelled:
    def by(fact: str, what: Any) -> Counter[Any]:
        """A number of the trainings for each value of one fact, None where it is unknown."""
        column = getattr(Report, fact)
        found = rows(session, [column, what], Report.year == year, by=[column])
        return Counter({value: int(total or 0) for value, total in found})

    cents = func.sum(Report.grant_cents)
    months = [func.avg(Report.months), func.max(Report.months)]
    [(mean_months, most_months)] = rows(session, months, Report.year == year)
    trades: Sequence[Any] = rows(
        session,
        [ReportTrade.trade_code, func.count()],
        Report.year == year,
        by=[ReportTrade.trade_code],
        joined=ReportTrade,
    )
    hours = rows(session, [Report.hours], Report.year == year, col(Report.hours).is_not(None))
    return Labelled(
        number=number,
        by={fact: by(fact, func.count()) for fact in (*FACTS, "operator")},
        grants={fact: by(fact, cents) for fact in ("region_code", "operator")},
        budgets=by("operator", func.sum(Report.budget_eur)),
        trades=Counter(dict(trades)),
        hours=tuple(sorted(hour for (hour,) in hours)),
        mean_months=mean_months,
        most_months=most_months,
    )


def _answers(session: Session, year: int) -> Answers:
    here = (Report.year == year, ANSWERED)
    [(asked,)] = rows(
        session, [func.count()], Report.year == year, Report.status != ReportStatus.NOT_ASKED
    )
    sessions = [
        func.coalesce(one, 0) for one in (Report.sessions_started, Report.sessions_finished)
    ]
    usual = col(Report.large_groups).is_(False)
    sums = (Report.sessions_started, Report.sessions_finished, Report.candidates, Report.admitted)
    support = (Report.social_hours, Report.professional_hours)
    [row] = rows(
        session,
        [
            func.count(),
            *(func.sum(column) for column in sums),
            func.sum(sessions[0] + sessions[1]).filter(usual),
            *(func.avg(column) for column in support),
            func.avg(col(support[0]) + col(support[1])),
        ],
        *here,
    )
    whole = [int(one or 0) for one in row[:6]]
    hours = [None if one is None else float(one) for one in row[6:]]
    funding = [ReportFunding.scheme, func.sum(ReportFunding.cents)]
    approaches = [Report.approach, func.count()]
    paid = rows(session, funding, *here, by=funding[:1], joined=ReportFunding)
    ways = rows(session, approaches, *here, col(Report.approach).is_not(None), by=approaches[:1])
    return Answers(
        asked=asked,
        answered=whole[0],
        sessions_started=whole[1],
        sessions_finished=whole[2],
        candidates=whole[3],
        admitted=whole[4],
        usual_sessions=whole[5],
        in_large_groups=_in_large_groups(session, year),
        hours=dict(zip(("social", "professional", "total"), hours, strict=True)),
        funding=Counter({scheme: int(cents) for scheme, cents in paid}),
        approaches=Counter(dict(ways)),
    )


def _in_large_groups(session: Session, year: int) -> int:
    """The learners of trainings that take in very many at once."""
    large = (Report.year == year, ANSWERED, Report.large_groups)
    [(listed,)] = rows(session, [func.count()], *large, joined=Learner)
    counted = [func.sum(ReportCount.people)]
    state = ReportCount.question == Question.STATE
    [(more,)] = rows(session, counted, *large, state, joined=ReportCount)
    return int(listed) + int(more or 0)


def _years(session: Session, year: int, learners: People, answers: Answers) -> dict[int, PastYear]:
    """The year and those before it: what their own reports count, else what was published."""
    names = list(PastYear.model_fields)
    stored = rows(session, [getattr(PastYear, name) for name in names], PastYear.year < year)
    found = {row.year: PastYear(**row._mapping) for row in stored}
    for earlier in (one for one in years(session) if one < year):
        found[earlier] = _totals(earlier, people(session, earlier), _answers(session, earlier))
    found[year] = _totals(year, learners, answers)
    return found


def _totals(year: int, learners: People, answers: Answers) -> PastYear:
    dropped = learners.of_state(State.DROPPED_OUT)
    hours = {kind: None if one is None else round(one) for kind, one in answers.hours.items()}
    return PastYear(
        year=year,
        finished=learners.of_state(State.FINISHED) + dropped,
        started=learners.of_state(State.STARTED),
        dropped_out=dropped,
        target=learners.target.total() - learners.target_again,
        priority=learners.priority.total() - learners.priority_again,
        social_hours=hours["social"],
        professional_hours=hours["professional"],
        support_hours=hours["total"],
    )
