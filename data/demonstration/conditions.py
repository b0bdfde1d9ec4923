"""For whom a demonstration training is, what it asks at the door, costs, and who pays."""

from dataclasses import dataclass
from random import Random

from data.demonstration.pieces import TradePieces
from data.record import CertificationRecord, LabelRecord
from data.vocabulary import Programme

FREE, UNKNOWN, PRICED = "free", "unknown", "priced"
COSTS = {FREE: 70, UNKNOWN: 12, PRICED: 18}
"""In 100 trainings, how many cost nothing, say nothing of a price, or have one."""

EUROS_AN_HOUR = (5.0, 13.0)

WHO_PAYS = {
    FREE: {
        **{"label": 0.5, "region": 0.5, "france-travail": 0.3, "poei-poec": 0.12},
        **{"alternance": 0.12, "fse": 0.08, "entreprise": 0.07},
    },
    PRICED: {
        **{"cpf": 0.7, "france-travail": 0.6, "personnel": 0.6, "opco": 0.3},
        **{"alternance": 0.15, "agefiph": 0.1},
    },
    UNKNOWN: {"cpf": 0.3, "france-travail": 0.3, "region": 0.2, "alternance": 0.1},
}
"""The chance of each scheme, by what the learner is asked to pay."""

FOR_WHOM = {
    Programme.PIC: {
        **{"job-seekers": 0.85, "no-diploma": 0.5, "women": 0.35, "qpv": 0.35, "young": 0.4},
        **{"career-change": 0.25, "rsa": 0.12, "disabled": 0.12},
    },
    Programme.PIA: {
        **{"job-seekers": 0.7, "no-diploma": 0.3, "women": 0.2, "qpv": 0.25, "young": 0.3},
        **{"career-change": 0.35, "employees": 0.12, "disabled": 0.1},
    },
}
"""The chance of each public, by programme: the PIC's targets were the furthest from work."""


ASKED = {
    3: {0: 97, 3: 3},
    4: {0: 88, 3: 8, 4: 4},
    5: {0: 80, 3: 4, 4: 16},
    6: {0: 45, 4: 33, 5: 22},
    7: {5: 80, 6: 20},
}
"""Weights of the levels asked at the door, 0 for none, by the level that is reached."""

UNKNOWN_ENTRY = 0.12
LEVEL_OF_SHORT = 5
"""The most that a training without a level of its own is taken to reach."""


@dataclass(frozen=True)
class Conditions:
    """Level asked (0 none, None unknown), cost in euros (None unknown), schemes and publics."""

    entry_level: int | None
    cost_eur: float | None
    funding: tuple[str, ...]
    audiences: tuple[str, ...]


def conditions(
    random: Random,
    own: TradePieces,
    certification: CertificationRecord,
    hours: int,
    label: LabelRecord,
) -> Conditions:
    """Conditions that agree with one another, with the trade's level and with the programme."""
    level = certification.level or min(own.level, LEVEL_OF_SHORT)
    entry = _entry_level(random, own, level, label.programme)
    cost = random.choices(list(COSTS), list(COSTS.values()))[0]
    schemes = _drawn(random, WHO_PAYS[cost]) or (() if cost == UNKNOWN else _first(WHO_PAYS[cost]))
    publics = _drawn(random, FOR_WHOM[label.programme])
    if entry != 0:
        publics = tuple(code for code in publics if code != "no-diploma")
    if "alternance" in schemes:
        publics = (*publics, "apprentices")
    return Conditions(entry, _euros(random, cost, hours), schemes, publics or ("everyone",))


def _first(chances: dict[str, float]) -> tuple[str, ...]:
    return (next(iter(chances)),)


def _drawn(random: Random, chances: dict[str, float]) -> tuple[str, ...]:
    return tuple(code for code, chance in chances.items() if random.random() < chance)


def _euros(random: Random, cost: str, hours: int) -> float | None:
    if cost == PRICED:
        return max(150.0, 50.0 * round(hours * random.uniform(*EUROS_AN_HOUR) / 50))
    return 0.0 if cost == FREE else None


def _entry_level(random: Random, own: TradePieces, level: int, programme: Programme) -> int | None:
    """The level asked, at least the trade's own; the PIC's trainings are open to more people."""
    if random.random() < UNKNOWN_ENTRY:
        return None
    weights = dict(ASKED[level])
    if programme is Programme.PIC and 0 in weights:
        weights[0] *= 3
    asked = random.choices(list(weights), list(weights.values()))[0]
    return max(asked, own.entry)
