"""The criterion of the place: kilometres, else the territory; what is online is near to all."""

import numpy as np

from data import reference
from data.vocabulary import Modality
from search_index.columns import Floats
from search_index.facet_columns import Mask
from search_index.postings import Ints
from search_index.recommend.asked import Asked
from search_index.recommend.question import (
    EXACTLY,
    HALF,
    OTHERWISE,
    SILENT,
    Criterion,
    coded,
)
from search_index.results import PlaceFound

WITHIN = 0.1
"""What a training at the end of the radius costs: inside it, nearer is a little better."""
BEYOND = 0.01
"""What it costs besides to lie beyond the radius at all."""
TOO_FAR = 3.0
"""At so many radii a training costs 1."""
SAME_DEPARTMENT, SAME_REGION, ELSEWHERE = 0.25, 0.4, 0.8
"""What a training costs of whose place only the department or region is known, beside a commune:
one that may be near costs less than one that tells nothing."""


def place(asked: Asked, weight: float) -> Criterion | None:
    """What the place asked costs; nothing is asked by the whole country."""
    wanted, space = asked.profile.place, asked.space
    if wanted is None or wanted.kind == "country":
        return None
    costs, known = (_around if wanted.radius_km else _inside)(asked, wanted)
    anywhere = space.places[:, 3] == 1
    online = not asked.profile.modalities or Modality.ONLINE in asked.profile.modalities
    costs[anywhere] = 0.0 if online else 1.0
    told = np.where(costs <= (WITHIN if wanted.radius_km else 0), EXACTLY, OTHERWISE)
    verdicts = np.where(known | anywhere, told, SILENT).astype(np.int8)
    return coded(space, "place", weight, "place", costs, verdicts)


def _around(asked: Asked, wanted: PlaceFound) -> tuple[Floats, Mask]:
    """The cost of each code of places around a commune, and whether its point is known."""
    points = asked.space.places[:, 0]
    home = reference.communes()[wanted.code]
    regions = _territory(asked, "region", home.region)
    departments = _territory(asked, "department", home.department)
    costs = np.where(
        departments == HERE,
        SAME_DEPARTMENT,
        np.where(regions == HERE, SAME_REGION, np.where(regions == THERE, ELSEWHERE, HALF)),
    )
    known = points >= 0
    if asked.kilometres is not None and wanted.radius_km:
        radii = asked.kilometres[points[known]] / wanted.radius_km
        outside = WITHIN + BEYOND + (1 - WITHIN) * (radii - 1) / (TOO_FAR - 1)
        costs[known] = np.where(radii <= 1, WITHIN * radii, np.minimum(outside, 1))
    return costs, known


def _inside(asked: Asked, wanted: PlaceFound) -> tuple[Floats, Mask]:
    """The cost of each code of places for a department or region, and whether it is known."""
    here = _territory(asked, wanted.kind, wanted.code)
    costs = np.where(here == HERE, 0.0, np.where(here == THERE, 1.0, HALF))
    if wanted.kind == "department":
        home = reference.departments()[wanted.code].region
        around = (here != HERE) & (_territory(asked, "region", home) == HERE)
        costs[around] = SAME_REGION
    return costs, here != NOWHERE


HERE, THERE, NOWHERE = 1, 0, -1
COLUMN = {"region": 1, "department": 2}


def _territory(asked: Asked, kind: str, code: str) -> Ints:
    """For each code of places whether it lies in the territory, elsewhere, or is not known."""
    held = asked.space.places[:, COLUMN[kind]]
    wanted = asked.space.columns.facets[kind].code_of.get(code, -2)
    return np.where(held < 0, NOWHERE, np.where(held == wanted, HERE, THERE))
