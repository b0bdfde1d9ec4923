"""Any search as a table or a feed; what search engines read; an image of each training."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, abort, render_template, request, stream_with_context
from sqlmodel import Session

from data import catalogue
from data.models import Formation
from portal import links, wording
from portal.doors import doors, session
from portal.feeds.atom import feed_page
from portal.feeds.image import drawn
from portal.feeds.sitemap import PART, map_of, parts
from portal.feeds.table import csv_lines, workbook
from portal.formation.page import formation_page
from portal.freshness import etag, fresh, stamped, unchanged
from search_index.query import SearchQuery
from search_index.search import identifiers

face = Blueprint("feeds", __name__)

MOST_ROWS = 5_000
"""Rows of a table: a workbook of more is of no use to a person."""

NEWS = 50
"""Entries of a feed."""

IMAGE_KEPT = "public, max-age=86400"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked() -> SearchQuery:
    """The search of this address, the same parameters as those of the page."""
    return SearchQuery.from_params(request.args.items(multi=True))


@face.get("/formations.csv")
def table() -> Response:
    today = date.today()
    ids, total = identifiers(doors().index, asked(), today, MOST_ROWS)
    response = Response(stream_with_context(csv_lines(_read(ids), today)), mimetype="text/csv")
    return _named(response, "csv", len(ids), total, today)


@face.get("/formations.xlsx")
def sheet() -> Response:
    today = date.today()
    ids, total = identifiers(doors().index, asked(), today, MOST_ROWS)
    about = f"{wording.found(total)} : {links.absolute(links.search(asked()))}"
    if total > len(ids):
        about += f" (les {wording.number(len(ids))} premières sont ici)"
    response = Response(workbook(_read(ids), today, about), mimetype=XLSX)
    return _named(response, "xlsx", len(ids), total, today)


def _read(ids: list[str]) -> Iterator[Formation]:
    """These formations in their order, a batch in memory at a time, while the answer is sent."""
    with Session(doors().engine) as own:
        for start in range(0, len(ids), catalogue.BATCH):
            yield from catalogue.formations_by_ids(own, ids[start : start + catalogue.BATCH])
            own.expunge_all()


def _named(response: Response, ending: str, rows: int, total: int, today: date) -> Response:
    """The file's name says its day and, where it is cut, how much of the search it holds."""
    cut = f"-{rows}-sur-{total}" if total > rows else ""
    name = f"formations-{today:%Y-%m-%d}{cut}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@face.get("/formations.atom")
def feed() -> Response:
    query = asked()
    ids, _ = identifiers(doors().index, query)
    page = feed_page(query, catalogue.newest(session(), ids, NEWS))
    text = render_template("feeds/atom.xml", page=page)
    return fresh(Response(text, mimetype="application/atom+xml"), [text])


@face.get("/formations/<formation_id>.png")
def image(formation_id: str) -> Response:
    found = catalogue.formation(session(), formation_id)
    if found is None:
        abort(404)
    page = formation_page(found, date.today())
    tag = etag([repr((page.title, page.provider, page.facts, page.label))])
    response = unchanged(tag) or stamped(Response(drawn(page), mimetype="image/png"), tag)
    response.headers["Cache-Control"] = IMAGE_KEPT
    return response


@face.get("/sitemap.xml")
def sitemap() -> str | Response:
    count = catalogue.published(session())
    text = render_template("feeds/sitemap_index.xml", parts=parts(count))
    return Response(text, mimetype="application/xml")


@face.get("/sitemap/<name>.xml")
def sitemap_part(name: str) -> Response:
    if name not in {one.name for one in parts(catalogue.published(session()))}:
        abort(404)
    entries = map_of(name, lambda first: catalogue.changes(session(), first, PART))
    text = render_template("feeds/sitemap.xml", entries=entries)
    return Response(text, mimetype="application/xml")


@face.get("/robots.txt")
def robots() -> Response:
    text = render_template("feeds/robots.txt", sitemap=links.absolute("/sitemap.xml"))
    return Response(text, mimetype="text/plain")


@face.get("/opensearch.xml")
def opensearch() -> Response:
    text = render_template("feeds/opensearch.xml", origin=links.absolute(""))
    return Response(text, mimetype="application/opensearchdescription+xml")
