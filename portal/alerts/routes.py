"""Stopping the mails of a saved search by the signed link in each of them."""

from flask import Blueprint, abort, g, render_template
from werkzeug.wrappers import Response

from data.saved_searches import SavedSearch
from portal.alerts.digest import search_of
from portal.doors import session

face = Blueprint("alerts", __name__, url_prefix="/alertes")


@face.before_request
def keep_private() -> None:
    """What a link shows of somebody's search is kept by no cache."""
    g.private = True


@face.get("/<token>")
def show(token: str) -> str:
    """Opening the link stops nothing yet: programs that read mails open links too."""
    return render_template("alerts/page.html", name=_row(token).name, stopped=False)


@face.post("/<token>")
def stop(token: str) -> str | Response:
    row = _row(token)
    row.mailed = False
    session().add(row)
    session().commit()
    return render_template("alerts/page.html", name=row.name, stopped=True)


def _row(token: str) -> SavedSearch:
    search_id = search_of(token)
    if search_id is None:
        abort(404)
    row = session().get(SavedSearch, search_id)
    if row is None:
        abort(410)
    return row
