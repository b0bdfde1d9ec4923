"""What the work view shows: the dense table, its facets, the saved searches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.models import Formation
from portal import links, wording
from portal.advisors.columns import COLUMNS
from portal.advisors.work import ROWS, WorkQuery
from portal.search.filters import Chip, FacetView, facet_views, ranges
from portal.selection.facts import Context, Line, lines
from search_index.fields import FACET_PARAMETERS, SORTS
from search_index.query import SearchQuery
from search_index.results import Facet

FACETS = (
    "family",
    "region",
    "department",
    "modality",
    "certification",
    "level",
    "entry_level",
    "funding",
    "audience",
)
"""The facets that the work view always has; any other stands there while it is asked."""

IN_SIGHT = ("q", "near", "sort", "page", "page_size")
"""Parameters of a search that the form has a box for, or that begin anew with another question."""


@dataclass(frozen=True)
class Choice:
    """One value that can be chosen, with its count where it has one."""

    value: str
    label: str
    chosen: bool
    count: str = ""


@dataclass(frozen=True)
class DeskRow:
    """One training of the table."""

    id: str
    title: str
    url: str
    cells: tuple[Line, ...]
    new: bool


@dataclass(frozen=True)
class SavedView:
    """One saved search: `fresh` says how much is new since `since`; no feed tells of seats."""

    id: str
    name: str
    url: str
    total: str
    fresh: str
    since: str
    mailed: bool
    feed: str


@dataclass(frozen=True)
class Saved:
    """A saved search as it was replayed."""

    id: str
    name: str
    query: WorkQuery
    total: int
    fresh: int
    since: date
    mailed: bool


@dataclass(frozen=True)
class DeskPage:
    """The work view."""

    heading: str
    q: str
    near: str
    here: str
    question: str
    opened: SavedView | None
    saved: tuple[SavedView, ...]
    facets: tuple[FacetView, ...]
    months: tuple[Choice, ...]
    seats: bool
    columns: tuple[Choice, ...]
    heads: tuple[str, ...]
    sorts: tuple[Choice, ...]
    rows: tuple[DeskRow, ...]
    previous: str
    next: str
    position: str
    mail: bool
    chips: tuple[Chip, ...]
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Counted:
    """What the question finds: how many in all, the facets, the starts of each month."""

    total: int
    facets: tuple[Facet, ...]
    months: Sequence[tuple[str, int]]


def desk_page(
    query: WorkQuery,
    counted: Counted,
    formations: Sequence[Formation],
    saved: Sequence[Saved],
    opened: Saved | None,
    new: set[str],
    today: date,
    mail: bool,
) -> DeskPage:
    """The page of a question; `new` are the trainings new to the saved search that is open."""
    names = [COLUMNS[one] for one in query.columns]
    first = (query.search.page - 1) * ROWS
    last = first + len(formations)
    return DeskPage(
        heading=wording.found(counted.total),
        q=query.search.q,
        near=query.search.near,
        here=links.desk_for(query.to_params()),
        question=query.to_saved(),
        opened=_saved(opened) if opened else None,
        saved=tuple(_saved(one) for one in saved),
        facets=facet_views(counted.facets),
        months=tuple(
            Choice(one, wording.month(one), one == query.month, wording.number(count))
            for one, count in counted.months
        ),
        seats=query.seats,
        columns=tuple(Choice(one, label, one in query.columns) for one, label in COLUMNS.items()),
        heads=tuple(names),
        sorts=tuple(
            Choice(one, label, one == query.search.sort)
            for one, label in SORTS.items()
            if one != "distance" or query.search.near
        ),
        rows=tuple(_row(one, names, one.id in new, today) for one in formations),
        previous=_to(query, query.search.page - 1) if first else "",
        next=_to(query, query.search.page + 1) if last < counted.total else "",
        position=f"Lignes {first + 1} à {last} sur {wording.number(counted.total)}"
        if formations
        else "Aucune ligne",
        mail=mail,
        chips=tuple(
            Chip(text, f"Retirer le filtre {text}", _asking(query, less))
            for text, less in _unseen(query.search)
        ),
        hidden=tuple(
            (name, value)
            for name, value in query.search.to_params()
            if name not in (*IN_SIGHT, *FACET_PARAMETERS)
        ),
    )


def facets_for(search: SearchQuery) -> tuple[str, ...]:
    """The facets of a question: whatever it asks for can be seen and taken away."""
    asked = (one for one in FACET_PARAMETERS if one not in FACETS and getattr(search, one))
    return (*FACETS, *asked)


def _unseen(search: SearchQuery) -> Iterator[tuple[str, SearchQuery]]:
    """What a question asks that no box of the form shows, with the search without it."""
    if search.radius_km:
        radius = wording.kilometres(search.radius_km)
        yield f"Rayon de {radius}", search.without("radius_km")
    if search.place_unknown:
        yield "Et lieu non communiqué", search.without("place_unknown")
    if search.literal:
        yield "Mot à mot", search.without("literal")
    yield from ranges(search)


def _asking(query: WorkQuery, search: SearchQuery) -> str:
    return links.desk_for(replace(query, search=search).to_params())


def _row(one: Formation, names: Sequence[str], new: bool, today: date) -> DeskRow:
    told = {line.name: line for line in lines(one, Context(today))}
    cells = tuple(told[name] for name in names)
    return DeskRow(one.id, one.title, links.formation(one.id), cells, new)


def _to(query: WorkQuery, page: int) -> str:
    return _asking(query, query.search.at_page(page))


def _saved(one: Saved) -> SavedView:
    return SavedView(
        id=one.id,
        name=one.name,
        url=links.desk_for([*one.query.to_params(), ("saved", one.id)]),
        total=wording.found(one.total),
        fresh=wording.counted(one.fresh, "nouvelle") if one.fresh else "",
        since=wording.day(one.since),
        mailed=one.mailed,
        feed="" if one.query.seats else links.feed(replace(one.query.asked, page=1, page_size=20)),
    )
