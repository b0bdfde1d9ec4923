"""Which departments lie nearest to one, worked out from the communes of the reference."""

from collections import defaultdict
from functools import cache
from math import cos, hypot, radians

from data import reference

NEAREST = 5
KM_A_DEGREE = 111.2


@cache
def centres() -> dict[str, tuple[float, float]]:
    """The middle of each department's communes, weighed by their inhabitants, in degrees."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for one in reference.communes().values():
        if one.latitude is not None and one.longitude is not None:
            held, weight = sums[one.department], float(max(1, one.population))
            held[0] += weight * one.latitude
            held[1] += weight * one.longitude
            held[2] += weight
    return {code: (lat / weight, lon / weight) for code, (lat, lon, weight) in sums.items()}


@cache
def nearest(code: str) -> tuple[str, ...]:
    """The five departments whose middle is nearest to that of this one; none for an unknown code.

    >>> "42" in nearest("69")
    True
    """
    if code not in centres():
        return ()
    others = (other for other in centres() if other != code)
    return tuple(sorted(others, key=lambda other: (_km(code, other), other))[:NEAREST])


def _km(one: str, other: str) -> float:
    """Kilometres on the plane that touches the first, good enough to tell neighbours."""
    (lat, lon), (there_lat, there_lon) = centres()[one], centres()[other]
    return hypot(there_lat - lat, (there_lon - lon) * cos(radians(lat))) * KM_A_DEGREE
