"""One training, with everything that is known of it."""

from datetime import date

from flask import Blueprint, abort, render_template

from data import catalogue
from portal.doors import session
from portal.formation.page import formation_page

face = Blueprint("formation", __name__)


@face.get("/formations/<formation_id>")
def show(formation_id: str) -> str:
    found = catalogue.formation(session(), formation_id)
    if found is None:
        abort(404)
    compared = catalogue.compared_results(session())
    return render_template(
        "formation/page.html", page=formation_page(found, date.today(), compared)
    )
