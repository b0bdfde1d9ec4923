"""The JSON API: the same answers as the pages, readable from any site."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
    stream_with_context,
)

from data import catalogue, labels, licence
from data.figures import figures as key_figures
from portal import links
from portal.api import openapi
from portal.api.bulk import catalogue_model, pieces, version
from portal.api.explained import api_page
from portal.api.models import Document, KeyFigures
from portal.api.operations import COMPLETION_READERS, FILES
from portal.api.page import completions_model, formation_model, search_model
from portal.doors import compared_results, doors, session
from portal.errors import Withdrawn
from portal.formation.gone import why
from portal.freshness import fresh, stamped, unchanged
from search_index.query import BadQuery, ParameterError, SearchQuery, clean
from search_index.search import complete
from search_index.search import search as run_search

face = Blueprint("api", __name__, url_prefix="/api")

COMPLETIONS = 5
COMPLETIONS_KEPT = "public, max-age=300"


def answered(
    document: Document, modified: datetime | None = None, volatile: frozenset[str] = frozenset()
) -> Response:
    """The document as JSON; its validator leaves out the fields that tell of the moment."""
    body = document.model_dump_json(by_alias=True)
    lasting = document.model_dump_json(exclude=set(volatile)) if volatile else body
    return fresh(Response(body, mimetype="application/json"), [lasting], modified)


@face.get("/")
def explained() -> str:
    return render_template("api/page.html", page=api_page(current_app.config["API_QUOTA"]))


@face.get("/v1/formations")
def formations() -> Response:
    query = SearchQuery.from_params(request.args.items(multi=True))
    results = run_search(doors().index, query, date.today())
    found = catalogue.formations_by_ids(session(), (hit.formation_id for hit in results.shown))
    document = search_model(results, found, compared_results())
    response = answered(document, volatile=frozenset(["took_ms"]))
    for relation, url in document.links.model_dump(by_alias=True, exclude_none=True).items():
        response.headers.add("Link", f'<{url}>; rel="{relation}"')
    return response


@face.get("/v1/formations/<formation_id>")
def formation(formation_id: str) -> Response:
    found = catalogue.formation(session(), formation_id)
    if found is None:
        gone = catalogue.withdrawn(session(), formation_id)
        if gone is not None:
            raise Withdrawn(why(gone, labels.history(session(), formation_id)))
        abort(404)
    compared = compared_results()
    # What stands beside may change without the training: its own date alone would not tell.
    return answered(formation_model(found, compared))


@face.get("/v1/completions")
def completions() -> Response:
    text, limit = asked(request.args.items(multi=True))
    response = answered(completions_model(text, complete(doors().index, text, limit)))
    response.headers["Cache-Control"] = COMPLETIONS_KEPT
    return response


@face.get("/v1/catalogue")
def whole() -> Response:
    document = catalogue_model(catalogue.overview(session()))
    return answered(document, document.updated_at)


@face.get(f"/v1/catalogue.<any({', '.join(FILES)}):name>")
def download(name: str) -> Response:
    today = date.today()
    tag = version(session(), name, today)
    modified = catalogue.overview(session()).updated_at
    response = unchanged(tag, modified) or stamped(
        Response(stream_with_context(pieces(doors().engine, name, today)), mimetype=FILES[name][0]),
        tag,
        modified,
    )
    response.headers["Link"] = f'<{licence.URL}>; rel="license"'
    response.headers["Content-Disposition"] = (
        f'attachment; filename="formations-{today:%Y-%m-%d}.{name}"'
    )
    return response


@face.get("/v1/figures/<int(max=9999):year>")
def figures(year: int) -> Response:
    found = key_figures(session(), year)
    if found is None:
        abort(404)
    document = KeyFigures(found.document())
    return fresh(
        Response(document.model_dump_json(exclude_unset=True), mimetype="application/json"),
        [document.model_dump_json()],
    )


@face.get("/v1/openapi.json")
def description() -> Response:
    body = json.dumps(openapi.document(links.absolute("/")), ensure_ascii=False, indent=1)
    return fresh(Response(body, mimetype="application/json"), [body])


def asked(params: Iterable[tuple[str, str]]) -> tuple[str, int]:
    """The text to complete and the proposals wanted a group; BadQuery names a bad parameter.

    >>> asked([("q", "dév"), ("limit", "3")])
    ('dév', 3)
    """
    given: dict[str, Any] = {"q": "", "limit": COMPLETIONS}
    errors = []
    for name, value in params:
        try:
            if name not in COMPLETION_READERS:
                raise ValueError("paramètre inconnu")
            given[name] = COMPLETION_READERS[name](clean(value))
        except ValueError as error:
            errors.append(ParameterError(name, value[:200], str(error)))
    if errors:
        raise BadQuery(errors)
    return given["q"], given["limit"]
