"""What is said when something cannot be answered: a French page, or problem+json for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from jinja2_fragments.flask import render_block
from werkzeug.exceptions import Gone, HTTPException

from portal import links
from portal.doors import Frame
from portal.forms import BadForm
from portal.htmx import htmx
from search_index import places
from search_index.fields import FACETS, MAX_TEXT
from search_index.query import READERS, BadQuery, ParameterError, SearchQuery
from search_index.recommend.profile import BadProfile

TITLES = {
    400: ("Cette recherche n’a pas pu être lue", "Une partie de l’adresse n’est pas comprise."),
    401: ("Clé refusée", "Cette clé d’accès n’existe pas, a expiré ou a été retirée."),
    403: (
        "Accès refusé",
        "Cette page n’est pas ouverte à votre compte, ou l’envoi ne vient pas de ce portail.",
    ),
    404: ("Page introuvable", "Cette page n’existe pas, ou la formation n’est plus proposée."),
    405: ("Action impossible ici", "Cette page se lit, mais ne reçoit pas d’envoi de ce genre."),
    410: (
        "Ce lien ne marche plus",
        "Il a expiré, ou la personne a effacé ce qu’il montrait. Demandez-lui un nouveau lien.",
    ),
    413: ("Envoi trop long", "Ce qui a été envoyé dépasse un mégaoctet."),
    415: ("Format non accepté", "Envoyez du JSON, avec l’en-tête Content-Type: application/json."),
    429: (
        "Trop de demandes",
        "Le quota de cette minute est dépassé. L’en-tête Retry-After dit quand revenir.",
    ),
    500: (
        "Le portail a rencontré une erreur",
        "La faute est de notre côté. Réessayez dans un moment : elle a été notée.",
    ),
}
STALE = (
    "Ce formulaire n’est plus valable",
    "Vous avez sans doute été déconnecté entre-temps. Revenez en arrière : ce que vous avez écrit"
    " y est encore. Copiez-le, puis rechargez la page.",
)
FORM = (
    "Ce formulaire n’a pas pu être enregistré",
    "Revenez en arrière : ce que vous avez écrit y est encore. Corrigez ceci :",
)
UNKNOWN_PLACE = ("Nous ne connaissons pas ce lieu", "Regardez s’il est bien écrit.")
UNREAD_PROFILE = ("Ces réponses n’ont pas pu être lues", "Une partie du profil n’est pas comprise.")
OTHER = ("Demande refusée", "Le portail ne peut pas répondre à cette demande.")

NAMES = {
    "q": "Mots de la recherche",
    "near": "Lieu",
    "radius_km": "Rayon",
    "cost_max": "Coût maximal",
    "place_unknown": "Avec les formations dont le lieu n’est pas connu",
    "literal": "Recherche mot à mot",
    "hours_min": "Durée minimale",
    "hours_max": "Durée maximale",
    "starts_after": "Début à partir du",
    "starts_before": "Début avant le",
    "sort": "Tri",
    "page": "Page",
    "page_size": "Nombre de résultats par page",
    "lang": "Langue",
    "month": "Mois",
    links.CONTAINS: "Texte cherché dans la liste",
    **{criterion.parameter: criterion.label for criterion in FACETS},
}
"""What people call each parameter."""

FIELDS = {
    **NAMES,
    "title": "Nom du dossier",
    "need": "Besoin de la personne",
    "note": "Note",
    "message": "Mot à la personne",
    "word": "Votre mot",
    "email": "Adresse de courriel",
    "formation": "Formations",
    "consent": "Accord de la personne",
    "opinion": "Votre avis",
    "days": "Durée du lien",
    "name": "Nom de la recherche",
    "education_level": "Niveau d’études",
    "words": "Mots de la personne",
}
"""What people call each field of a form."""


@dataclass(frozen=True)
class Fault:
    """One bad parameter: its plain name, itself, the value given and the reason."""

    name: str
    parameter: str
    value: str
    reason: str


@dataclass(frozen=True)
class Way:
    """A link out of the error."""

    text: str
    url: str


@dataclass(frozen=True)
class ErrorPage:
    """What an error page shows; `retry` is the same page without what is wrong, the rest as given.

    `places` are the same page at each place that an unknown one may be; `numbered` says whether
    the number of the error tells its reader anything.
    """

    status: int
    title: str
    detail: str
    faults: tuple[Fault, ...] = ()
    numbered: bool = True
    places: tuple[Way, ...] = ()
    retry: Way | None = None
    q: str = ""
    near: str = ""


def handle_errors(app: Flask) -> None:
    """Have the application answer its errors with these pages."""
    app.register_error_handler(BadQuery, bad_query)
    app.register_error_handler(BadForm, bad_form)
    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, failed)


def bad_query(error: BadQuery) -> Response:
    """400: each bad parameter with its value and reason, and links that keep the rest."""
    given, bad = list(request.args.items(multi=True)), bad_names(error)
    kept = [(name, value) for name, value in given if name not in bad]
    elsewhere = [(name, value) for name, value in given if name not in ("near", "page")]
    profile, lost = isinstance(error, BadProfile), only_place(error)
    page = ErrorPage(
        400,
        *(UNREAD_PROFILE if profile else UNKNOWN_PLACE if lost else TITLES[400]),
        faults_of(error),
        numbered=not lost,
        places=tuple(Way(one, _again([*elsewhere, ("near", one)])) for one in places_of(error)),
        retry=Way(retry_text(error), _again(kept)),
        q=request.args.get("q", "")[:MAX_TEXT],
        near=request.args.get("near", "")[:MAX_TEXT],
    )
    return _answer(page, error.errors)


def bad_form(error: BadForm) -> Response:
    """400: each field that cannot be taken; the browser still has what was written."""
    faults = tuple(
        Fault(FIELDS.get(one.parameter, one.parameter), one.parameter, one.value[:200], one.reason)
        for one in error.errors
    )
    return _answer(ErrorPage(400, *FORM, faults), error.errors)


def faults_of(error: BadQuery, names: Mapping[str, str] = NAMES) -> tuple[Fault, ...]:
    """What is wrong, as people read it; the places that one may be are said by links."""
    return tuple(
        Fault(
            names.get(one.parameter, "Paramètre inconnu"),
            one.parameter,
            one.value,
            places.UNKNOWN if one.reason.startswith(places.UNKNOWN) else one.reason,
        )
        for one in error.errors
    )


def only_place(error: BadQuery) -> bool:
    """Whether nothing is wrong but a place that nobody knows: most often its spelling."""
    return all(one.reason.startswith(places.UNKNOWN) for one in error.errors)


def places_of(error: BadQuery) -> tuple[str, ...]:
    """The places that an unknown one may be, where nothing else is wrong."""
    return places.nearest(error.errors[0].value) if only_place(error) else ()


def retry_text(error: BadQuery) -> str:
    """What the way back is called."""
    return "Continuer sans ce lieu" if only_place(error) else "Chercher sans cela"


def bad_names(error: BadQuery) -> set[str]:
    """The parameters that are wrong, and those that are nothing without them."""
    bad = {one.parameter for one in error.errors}
    return bad | ({"radius_km", "sort"} if "near" in bad else set())


def _again(params: Sequence[tuple[str, str]]) -> str:
    """The address of this page with these parameters; of the search where this is no page."""
    if request.method == "GET" and "." not in request.path:
        return links.here(params)
    try:
        return links.search(SearchQuery.from_params(one for one in params if one[0] in READERS))
    except BadQuery:
        return links.search()


class Withdrawn(Gone):
    """410 for what was there once: its description says what happened, in French."""


def refused(error: HTTPException) -> Response:
    """Every HTTP error, with the headers that belong to it (Allow, Location...)."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    title, detail = TITLES.get(error.code, OTHER)
    if isinstance(error, Withdrawn):
        detail = str(error.description)
    response = _answer(ErrorPage(error.code, title, detail))
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def stale(_error: CSRFError) -> Response:
    """400: a form whose token does not belong to this browser's session."""
    return _answer(ErrorPage(400, *STALE))


def failed(error: Exception) -> Response:
    """500: noted in the log with its trace, never shown."""
    current_app.logger.error("request failed", exc_info=error)
    return _answer(ErrorPage(500, *TITLES[500]))


def _answer(page: ErrorPage, errors: Sequence[ParameterError] = ()) -> Response:
    offered = request.accept_mimetypes
    best = offered.best_match(["text/html", "application/json", "application/problem+json"])
    if request.path.startswith("/api/") or best not in (None, "text/html"):
        return _problem(page, errors)
    # After a failure nothing may be read from the database again: it may be what failed.
    frame = Frame(reads=page.status < 500)
    template = "errors/page.html"
    if htmx:
        text = render_block(template, "explanation", page=page, frame=frame)
    else:
        text = render_template(template, page=page, frame=frame)
    response = make_response(text, page.status)
    response.vary.update(("Accept", "HX-Request"))
    return response


def _problem(page: ErrorPage, errors: Sequence[ParameterError]) -> Response:
    body = {
        "type": "about:blank",
        "title": page.title,
        "status": page.status,
        "detail": page.detail,
        "errors": [vars(one) for one in errors],
    }
    response = make_response(json.dumps(body, ensure_ascii=False), page.status)
    response.content_type = "application/problem+json"
    response.vary.add("Accept")
    return response
