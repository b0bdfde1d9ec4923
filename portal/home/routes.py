"""The first page, and the signs of life."""

from flask import Blueprint, Response, current_app, render_template
from sqlalchemy.exc import SQLAlchemyError

from data import catalogue
from portal.doors import doors, session
from portal.home.page import home_page

face = Blueprint("home", __name__)

PLAIN = {"Cache-Control": "no-store"}


@face.get("/")
def show() -> str:
    return render_template("home/page.html", page=home_page(catalogue.overview(session())))


@face.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is asked, so that a slow database restarts nobody."""
    return Response("ok\n", 200, PLAIN, mimetype="text/plain")


@face.get("/readyz")
def ready() -> Response:
    """Whether searches can be answered: 503 while the database or the index is not there."""
    try:
        catalogue.published(session())
        doors().index.generation()
    except (SQLAlchemyError, LookupError) as error:
        current_app.logger.warning("not ready: %s", type(error).__name__)
        return Response("not ready\n", 503, PLAIN, mimetype="text/plain")
    return Response("ok\n", 200, PLAIN, mimetype="text/plain")
