"""The orders of a list, as a table: each sort gives keys, the smallest first, NaN last."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index import vague
from search_index.columns import Columns
from search_index.facet_columns import ALL, Documents, Rows
from search_index.filters import Somewhere
from search_index.query import SearchQuery

HERE = 0.15
"""A training in the place asked counts this share more than one followed from anywhere."""

PERHAPS = 0.25
"""One of which only the region is known, which may be there, counts this share less."""

MIXER = np.uint32(2654435761)
"""Knuth's multiplier: neighbouring digests go far apart."""

STRIDE = 16
SPARE = 5
"""Every so manieth of many values is a sample of them, and so many more of it are taken."""

AT_ONCE = 256
"""So few are sorted by all keys: to find out first which can be among the first takes longer."""

Keys = NDArray[Any]


@dataclass(frozen=True)
class Found:
    """What is sorted, and what the sorts look at: scores (None without words), place, day."""

    columns: Columns
    documents: Documents
    scores: NDArray[np.float32] | None
    where: Somewhere | None
    today: date
    seed: int


def seed_of(query: SearchQuery, today: date) -> int:
    """A number that is the same for every page and facet count of one search on one day."""
    words = (query.q.casefold(), query.near.casefold())
    return zlib.crc32(repr((words, tuple(query.chosen.items()), today.toordinal())).encode())


def _relevance(found: Found, rows: Rows) -> Keys | None:
    """The best score first; without words the soonest start, for all scores would be equal."""
    if found.scores is None:
        return _start(found, rows)
    scores = found.scores[rows]
    if found.where is not None and found.where.place.kind != "country":
        documents = found.documents[rows]
        near = 1 + HERE * ~found.columns.anywhere[documents]
        near[vague.perhaps(found.columns, documents, found.where.place)] = 1 - PERHAPS
        scores = scores * near
    return -scores


def _here_first(found: Found, rows: Rows) -> Keys | None:
    """Without words, the trainings of the place asked, those that may be there, then the others."""
    if found.where is None or found.scores is not None:
        return None
    documents = found.documents[rows]
    order = 2 * found.columns.anywhere[documents].view(np.uint8)
    order[vague.perhaps(found.columns, documents, found.where.place)] = 1
    return order


def _placed_first(found: Found, rows: Rows) -> Keys | None:
    """Beside a place asked, the trainings that tell none come last, whatever the order."""
    if found.where is None:
        return None
    return vague.placeless(found.columns, found.documents[rows]).view(np.uint8)


def _distance(found: Found, rows: Rows) -> Keys | None:
    if found.where is None or found.where.kilometres is None:
        return None
    return found.where.kilometres[found.columns.point[found.documents[rows]]]


def _start(found: Found, rows: Rows) -> Keys | None:
    return found.columns.next_starts.on(found.today.toordinal())[found.documents[rows]]


def _hours(found: Found, rows: Rows) -> Keys | None:
    return found.columns.hours[found.documents[rows]]


def _title(found: Found, rows: Rows) -> Keys | None:
    return found.columns.title_rank[found.documents[rows]]


def _results(found: Found, rows: Rows) -> Keys | None:
    """The best lower bound first: a rate of few people does not outrank a rate of many."""
    return -found.columns.lower[found.documents[rows]]


def _fair(found: Found, rows: Rows) -> Keys | None:
    """A shuffle of the ids that one search keeps: no alphabet, and no training always first."""
    mixed = (found.columns.tie[found.documents[rows]] ^ np.uint32(found.seed)) * MIXER
    return mixed ^ (mixed >> np.uint32(15))


Key = Callable[[Found, Rows], Keys | None]
"""One number for each row of what was found; None where it says nothing of any."""

KEYS: Mapping[str, tuple[Key, ...]] = {
    "relevance": (_here_first, _relevance),
    "distance": (_distance, _relevance),
    "start": (_start, _relevance),
    "hours": (_hours, _relevance),
    "title": (_title, _relevance),
    "results": (_results, _relevance),
}


def ordered(sort: str, found: Found, count: int) -> Documents:
    """Where in what was found the first `count` of a sort stand, in its order.

    Unknown keys come last, equals are shuffled.
    """
    return _first(ALL, (_placed_first, *KEYS[sort], _fair), found, count)


def _first(rows: Rows, keys: Sequence[Key], found: Found, count: int) -> Documents:
    """As a sort by all keys would give, but only what can be among the first is sorted."""
    many = len(found.documents) if isinstance(rows, slice) else len(rows)
    if not keys:
        return _of(rows, np.arange(min(many, count)))
    if many <= max(count, AT_ONCE):
        known = [key for one in reversed(keys) if (key := one(found, rows)) is not None]
        return _of(rows, np.lexsort(known)[:count])
    values = keys[0](found, rows)
    if values is None:
        return _first(rows, keys[1:], found, count)
    sampled = near(values, count)
    if sampled is not None:
        return _first(_of(rows, sampled), keys, found, count)
    last = np.partition(values, count - 1)[count - 1]
    unknown = np.isnan(last)
    upto = np.arange(many) if unknown else np.flatnonzero(values <= last)
    if len(upto) <= max(count, AT_ONCE):
        return _first(_of(rows, upto), keys, found, count)
    less = ~np.isnan(values) if unknown else values[upto] < last
    before, equal = _of(rows, upto[less]), _of(rows, upto[~less])
    tail = _first(equal, keys[1:], found, count - len(before))
    return np.concatenate((_first(before, keys, found, len(before)), tail))


def near(values: Keys, count: int) -> Documents | None:
    """Where a few values stand, the first `count` among them, as a sample tells; None for many."""
    most = count // STRIDE + SPARE
    if len(values) <= 2 * STRIDE * most:
        return None
    found = np.flatnonzero(values <= np.partition(values[::STRIDE], most)[most])
    return found if count <= len(found) <= len(values) // 2 else None


def _of(rows: Rows, places: Documents) -> Documents:
    return places if isinstance(rows, slice) else rows[places]
