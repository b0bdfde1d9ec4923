"""One training, with everything that is known of it."""

from datetime import date

from flask import Blueprint, abort, render_template

from data import catalogue, labels
from portal.doors import compared_results, doors, session
from portal.formation.alike import alike
from portal.formation.gone import gone_page
from portal.formation.page import formation_page
from search_index.recommend.suggest import similar

face = Blueprint("formation", __name__)


@face.get("/formations/<formation_id>")
def show(formation_id: str) -> str | tuple[str, int]:
    today = date.today()
    near = {one.formation_id: one for one in similar(doors().index, formation_id, today)}
    found, *others = catalogue.formations_by_ids(session(), (formation_id, *near)) or (None,)
    if found is None or found.id != formation_id:
        return gone(formation_id)
    shown = tuple(alike(found, other, near[other.id]) for other in others)
    compared = compared_results()
    page = formation_page(found, today, compared, shown)
    return render_template("formation/page.html", page=page)


def gone(formation_id: str) -> tuple[str, int]:
    """410 with what happened for a training that was in the catalogue, else 404."""
    found = catalogue.withdrawn(session(), formation_id)
    if found is None:
        abort(404)
    page = gone_page(found, labels.history(session(), formation_id))
    return render_template("formation/gone.html", page=page), 410
