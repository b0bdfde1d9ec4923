"""Everything that the search page shows, made from a search's answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from data.models import Formation
from portal import links, wording
from portal.links import Address, ValuesAddress
from portal.search.filters import Chip, FacetView, around, chips, facet_views
from portal.search.listed import Found, Stretch, listed, stretches
from portal.search.pagination import Pagination, pagination
from portal.structured import block, item_list
from search_index.fields import RADII_KM, SORTS
from search_index.query import SearchQuery
from search_index.results import PlaceChoice, PlaceFound, Repair, SearchResults

WAYS_OUT: Mapping[str, Callable[[Repair], str]] = {
    "radius_km": lambda one: f"Étendre à {wording.number(one.query.radius_km or 0)} km",
    "spelling": lambda one: f"Chercher {wording.quoted(one.label)}",
}
"""What a way out is called, where it is not to leave something out."""

WIDER = "Peu de résultats ? En changeant une seule chose :"
NOTHING = "Aucune formation ne répond à tout cela à la fois."
BEYOND = "La liste s’arrête avant cette page."
PLACELESS = ("{} formation de plus ne dit pas où elle a lieu.",
             "{} formations de plus ne disent pas où elles ont lieu.")  # fmt: skip
ELSEWHERE = "Ailleurs en France"
RANGES = ("hours", "cost", "starts")


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
class Link:
    """An address with its text."""

    text: str
    url: str


@dataclass(frozen=True)
class Notices:
    """What the search understood otherwise than word for word, and the ways to say it better.

    `corrected` are the words as searched, `literal` the same search as it was typed, `lacking` the
    words that were let go, `places` other places of the name, `neighbours` words for trades that
    only neighbouring ones stand for, `nowhere` the place at which nothing is known.
    """

    corrected: str
    typed: str
    literal: str
    lacking: str
    place: str
    places: tuple[Link, ...]
    neighbours: str = ""
    nowhere: str = ""


@dataclass(frozen=True)
class SearchPage:
    """The search page: the form as filled, the filters, the list, or the ways out of none."""

    title: str
    heading: str
    context: str
    canonical: str
    here: str
    q: str
    near: str
    hours_min: str
    hours_max: str
    cost_max: str
    starts_after: str
    starts_before: str
    page_size: int | None
    radii: tuple[Option, ...]
    sorts: tuple[Option, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[Chip, ...]
    literal: bool
    place_unknown: bool
    notices: Notices
    filters_label: str
    clear: str
    everything: str
    trades: str
    empty: str
    found: tuple[Found, ...]
    wider: str
    ways_out: tuple[WayOut, ...]
    placeless: tuple[WayOut, ...]
    pagination: Pagination
    exports: tuple[Link, ...]
    feed: str
    structured: Markup
    further: tuple[Found, ...]
    further_over: str
    ranges: tuple[str, ...] = RANGES

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The list, parted where trainings that lack words begin."""
        return stretches(self.found)


def search_page(
    results: SearchResults,
    formations: Sequence[Formation],
    today: date,
    to: Address = links.search,
    every: ValuesAddress = links.values,
) -> SearchPage:
    """The page of these results; `formations` are those that they show, in their order.

    Every link to another search stands at the address that `to` gives, and to all values of a long
    facet at that of `every`.
    """
    query = results.query
    heading = wording.found(results.total)
    context = context_of(results)
    taken = chips(results, to)
    own = {hit.formation_id for hit in results.hits}
    counted = [one for one in formations if one.id in own]
    others = [one for one in formations if one.id not in own]
    return SearchPage(
        title=" ".join(part for part in (heading, context) if part) + _page_mark(results),
        heading=heading,
        context=context,
        canonical=links.absolute(links.search(query)),
        here=links.search(query),
        q=query.q,
        near=query.near,
        hours_min=_entered(query.hours_min),
        hours_max=_entered(query.hours_max),
        cost_max=_entered(query.cost_max),
        starts_after=str(query.starts_after or ""),
        starts_before=str(query.starts_before or ""),
        page_size=None if query.page_size == SearchQuery.page_size else query.page_size,
        radii=_radii(query),
        sorts=_sorts(query),
        facets=facet_views(results.facets, lambda one: every(one, query.at_page(1))),
        chips=taken,
        literal=query.literal,
        place_unknown=query.place_unknown,
        notices=_notices(results, to),
        filters_label=f"Filtrer ({len(taken)})" if taken else "Filtrer",
        clear=to(SearchQuery(q=query.q, page_size=query.page_size)),
        everything=to(links.EVERYTHING),
        trades=links.trades(),
        empty=BEYOND if results.total else NOTHING,
        found=listed(results, counted, today),
        further=listed(results, others, today),
        further_over=_over(results.place) if others else "",
        wider=WIDER if results.repairs else "",
        ways_out=tuple(_way_out(repair, to) for repair in results.repairs),
        placeless=tuple(_placeless(results, to)),
        pagination=pagination(results, to),
        exports=(
            Link("Excel (XLSX)", links.table(query, "xlsx")),
            Link("CSV", links.table(query, "csv")),
            Link("flux Atom", links.feed(query.at_page(1))),
        ),
        feed=links.feed(query.at_page(1)),
        structured=block(item_list(counted, 1 + query.page_size * (query.page - 1), results.total)),
    )


def _notices(results: SearchResults, to: Address) -> Notices:
    query, mended, place = results.query, results.correction, results.place
    return Notices(
        corrected=mended.applied(query.q) if mended else "",
        typed=query.q,
        literal=to(results.literal) if results.literal else "",
        lacking=", ".join(wording.quoted(word) for word in results.lacking),
        place=place.label if place else "",
        places=tuple(_other_place(results, one, to) for one in place.others) if place else (),
        neighbours=", ".join(wording.quoted(word) for word in results.neighbours),
        nowhere=around(place) if place and results.nowhere else "",
    )


def _other_place(results: SearchResults, other: PlaceChoice, to: Address) -> Link:
    """The same search at another place of the name, in place of the one read from the words."""
    part = next((one for one in results.parts if one.parameter == "near"), None)
    query = part.without if part else results.query
    return Link(other.label, to(query.at_place(other.near)))


def context_of(results: SearchResults) -> str:
    """For what and around where: "pour « web » à moins de 30 km de Lyon (69)"."""
    query, place = results.query, results.place
    words = f"pour {wording.quoted(query.q)}" if query.q else ""
    if results.nowhere:
        return " ".join(part for part in (words, "– lieu non communiqué") if part)
    if results.complete is not None:
        return f"{words}, dont {_complete(results.complete)} à toute votre demande"
    also = "ou dont le lieu n’est pas connu" if place and query.place_unknown else ""
    return " ".join(part for part in (words, _where(place), also) if part)


def _complete(count: int) -> str:
    """How many answer: "2 répondent"."""
    if count == 0:
        return "aucune ne répond"
    return "une répond" if count == 1 else f"{wording.number(count)} répondent"


def _where(place: PlaceFound | None) -> str:
    if place is None or place.kind == "country":
        return ""
    if place.radius_km is None:
        return f"– {place.label}"
    return f"à moins de {wording.kilometres(place.radius_km)} de {place.label}"


def _over(place: PlaceFound | None) -> str:
    """The heading over trainings outside the place: "À plus de 30 km de Nantes (44)"."""
    if place is None or place.radius_km is None:
        return ELSEWHERE
    return f"À plus de {wording.kilometres(place.radius_km)} de {place.label}"


def _page_mark(results: SearchResults) -> str:
    page = results.query.page
    return f", page {wording.number(page)}" if page > 1 else ""


def _entered(value: float | None) -> str:
    """A number as an input of type number takes it."""
    return "" if value is None else f"{value:g}"


def _radii(query: SearchQuery) -> tuple[Option, ...]:
    chosen = query.radius_km
    offered = sorted({*RADII_KM, *filter(None, [chosen])})
    return (
        Option("", "Adapté", chosen is None),
        *(
            Option(f"{radius:g}", f"{wording.number(radius)} km", radius == chosen)
            for radius in offered
        ),
    )


def _sorts(query: SearchQuery) -> tuple[Option, ...]:
    """The orders that make sense here: by distance only from a place."""
    return tuple(
        Option(sort, _sort_label(sort, label, query), sort == query.sort)
        for sort, label in SORTS.items()
        if sort != "distance" or query.near
    )


def _sort_label(sort: str, label: str, query: SearchQuery) -> str:
    """Without words nothing is more relevant than another: the soonest start comes first."""
    return "Prochains débuts d’abord" if sort == "relevance" and not query.q else label


def _leaving_out(repair: Repair) -> str:
    return f"Sans {wording.quoted(repair.label)}"


def _way_out(repair: Repair, to: Address) -> WayOut:
    say = WAYS_OUT.get(repair.without, _leaving_out)
    return WayOut(say(repair), wording.found(repair.count), to(repair.query))


def _placeless(results: SearchResults, to: Address) -> Iterator[WayOut]:
    """The way to the trainings that a place asked leaves out because they tell none."""
    if repair := results.placeless:
        more = repair.count - results.total
        told = PLACELESS[more > 1].format(wording.number(more))
        yield WayOut("Les ajouter à la fin de la liste", told, to(repair.query))
