"""The catalogue as columns of facts, for judges: taken from the rows, never from an index."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.models import Formation, YearlyResult
from data.outcomes import LEAST_PEOPLE
from data.vocabulary import LabelStatus
from search_index.evaluation import tastes
from search_index.relevance.facts import Facts, facts

Numbers = NDArray[np.float64]
"""One value a training, not a number where it is unknown."""
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Trainings:
    """All trainings in one order; `trades` holds places in `tastes.trades()`, main trade first.

    `open` tells that the label is active and a session is still to come, or that none is told;
    `waits` the days until the next session may start; `reserved` that only publics are named to
    which one must belong; `told` are the ids of those with results of twenty people in some year.
    """

    today: date
    ids: tuple[str, ...]
    facts: tuple[Facts, ...]
    open: Marks
    reserved: Marks
    told: frozenset[str]
    trades: tuple[tuple[int, ...], ...]
    hours: Numbers
    cost: Numbers
    entry: Numbers
    level: Numbers
    waits: Numbers
    latitude: Numbers
    longitude: Numbers

    def marks(self, true: Callable[[Facts], bool]) -> Marks:
        """Which trainings something is true of."""
        return np.array([true(one) for one in self.facts])


def trainings(rows: Sequence[Formation], today: date) -> Trainings:
    """The columns of rows whose relations are loaded, as they stand on a day."""
    found = tuple(facts(row) for row in rows)
    waits = _numbers(_wait(one, today) for one in found)
    started = np.array([bool(one.starts) for one in found])
    active = np.array([row.label is None or row.label.status == LabelStatus.ACTIVE for row in rows])
    places = {code: place for place, code in enumerate(tastes.trades())}
    return Trainings(
        today=today,
        ids=tuple(one.id for one in found),
        facts=found,
        open=active & ~(started & np.isnan(waits)),
        reserved=np.array([_reserved(one) for one in found]),
        told=frozenset(row.id for row in rows if any(map(_told, row.results))),
        trades=tuple(_trades(row, places) for row in rows),
        hours=_numbers(one.hours for one in found),
        cost=_numbers(one.cost_eur for one in found),
        entry=_numbers(one.entry_level for one in found),
        level=_numbers(one.level for one in found),
        waits=waits,
        latitude=_numbers(one.point and one.point[0] for one in found),
        longitude=_numbers(one.point and one.point[1] for one in found),
    )


def _reserved(one: Facts) -> bool:
    groups = reference.audiences()
    return bool(one.audiences) and all(groups[code].reserved for code in one.audiences)


def _told(result: YearlyResult) -> bool:
    pairs = (
        (result.known_outcomes, result.positive_exits),
        (result.started, result.dropped_out),
        (result.salaries, result.mean_salary_eur),
    )
    return any(n is not None and n >= LEAST_PEOPLE and value is not None for n, value in pairs)


def _trades(row: Formation, places: dict[str, int]) -> tuple[int, ...]:
    """The places of a training's trades; without one, of all trades of its family."""
    if row.trades:
        return tuple(places[trade.code] for trade in row.trades)
    family = row.family_code
    return tuple(p for code, p in places.items() if reference.trades()[code].family == family)


def _wait(one: Facts, today: date) -> int | None:
    coming = [max((first - today).days, 0) for first, last in one.starts if last >= today]
    return min(coming, default=None)


def _numbers(values: Iterable[float | None]) -> Numbers:
    return np.array([np.nan if one is None else one for one in values], dtype=float)
