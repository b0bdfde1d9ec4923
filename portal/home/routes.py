"""The first page."""

from flask import Blueprint, render_template

from data import catalogue
from portal.home.page import HomePage
from portal.services import services

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def page() -> str:
    with services().session() as session:
        view = HomePage.of(catalogue.overview(session))
    return render_template("home/page.html", page=view)


@blueprint.get("/healthz")
def health() -> dict[str, str]:
    return {"status": "ok"}
