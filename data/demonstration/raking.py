"""Whole numbers that meet every given sum exactly: raking, then controlled rounding.

Raking (iterative proportional fitting; Deming and Stephan, Annals of Mathematical Statistics 11,
1940) scales a seed until its sums are met; what is left after the point is then rounded up or down
so that the sums are met in whole numbers (Cox and Ernst, INFOR 20, 1982, as an integer program).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Sums = Sequence[tuple[NDArray[np.bool_], int]]
"""Which places belong together, as a mask, and what they must sum up to."""

ROUNDS, CLOSE = 2_000, 0.01
"""The scaling ends when every sum is met to a hundredth: rounding does the rest."""


def raked(seed: Numbers, sums: Sums) -> Whole:
    """Whole numbers at least 0, near `seed` in proportion, that meet all sums.

    A place whose seed is 0 stays 0. ValueError when no such numbers exist.
    """
    members = [(np.flatnonzero(mask & (seed > 0)), total) for mask, total in sums]
    values = _scaled(seed.astype(float), members)
    low = np.floor(values + 1e-6)
    rows = csr_array(
        (
            np.ones(sum(len(places) for places, _ in members)),
            np.concatenate([places for places, _ in members]),
            np.cumsum([0, *(len(places) for places, _ in members)]),
        ),
        shape=(len(members), len(seed)),
    )
    left = np.array([total for _, total in sums]) - rows @ low
    up = milp(
        low - values,
        constraints=LinearConstraint(rows, left, left),
        integrality=np.ones(len(seed), dtype=np.int8),
        bounds=Bounds(np.where(low > 0, -1, 0) * (seed > 0), 2 * (seed > 0)),
    )
    if not up.success:
        raise ValueError(f"no whole numbers meet these sums: {up.message}")
    found: Whole = np.rint(low + up.x).astype(np.int64)
    return found


def _scaled(values: Numbers, members: Sequence[tuple[NDArray[np.intp], int]]) -> Numbers:
    for _ in range(ROUNDS):
        furthest = 0.0
        for places, total in members:
            now = values[places].sum()
            if now > 0:
                values[places] *= total / now
                furthest = max(furthest, abs(now - total))
        if furthest < CLOSE:
            break
    return values


def spread(total: int, weights: Numbers, most: Whole | None = None, least: int = 0) -> Whole:
    """A total in whole parts near proportion to the weights, each at least `least` where it weighs.

    `most` caps each part. ValueError when the caps hold less than the total.
    """
    weighs = weights > 0
    caps = np.full(len(weights), total) if most is None else most
    parts = np.where(weighs, np.minimum(least, caps), 0).astype(np.int64)
    if (np.where(weighs, caps, 0).sum() < total) or parts.sum() > total:
        raise ValueError(f"{total} does not fit")
    while (left := total - int(parts.sum())) > 0:
        room = np.where(weighs & (parts < caps), weights, 0.0)
        exact = room / room.sum() * left
        more = np.minimum(np.floor(exact).astype(np.int64), caps - parts)
        parts += more
        # What is left after the point goes to the largest remainders that still have room.
        last = min(total - int(parts.sum()), int((room > 0).sum()))
        order = np.argsort(-np.where(room > 0, exact - more, -1.0), kind="stable")
        order = order[((room > 0) & (parts < caps))[order]][:last]
        parts[order] += 1
    return parts


def chosen(random: np.random.Generator, count: int, weights: Numbers) -> NDArray[np.intp]:
    """`count` different places drawn by their weights, which are above 0 where one may be drawn.

    Efraimidis and Spirakis: the largest u ** (1 / weight) are a weighted sample.
    """
    usable = np.flatnonzero(weights > 0)
    if len(usable) < count:
        raise ValueError(f"{count} of {len(usable)} cannot be drawn")
    keys = np.log(random.random(len(usable))) / weights[usable]
    return usable[np.argsort(-keys, kind="stable")[:count]]
