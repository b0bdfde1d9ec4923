"""The JSON API: the same answers as the pages, readable from any site."""

from collections.abc import Iterable
from datetime import date

from flask import Blueprint, Response, abort, jsonify, request

from data import catalogue
from portal.api.page import completions_document, formation_document, search_document
from portal.doors import doors, session
from search_index.query import BadQuery, ParameterError, SearchQuery, text_of
from search_index.search import complete
from search_index.search import search as run_search

face = Blueprint("api", __name__, url_prefix="/api/v1")

COMPLETIONS = 5
MOST_COMPLETIONS = 20
COMPLETIONS_KEPT = "public, max-age=300"


@face.after_request
def readable_anywhere(response: Response) -> Response:
    """Any site may read what everybody may see."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@face.get("/formations")
def formations() -> Response:
    query = SearchQuery.from_params(request.args.items(multi=True))
    results = run_search(doors().index, query, date.today())
    found = catalogue.formations_by_ids(session(), (hit.formation_id for hit in results.hits))
    return jsonify(search_document(results, found))


@face.get("/formations/<formation_id>")
def formation(formation_id: str) -> Response:
    found = catalogue.formation(session(), formation_id)
    if found is None:
        abort(404)
    return jsonify(formation_document(found))


@face.get("/completions")
def completions() -> Response:
    text, limit = asked(request.args.items(multi=True))
    response = jsonify(completions_document(text, complete(doors().index, text, limit)))
    response.headers["Cache-Control"] = COMPLETIONS_KEPT
    return response


def asked(params: Iterable[tuple[str, str]]) -> tuple[str, int]:
    """The text to complete and the proposals wanted a group; BadQuery names a bad parameter.

    >>> asked([("q", "dév"), ("limit", "3")])
    ('dév', 3)
    """
    text, limit = "", COMPLETIONS
    errors = []
    for name, value in params:
        try:
            if name == "q":
                text = text_of(value)
            elif name == "limit":
                limit = _limit(value)
            else:
                raise ValueError("paramètre inconnu")
        except ValueError as error:
            errors.append(ParameterError(name, value[:200], str(error)))
    if errors:
        raise BadQuery(errors)
    return text, limit


def _limit(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= MOST_COMPLETIONS:
        raise ValueError(f"un nombre entier de 1 à {MOST_COMPLETIONS} est attendu")
    return int(value)
