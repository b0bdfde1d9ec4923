"""Starts and closing dates of trainings as a calendar that any agenda takes in (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from icalendar import Alarm, Calendar, Event

from data.models import Formation
from data.vocabulary import Precision
from portal import links, wording

PRODUCT = "-//Portail des formations au numérique//FR"
WARNED = timedelta(days=7)


def calendar(formations: Iterable[Formation], today: date) -> bytes:
    """The dates to come that are known to the day; a month alone is no date to write down."""
    agenda = Calendar()
    agenda.add("prodid", PRODUCT)
    agenda.add("version", "2.0")
    agenda.add("x-wr-calname", "Mes formations")
    for one in formations:
        for event in _events(one, today):
            agenda.add_component(event)
    return bytes(agenda.to_ical())


def _events(one: Formation, today: date) -> Iterator[Event]:
    for session in wording.upcoming(one.sessions, today):
        if session.starts_on and session.precision == Precision.DAY:
            yield _event(one, "debut", session.starts_on, f"Début : {one.title}")
        if session.apply_before and session.apply_before >= today:
            event = _event(one, "limite", session.apply_before, f"Candidater avant : {one.title}")
            event.add_component(_alarm(one))
            yield event


def _event(one: Formation, kind: str, day: date, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{one.id}-{kind}-{day.isoformat()}@portail-formations")
    event.add("dtstamp", one.updated_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary)
    event.add("location", wording.place_line(one))
    event.add("url", links.absolute(links.formation(one.id)))
    if one.provider:
        event.add("description", one.provider.name)
    return event


def _alarm(one: Formation) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Plus que sept jours pour candidater : {one.title}")
    alarm.add("trigger", -WARNED)
    return alarm
