"""What synthetic records are made of: towns, trades with their words, invented providers."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from data import reference
from search_index.documents import Values, department_label
from tests.benchmarks import vocabulary

COMMUNES = 4000
"""Trainings are given in the most populous communes."""

CROWDING = 0.75
"""How much a town's inhabitants draw trainings: 1 would be in proportion."""

NETWORKS = tuple(f"reseau-{number}" for number in range(1, 13))
ALONE = 6
"""Providers without network, as if they were so many networks more."""

HOUSES = ("Institut", "École", "Centre", "Atelier", "Campus", "Fabrique", "Académie")


@dataclass(frozen=True)
class Town:
    """A commune as records need it."""

    text: str
    region: Values
    department: Values
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Subject:
    """A trade as records need it."""

    label: str
    values: Values
    family: Values
    words: str
    certifications: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Provider:
    """A provider: its facet values, name and network, and the town where it mostly teaches."""

    values: Values
    network: Values
    text: str
    town: int


@cache
def towns() -> tuple[tuple[Town, ...], NDArray[np.float64]]:
    """The towns, and their cumulative probabilities."""
    placed = [one for one in reference.communes().values() if one.latitude is not None]
    chosen = sorted(placed, key=lambda one: (-one.population, one.insee))[:COMMUNES]
    summed = np.cumsum([one.population**CROWDING for one in chosen])
    return tuple(_town(one) for one in chosen), np.asarray(summed / summed[-1])


def _town(commune: reference.Commune) -> Town:
    region = reference.regions()[commune.region]
    department = reference.departments()[commune.department]
    lines = (commune.name, commune.postcodes[0], department.name, region.name)
    return Town(
        "\n".join(lines),
        {region.code: region.name},
        {department.code: department_label(department.name, department.code)},
        commune.latitude or 0.0,
        commune.longitude or 0.0,
    )


@cache
def subjects() -> tuple[Subject, ...]:
    return tuple(_subject(trade) for trade in reference.trades().values())


def _subject(trade: reference.Trade) -> Subject:
    family = reference.families()[trade.family]
    known = reference.certifications().values()
    own = [one for one in known if trade.code in one.trades] or list(known)[:5]
    lines = (family.label, family.plain, *family.words[:6], trade.plain, *trade.words, *trade.rome)
    return Subject(
        trade.label,
        {trade.code: trade.label},
        {family.code: family.label},
        "\n".join(lines),
        tuple((one.title, one.code) for one in own),
    )


def providers(count: int, seed: int) -> tuple[Provider, ...]:
    rng = np.random.default_rng((seed, 0, 1))
    names = vocabulary.invented(rng, 2 * count)
    homes = towns()[1].searchsorted(rng.random(count)).tolist()
    networks = rng.integers(0, len(NETWORKS) + ALONE, count).tolist()
    return tuple(
        _provider(number, names[2 * number], names[2 * number + 1], homes[number], networks[number])
        for number in range(count)
    )


def _provider(number: int, first: str, second: str, town: int, network: int) -> Provider:
    name = f"{HOUSES[number % len(HOUSES)]} {first.capitalize()} {second}"
    if network >= len(NETWORKS):
        return Provider({f"p{number:06}": name}, {}, name, town)
    label = f"Réseau {vocabulary.words()[-1 - network]}"
    return Provider({f"p{number:06}": name}, {NETWORKS[network]: label}, f"{name}\n{label}", town)
