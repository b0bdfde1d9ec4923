"""Everything that the search page shows, made from a search's answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from data.models import Formation
from portal import links, wording
from portal.cards import Card, card
from portal.search.filters import Chip, FacetView, chips, facet_views
from search_index.fields import DEFAULT_RADIUS_KM, RADII_KM, SORTS
from search_index.query import SearchQuery
from search_index.results import Repair, SearchResults

NOTHING = "Aucune formation ne répond à tout cela à la fois."
BEYOND = "La liste s’arrête avant cette page."


@dataclass(frozen=True)
class Option:
    """One line of a select."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True)
class WayOut:
    """A link out of an empty list: what to leave out, and how many trainings that finds."""

    text: str
    found: str
    url: str


@dataclass(frozen=True)
class PageLink:
    """One number of the pagination; no address for the page that is shown or for a gap."""

    text: str
    name: str
    url: str | None
    current: bool = False


@dataclass(frozen=True)
class Pagination:
    """The links between pages; empty when everything stands on one."""

    previous: str | None
    next: str | None
    pages: tuple[PageLink, ...]


@dataclass(frozen=True)
class SearchPage:
    """The search page: the form as filled, the filters, the list, or the ways out of none."""

    title: str
    heading: str
    context: str
    canonical: str
    q: str
    near: str
    hours_min: str
    hours_max: str
    starts_after: str
    starts_before: str
    page_size: int | None
    radii: tuple[Option, ...]
    sorts: tuple[Option, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    filters_label: str
    clear: str
    everything: str
    trades: str
    empty: str
    cards: tuple[Card, ...]
    ways_out: tuple[WayOut, ...]
    pagination: Pagination


def search_page(results: SearchResults, formations: Sequence[Formation], today: date) -> SearchPage:
    """The page of these results; `formations` are those of the hits, in their order."""
    query = results.query
    distances = {hit.formation_id: hit.distance_km for hit in results.hits}
    heading = wording.found(results.total)
    context = _context(results)
    taken = chips(results)
    return SearchPage(
        title=" ".join(part for part in (heading, context) if part) + _page_mark(results),
        heading=heading,
        context=context,
        canonical=links.search(query),
        q=query.q,
        near=query.near,
        hours_min=_entered(query.hours_min),
        hours_max=_entered(query.hours_max),
        starts_after=str(query.starts_after or ""),
        starts_before=str(query.starts_before or ""),
        page_size=None if query.page_size == SearchQuery.page_size else query.page_size,
        radii=_radii(query),
        sorts=_sorts(query),
        facets=facet_views(results.facets),
        chips=taken,
        filters_label=f"Filtrer ({len(taken)})" if taken else "Filtrer",
        clear=links.search(SearchQuery(q=query.q, page_size=query.page_size)),
        everything=links.search(),
        trades=links.trades(),
        empty=BEYOND if results.total else NOTHING,
        cards=tuple(card(one, today, distances.get(one.id)) for one in formations),
        ways_out=tuple(_way_out(repair) for repair in results.repairs),
        pagination=_pagination(results),
    )


def _context(results: SearchResults) -> str:
    """For what and around where: "pour « web » à moins de 30 km de Lyon (69)"."""
    query, place = results.query, results.place
    words = f"pour «{wording.NO_BREAK}{query.q}{wording.NO_BREAK}»" if query.q else ""
    radius = place and f"{wording.number(place.radius_km or 0)}{wording.NO_BREAK}km"
    around = f"à moins de {radius} de {place.label}" if place else ""
    return " ".join(part for part in (words, around) if part)


def _page_mark(results: SearchResults) -> str:
    page = results.query.page
    return f", page {wording.number(page)}" if page > 1 else ""


def _entered(value: float | None) -> str:
    """A number as an input of type number takes it."""
    return "" if value is None else f"{value:g}"


def _radii(query: SearchQuery) -> tuple[Option, ...]:
    chosen = query.radius_km or DEFAULT_RADIUS_KM
    offered = sorted({*RADII_KM, chosen})
    return tuple(
        Option(f"{radius:g}", f"{wording.number(radius)} km", radius == chosen)
        for radius in offered
    )


def _sorts(query: SearchQuery) -> tuple[Option, ...]:
    """The orders that make sense here: by distance only from a place."""
    return tuple(
        Option(sort, label, sort == query.sort)
        for sort, label in SORTS.items()
        if sort != "distance" or query.near
    )


def _way_out(repair: Repair) -> WayOut:
    if repair.without == "radius_km":
        text = f"Étendre à {wording.number(repair.query.radius_km or 0)} km"
    else:
        text = f"Sans « {repair.label} »"
    return WayOut(text, wording.found(repair.count), links.search(repair.query))


def _pagination(results: SearchResults) -> Pagination:
    current, last = results.query.page, results.pages
    if last == 1 and current == 1:
        return Pagination(None, None, ())

    def to(page: int) -> str | None:
        inside = 1 <= page <= last and page != current
        return links.search(results.query.at_page(page)) if inside else None

    # From beyond the end the way back leads to the last page.
    return Pagination(
        to(min(current - 1, last)), to(current + 1), tuple(_numbers(current, last, to))
    )


def _numbers(current: int, last: int, to: Callable[[int], str | None]) -> Iterator[PageLink]:
    """First, last and the pages around the current one, with a gap where some are left out."""
    shown = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    before = 0
    for page in shown:
        if page > before + 1:
            yield PageLink("…", "", None)
        yield PageLink(wording.number(page), f"Page {page}", to(page), page == current)
        before = page
