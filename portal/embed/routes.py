"""The frame for other sites, its style sheet and loader, and oEmbed."""

from datetime import date
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    json,
    make_response,
    render_template,
    request,
    send_from_directory,
)
from jinja2_fragments.flask import render_block

from data import catalogue
from portal import policy, static_files
from portal.doors import Frame, doors, session
from portal.embed import colour, frames, oembed
from portal.embed.asked import Embed
from portal.embed.page import (
    Message,
    bad_address,
    embed_page,
    embed_values,
    failed,
    not_registered,
    wanted,
)
from portal.htmx import htmx, page_or_block
from portal.search.routes import ONE_CRITERION, as_meant
from portal.search.values import asked
from search_index.query import BadQuery
from search_index.search import search

face = Blueprint("embed", __name__)

ANY_SITE = "*"
HOUR_SECONDS = 3600
DAY_SECONDS = 24 * HOUR_SECONDS


@face.get("/embed/formations")
def formations() -> Response:
    embed = Embed.from_params(as_meant(request.args.items(multi=True)))
    seen = frames.around(embed.look.site)
    if seen.refused:
        return _message(not_registered(seen.site))
    frames.count(seen)
    today = date.today()
    found = search(doors().index, embed.query, today, wanted(embed), embed.scope)
    ids = (hit.formation_id for hit in found.shown)
    rows = catalogue.formations_by_ids(session(), ids, listed=True)
    page = embed_page(embed, found, rows, today, seen)
    response = page_or_block("embed/page.html", "results", page, embed.address(embed.query))
    return _framed(response, seen)


@face.get(f"/embed/formations/criteres/{ONE_CRITERION}")
def values(parameter: str) -> Response:
    contains, embed = asked(
        request.args.items(multi=True), lambda pairs: Embed.from_params(as_meant(pairs))
    )
    seen = frames.around(embed.look.site)
    if seen.refused:
        return _message(not_registered(seen.site))
    query, today = embed.query.at_page(1), date.today()
    found = search(doors().index, query, today, (parameter,), embed.scope)
    page = embed_values(embed, parameter, contains, found, seen)
    address = embed.values(parameter, embed.query, contains)
    response = page_or_block("embed/values.html", "results", page, address, step=False)
    return _framed(response, seen)


def _framed(response: Response, seen: frames.Around) -> Response:
    """An answer that the sites around it may show."""
    policy.frame_ancestors("'self'", *seen.sites)
    response.vary.update(("Referer", "Sec-Fetch-Dest"))
    return response


@face.errorhandler(BadQuery)
def bad_query(error: BadQuery) -> Response:
    return _message(bad_address(error, list(as_meant(request.args.items(multi=True)))))


@face.errorhandler(Exception)
def failure(error: Exception) -> Response:
    current_app.logger.error("embed failed", exc_info=error)
    return _message(failed())


def _message(message: Message) -> Response:
    """A message in the place of results, for any site: it shows nothing of the catalogue."""
    policy.frame_ancestors(ANY_SITE)
    template, named = "embed/message.html", {"page": message, "frame": Frame(reads=False)}
    text = (
        render_block(template, "results", **named) if htmx else render_template(template, **named)
    )
    response = make_response(text, message.status)
    response.vary.update(("HX-Request", "Referer", "Sec-Fetch-Dest"))
    return response


@face.get("/embed/look.css")
def look() -> Response:
    try:
        text, status = colour.style_sheet(colour.read(request.args.get("colour", ""))), 200
    except ValueError as error:
        text, status = f"/* {error} */\n", 400
    response = Response(text, status, mimetype="text/css")
    response.cache_control.public, response.cache_control.max_age = True, DAY_SECONDS
    return response


@face.get("/static/embed.js")
def loader() -> Response:
    """The loader at an address that never changes, and so is kept for an hour only."""
    response = send_from_directory(static_files.FOLDER, "embed.js", max_age=HOUR_SECONDS)
    response.headers["Access-Control-Allow-Origin"] = ANY_SITE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@face.get("/oembed")
def oembed_answer() -> Response:
    try:
        asked = oembed.Asked.from_params(request.args)
        document: dict[str, Any] = oembed.answer(asked)
    except oembed.Refused as error:
        return Response(f"{error}\n", error.status, mimetype="text/plain")
    text = json.dumps(document) if asked.format == "json" else oembed.as_xml(document)
    response = Response(text, mimetype=oembed.FORMATS[asked.format])
    response.headers["Access-Control-Allow-Origin"] = ANY_SITE
    return response
