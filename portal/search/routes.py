"""The search page: a GET form, whose results htmx swaps."""

from datetime import date

from flask import Blueprint, Response, request

from data import catalogue
from portal.htmx import page_or_block
from portal.search.page import SearchPage
from portal.services import services
from search_index.query import SearchQuery
from search_index.search import search

blueprint = Blueprint("search", __name__)


@blueprint.get("/formations")
def page() -> Response:
    query = SearchQuery.from_params(request.args.items(multi=True))
    results = search(services().index, query)
    with services().session() as session:
        ids = [hit.formation_id for hit in results.hits]
        formations = catalogue.formations_by_ids(session, ids)
        view = SearchPage.of(results, formations, date.today())
    return page_or_block("search/page.html", "results", page=view)
