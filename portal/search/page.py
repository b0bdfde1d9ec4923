"""What the search page shows: made from the results, so that no template decides anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data.models import Formation
from portal import links
from portal.cards import Card
from portal.wording import counted, day, number
from search_index.fields import DEFAULT_RADIUS_KM, RADII_KM, SORTS
from search_index.query import SearchQuery
from search_index.results import Facet, SearchResults

FIRST_VALUES = 8
"""How many values of a long facet stand open."""

OPEN_FACETS = {"family", "region", "modality", "certification"}
"""The facets that are open before anybody chooses."""


@dataclass(frozen=True)
class Value:
    """One value of a facet as a box to tick."""

    value: str
    label: str
    count: str
    selected: bool


@dataclass(frozen=True)
class FacetBox:
    """A facet with its first values, and the rest behind one more click."""

    parameter: str
    label: str
    open: bool
    first: tuple[Value, ...]
    rest: tuple[Value, ...]


@dataclass(frozen=True)
class Chip:
    """An active filter, and the search without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Choice:
    """One option of a select."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True)
class PageLink:
    """A link of the pagination; no address for the page shown and for gaps."""

    label: str
    url: str | None
    current: bool = False


@dataclass(frozen=True)
class RepairLine:
    """A way out of an empty list with the number of trainings that it finds."""

    label: str
    count: str
    url: str


@dataclass(frozen=True)
class SearchPage:
    """The whole search page."""

    query: SearchQuery
    count: str
    heading: str
    place: str | None
    cards: tuple[Card, ...]
    facets: tuple[FacetBox, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    sorts: tuple[Choice, ...]
    radii: tuple[Choice, ...]
    pages: tuple[PageLink, ...]
    repairs: tuple[RepairLine, ...]
    beyond_url: str | None
    nothing: bool
    ranges_open: bool
    hours_min: str
    hours_max: str

    @classmethod
    def of(
        cls, results: SearchResults, formations: Sequence[Formation], today: date
    ) -> "SearchPage":
        """The page of these results; `formations` are the rows of the hits."""
        query = results.query
        far = {hit.formation_id: hit.distance_km for hit in results.hits}
        count = counted(results.total, "formation", "formations")
        return cls(
            query=query,
            count=count if results.total else "Aucune formation",
            heading=f"« {query.q} »" if query.q else "Toutes les formations",
            place=_place(results),
            cards=tuple(Card.of(one, today, far[one.id]) for one in formations),
            facets=tuple(_box(facet) for facet in results.facets if facet.counts),
            chips=tuple(chips(results)),
            clear_url=links.search(SearchQuery(q=query.q)),
            sorts=tuple(_sorts(query)),
            radii=tuple(_radii(query)),
            pages=tuple(_pages(results)),
            repairs=tuple(
                RepairLine(r.label, counted(r.count, "formation", "formations"),
                           links.search(r.query))
                for r in results.repairs
            ),
            beyond_url=_beyond(results),
            nothing=results.total == 0,
            ranges_open=any(True for _ in _ranges(query)),
            hours_min=_written(query.hours_min),
            hours_max=_written(query.hours_max),
        )  # fmt: skip


def _written(hours: float | None) -> str:
    return "" if hours is None else f"{hours:g}"


def _place(results: SearchResults) -> str | None:
    found = results.place
    if found is None:
        return None
    return f"À {number(found.radius_km)} km au plus de {found.label}, et à distance"


def _box(facet: Facet) -> FacetBox:
    values = tuple(Value(c.value, c.label, number(c.count), c.selected) for c in facet.counts)
    chosen = any(value.selected for value in values)
    shown = max((n + 1 for n, v in enumerate(values) if v.selected), default=0)
    cut = max(FIRST_VALUES, shown) if len(values) > FIRST_VALUES + 2 else len(values)
    opened = chosen or facet.parameter in OPEN_FACETS
    return FacetBox(facet.parameter, facet.label, opened, values[:cut], values[cut:])


def chips(results: SearchResults) -> Iterator[Chip]:
    """The active filters in the order of the form, each with the search without it."""
    query = results.query
    for facet in results.facets:
        for one in facet.counts:
            if one.selected:
                without = query.toggle(facet.parameter, one.value)
                yield Chip(f"{facet.label} : {one.label}", links.search(without))
    if query.near and results.place:
        label = f"Autour de {results.place.label}"
        yield Chip(label, links.search(query.without("near", "radius_km")))
    for name, label in _ranges(query):
        yield Chip(label, links.search(query.without(name)))


def _ranges(query: SearchQuery) -> Iterator[tuple[str, str]]:
    if query.hours_min is not None:
        yield "hours_min", f"Au moins {number(query.hours_min)} heures"
    if query.hours_max is not None:
        yield "hours_max", f"Au plus {number(query.hours_max)} heures"
    if query.starts_after is not None:
        yield "starts_after", f"Début à partir du {day(query.starts_after)}"
    if query.starts_before is not None:
        yield "starts_before", f"Début jusqu’au {day(query.starts_before)}"


def _sorts(query: SearchQuery) -> Iterator[Choice]:
    for value, label in SORTS.items():
        if value != "distance" or query.near:
            yield Choice(value, label, value == query.sort)


def _radii(query: SearchQuery) -> Iterator[Choice]:
    chosen = query.radius_km or DEFAULT_RADIUS_KM
    for radius in sorted({*RADII_KM, chosen}):
        yield Choice(f"{radius:g}", f"{number(radius)} km", radius == chosen)


def _pages(results: SearchResults) -> Iterator[PageLink]:
    query, last = results.query, results.pages
    if last == 1:
        return
    near = {1, last, *range(max(1, query.page - 1), min(last, query.page + 1) + 1)}
    before = 0
    for page in sorted(near):
        if page > before + 1:
            yield PageLink("…", None)
        current = page == query.page
        url = None if current else links.search(query.at_page(page))
        yield PageLink(str(page), url, current)
        before = page


def _beyond(results: SearchResults) -> str | None:
    """The last page's address where the page asked for lies behind it."""
    if results.total and not results.hits:
        return links.search(results.query.at_page(results.pages))
    return None
