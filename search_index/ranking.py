"""The orders of a list, as a table: each sort gives keys, the smallest first, NaN last."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from search_index.columns import Columns, Floats

SCORE_DIGITS = 9
"""Scores that differ less are equal: the rest is the noise of adding in another order."""


@dataclass(frozen=True)
class Found:
    """What the sorts look at; `scores` is None without words, `distances` without a place."""

    columns: Columns
    scores: Floats | None
    distances: Floats | None
    today: date


def _relevance(found: Found) -> Floats:
    """The best score first; without words the soonest start, for all scores would be equal."""
    if found.scores is None:
        return next_starts(found)
    keys: Floats = -np.round(found.scores, SCORE_DIGITS)
    return keys


def _distance(found: Found) -> Floats:
    return np.full(len(found.columns), np.nan) if found.distances is None else found.distances


def next_starts(found: Found) -> Floats:
    """The ordinal of the next start of each document, today included; NaN without one."""
    columns = found.columns
    coming = columns.last_days >= found.today.toordinal()
    soonest = np.full(len(columns), np.inf)
    np.minimum.at(soonest, columns.start_rows[coming], columns.first_days[coming])
    soonest[np.isinf(soonest)] = np.nan
    return soonest


def _hours(found: Found) -> Floats:
    return found.columns.hours


def _title(found: Found) -> Floats:
    return found.columns.title_rank.astype(np.float64)


def _results(found: Found) -> Floats:
    """The best lower bound first: a rate of few people does not outrank a rate of many."""
    return -found.columns.lower


KEYS: Mapping[str, Callable[[Found], Floats]] = {
    "relevance": _relevance,
    "distance": _distance,
    "start": next_starts,
    "hours": _hours,
    "title": _title,
    "results": _results,
}


def ordered(documents: NDArray[np.intp], sort: str, found: Found) -> NDArray[np.intp]:
    """The documents in the order of a sort; unknown keys last, then relevance, then the id."""
    keys = KEYS[sort](found)[documents]
    relevance = _relevance(found)[documents]
    return documents[np.lexsort((found.columns.tie[documents], relevance, keys))]
