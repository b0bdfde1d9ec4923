"""One training as the index keeps it: its texts by field, its facet values, its numbers."""

import calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from data import reference
from data.models import Formation, FormationSession, YearlyResult
from data.outcomes import LEAST_PEOPLE, ended, positive_exit
from data.vocabulary import ENTRY_LEVELS, LEVELS, ONLINE_REGION, Modality, Precision
from search_index.french import LONGEST_WORD

ONLINE_LABEL = Modality.ONLINE.label

Values = dict[str, str]
"""Codes of one facet with their labels."""


@dataclass(frozen=True)
class Row:
    """What filters, facets and sorts need of one training; None and empty are unknown.

    `starts` holds the first and last possible day of each session as ordinals; `lower` is the
    lower bound of the rate of positive exits; `anywhere` marks a training that is
    followed online, wherever its provider sits. `outcomes`
    are people of one year: known situations and those in work or study, those whose training ended
    and those who left it, salaries and their mean in euros; a pair of fewer than 20 is unknown.
    """

    facets: dict[str, Values]
    title: str
    hours: float | None
    cost: float | None
    latitude: float | None
    longitude: float | None
    anywhere: bool
    starts: tuple[tuple[int, int], ...]
    lower: float | None
    outcomes: tuple[float | None, ...] = (None,) * 6


@dataclass(frozen=True)
class Document:
    """All that the index holds of one training; `signature` tells whether it is up to date."""

    id: str
    signature: str
    row: Row
    texts: dict[str, str]


def document(formation: Formation, signature: str) -> Document:
    """The document of a training."""
    return Document(formation.id, signature, row(formation), texts(formation))


def texts(formation: Formation) -> dict[str, str]:
    """The words of a training by text field; unknown fields are absent.

    The first trade is the one that it prepares for; what others are called counts less.
    """
    found = {
        "trade": _lines(_trade(formation)),
        "title": formation.title,
        "certification": _lines(_certification(formation)),
        "words": _lines(_words(formation)),
        "provider": _lines(_provider(formation)),
        "place": _lines(_place(formation)),
        "summary": formation.summary or "",
        "description": _lines(_description(formation)),
    }
    return {field: text for field, text in found.items() if text}


def row(formation: Formation) -> Row:
    """The facet values and numbers of a training."""
    place = formation.place
    return Row(
        facets=_facets(formation),
        title=formation.title,
        hours=formation.hours,
        cost=formation.cost_eur,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        anywhere=formation.modality == Modality.ONLINE,
        starts=tuple(days for days in map(_days, formation.sessions) if days),
        lower=_lower_bound(formation.results),
        outcomes=_outcomes(formation.results),
    )


def _lines(texts: Iterable[str | None]) -> str:
    return "\n".join(text for text in texts if text)


def trade_word(code: str) -> str:
    """The one word that stands for a trade in texts, so that a recognised trade can be asked."""
    return code.replace("-", "")[:LONGEST_WORD]


def _trade(formation: Formation) -> Iterable[str]:
    for trade in formation.trades[:1]:
        yield trade.label
        yield trade_word(trade.code)


def _certification(formation: Formation) -> Iterable[str | None]:
    if formation.certification is None:
        return ()
    certification = formation.certification
    level = certification.level
    known = f"Niveau {level}" if level in LEVELS else None
    return (certification.title, certification.register_code, certification.kind.label, known)


def _words(formation: Formation) -> Iterable[str | None]:
    if formation.family is not None:
        yield formation.family.label
        if not formation.trades or formation.trades[0].code in _usual_trades():
            yield formation.family.plain
            yield from reference.families()[formation.family.code].words
    for trade in formation.trades[:1]:
        yield trade.plain
        yield from trade.words
        yield from trade.rome
    for trade in formation.trades[1:]:
        yield trade.label


@cache
def _usual_trades() -> frozenset[str]:
    """The trades of whose family the family's words speak: they share a main ROME code there."""
    trades = reference.trades().values()
    mains = Counter((one.family, one.rome[0]) for one in trades if one.rome)
    return frozenset(one.code for one in trades if one.rome and mains[one.family, one.rome[0]] > 1)


def _description(formation: Formation) -> Iterable[str | None]:
    """The long texts, and what people type for the trades that the training only leads on to."""
    yield formation.description
    yield formation.prerequisites
    for trade in formation.trades[1:]:
        yield from trade.words
        yield from trade.rome


def _provider(formation: Formation) -> Iterable[str | None]:
    if formation.provider is None:
        return ()
    network = formation.provider.network
    return (formation.provider.name, network.name if network else None)


def _place(formation: Formation) -> Iterable[str | None]:
    place = formation.place
    if place is None:
        return (ONLINE_LABEL,) if formation.modality == Modality.ONLINE else ()
    return (
        place.commune,
        place.postcode,
        place.department.name if place.department else None,
        place.region.name if place.region else None,
    )


def _facets(formation: Formation) -> dict[str, Values]:
    provider, certification = formation.provider, formation.certification
    network = provider.network if provider else None
    label, family = formation.label, formation.family
    level = certification.level if certification else None
    found = {
        "family": {family.code: family.label} if family else {},
        "trade": {trade.code: trade.label for trade in formation.trades},
        "region": _region(formation),
        "department": _department(formation),
        "modality": {formation.modality.value: formation.modality.label}
        if formation.modality
        else {},
        "certification": {certification.kind.value: certification.kind.label}
        if certification
        else {},
        "level": _level(level, LEVELS),
        "entry_level": _level(formation.entry_level, ENTRY_LEVELS),
        "funding": {scheme.code: scheme.label for scheme in formation.funding},
        "audience": {audience.code: audience.label for audience in formation.audiences},
        "network": {network.code: network.name} if network else {},
        "provider": {provider.code: provider.name} if provider else {},
        "programme": {label.programme.value: label.programme.label} if label else {},
        "lead": {trade.code: trade.label for trade in formation.trades[:1]},
        "status": {label.status.value: label.status.label} if label else {},
    }
    return {parameter: values for parameter, values in found.items() if values}


def _region(formation: Formation) -> Values:
    place = formation.place
    if place is not None:
        return {place.region.code: place.region.name} if place.region else {}
    return {ONLINE_REGION: ONLINE_LABEL} if formation.modality == Modality.ONLINE else {}


def _department(formation: Formation) -> Values:
    department = formation.place.department if formation.place else None
    if department is None:
        return {}
    return {department.code: department_label(department.name, department.code)}


def department_label(name: str, code: str) -> str:
    """A department as people look for it, by name or number: "Rhône (69)"."""
    return f"{name} ({code})"


def _level(level: int | None, labels: dict[int, str]) -> Values:
    return {str(level): labels[level]} if level is not None and level in labels else {}


def _days(session: FormationSession) -> tuple[int, int] | None:
    """The first and the last day on which a session may start, as far as its date is known."""
    first = session.starts_on
    if first is None:
        return None
    last = first
    if session.precision == Precision.MONTH:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    elif session.precision == Precision.YEAR:
        last = date(first.year, 12, 31)
    return first.toordinal(), last.toordinal()


def _lower_bound(results: Iterable[YearlyResult]) -> float | None:
    """The lower Wilson bound of positive exits, from the newest year with enough outcomes."""
    for result in sorted(results, key=lambda result: -result.year):
        low = positive_exit(result).low
        if low is not None:
            return low
    return None


def _outcomes(results: Iterable[YearlyResult]) -> tuple[float | None, ...]:
    """Each pair of `outcomes` from the newest year in which it is about enough people."""
    newest = sorted(results, key=lambda result: -result.year)
    pairs = [
        [(one.known_outcomes, one.positive_exits) for one in newest],
        [(ended(one), one.dropped_out) for one in newest],
        [(one.salaries, one.mean_salary_eur) for one in newest],
    ]
    return tuple(number for each in pairs for number in _enough(each))


def _enough(pairs: Iterable[tuple[int | None, int | None]]) -> tuple[float | None, float | None]:
    for people, value in pairs:
        if people is not None and value is not None and people >= LEAST_PEOPLE:
            return people, value
    return None, None
