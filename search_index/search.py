"""The only door of the search: open an index, ask it, have facets named."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np
from whoosh.searching import Searcher

from search_index import columns as column_files
from search_index import places, storage
from search_index.build import COLUMNS, open_whoosh
from search_index.columns import Columns, Floats
from search_index.facets import facets, label_of
from search_index.filters import distances_km, filters
from search_index.matching import WEIGHTING, Matcher, Words, understand
from search_index.query import SearchQuery
from search_index.ranking import Found, ordered
from search_index.repair import repairs
from search_index.results import Hit, SearchResults

LOOK_SECONDS = 1.0
"""How often at most a reader looks whether a newer generation stands."""


@dataclass(frozen=True)
class Generation:
    """One finished state of the index, opened: it answers as long as somebody holds it."""

    number: int
    columns: Columns
    matcher: Matcher


class Index:
    """The index of a folder, shared by all threads; it follows the newest generation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._opened: Generation | None = None
        self._looked = float("-inf")

    def generation(self) -> Generation:
        """The newest generation, looked for at most once a second; NoIndex before the first."""
        opened = self._opened
        if opened is not None and time.monotonic() - self._looked < LOOK_SECONDS:
            return opened
        with self._lock:
            self._looked = time.monotonic()
            return self._newest()

    def _newest(self) -> Generation:
        path = storage.current(self.folder)
        if path is None and self._opened is not None:
            # Two generations were published since the pointer was read: look again next time.
            return self._opened
        if path is None:
            raise storage.NoIndex(f"pas d’index dans {self.folder}")
        if self._opened is None or self._opened.number != storage.number(path):
            self._opened = _open(path)
        return self._opened


def open_index(folder: Path) -> Index:
    """The index of a folder; nothing is read before the first question."""
    return Index(folder)


def warm(index: Index) -> None:
    """Open the index, where there is one, and read the communes before the first reader asks."""
    if storage.current(index.folder) is not None:
        index.generation()
    places.find("Paris", None)


def _open(path: Path) -> Generation:
    # A new searcher each time: Whoosh's refresh() brings deleted documents back.
    searcher: Searcher = open_whoosh(path).searcher(weighting=WEIGHTING)
    columns = column_files.load(path / COLUMNS)
    return Generation(storage.number(path), columns, Matcher(searcher, len(columns)))


def search(index: Index, query: SearchQuery, today: date | None = None) -> SearchResults:
    """Answer a query: a page of hits, every facet, and repairs when nothing is found.

    Raises BadQuery for an unknown place and NoIndex before the first generation; `today` decides
    which sessions are still to come.
    """
    begun = time.perf_counter()
    generation = index.generation()
    columns = generation.columns
    place = places.find(query.near, query.radius_km) if query.near else None
    distances = distances_km(columns, place) if place else None
    asked = understand(query.q)
    text, scores = generation.matcher.match(asked) if asked else (None, None)
    kept = filters(columns, query, text, distances, (place.radius_km or 0.0) if place else 0.0)
    documents = np.flatnonzero(kept.passing)
    found = Found(columns, scores if asked.wanted else None, distances, today or date.today())
    page = _page(ordered(documents, query.sort, found), query)
    return SearchResults(
        query=query,
        total=len(documents),
        hits=tuple(_hit(generation, asked, one, scores, distances) for one in page),
        facets=facets(columns, query, kept),
        repairs=() if len(documents) else repairs(columns, query, kept, place, distances),
        place=place,
        took_ms=(time.perf_counter() - begun) * 1000,
    )


def _page(documents: "np.ndarray[tuple[int], np.dtype[np.intp]]", query: SearchQuery) -> list[int]:
    first = (query.page - 1) * query.page_size
    return [int(one) for one in documents[first : first + query.page_size]]


def _hit(
    generation: Generation, asked: Words, document: int, scores: Floats | None, km: Floats | None
) -> Hit:
    return Hit(
        formation_id=generation.columns.ids[document],
        score=float(scores[document]) if scores is not None else 0.0,
        reasons=generation.matcher.reasons(asked, document),
        distance_km=_known(km[document]) if km is not None else None,
    )


def _known(number: float) -> float | None:
    return None if np.isnan(number) else round(float(number), 1)


def facet_label(index: Index, parameter: str, value: str) -> str | None:
    """The French label of one value of a facet, for chips; None when nobody knows it."""
    return label_of(index.generation().columns, parameter, value)
