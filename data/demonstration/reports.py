"""The demonstration's yearly reports written into the database, the same each time."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel, col, select

from data.demonstration.catalogue import formations, plans, subjects, yearly_answers
from data.demonstration.labels import endings
from data.demonstration.sizes import YEAR
from data.demonstration.yearly import DemonstrationYear
from data.labels import LabelChange, LabelEvent
from data.people import State
from data.record import FormationRecord, formation_id
from data.text import slug
from data.vocabulary import ONLINE_REGION
from data.yearly import Learner, PastYear, ReportFunding, ReportStatus, ReportTrade, YearlyReport

SOURCE = "demonstration"
ASKED_ON = date(2020, 1, 13)
ANSWERED_AT = datetime(2020, 2, 28, 12, tzinfo=UTC)

PAST = (
    PastYear(year=2016, finished=1827, started=2760),
    PastYear(year=2017, finished=5072, started=4510),
    PastYear(
        year=2018,
        finished=5945,
        started=8621,
        dropped_out=2489,
        target=7205,
        priority=2477,
        social_hours=25,
        professional_hours=45,
        support_hours=72,
        # The report prints 27,921 people since the beginning; its four years hold 23,735.
        undated_finished=4186,
    ),
)
"""Earlier years as the report of 2019 prints them, or leaves to work out from the changes."""

Row = dict[str, Any]


def load_year(session: Session, today: date) -> int:
    """Write the 740 reports of 2019 where they are not there as made; the learners written."""
    records = formations(today)
    ids = [formation_id(SOURCE, record.source_key) for record in records]
    kept = session.exec(
        select(YearlyReport.formation_id).where(col(YearlyReport.demonstration))
    ).all()
    for past in PAST:
        session.merge(past.model_copy())
    if sorted(kept) == sorted(ids):
        return 0
    answers = yearly_answers()
    _forget(session, ids)
    reports = [_report(number, records[number], answers) for number in range(len(records))]
    _write(session, YearlyReport, reports)
    known = select(YearlyReport.formation_id, YearlyReport.id).where(YearlyReport.year == YEAR)
    numbers = dict(session.exec(known).all())
    of = [int(numbers[identifier] or 0) for identifier in ids]
    _write(session, ReportTrade, _trades(records, of))
    _write(session, ReportFunding, _funding(answers, of))
    people = list(_learners(records, answers, of))
    _write(session, Learner, people)
    _write(session, LabelEvent, list(_events(records, ids)))
    return len(people)


def _forget(session: Session, ids: Sequence[str]) -> None:
    session.exec(delete(YearlyReport).where(col(YearlyReport.demonstration)))
    made = (col(LabelEvent.formation_id).in_(ids), col(LabelEvent.decided_by).is_(None))
    session.exec(delete(LabelEvent).where(*made))


def _write(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    session.connection().execute(insert(table), list(rows))


def _report(number: int, record: FormationRecord, answers: DemonstrationYear) -> Row:
    plan, subject = plans()[number], subjects()[number]
    provider = record.provider
    answered = bool(answers.sizes.answered[number])
    status = ReportStatus.ASKED if subject.active else ReportStatus.NOT_ASKED
    return {
        "formation_id": formation_id(SOURCE, record.source_key),
        "year": YEAR,
        "title": record.title,
        "provider_code": provider and slug(provider.name),
        "demonstration": True,
        "region_code": record.place.region if record.place else ONLINE_REGION,
        "network": provider and provider.network,
        "operator": subject.operator,
        "legal_status": provider and provider.legal_status,
        "certification": record.certification and record.certification.kind,
        "modality": record.modality,
        "programme": subject.programme,
        "family_code": subject.family,
        "trade_code": plan.trades[0],
        "hours": record.hours,
        "months": record.months,
        "grant_cents": int(answers.money.grants[number]),
        "budget_eur": int(answers.money.budgets[number]),
        "status": ReportStatus.SUBMITTED if answered else status,
        "asked_on": ASKED_ON if subject.active else None,
        "submitted_at": ANSWERED_AT if answered else None,
        **(_answers(number, answers) if answered else NO_ANSWERS),
    }


def _answers(number: int, answers: DemonstrationYear) -> Row:
    return {
        "sessions_started": int(answers.sizes.sessions_started[number]),
        "sessions_finished": int(answers.sizes.sessions_finished[number]),
        "large_groups": bool(answers.sizes.large[number]),
        "candidates": int(answers.candidates[number]),
        "admitted": int(answers.admitted[number]),
        "social_hours": int(answers.social_hours[number]),
        "professional_hours": int(answers.professional_hours[number]),
        "approach": answers.approaches[number],
    }


NO_ANSWERS: Row = {
    **dict.fromkeys(("sessions_started", "sessions_finished", "candidates", "admitted")),
    **dict.fromkeys(("social_hours", "professional_hours", "approach")),
    "large_groups": False,
}


def _trades(records: Sequence[FormationRecord], of: Sequence[int]) -> list[Row]:
    return [
        {"report_id": report, "trade_code": trade}
        for record, report in zip(records, of, strict=True)
        for trade in record.trades
    ]


def _funding(answers: DemonstrationYear, of: Sequence[int]) -> list[Row]:
    return [
        {"report_id": of[number], "scheme": scheme, "cents": int(cents[number])}
        for scheme, cents in answers.money.funding.items()
        for number in np.flatnonzero(cents).tolist()
    ]


def _learners(
    records: Sequence[FormationRecord], answers: DemonstrationYear, of: Sequence[int]
) -> Iterator[Row]:
    people = answers.learners
    columns = {name: column.tolist() for name, column in vars(people).items()}
    for place, training in enumerate(columns["training"]):
        record, subject = records[training], subjects()[training]
        one = {name: column[place] for name, column in columns.items()}
        yield {
            "report_id": of[training],
            "year": YEAR,
            "region_code": record.place.region if record.place else ONLINE_REGION,
            "programme": subject.programme.value,
            "online": subject.online,
            **{name: one[name] for name in SAME},
            "outcome": one["outcome"] if one["state"] == State.FINISHED else None,
            "immersion_weeks": one["weeks"] if one["weeks"] >= 0 else None,
            "salary_eur": int(answers.salaries[place]) or None,
        }


SAME = (
    *("sex", "age", "education", "situation", "priority", "funded", "again", "state"),
    "career_change",
)
"""The columns of a learner that are stored as they were made."""


def _events(records: Sequence[FormationRecord], ids: Sequence[str]) -> Iterator[Row]:
    """The life of each label: granted in its call, and how it ended where it did."""
    for record, identifier in zip(records, ids, strict=True):
        label = record.label
        if label is None or label.granted_on is None:
            continue
        for day, change, note in ((label.granted_on, LabelChange.GRANTED, None), *endings(label)):
            yield {
                "formation_id": identifier,
                "happened_on": day,
                "change": change,
                "note": note,
            }
