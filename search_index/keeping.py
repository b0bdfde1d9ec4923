"""Trainings that somebody kept, asked about again: do they still fit a search, how far are they."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from search_index import places
from search_index.answering import answer
from search_index.filters import Criteria, distances_km, filters
from search_index.query import SearchQuery
from search_index.results import PlaceFound
from search_index.search import Index

WORDS = "q"
"""What does not fit when the words of a search no longer find a training."""


@dataclass(frozen=True)
class Distances:
    """The place that was asked, and kilometres to each training whose own place is known."""

    place: PlaceFound
    kilometres: Mapping[str, float]


def fits(
    index: Index, query: SearchQuery, ids: Iterable[str], today: date
) -> dict[str, tuple[str, ...]]:
    """For each training of the index among `ids`, the parameters of the query that it fails.

    Raises BadQuery for an unknown place. A training that is not in the index is left out.
    """
    columns = index.generation().engine.columns
    found = answer(index.generation().engine, query, today)
    rows = columns.rows(ids)
    asked = Criteria(found.query, found.where)
    failing = filters(columns, rows, asked, None).failing
    said = np.ones(len(rows), dtype=bool)
    if found.kept.documents is not None:
        said = np.isin(rows, found.kept.documents)
    return {
        columns.id(int(row)): (
            *(() if said[at] else (WORDS,)),
            *(name for name, mask in failing.items() if mask[at]),
        )
        for at, row in enumerate(rows)
    }


def distances(index: Index, near: str, ids: Iterable[str]) -> Distances:
    """How far trainings are from a place, as the crow flies; BadQuery for an unknown place."""
    columns = index.generation().engine.columns
    place = places.find(near, None)
    far = distances_km(columns, place)
    if far is None:
        return Distances(place, {})
    rows = columns.rows(ids)
    known = {columns.id(int(row)): float(far[columns.point[row]]) for row in rows}
    return Distances(place, {one: km for one, km in known.items() if not np.isnan(km)})
