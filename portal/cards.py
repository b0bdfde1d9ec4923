"""One training in a list, in the few facts that let a reader choose what to open."""

from dataclasses import dataclass
from datetime import date

from data.models import Certification, Formation
from data.vocabulary import CertificationKind, LabelStatus, Modality
from portal import links, wording


@dataclass(frozen=True)
class Fact:
    """One line of a card: icon, subject (for screen readers), text, whether it is known."""

    icon: str
    name: str
    text: str
    known: bool = True


@dataclass(frozen=True)
class Card:
    """What the list shows of a training."""

    id: str
    url: str
    title: str
    trades: str
    provider: str | None
    family: str
    facts: tuple[Fact, ...]
    distance: str | None
    label: str | None
    demonstration: bool


def card(formation: Formation, today: date, distance_km: float | None = None) -> Card:
    """The card of a training; `distance_km` from the place that the reader named, if any."""
    return Card(
        id=formation.id,
        url=links.formation(formation.id),
        title=formation.title,
        trades=", ".join(trade.label for trade in formation.trades) or _family(formation),
        provider=formation.provider.name if formation.provider else None,
        family=formation.family_code or "other",
        facts=_facts(formation, today),
        distance=wording.distance(distance_km),
        label=label_line(formation),
        demonstration=formation.demonstration,
    )


def _family(formation: Formation) -> str:
    return formation.family.label if formation.family else "Métier non précisé"


def _facts(formation: Formation, today: date) -> tuple[Fact, ...]:
    where = _where(formation)
    length = wording.duration(formation)
    entry = wording.entry_level(formation.entry_level)
    known_start = bool(wording.upcoming(formation.sessions, today))
    return (
        Fact("pin", "Lieu", where, where != wording.NO_PLACE),
        Fact("calendar", "Dates", wording.next_start(formation, today), known_start),
        Fact("clock", "Durée", length or "Durée non communiquée", length is not None),
        Fact("euro", "Coût", wording.cost(formation.cost_eur), formation.cost_eur is not None),
        Fact("medal", "À la clé", certificate(formation.certification),
             formation.certification is not None),
        Fact("door", "À l’entrée", entry or "Niveau d’entrée non communiqué", entry is not None),
    )  # fmt: skip


def _where(formation: Formation) -> str:
    line = wording.place_line(formation)
    blended = formation.modality == Modality.BLENDED and line != wording.NO_PLACE
    return f"{line}, en partie à distance" if blended else line


SHORT_KINDS = {
    CertificationKind.RNCP_TITLE: "Titre RNCP",
    CertificationKind.RNCP_BLOCK: "Bloc de compétences RNCP",
    CertificationKind.DIPLOMA: "Diplôme",
    CertificationKind.RS: "Certification RS",
    CertificationKind.CQP: "CQP",
    CertificationKind.OTHER: "Certification",
    CertificationKind.ATTESTATION: "Attestation",
}
"""The kinds of certification in the few words that a card has room for."""


def certificate(certification: Certification | None) -> str:
    """What the learner leaves with in a few words: "Titre RNCP de niveau 5 (bac + 2)"."""
    if certification is None:
        return "Certification non communiquée"
    level = wording.certified_level(certification.level)
    kind = SHORT_KINDS[certification.kind]
    return f"{kind}, {wording.lower_first(level)}" if level else kind


def label_line(formation: Formation) -> str | None:
    """The network's label while it is in force, with its programme: "Labellisée (PIA)"."""
    label = formation.label
    if label is None or label.status != LabelStatus.ACTIVE:
        return None
    return f"Labellisée {label.programme.upper()}"
