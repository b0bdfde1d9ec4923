"""The facets and numbers of a synthetic record, from what was drawn for it."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from itertools import islice

from data import reference
from data.vocabulary import (
    ENTRY_LEVELS,
    LEVELS,
    ONLINE_REGION,
    CertificationKind,
    Modality,
    Programme,
)
from search_index.documents import ONLINE_LABEL, Row, Values
from tests.benchmarks.facts import Provider, Subject, Town

TODAY = date(2027, 1, 4)
"""The day on which all questions are asked; sessions lie around it."""

MODALITIES = {Modality.ONSITE: 0.58, Modality.BLENDED: 0.27, Modality.ONLINE: 0.12, None: 0.03}
KINDS: dict[CertificationKind, tuple[float, int | None]] = {
    CertificationKind.RNCP_TITLE: (0.38, 5),
    CertificationKind.RNCP_BLOCK: (0.09, 6),
    CertificationKind.DIPLOMA: (0.11, 6),
    CertificationKind.RS: (0.07, None),
    CertificationKind.CQP: (0.05, 4),
    CertificationKind.OTHER: (0.06, None),
    CertificationKind.ATTESTATION: (0.24, None),
}
"""Share and usual level of each kind of certification."""

DRAWN = tuple(share for share, _ in KINDS.values())
CHANCES = 7
"""How many chances from 0 to 1 a row takes."""

KNOWN_HOURS, WITH_RATE, IN_PROGRAMME, ASKING_LEVEL, FREE = 0.95, 0.4, 0.3, 0.85, 0.3
MONTH = 30


@dataclass(frozen=True)
class Cast:
    """Who and what one record is about; no town where all is online, None is unknown."""

    subjects: tuple[Subject, ...]
    provider: Provider
    town: Town | None
    modality: Modality | None
    kind: CertificationKind


@dataclass(frozen=True)
class Dice:
    """Numbers drawn for one row: chances from 0 to 1, small numbers below 4, days from today."""

    hours: float
    chance: list[float]
    several: list[int]
    days: list[int]


def row(cast: Cast, dice: Dice, title: str) -> Row:
    """The row of a record."""
    chance, town = dice.chance, cast.town
    numbers = {
        "hours": dice.hours if chance[0] < KNOWN_HOURS else None,
        "cost": 0.0 if chance[6] < FREE else round(chance[6], 2) * 10_000,
        "latitude": town.latitude if town else None,
        "longitude": town.longitude if town else None,
        "lower": round(chance[1], 3) if chance[2] < WITH_RATE else None,
    }
    return Row(
        facets={name: values for name, values in _facets(cast, dice).items() if values},
        title=title,
        anywhere=cast.modality == Modality.ONLINE,
        starts=tuple(_starts(dice)),
        **{name: number for name, number in numbers.items() if name in COLUMNS},
    )


COLUMNS = {field.name for field in fields(Row)}


def _facets(cast: Cast, dice: Dice) -> dict[str, Values]:
    chance, town = dice.chance, cast.town
    anywhere = {ONLINE_REGION: ONLINE_LABEL} if cast.modality == Modality.ONLINE else {}
    return {
        "family": cast.subjects[0].family,
        "trade": {code: label for one in cast.subjects for code, label in one.values.items()},
        "region": town.region if town else anywhere,
        "department": town.department if town else {},
        "modality": {cast.modality.value: cast.modality.label} if cast.modality else {},
        "certification": {cast.kind.value: cast.kind.label},
        "level": _level(KINDS[cast.kind][1], chance[3]),
        "entry_level": _entry_level(chance[4]),
        "funding": _some(_schemes(), dice.several[0], dice.days[0]),
        "audience": _some(_groups(), dice.several[1], dice.days[1]),
        "network": cast.provider.network,
        "provider": cast.provider.values,
        "programme": _programme(chance[5]),
    }


def _level(usual: int | None, chance: float) -> Values:
    """The usual level, or for some trainings the one beside it."""
    if usual is None:
        return {}
    level = usual - 1 if chance < 0.2 else usual + 1 if chance > 0.75 else usual
    return {str(level): LEVELS[level]}


def _entry_level(chance: float) -> Values:
    if chance > ASKING_LEVEL:
        return {}
    level = list(ENTRY_LEVELS)[int(chance / ASKING_LEVEL * (len(ENTRY_LEVELS) - 1))]
    return {str(level): ENTRY_LEVELS[level]}


def _programme(chance: float) -> Values:
    if chance > IN_PROGRAMME:
        return {}
    programme = Programme.PIA if chance < IN_PROGRAMME / 2 else Programme.PIC
    return {programme.value: programme.label}


def _some(labels: Values, count: int, first: int) -> Values:
    """So many neighbours of a circular list, from any number on."""
    codes = list(labels)
    chosen = (codes[(first + step) % len(codes)] for step in range(count))
    return {code: labels[code] for code in chosen}


@cache
def _schemes() -> Values:
    return {one.code: one.label for one in reference.funding_schemes().values()}


@cache
def _groups() -> Values:
    return {one.code: one.label for one in reference.audiences().values()}


def _starts(dice: Dice) -> list[tuple[int, int]]:
    """Up to three sessions; the first of an even day is known by its month only."""
    days = [TODAY.toordinal() + day for day in islice(dice.days, dice.several[2])]
    return [(day, day + MONTH * (place == 0 and day % 2 == 0)) for place, day in enumerate(days)]
