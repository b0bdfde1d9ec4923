"""The page of one training."""

from datetime import date

from flask import Blueprint, abort, render_template

from data import catalogue
from portal.formation.page import FormationPage
from portal.services import services

blueprint = Blueprint("formation", __name__)


@blueprint.get("/formations/<formation_id>")
def page(formation_id: str) -> str:
    with services().session() as session:
        found = catalogue.formation(session, formation_id)
        if found is None:
            abort(404)
        view = FormationPage.of(found, date.today())
    return render_template("formation/page.html", page=view)
