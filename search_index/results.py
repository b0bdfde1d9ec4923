"""What a search answers: plain frozen values, no engine type among them."""

from dataclasses import dataclass

from search_index.query import SearchQuery


@dataclass(frozen=True)
class Reason:
    """Why a training is in the list: the field matched and the words that matched there."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """One training found: its id, its score (0 without words), reasons, kilometres or None."""

    formation_id: str
    score: float
    reasons: tuple[Reason, ...] = ()
    distance_km: float | None = None


@dataclass(frozen=True)
class FacetCount:
    """One value of a facet with the number of results that choosing it alone would show."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A criterion with its values, in the order in which they are to be shown."""

    parameter: str
    label: str
    counts: tuple[FacetCount, ...]


@dataclass(frozen=True)
class Repair:
    """A way out of an empty list: the query without one criterion, and what it would find."""

    without: str
    label: str
    count: int
    query: SearchQuery


@dataclass(frozen=True)
class PlaceFound:
    """The place that `near` was understood as."""

    label: str
    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True)
class SearchResults:
    """A page of hits, all facets and the query as understood; `total` counts every page."""

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    repairs: tuple[Repair, ...]
    place: PlaceFound | None
    took_ms: float

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-self.total // self.query.page_size))
