"""Errors that people can act on: a page in French, or problem+json for a program."""

from dataclasses import asdict, dataclass

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from search_index.query import BadQuery, ParameterError

MESSAGES = {
    400: ("Cette recherche ne peut pas être faite", "Un ou plusieurs critères ne conviennent pas."),
    404: (
        "Cette page n’existe pas",
        "La formation a peut-être été retirée, ou l’adresse est incomplète.",
    ),
    405: ("Cette action n’est pas possible ici", "Revenez à l’accueil et recommencez."),
    500: (
        "Le portail a rencontré un problème",
        "Ce n’est pas de votre faute. Réessayez dans quelques minutes.",
    ),
}


@dataclass(frozen=True)
class ErrorPage:
    """What an error page shows."""

    status: int
    title: str
    detail: str
    errors: tuple[ParameterError, ...] = ()


def register(app: Flask) -> None:
    """Answer bad queries, HTTP errors and our own faults on this application."""
    app.register_error_handler(BadQuery, _bad_query)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _bad_query(error: BadQuery) -> Response:
    return _answer(ErrorPage(400, *MESSAGES[400], error.errors))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    title, detail = MESSAGES.get(status, (error.name, error.description or ""))
    response = _answer(ErrorPage(status, title, detail))
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _fault(error: Exception) -> Response:
    current_app.logger.exception("fault", exc_info=error)
    if current_app.testing:
        raise error
    return _http(InternalServerError())


def _answer(page: ErrorPage) -> Response:
    accepted = request.accept_mimetypes
    wants_json = accepted.best_match(["text/html", "application/json"]) == "application/json"
    if wants_json or request.path.startswith("/api/"):
        response = jsonify(asdict(page))
        response.mimetype = "application/problem+json"
    else:
        response = make_response(render_template("error/page.html", page=page))
    response.status_code = page.status
    return response
