"""One training, with everything that is known of it."""

from datetime import date

from flask import Blueprint, abort, render_template

from data import catalogue, labels
from portal.doors import session
from portal.formation.gone import gone_page
from portal.formation.page import formation_page

face = Blueprint("formation", __name__)


@face.get("/formations/<formation_id>")
def show(formation_id: str) -> str | tuple[str, int]:
    found = catalogue.formation(session(), formation_id)
    if found is None:
        return gone(formation_id)
    compared = catalogue.compared_results(session())
    return render_template(
        "formation/page.html", page=formation_page(found, date.today(), compared)
    )


def gone(formation_id: str) -> tuple[str, int]:
    """410 with what happened for a training that was in the catalogue, else 404."""
    found = catalogue.withdrawn(session(), formation_id)
    if found is None:
        abort(404)
    page = gone_page(found, labels.history(session(), formation_id))
    return render_template("formation/gone.html", page=page), 410
