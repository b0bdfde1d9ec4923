"""The providers of the demonstration: the report's operators by name, all others invented."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from data import reference
from data.demonstration import pieces
from data.demonstration.quotas import OPERATORS, REGIONS, STATUSES, dealt
from data.reference import Commune
from data.vocabulary import ONLINE_REGION, LegalStatus

SIZES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 11)
"""How many formations an invented provider has, each size as likely as it stands here."""


@dataclass(frozen=True)
class Seat:
    """One formation's provider and place, before anything is taught."""

    provider: str
    operator: str
    network: str | None
    direct: bool | None
    status: LegalStatus
    region: str
    commune: Commune | None


@dataclass
class Group:
    """A provider to be: its operator, region and number of formations."""

    operator: str
    network: str | None
    direct: bool | None
    status: LegalStatus | None
    region: str
    size: int


def seats(random: Random) -> list[Seat]:
    """740 seats whose counts by region, network, operator and status are the report's."""
    groups = _groups(random)
    left = Counter(STATUSES)
    for group in groups:
        if group.status:
            left[group.status] -= group.size
    for group in sorted((g for g in groups if not g.status), key=lambda g: -g.size):
        group.status = max(left, key=lambda status: (left[status], status))
        left[group.status] -= group.size
    names = _invented(random)
    return [seat for group in groups for seat in _seats(group, random, names)]


def _groups(random: Random) -> list[Group]:
    slots = dealt(REGIONS, random)
    groups: list[Group] = []
    for operator, network, direct, count, status in OPERATORS:
        taken = Counter(slots[:count])
        del slots[:count]
        for region, size in taken.items():
            sizes = [size] if status else list(_split(size, random))
            groups += [Group(operator, network, direct, status, region, one) for one in sizes]
    return groups


def _split(total: int, random: Random) -> Iterator[int]:
    while total:
        size = min(total, random.choice(SIZES))
        yield size
        total -= size


def _seats(group: Group, random: Random, names: Iterator[str]) -> Iterator[Seat]:
    commune = _commune(group.region, random)
    if group.status is None:
        raise ValueError("a group without a legal status")
    for number in range(group.size):
        if number == 0 or (group.direct and number % 3 == 0):
            commune = _commune(group.region, random)
        if number == 0:
            name = _name(group, group.status, names, random)
        yield Seat(
            name,
            group.operator,
            group.network,
            group.direct,
            group.status,
            group.region,
            commune,
        )


def _name(group: Group, status: LegalStatus, names: Iterator[str], random: Random) -> str:
    """The operator's own name, else an invented one that says what kind of body it is."""
    if group.direct:
        return group.operator
    forms: list[str] = pieces.read("providers")["forms"][status.value]
    name = random.choice(forms).format(name=next(names))
    if group.operator.startswith("Réseau"):
        return f"{name} ({group.operator[0].lower()}{group.operator[1:]})"
    return name


def _invented(random: Random) -> Iterator[str]:
    """Every pair of a first and a second half, once, in a drawn order."""
    halves = pieces.read("providers")
    names = [f"{one} {two}" for one in halves["first"] for two in halves["second"]]
    random.shuffle(names)
    return iter(names)


@cache
def _towns(region: str) -> tuple[tuple[Commune, ...], tuple[int, ...]]:
    """The towns of a region with more than 10,000 people and coordinates, and their people."""
    found = tuple(
        c
        for c in reference.communes().values()
        if c.region == region
        and c.population > 10_000
        and c.latitude is not None
        and "Arrondissement" not in c.name
    )
    return found, tuple(c.population for c in found)


def _commune(region: str, random: Random) -> Commune | None:
    if region == ONLINE_REGION:
        return None
    towns, people = _towns(region)
    return random.choices(towns, weights=people)[0]
