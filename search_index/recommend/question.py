"""A profile as the space is asked: for each criterion a cost for every code, and a weight.

The distance of a training is the weighted mean of its costs, each from 0 (as asked) to 1 (J. C.
Gower's general coefficient, Biometrics 27, 1971), but that a fact which is not given costs exactly
half instead of being left out: unknown is neither for nor against.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search_index.columns import Floats
from search_index.facet_columns import ALL, Documents, Mask, Rows
from search_index.recommend.space import Space
from search_index.recommend.suggestions import AGAINST, MET, NEAR, UNKNOWN

VERDICTS = (AGAINST, UNKNOWN, NEAR, MET)
"""Verdicts by their number: the higher, the better."""
OTHERWISE, SILENT, NEARLY, EXACTLY = range(4)
Verdicts = NDArray[np.int8]

HALF = 0.5
"""What a fact that is not given costs."""

BAR = 2.0
"""What a hard condition adds: more than all costs together."""


@dataclass(frozen=True)
class Criterion:
    """One answer: its weight, the cost of each code of the features that it looks at (which add up
    to 1 at most), and the verdict on each training."""

    name: str
    weight: float
    costs: Mapping[str, Floats]
    verdicts: Callable[[Rows], Verdicts]

    def cost(self, space: Space, documents: Documents) -> Floats:
        """What these trainings cost, from 0 to 1."""
        found = np.zeros(len(documents))
        for feature, table in self.costs.items():
            found += table[space.codes[feature][documents]]
        return found


@dataclass(frozen=True)
class Condition:
    """A hard condition: the codes of a feature that fail it."""

    name: str
    feature: str
    failing: Mask


@dataclass(frozen=True)
class Question:
    """All criteria that a profile asks, with the hard conditions; a place's kilometres by point."""

    space: Space
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...]
    kilometres: Floats | None = None

    @cached_property
    def weight(self) -> float:
        """The sum of the weights; 0 when nothing is asked."""
        return sum(one.weight for one in self.criteria)

    @cached_property
    def tables(self) -> Mapping[str, Floats]:
        """For each feature asked, what each of its codes adds to the distance."""
        found: dict[str, Floats] = {}
        for one in self.criteria:
            for feature, table in one.costs.items():
                here = found.setdefault(feature, np.zeros(self.space.sizes[feature]))
                here += one.weight / self.weight * table
        for condition in self.conditions:
            feature = condition.feature
            here = found.setdefault(feature, np.zeros(self.space.sizes[feature]))
            here[condition.failing] = BAR
        return found

    def distances(self, documents: Documents) -> Floats:
        """The distances of these trainings, from 0 to 1; from BAR on where a condition bars."""
        found = np.zeros(len(documents))
        for feature, table in self.tables.items():
            found += table[self.space.codes[feature][documents]]
        return found

    def barred(self) -> Mask:
        """The trainings that fail a hard condition."""
        found = np.zeros(len(self.space), dtype=bool)
        for one in self.conditions:
            found |= one.failing[self.space.codes[one.feature]]
        return found

    @cached_property
    def against(self) -> NDArray[np.uint8]:
        """How many answers, and hard conditions, stand against each training."""
        found = np.zeros(len(self.space), dtype=np.uint8)
        for one in self.criteria:
            found += one.verdicts(ALL) == OTHERWISE
        return found + self.barred()

    @property
    def possible(self) -> Mask:
        """The trainings that nothing stands against."""
        mask: Mask = self.against == 0
        return mask


def coded(
    space: Space, name: str, weight: float, feature: str, costs: Floats, verdicts: Verdicts
) -> Criterion:
    """A criterion that looks at one feature alone, whose codes have these costs and verdicts."""
    codes = space.codes[feature]
    return Criterion(name, weight, {feature: costs}, lambda rows: verdicts[codes[rows]])


def judged(costs: Floats, known: Mask, worst: int = OTHERWISE, near: float = 0.5) -> Verdicts:
    """The verdicts that costs speak: exact at 0, near up to `near`, beyond that the `worst`."""
    told = np.where(costs <= 0, EXACTLY, np.where(costs <= near, NEARLY, worst))
    return np.where(known, told, SILENT).astype(np.int8)


def by_value(
    values: Iterable[tuple[str, ...]], cost: Callable[[tuple[str, ...]], float]
) -> tuple[Floats, Mask]:
    """The cost of each code of named values, and whether it has any; none costs half."""
    sets = tuple(values)
    known = np.array([bool(one) for one in sets], dtype=bool)
    return np.array([cost(one) if one else HALF for one in sets]), known
