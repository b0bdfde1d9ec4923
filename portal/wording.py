"""How facts are written for people in French: dates, numbers, durations, prices, places."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from data.models import Formation, FormationSession
from data.vocabulary import ENTRY_LEVELS, LEVELS, Modality, Precision

NARROW = "\u202f"
"""The narrow no-break space, between thousands and before ; : ! ? %."""
NO_BREAK = "\u00a0"
UNKNOWN = "Non communiqué par l’organisme"
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def number(value: float) -> str:
    """A number with French separators and at most one decimal: `number(1234.5)` is "1 234,5"."""
    text = f"{value:,.1f}".removesuffix(".0")
    return text.replace(",", NARROW).replace(".", ",")


def quoted(text: str) -> str:
    """A text in French quotation marks."""
    return f"«{NO_BREAK}{text}{NO_BREAK}»"


CLOSING = re.compile(r"(?<!\s) (?=[?!:;»%€](?:\W|\Z))|(?<=«) (?!\s)")
"""The spaces at which French breaks no line."""


def unbroken(text: str) -> str:
    """A text whose ? ! : ; % € and quotation marks never stand alone on a line."""
    return CLOSING.sub(NO_BREAK, text)


def counted(count: int, one: str, several: str | None = None) -> str:
    """A count with its noun, singular below two as in French: "0 formation", "2 formations"."""
    noun = one if count < 2 else several or f"{one}s"
    return f"{number(count)}{NO_BREAK}{noun}"


def found(count: int) -> str:
    """What a search found: "Aucune formation", "1 formation", "1 234 formations"."""
    return counted(count, "formation") if count else "Aucune formation"


def day(value: date, precision: Precision = Precision.DAY) -> str:
    """A date no more precise than its source: "12 janvier 2027", "septembre 2027", "2027"."""
    if precision == Precision.YEAR:
        return str(value.year)
    month = f"{MONTHS[value.month - 1]} {value.year}"
    if precision == Precision.MONTH:
        return month
    return f"{'1er' if value.day == 1 else value.day}{NO_BREAK}{month}"


def month(value: str) -> str:
    """A month as it is read: "novembre 2026" for "2026-11"."""
    return day(date.fromisoformat(f"{value}-01"), Precision.MONTH)


def last_day(session: FormationSession) -> date | None:
    """The last day on which a session may start, as far as its date is known."""
    first = session.starts_on
    if first is None or session.precision == Precision.DAY:
        return first
    if session.precision == Precision.YEAR:
        return date(first.year, 12, 31)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def upcoming(sessions: Iterable[FormationSession], today: date) -> list[FormationSession]:
    """The sessions that may still start, soonest first; those without a date are left out."""
    coming = [one for one in sessions if (last_day(one) or date.min) >= today]
    return sorted(coming, key=lambda one: one.starts_on or date.max)


def deadline(value: date, today: date) -> str:
    """The last day to apply, said to be over once it is: the session itself is still to come."""
    return day(value) if value >= today else f"{day(value)} (date passée)"


def next_start(formation: Formation, today: date) -> str:
    """When one can next begin, or which of the two reasons there is for not saying it."""
    coming = upcoming(formation.sessions, today)
    if coming and coming[0].starts_on:
        return f"Début : {day(coming[0].starts_on, coming[0].precision)}"
    dated = any(session.starts_on for session in formation.sessions)
    return "Prochaine session non annoncée" if dated else "Dates non communiquées"


def duration(formation: Formation) -> str | None:
    """The length as far as known: "4 mois · 602 h", "602 h"; None when unknown."""
    months = formation.months and f"{number(formation.months)}{NO_BREAK}mois"
    hours = formation.hours and f"{number(formation.hours)}{NO_BREAK}h"
    return " · ".join(part for part in (months, hours) if part) or None


def cost(cost_eur: float | None) -> str:
    """The price in euros; free only where the source says 0, for unknown is not free."""
    if cost_eur is None:
        return "Coût non communiqué"
    if cost_eur == 0:
        return "Gratuit pour l’apprenant"
    return f"{number(cost_eur)}{NO_BREAK}€"


def kilometres(count: float) -> str:
    """A number of kilometres: "30 km"."""
    return f"{number(count)}{NO_BREAK}km"


def distance(far: float | None) -> str | None:
    """How far a training is in kilometres: "à moins d’1 km", "à 12 km"; None when unknown."""
    if far is None:
        return None
    return "à moins d’1 km" if far < 1 else f"à {kilometres(round(far))}"


NO_PLACE = "Lieu non communiqué"


def place_line(formation: Formation) -> str:
    """Where it is: "Lyon (Rhône)", "Bretagne", "À distance", or NO_PLACE."""
    place = formation.place
    if place is None:
        online = formation.modality == Modality.ONLINE
        return Modality.ONLINE.label if online else NO_PLACE
    wider = place.department or place.region
    if place.commune is None:
        return wider.name if wider else NO_PLACE
    # "Paris (Paris)" would say nothing more.
    return (
        f"{place.commune} ({wider.name})"
        if wider and wider.name != place.commune
        else (place.commune)
    )


def entry_level(level: int | None) -> str | None:
    """What is asked at the door: "Ouvert sans diplôme", "À partir du niveau bac"; else None."""
    if level is None or level not in ENTRY_LEVELS:
        return None
    return (
        "Ouvert sans diplôme"
        if level == 0
        else f"À partir du niveau {lower_first(ENTRY_LEVELS[level])}"
    )


def certified_level(level: int | None) -> str | None:
    """The level that the certificate gives, in the words of the national framework."""
    label = None if level is None else LEVELS.get(level)
    return label and label.replace(" + ", f"{NO_BREAK}+{NO_BREAK}")


def lower_first(text: str) -> str:
    """The text for the middle of a sentence; abbreviations such as CAP keep their capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """A text as a sentence of its own: `sentence("lieu inconnu")` is "Lieu inconnu."."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(("?", "!", ".")) else ".")


def percent(rate: float) -> str:
    """A share from 0 to 1 as a whole percentage: "83 %"."""
    return f"{number(round(rate * 100))}{NARROW}%"


def listed(parts: Iterable[str]) -> str:
    """A list in a sentence: "a", "a et b", "a, b et c"."""
    *others, last = list(parts)
    return f"{', '.join(others)} et {last}" if others else last
