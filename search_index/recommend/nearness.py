"""The criterion of the place: kilometres, else the territory; what is online is near to all."""

from collections.abc import Iterator

import numpy as np

from data import reference
from data.vocabulary import Modality
from search_index.columns import Mask
from search_index.recommend.asked import Asked
from search_index.recommend.question import HALF, VERDICTS, Criterion, coded
from search_index.recommend.suggestions import AGAINST, MET, UNKNOWN

WITHIN = 0.25
"""What a training at the end of the radius costs: inside it, nearer is a little better."""
TOO_FAR = 3.0
"""At so many radii a training costs 1."""
SAME_DEPARTMENT, SAME_REGION, ELSEWHERE = 0.3, 0.5, 0.8
"""What a training costs of whose place only the department or region is known, beside a commune."""


def place(asked: Asked, weight: float) -> Criterion | None:
    wanted, space = asked.profile.place, asked.space
    if wanted is None or wanted.kind == "country":
        return None
    costs = np.array(list(_place_costs(asked)))
    anywhere = space.places[:, 3] == 1
    online = not asked.profile.modalities or Modality.ONLINE in asked.profile.modalities
    costs[anywhere] = 0.0 if online else 1.0
    known = anywhere | _located(asked)
    far = known & (costs > (WITHIN if wanted.radius_km else 0))
    verdicts = np.select([~known, far], [VERDICTS.index(UNKNOWN), VERDICTS.index(AGAINST)],
                         VERDICTS.index(MET)).astype(np.int8)  # fmt: skip
    return coded(space, "place", weight, "place", costs, verdicts)


def _located(asked: Asked) -> Mask:
    """The codes of places of which what was asked can be told: the point, else the territory."""
    place = asked.profile.place
    column = {"department": 2, "region": 1}.get(place.kind if place else "", 0)
    known: Mask = asked.space.places[:, column] >= 0
    return known


def _place_costs(asked: Asked) -> Iterator[float]:
    """The cost of each code of places, whoever may follow it from anywhere."""
    place, columns = asked.profile.place, asked.space.columns
    if place is None:
        return
    commune = reference.communes().get(place.code)
    regions, departments = columns.facets["region"].values, columns.facets["department"].values
    for point, region, department, _ in asked.space.places.tolist():
        inside_region = region >= 0 and regions[region]
        inside_department = department >= 0 and departments[department]
        if place.kind == "region":
            yield HALF if region < 0 else float(inside_region != place.code)
        elif place.kind == "department":
            home = reference.departments()[place.code].region
            near = SAME_REGION if inside_region == home else 1.0
            yield (HALF if department < 0 else 0.0 if inside_department == place.code else near)
        elif point >= 0 and asked.kilometres is not None and place.radius_km:
            yield _distance_cost(float(asked.kilometres[point]) / place.radius_km)
        elif commune is None or region < 0:
            yield HALF
        elif inside_department == commune.department:
            yield SAME_DEPARTMENT
        else:
            yield SAME_REGION if inside_region == commune.region else ELSEWHERE


def _distance_cost(radii: float) -> float:
    """The cost of a distance in radii: WITHIN at 1, 1 from TOO_FAR on, straight in between."""
    if radii <= 1:
        return WITHIN * radii
    return min(1.0, WITHIN + 0.01 + (1 - WITHIN) * (radii - 1) / (TOO_FAR - 1))
