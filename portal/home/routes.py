"""The first page, and the sign of life."""

from flask import Blueprint, Response, render_template

from data import catalogue
from portal.doors import session
from portal.home.page import home_page

face = Blueprint("home", __name__)


@face.get("/")
def show() -> str:
    return render_template("home/page.html", page=home_page(catalogue.overview(session())))


@face.get("/healthz")
def alive() -> Response:
    """The process answers; nothing else is asked, so that a slow database restarts nobody."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
