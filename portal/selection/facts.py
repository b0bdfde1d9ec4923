"""What is said of a training wherever trainings stand side by side: table, paper, mail, file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.models import Formation, FormationSession
from data.outcomes import positive_exit, results
from data.vocabulary import Modality
from portal import wording
from portal.cards import certificate
from portal.formation.results import year_view

FROM_ANYWHERE = "À suivre de partout"
FAR_UNKNOWN = "Distance inconnue : lieu non communiqué"


@dataclass(frozen=True)
class Context:
    """As of which day, and how far from the place that was asked; None when none was asked."""

    today: date
    kilometres: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Line:
    """One fact: its subject, its text, whether it is known."""

    name: str
    text: str
    known: bool = True


Told = str | None
"""The text of a fact, None when it is unknown."""


def lines(one: Formation, context: Context) -> tuple[Line, ...]:
    """All facts of a training in the order of FACTS, the unknown ones said to be so."""
    told = ((name, unknown, tell(one, context)) for name, unknown, tell in FACTS)
    found = tuple(Line(name, text or unknown, bool(text)) for name, unknown, text in told)
    return tuple(
        line for line in found if line.name != "Distance" or context.kilometres is not None
    )


def next_session(one: Formation, today: date) -> FormationSession | None:
    """The session that one could join first."""
    return next(iter(wording.upcoming(one.sessions, today)), None)


def _distance(one: Formation, context: Context) -> Told:
    if one.place is None and one.modality == Modality.ONLINE:
        return FROM_ANYWHERE
    return wording.distance((context.kilometres or {}).get(one.id))


def _start(one: Formation, context: Context) -> Told:
    session = next_session(one, context.today)
    if session is None or session.starts_on is None:
        return None
    return wording.day(session.starts_on, session.precision)


def _apply(one: Formation, context: Context) -> Told:
    session = next_session(one, context.today)
    if session is None or session.apply_before is None:
        return None
    return wording.deadline(session.apply_before, context.today)


def _seats(one: Formation, context: Context) -> Told:
    session = next_session(one, context.today)
    known = session is not None and session.seats is not None
    return wording.counted(session.seats or 0, "place") if known and session else None


def _place(one: Formation, _context: Context) -> Told:
    line = wording.place_line(one)
    return None if line == wording.NO_PLACE else line


def _cost(one: Formation, _context: Context) -> Told:
    return None if one.cost_eur is None else wording.cost(one.cost_eur)


def _certificate(one: Formation, _context: Context) -> Told:
    if one.certification is None:
        return None
    title = one.certification.title
    kind = certificate(one.certification)
    return f"{title} ({kind})" if title else kind


def _level(one: Formation, _context: Context) -> Told:
    return wording.certified_level(one.certification.level if one.certification else None)


def _exit(one: Formation, _context: Context) -> Told:
    """The newest rate, always with its year and number of people, or why there is none."""
    if not one.results:
        return None
    result = one.results[0]
    view, rate = year_view(results(result, None, {})).positive_exit, positive_exit(result)
    people = wording.counted(rate.n or 0, "personne")
    said = f"{view.text.rstrip('.')} en {result.year}"
    return f"{said}, sur {people}" if rate.rate is not None else said


def _labels(of: Callable[[Formation], Iterable[str]]) -> Callable[[Formation, Context], Told]:
    return lambda one, _context: ", ".join(of(one)) or None


FACTS: tuple[tuple[str, str, Callable[[Formation, Context], Told]], ...] = (
    (
        "Organisme",
        "Organisme non communiqué",
        lambda one, _c: one.provider.name if one.provider else None,
    ),
    (
        "Métiers",
        "Métiers non communiqués",
        _labels(lambda one: (trade.label for trade in one.trades)),
    ),
    ("Lieu", wording.NO_PLACE, _place),
    ("Distance", FAR_UNKNOWN, _distance),
    ("Façon de suivre", wording.UNKNOWN, lambda one, _c: one.modality and one.modality.label),
    ("Prochain début", "Pas de date annoncée", _start),
    ("Candidater avant", "Date limite non communiquée", _apply),
    ("Places", "Nombre de places non communiqué", _seats),
    ("Durée", "Durée non communiquée", lambda one, _c: wording.duration(one)),
    ("Coût", "Coût non communiqué", _cost),
    ("À la clé", "Certification non communiquée", _certificate),
    ("Niveau obtenu", "Niveau non communiqué", _level),
    (
        "À l’entrée",
        "Niveau d’entrée non communiqué",
        lambda one, _c: wording.entry_level(one.entry_level),
    ),
    (
        "Qui peut payer",
        "Financements non communiqués",
        _labels(lambda one: (way.label for way in one.funding)),
    ),
    (
        "Pour qui",
        "Publics non communiqués",
        _labels(lambda one: (group.label for group in one.audiences)),
    ),
    ("En emploi ou en études trois mois après", "Aucun résultat connu", _exit),
)
"""Each fact: its subject, what is said when it is unknown, and how it is told."""
