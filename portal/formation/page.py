"""Everything that the page of one training shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from data.models import Certification, Formation, FormationSession, Provider
from data.outcomes import Compared, results
from portal import links, wording
from portal.cards import label_line
from portal.formation.alike import Alike
from portal.formation.results import YearView, year_view
from portal.formation.text import Block, blocks
from portal.structured import block, course


@dataclass(frozen=True)
class Fact:
    """One line of what is known at a glance."""

    icon: str
    name: str
    text: str
    known: bool
    inferred: str | None


@dataclass(frozen=True)
class SessionRow:
    """One session; unknown dates and seats say so."""

    starts: str
    ends: str
    apply_before: str
    seats: str
    past: bool


@dataclass(frozen=True)
class CertificationView:
    """What the learner leaves with, and its page in the national register."""

    kind: str
    title: str | None
    level: str | None
    code: str | None
    register: str | None


@dataclass(frozen=True)
class Named:
    """A named thing with its sentence or its address."""

    text: str
    detail: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class FormationPage:
    """The page of one training."""

    id: str
    title: str
    trades: tuple[Named, ...]
    family: Named | None
    provider: Named | None
    label: str | None
    demonstration: bool
    website: str | None
    facts: tuple[Fact, ...]
    summary: str | None
    description: tuple[Block, ...]
    prerequisites: tuple[Block, ...]
    coming: tuple[SessionRow, ...]
    past: tuple[SessionRow, ...]
    certification: CertificationView | None
    funding: tuple[Named, ...]
    audiences: tuple[Named, ...]
    results: tuple[YearView, ...]
    origins: tuple[Named, ...]
    updated: str
    similar: tuple[Named, ...]
    alike: tuple[Alike, ...]
    search: str
    canonical: str
    image: str
    structured: Markup


RESERVED = "réservé à ce public"


def formation_page(
    formation: Formation, today: date, compared: Compared, alike: tuple[Alike, ...] = ()
) -> FormationPage:
    """The page of a training as of `today`, which decides which sessions are past.

    `compared` are the results of all trainings, to stand beside its own.
    """
    provider, family = formation.provider, formation.family
    coming = wording.upcoming(formation.sessions, today)
    undated = [one for one in formation.sessions if one.starts_on is None]
    past = [one for one in formation.sessions if one not in coming and one not in undated]
    # Among publics of all kinds, those that could be a condition are only meant first.
    closed = all(one.reserved for one in formation.audiences)
    return FormationPage(
        id=formation.id,
        title=formation.title,
        trades=tuple(
            Named(one.label, one.plain, links.trade(one.family_code, one.code))
            for one in formation.trades
        ),
        family=Named(family.label, family.plain, links.family(family.code)) if family else None,
        provider=_provider(provider) if provider else None,
        label=label_line(formation),
        demonstration=formation.demonstration,
        website=formation.url,
        facts=tuple(_facts(formation, today)),
        summary=formation.summary,
        description=blocks(formation.description),
        prerequisites=blocks(formation.prerequisites),
        coming=tuple(_session(one, False, today) for one in (*coming, *undated)),
        past=tuple(_session(one, True, today) for one in reversed(past)),
        certification=_certification(formation.certification),
        funding=tuple(Named(one.label, one.plain) for one in formation.funding),
        audiences=tuple(
            Named(one.label, RESERVED if closed else None) for one in formation.audiences
        ),
        results=tuple(
            year_view(
                results(one, formation.family_code, compared), family.label if family else None
            )
            for one in formation.results
        ),
        origins=tuple(
            Named(FIELDS.get(field, field), evidence)
            for field, evidence in sorted(formation.origins.items())
        ),
        updated=wording.day(formation.updated_at.date()),
        similar=tuple(_similar(formation)),
        alike=alike,
        search=links.search(),
        canonical=links.absolute(links.formation(formation.id)),
        image=links.absolute(links.image(formation.id)),
        structured=block(course(formation, today)),
    )


def _facts(formation: Formation, today: date) -> Iterator[Fact]:
    """Place, way, dates, length, price and entry level, each said to be unknown where it is.

    The last day to apply to the next session stands with them only where it is known.
    """
    coming = wording.upcoming(formation.sessions, today)
    apply = coming[0].apply_before if coming else None
    limit = wording.deadline(apply, today) if apply else None
    modality, months = formation.modality, wording.duration(formation)
    entry = wording.entry_level(formation.entry_level)
    for field, icon, name, text, said in (
        ("place", "pin", "Lieu", _address(formation), True),
        ("modality", "screen", "Façon de suivre", modality and modality.label, True),
        ("sessions", "calendar", "Dates", wording.next_start(formation, today), bool(coming)),
        *([("sessions", "calendar", "Candidater avant", limit, True)] if limit else []),
        ("hours", "clock", "Durée", months, True),
        ("cost_eur", "euro", "Coût", wording.cost(formation.cost_eur),
         formation.cost_eur is not None),
        ("entry_level", "door", "Niveau à l’entrée", entry, True),
    ):  # fmt: skip
        inferred = formation.origins.get(field)
        yield Fact(icon, name, text or wording.UNKNOWN, bool(text) and said, inferred)


def _provider(provider: Provider) -> Named:
    """The provider, with its network, whose name often bears the word already."""
    if provider.network is None:
        return Named(provider.name)
    name = provider.network.name
    return Named(provider.name, name if name.lower().startswith("réseau") else f"réseau {name}")


def _address(formation: Formation) -> str:
    line, place = wording.place_line(formation), formation.place
    if place is None or place.commune is None or place.postcode is None:
        return line
    return f"{place.postcode} {line}"


def _session(session: FormationSession, past: bool, today: date) -> SessionRow:
    precision, missing = session.precision, "Non communiqué"
    apply = session.apply_before
    # A session that is over says so once, for all its dates.
    said = (wording.day(apply) if past else wording.deadline(apply, today)) if apply else missing
    return SessionRow(
        starts=wording.day(session.starts_on, precision) if session.starts_on else missing,
        ends=wording.day(session.ends_on, precision) if session.ends_on else missing,
        apply_before=said,
        seats=missing if session.seats is None else wording.number(session.seats),
        past=past,
    )


def _certification(certification: Certification | None) -> CertificationView | None:
    if certification is None:
        return None
    code = certification.register_code
    return CertificationView(
        kind=certification.kind.label,
        title=certification.title,
        level=wording.certified_level(certification.level),
        code=code,
        register=links.register(code) if code else None,
    )


def _similar(formation: Formation) -> Iterator[Named]:
    """Searches that show the trainings nearest to this one, trade first."""
    for trade in formation.trades:
        text = f"Voir les autres formations « {trade.label} »"
        yield Named(text, url=links.search_for(trade=trade.code))
    place, family = formation.place, formation.family
    if family and place and place.region:
        text = f"{family.label} en région {place.region.name}"
        yield Named(text, url=links.search_for(family=family.code, region=place.region.code))
    elif family:
        text = f"Toutes les formations « {family.label} »"
        yield Named(text, url=links.search_for(family=family.code))


FIELDS = {
    "audiences": "Publics",
    "certification": "Certification",
    "cost_eur": "Coût",
    "entry_level": "Niveau à l’entrée",
    "funding": "Financements",
    "hours": "Durée en heures",
    "modality": "Façon de suivre la formation",
    "months": "Durée en mois",
    "place": "Lieu",
    "sessions": "Dates",
    "trade_family": "Famille de métiers",
    "trades": "Métiers",
}
"""What people call the fields that can be inferred."""
