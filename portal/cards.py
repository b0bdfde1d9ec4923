"""The result card: a job seeker's questions answered at a glance, shared by every list."""

from dataclasses import dataclass
from datetime import date

from data.models import Formation
from portal import links
from portal.wording import (
    certification_line,
    cost_line,
    distance,
    entry_line,
    length_line,
    place_line,
    start_line,
)


@dataclass(frozen=True)
class Fact:
    """One question with its answer; `known` is False where the source does not say."""

    name: str
    text: str
    known: bool = True


@dataclass(frozen=True)
class Card:
    """One training in a list."""

    id: str
    url: str
    title: str
    trades: str
    provider: str
    distance: str | None
    facts: tuple[Fact, ...]
    demonstration: bool

    @classmethod
    def of(cls, formation: Formation, today: date, kilometres: float | None = None) -> "Card":
        """The card of a training, with its distance where a place was asked for."""
        return cls(
            id=formation.id,
            url=links.formation(formation.id),
            title=formation.title,
            trades=trades_line(formation),
            provider=formation.provider.name if formation.provider else "Organisme non communiqué",
            distance=distance(kilometres),
            facts=facts(formation, today),
            demonstration=formation.demonstration,
        )


def trades_line(formation: Formation) -> str:
    """The trades it leads to, else its family, else that nobody said."""
    labels = [trade.label for trade in formation.trades]
    if not labels and formation.family:
        labels = [formation.family.label]
    return ", ".join(labels) or "Métier non précisé"


def facts(formation: Formation, today: date) -> tuple[Fact, ...]:
    """Where, when, how long, how much, what for, from which level: unknown is said."""
    return (
        fact("Lieu", place_line(formation), "Lieu non communiqué"),
        fact("Début", start_line(formation, today), _no_start(formation)),
        fact("Durée", length_line(formation), "Durée non communiquée"),
        fact("Coût", cost_line(formation), "Coût non communiqué"),
        fact("Certificat", certification_line(formation), "Certificat non communiqué"),
        fact("Niveau demandé", entry_line(formation), "Niveau demandé non communiqué"),
    )


def fact(name: str, text: str | None, unknown: str) -> Fact:
    """An answer, or the sentence that says it is unknown."""
    return Fact(name, text or unknown, text is not None)


def _no_start(formation: Formation) -> str:
    dated = any(session.starts_on for session in formation.sessions)
    return "Pas de session à venir annoncée" if dated else "Dates non communiquées"
