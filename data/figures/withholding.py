"""Which groups of people are withheld, so that no small one can be read or worked out.

A group of 1 to 19 people is not shown. Nor is what would give it away: what a reader can work out
of everything shown must leave each hidden group a range at least 19 wide. Subtraction, and bounds
handed on from sum to sum, find most of it at once; in the end linear programming finds the exact
range, as a reader with a computer would. A group of nobody is shown: it tells of nobody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

import numpy as np
from scipy.optimize import linprog

from data.figures.cells import Group
from data.outcomes import LEAST_PEOPLE

WIDTH = LEAST_PEOPLE - 1
Range = tuple[float, float]


@dataclass(frozen=True)
class Sum:
    """Groups that together are another one."""

    parts: tuple[Group, ...]
    whole: Group


@dataclass(frozen=True)
class Equation:
    """What a reader knows of hidden groups: with these signs they add up to `rest`."""

    signs: Mapping[Group, int]
    rest: int


def withheld(numbers: Mapping[Group, int], sums: Iterable[Sum]) -> frozenset[Group]:
    """The groups that are not shown; those that no sum names are hidden by their size alone."""
    return _withheld(tuple(sorted(numbers.items())), tuple(sums))


@lru_cache(maxsize=16)
def _withheld(items: tuple[tuple[Group, int], ...], sums: tuple[Sum, ...]) -> frozenset[Group]:
    numbers = dict(items)
    hidden = {group for group, number in numbers.items() if 0 < number < LEAST_PEOPLE}
    # Answers that disagree make a sum false, and a false sum tells nothing.
    true = [one for one in sums if sum(numbers[part] for part in one.parts) == numbers[one.whole]]
    while exposed := _exposed(numbers, true, hidden):
        cover = _cover(numbers, true, hidden, exposed)
        if cover is None:
            break
        hidden.add(cover)
    return frozenset(hidden)


def _exposed(numbers: Mapping[Group, int], sums: Sequence[Sum], hidden: set[Group]) -> set[Group]:
    """The hidden groups whose range is too narrow."""
    known = equations(numbers, sums, hidden)
    narrow = _narrow(_handed_on(known))
    return narrow or _narrow(ranges(known, _unlike(known)))


def _narrow(found: Mapping[Group, Range]) -> set[Group]:
    return {group for group, (low, high) in found.items() if high - low < WIDTH}


def _cover(
    numbers: Mapping[Group, int], sums: Sequence[Sum], hidden: set[Group], exposed: set[Group]
) -> Group | None:
    """The smallest shown group beside an exposed one, or else beside one that is hidden.

    Sums in which one group alone is hidden come first: nothing else can cover it there. A whole
    is taken only where no part is left.
    """
    for known in (exposed, hidden):
        beside = [one for one in sums if known & {*one.parts, one.whole}]
        beside = [one for one in beside if len(hidden & {*one.parts, one.whole}) == 1] or beside
        parts = {part for one in beside for part in one.parts}
        for choice in (parts, {one.whole for one in beside}):
            shown = [group for group in choice if group not in hidden and numbers[group] > 0]
            if shown:
                return min(shown, key=lambda group: (numbers[group], group))
    return None


def equations(
    numbers: Mapping[Group, int], sums: Iterable[Sum], hidden: set[Group]
) -> list[Equation]:
    """What the shown groups and the sums tell of the hidden ones."""
    found = []
    for one in sums:
        signs = [*((part, 1) for part in one.parts), (one.whole, -1)]
        rest = -sum(sign * numbers[group] for group, sign in signs if group not in hidden)
        inside = {group: sign for group, sign in signs if group in hidden}
        if inside:
            found.append(Equation(inside, rest))
    return found


def _handed_on(known: Sequence[Equation]) -> dict[Group, Range]:
    """Bounds found by subtraction alone: hidden groups hold at least one person."""
    bounds: dict[Group, Range] = {group: (1, inf) for one in known for group in one.signs}
    changed = True
    while changed:
        changed = False
        for one in known:
            for group, sign in one.signs.items():
                low, high = _left(one, group, bounds)
                ends = (low, high) if sign > 0 else (-high, -low)
                old = bounds[group]
                new = (max(old[0], ends[0]), min(old[1], ends[1]))
                if new != old:
                    bounds[group], changed = new, True
    return bounds


def _left(one: Equation, group: Group, bounds: Mapping[Group, Range]) -> Range:
    """What the equation leaves for one signed group."""
    low = high = float(one.rest)
    for other, sign in one.signs.items():
        if other != group:
            ends = [sign * end for end in bounds[other]]
            low, high = low - max(ends), high - min(ends)
    return low, high


def _unlike(known: Sequence[Equation]) -> set[Group]:
    """One of each set of groups whose ranges are as wide.

    Two alone in a sum move together; those that stand in one sum only, with one sign, are alike.
    """
    leader: dict[Group, Group] = {group: group for one in known for group in one.signs}
    places = Counter(group for one in known for group in one.signs)

    def lead(group: Group) -> Group:
        while leader[group] != group:
            group = leader[group]
        return group

    def join(groups: Sequence[Group]) -> None:
        for group in groups[1:]:
            leader[lead(group)] = lead(groups[0])

    for one in known:
        if len(one.signs) == 2:
            join(list(one.signs))
        for sign in (1, -1):
            join([group for group in one.signs if one.signs[group] == sign and places[group] == 1])
    return {lead(group) for group in leader}


def ranges(known: Sequence[Equation], groups: Iterable[Group]) -> dict[Group, Range]:
    """The least and the most that each of these hidden groups can hold, by linear programming."""
    place = {group: number for number, group in enumerate({g for one in known for g in one.signs})}
    rows = np.zeros((len(known), len(place)))
    for number, one in enumerate(known):
        for group, sign in one.signs.items():
            rows[number, place[group]] = sign
    rest = np.array([one.rest for one in known], dtype=float)
    return {
        group: (_end(place[group], 1, rows, rest), -_end(place[group], -1, rows, rest))
        for group in groups
    }


def _end(place: int, sign: int, rows: np.ndarray, rest: np.ndarray) -> float:
    """The least of one unknown (or, with -1, minus its most) under the sums."""
    cost = np.zeros(rows.shape[1])
    cost[place] = sign
    found = linprog(cost, A_eq=rows, b_eq=rest, bounds=(1, None))
    if found.status == 3:
        return -inf
    if not found.success:
        raise ValueError(f"the sums do not hold: {found.message}")
    return float(found.fun or 0)
