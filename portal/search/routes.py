"""The search: translate the address, ask, render the page or its results."""

from collections.abc import Iterable
from datetime import date

from flask import Blueprint, Response, request

from data import catalogue
from portal import links
from portal.doors import doors, session
from portal.htmx import page_or_block
from portal.search.page import search_page
from portal.search.values import asked, values_page
from portal.usage import searched
from search_index.fields import FACET_PARAMETERS
from search_index.query import SearchQuery
from search_index.search import search

face = Blueprint("search", __name__)

ONE_CRITERION = f"<any({','.join(FACET_PARAMETERS)}):parameter>"
"""The part of an address that names a criterion; any other is no page."""

NEEDS_PLACE = {("sort", "distance"), ("radius_km", "")}
"""What the form still sends after its reader has emptied the place."""


@face.get("/formations")
def results() -> Response:
    query = SearchQuery.from_params(as_meant(request.args.items(multi=True)))
    today = date.today()
    found = search(doors().index, query, today)
    if query.page == 1:
        # What only neighbours answer was not found: the team should hear of it.
        searched(query.q, 0 if found.neighbours else found.total)
    ids = (hit.formation_id for hit in found.shown)
    formations = catalogue.formations_by_ids(session(), ids, listed=True)
    page = search_page(found, formations, today)
    return page_or_block("search/page.html", "results", page, links.search(query))


@face.get(f"/formations/criteres/{ONE_CRITERION}")
def values(parameter: str) -> Response:
    contains, query = asked(
        request.args.items(multi=True), lambda pairs: SearchQuery.from_params(as_meant(pairs))
    )
    found = search(doors().index, query.at_page(1), date.today(), (parameter,))
    listed = links.values(parameter, query, contains)
    page = values_page(parameter, contains, query.page, found, query.to_params(), listed)
    return page_or_block("search/values.html", "results", page, listed, step=False)


def as_meant(params: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parameters without what an emptied place, or the list of a criterion, leaves behind.

    >>> as_meant([("q", "web"), ("near", ""), ("radius_km", "50"), ("contient", "eco")])
    [('q', 'web'), ('near', '')]
    """
    pairs = [(name, value) for name, value in params if name != links.CONTAINS]
    if ("near", "") not in pairs:
        return pairs
    return [
        (name, value)
        for name, value in pairs
        if (name, value) not in NEEDS_PLACE and (name, "") not in NEEDS_PLACE
    ]
