"""People drawn after the margins of the 2019 report: who would look for a training, and where."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.reference import Commune

Rng = np.random.Generator
Value = TypeVar("Value")

OVERSEAS = {"01": 11, "02": 11, "03": 8, "04": 20, "06": 5}
"""The report sums the five regions: shared out as the demonstration's trainings are."""

UP_TO_BAC = {0: 0.35, 3: 0.3, 4: 0.35}
"""The report sums everything up to the bac: these shares are ours."""

DISABLED, CAREER_CHANGE, RSA = 0.06, 0.35, 0.15
"""Shares of all, of all (report: 35 %) and of the job seekers; the first and last are ours."""

DISTRICT = " Arrondissement"
TOWN = 20_000
"""Inhabitants from which on a commune is taken to have priority neighbourhoods."""


@dataclass(frozen=True)
class Person:
    """Who somebody is; `region` is where they live and `online` whether they would learn online."""

    age: str
    sex: str
    education: int
    situation: str
    region: str
    qpv: bool
    online: bool
    commune: Commune
    audiences: frozenset[str]


@cache
def margins() -> Mapping[str, Mapping[str, Any]]:
    """The learners of 2019 by age, sex, education, situation and region."""
    with (reference.FOLDER / "learners_2019.toml").open("rb") as file:
        return tomllib.load(file)


def person(rng: Rng) -> Person:
    """One person; sex and neighbourhood depend on the region of the training, as printed."""
    trained_in = weighted(rng, {k: one["learners"] for k, one in margins()["region"].items()})
    there = margins()["region"][trained_in]
    region = _home(rng, trained_in)
    qpv = chance(rng, there["qpv"] / 100)
    age, situation = (weighted(rng, margins()[name]) for name in ("age", "situation"))
    sex = "women" if chance(rng, there["women"] / 100) else "men"
    education = int(weighted(rng, margins()["education"]))
    education = weighted(rng, UP_TO_BAC) if education == 4 else education
    publics = _audiences(rng, age, sex, education, situation, qpv)
    commune = _commune(rng, region, qpv)
    online = trained_in == "online"
    return Person(age, sex, education, situation, region, qpv, online, commune, publics)


def _home(rng: Rng, trained_in: str) -> str:
    """The region somebody lives in: learners online live as all others do."""
    if trained_in == "online":
        known = {k: v["learners"] for k, v in margins()["region"].items() if k != "online"}
        trained_in = weighted(rng, known)
    return weighted(rng, OVERSEAS) if trained_in == "overseas" else trained_in


def _audiences(
    rng: Rng, age: str, sex: str, education: int, situation: str, qpv: bool
) -> frozenset[str]:
    belongs = {
        "young": age == "young",
        "women": sex == "women",
        "qpv": qpv,
        "no-diploma": education <= 4,
        "job-seekers": situation == "job_seeker",
        "employees": situation == "employee",
        "disabled": chance(rng, DISABLED),
        "career-change": chance(rng, CAREER_CHANGE) and age != "young",
        "rsa": chance(rng, RSA) and situation == "job_seeker" and age != "young",
    }
    return frozenset(code for code, true in belongs.items() if true)


@cache
def _communes(region: str, qpv: bool) -> tuple[tuple[Commune, ...], NDArray[np.float64]]:
    """The communes of a region with their cumulative share of the inhabitants."""
    there = [one for one in reference.communes().values() if one.region == region]
    whole = [one for one in there if not one.name.endswith(DISTRICT)]
    known = [one for one in whole if one.latitude is not None and one.population]
    towns = [one for one in known if one.population >= TOWN] if qpv else []
    chosen = tuple(towns or known)
    summed = np.cumsum([one.population for one in chosen], dtype=float)
    return chosen, summed / summed[-1]


def _commune(rng: Rng, region: str, qpv: bool) -> Commune:
    communes, shares = _communes(region, qpv)
    return communes[int(shares.searchsorted(rng.random()))]


def chance(rng: Rng, probability: float) -> bool:
    """True with that probability."""
    return bool(rng.random() < probability)


def weighted(rng: Rng, weights: Mapping[Value, float]) -> Value:
    """One key, as often as its weight says."""
    summed = np.cumsum(list(weights.values()))
    return list(weights)[int(summed.searchsorted(rng.random() * summed[-1], side="right"))]
