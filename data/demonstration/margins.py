"""Counts of people that print as the report's percentages and add up to its totals."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from data import reference
from data.demonstration.raking import spread
from data.demonstration.sizes import YEAR, printed
from data.people import Education


def rounded_percent(part: int, whole: int, scale: int = 1) -> int:
    """A percentage rounded half up, in `scale` parts of a point."""
    return (200 * scale * part + whole) // (2 * whole)


@cache
def _fitting(whole: int, percent: float, scale: int = 1) -> range:
    """The counts that are printed as this percentage of the whole."""
    wanted = round(percent * scale)
    fits = [n for n in range(whole + 1) if rounded_percent(n, whole, scale) == wanted]
    return range(fits[0], fits[-1] + 1)


def _within(ranges: Mapping[str, range], total: int) -> dict[str, int]:
    """One count of each range, near their middles, that add up to the total."""
    low = sum(one.start for one in ranges.values())
    room = np.array([len(one) - 1 for one in ranges.values()])
    if not low <= total <= low + room.sum():
        raise ValueError(f"{total} is not between {low} and {low + room.sum()}")
    more = spread(total - low, room.astype(float), room)
    return {key: one.start + int(up) for (key, one), up in zip(ranges.items(), more, strict=True)}


def territory_counts(column: int, total: int) -> dict[str, int]:
    """People by territory that print as a column's percentages and add up to the total."""
    rows = reference.key_figures(YEAR)["learners_by_region"]["rows"]
    return _within({row[0]: _fitting(row[1], row[column], 10) for row in rows}, total)


@cache
def levels_by_programme(pic: int) -> dict[int, int]:
    """Learners of PIC trainings by level, that print as both programmes' percentages."""
    rows = {row[0]: row[1:] for row in reference.key_figures(YEAR)["learners_by_education"]["rows"]}
    pia = sum(row[0] for row in rows.values()) - pic
    ranges = {}
    for level in Education:
        number, _, in_pic, in_pia = rows[level.label]
        others = _fitting(pia, in_pia)
        mine = _fitting(pic, in_pic)
        low, high = (
            max(mine.start, number - others.stop + 1),
            min(mine.stop - 1, number - others.start),
        )
        ranges[str(int(level))] = range(low, high + 1)
    return {int(level): count for level, count in _within(ranges, pic).items()}


def levels_of(pic: bool, learners_of_pic: int) -> dict[int, int]:
    """Learners by level in the trainings of one programme."""
    mine = levels_by_programme(learners_of_pic)
    if pic:
        return mine
    return {
        int(level): printed("learners_by_education", level.label) - mine[int(level)]
        for level in Education
    }
