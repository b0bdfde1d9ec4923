"""Starts and closing dates as calendar entries, no more precise than their source."""

from datetime import UTC, date, datetime

from flask import Flask
from icalendar import Calendar

from data.models import Formation, FormationSession, Provider
from data.vocabulary import Precision
from portal.selection.agenda import calendar

TODAY = date(2027, 1, 15)
FORMATION = Formation(
    id="abcdefghijkl",
    source="s",
    source_key="k",
    title="Du web, de la « data » ; et plus",
    content_hash="h",
    updated_at=datetime(2027, 1, 1, tzinfo=UTC),
    provider=Provider(code="e", name="École"),
    sessions=[
        FormationSession(starts_on=date(2026, 3, 1), apply_before=date(2026, 2, 1)),
        FormationSession(starts_on=date(2027, 3, 1), apply_before=date(2027, 2, 1)),
        FormationSession(starts_on=date(2027, 9, 1), precision=Precision.MONTH),
        FormationSession(starts_on=date(2027, 2, 1), apply_before=date(2027, 1, 2)),
    ],
)


def test_what_is_to_come_and_known_to_the_day_is_written_down(app: Flask) -> None:
    with app.test_request_context():
        agenda = Calendar.from_ical(calendar([FORMATION], TODAY))
    events = [(str(one["summary"]), one.decoded("dtstart")) for one in agenda.walk("VEVENT")]
    assert events == [
        (f"Début : {FORMATION.title}", date(2027, 2, 1)),
        (f"Début : {FORMATION.title}", date(2027, 3, 1)),
        (f"Candidater avant : {FORMATION.title}", date(2027, 2, 1)),
    ]
    (alarm,) = agenda.walk("VALARM")
    assert alarm.decoded("trigger").days == -7
    uids = [str(one["uid"]) for one in agenda.walk("VEVENT")]
    assert len(set(uids)) == 3
