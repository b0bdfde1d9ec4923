"""The orders of a list, as a table: each sort gives keys, the smallest first, NaN last."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from search_index import vague
from search_index.columns import Columns, Documents
from search_index.filters import Somewhere
from search_index.query import SearchQuery

HERE = 0.15
"""A training in the place asked counts this share more than one followed from anywhere."""

PERHAPS = 0.25
"""One of which only the region is known, which may be there, counts this share less."""

MIXER = np.uint32(2654435761)
"""Knuth's multiplier: neighbouring digests go far apart."""

Keys = NDArray[np.floating]


@dataclass(frozen=True)
class Found:
    """What the sorts look at: scores by document (None without words), the place, the day."""

    columns: Columns
    scores: NDArray[np.float32] | None
    where: Somewhere | None
    today: date
    seed: int


def seed_of(query: SearchQuery, today: date) -> int:
    """A number that is the same for every page and facet count of one search on one day."""
    words = (query.q.casefold(), query.near.casefold())
    return zlib.crc32(repr((words, tuple(query.chosen.items()), today.toordinal())).encode())


def _relevance(found: Found, documents: Documents) -> Keys:
    """The best score first; without words the soonest start, for all scores would be equal."""
    if found.scores is None:
        return _start(found, documents)
    scores = found.scores[documents]
    if found.where is not None and found.where.place.kind != "country":
        near = 1 + HERE * ~found.columns.anywhere[documents]
        near[vague.perhaps(found.columns, documents, found.where.place)] = 1 - PERHAPS
        scores = scores * near
    return -scores


def _here_first(found: Found, documents: Documents) -> Keys:
    """Without words, the trainings of the place asked, those that may be there, then the others."""
    if found.where is None or found.scores is not None:
        return np.zeros(len(documents))
    order = 2.0 * found.columns.anywhere[documents]
    order[vague.perhaps(found.columns, documents, found.where.place)] = 1
    return order


def _placed_first(found: Found, documents: Documents) -> Keys:
    """Beside a place asked, the trainings that tell none come last, whatever the order."""
    return vague.placeless(found.columns, documents).astype(np.float64)


def _distance(found: Found, documents: Documents) -> Keys:
    if found.where is None or found.where.kilometres is None:
        return np.full(len(documents), np.nan)
    return found.where.kilometres[found.columns.point[documents]]


def _start(found: Found, documents: Documents) -> Keys:
    return found.columns.next_starts.on(found.today.toordinal())[documents]


def _hours(found: Found, documents: Documents) -> Keys:
    return found.columns.hours[documents]


def _title(found: Found, documents: Documents) -> Keys:
    return found.columns.title_rank[documents].astype(np.float64)


def _results(found: Found, documents: Documents) -> Keys:
    """The best lower bound first: a rate of few people does not outrank a rate of many."""
    return -found.columns.lower[documents]


def _fair(found: Found, documents: Documents) -> Keys:
    """A shuffle of the ids that one search keeps: no alphabet, and no training always first."""
    mixed = (found.columns.tie[documents] ^ np.uint32(found.seed)) * MIXER
    return mixed ^ (mixed >> np.uint32(15))


Key = Callable[[Found, Documents], Keys]

KEYS: Mapping[str, tuple[Key, ...]] = {
    "relevance": (_here_first, _relevance),
    "distance": (_distance, _relevance),
    "start": (_start, _relevance),
    "hours": (_hours, _relevance),
    "title": (_title, _relevance),
    "results": (_results, _relevance),
}


def ordered(documents: Documents, sort: str, found: Found, count: int) -> Documents:
    """The first `count` documents in the order of a sort; unknown keys last, equals shuffled."""
    first = () if found.where is None else (_placed_first,)
    return _first(documents, (*first, *KEYS[sort], _fair), found, count)


def _first(documents: Documents, keys: Sequence[Key], found: Found, count: int) -> Documents:
    """As a sort by all keys would give, but only what can be among the first is sorted."""
    if not keys or count <= 0:
        return documents[:count]
    values = keys[0](found, documents)
    if len(documents) <= count:
        order = np.lexsort([key(found, documents) for key in reversed(keys)])
        return documents[order]
    values = np.where(np.isnan(values), np.inf, values)
    last = np.partition(values, count - 1)[count - 1]
    before = documents[values < last]
    equal = documents[values == last]
    tail = _first(equal, keys[1:], found, count - len(before))
    return np.concatenate((_first(before, keys, found, len(before)), tail))
