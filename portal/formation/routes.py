"""One training, with everything that is known of it."""

from datetime import date

from flask import Blueprint, abort, render_template

from data import catalogue
from portal.doors import doors, session
from portal.formation.alike import alike
from portal.formation.page import formation_page
from search_index.recommend.suggest import similar

face = Blueprint("formation", __name__)


@face.get("/formations/<formation_id>")
def show(formation_id: str) -> str:
    today = date.today()
    near = {one.formation_id: one for one in similar(doors().index, formation_id, today)}
    found, *others = catalogue.formations_by_ids(session(), (formation_id, *near)) or (None,)
    if found is None or found.id != formation_id:
        abort(404)
    shown = tuple(alike(found, other, near[other.id]) for other in others)
    return render_template("formation/page.html", page=formation_page(found, today, shown))
