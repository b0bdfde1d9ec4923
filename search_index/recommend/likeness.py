"""How alike two trainings are, in the same space: for « plus comme ça » and for similar ones."""

from collections.abc import Callable, Sequence

import numpy as np

from search_index.columns import Floats
from search_index.facet_columns import Mask, Rows
from search_index.recommend.kinship import Kinship
from search_index.recommend.question import (
    HALF,
    SILENT,
    Criterion,
    Verdicts,
    by_value,
    judged,
)
from search_index.recommend.space import HOURS, Space, unknown

LIKENESS = {"trade": 0.4, "meaning": 0.25, "certification": 0.15, "hours": 0.1, "modality": 0.1}
"""How much each feature says of two trainings being of one kind."""

ALIKE = 0.35
"""A cost up to which a training is said to be of the kind that was liked."""


def unlike(space: Space, kinship: Kinship, row: int) -> dict[str, Floats]:
    """For each feature of LIKENESS the cost, 0 to 1, of each code beside this training's own."""
    own = {feature: int(space.codes[feature][row]) for feature in LIKENESS}
    return {
        "trade": _trades(space, kinship, own["trade"]),
        "meaning": _meanings(space, own["meaning"]),
        "hours": _lengths(own["hours"]),
        "certification": _other(space, "certification", own["certification"]),
        "modality": _other(space, "modality", own["modality"]),
    }


def _trades(space: Space, kinship: Kinship, own: int) -> Floats:
    shares = space.trade_shares
    near = (shares[own][:, None] * kinship.trades).max(axis=0)
    known = shares.any(axis=1) & shares[own].any()
    return np.where(known, 1.0 - (shares * near).max(axis=1, initial=0), HALF)


def _meanings(space: Space, own: int) -> Floats:
    if own == len(space.clusters):
        return np.full(own + 1, HALF)
    return np.append(1 - np.clip(space.clusters @ space.clusters[own], 0, 1), HALF)


def _lengths(own: int) -> Floats:
    steps = np.arange(len(HOURS) + 1)
    if own == unknown(HOURS):
        return np.full(len(steps) + 1, HALF)
    return np.append(np.minimum(1, np.abs(steps - own) / 6), HALF)


def _other(space: Space, feature: str, own: int) -> Floats:
    values = space.values[feature]
    if not values[own]:
        return np.full(len(values), HALF)
    costs, _ = by_value(values, lambda codes: float(codes != values[own]))
    return costs


def taste(
    space: Space, kinship: Kinship, more: Sequence[int], less: Sequence[int], weight: float
) -> Criterion:
    """The criterion of being like the rows of `more` and unlike those of `less`."""
    costs = {feature: np.zeros(space.sizes[feature]) for feature in LIKENESS}
    each = 1 / (len(more) + len(less))
    for row in (*more, *less):
        for feature, table in unlike(space, kinship, row).items():
            costs[feature] += each * LIKENESS[feature] * (1 - table if row in less else table)
    return Criterion("taste", weight, costs, _tasted(space, costs))


def _tasted(space: Space, costs: dict[str, Floats]) -> Callable[[Rows], Verdicts]:
    def verdicts(rows: Rows) -> Verdicts:
        total = sum(table[space.codes[feature][rows]] for feature, table in costs.items())
        found = np.asarray(total)
        return judged(np.where(found <= ALIKE, 0.0, found), np.ones(len(found), bool), worst=SILENT)

    return verdicts


def alike(space: Space, kinship: Kinship, row: int) -> tuple[Criterion, ...]:
    """What a training itself asks of others: to be of its kind, feature by feature."""
    return tuple(
        Criterion(feature, LIKENESS[feature], {feature: costs}, _simply(space, feature, costs, row))
        for feature, costs in unlike(space, kinship, row).items()
    )


def _simply(space: Space, feature: str, costs: Floats, row: int) -> Callable[[Rows], Verdicts]:
    codes, known = space.codes[feature], told(space, feature)
    verdicts = judged(np.where(costs <= ALIKE, 0.0, costs), known & known[codes[row]])
    return lambda rows: verdicts[codes[rows]]


def told(space: Space, feature: str) -> Mask:
    """For each code of a feature of LIKENESS whether it says anything."""
    if feature == "trade":
        known: Mask = np.any(space.trade_shares, axis=1)
        return known
    if feature in space.values:
        return np.array([bool(one) for one in space.values[feature]], dtype=bool)
    last = {"meaning": len(space.clusters), "hours": unknown(HOURS)}[feature]
    every: Mask = np.arange(space.sizes[feature]) != last
    return every
