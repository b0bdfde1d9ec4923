"""Stopping the mails of saved searches by the signed links in each of them."""

from flask import Blueprint, abort, g, render_template

from data.saved_searches import SavedSearch
from portal import wording
from portal.alerts.digest import searches_of
from portal.doors import session

face = Blueprint("alerts", __name__, url_prefix="/alertes")


@face.before_request
def keep_private() -> None:
    """What a link shows of somebody's search is kept by no cache."""
    g.private = True


@face.get("/<token>")
def show(token: str) -> str:
    """Opening the link stops nothing yet: programs that read mails open links too."""
    return _page(_rows(token), stopped=False)


@face.post("/<token>")
def stop(token: str) -> str:
    rows = _rows(token)
    for row in rows:
        row.mailed = False
        session().add(row)
    session().commit()
    return _page(rows, stopped=True)


def _page(rows: list[SavedSearch], *, stopped: bool) -> str:
    names = wording.listed(wording.quoted(row.name) for row in rows)
    return render_template("alerts/page.html", names=names, stopped=stopped)


def _rows(token: str) -> list[SavedSearch]:
    ids = searches_of(token)
    if not ids:
        abort(404)
    rows = [row for one in ids if (row := session().get(SavedSearch, one))]
    if not rows:
        abort(410)
    return rows
