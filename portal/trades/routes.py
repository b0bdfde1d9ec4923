"""The trades in plain words: the nine families, and each of them."""

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from data import catalogue
from portal import links
from portal.doors import session
from portal.trades.page import family_page, trades_page

face = Blueprint("trades", __name__, url_prefix="/metiers")


@face.get("")
def index() -> str:
    page = trades_page(catalogue.trades_by_family(session()))
    return render_template("trades/page.html", page=page)


@face.get("/<slug>")
def family(slug: str) -> str | Response:
    """A family's page; a trade's own slug leads to its place on the page of its family."""
    families = catalogue.trades_by_family(session())
    if any(family.code == slug for family, _, _ in families):
        return render_template("trades/family.html", page=family_page(families, slug))
    homes = {trade.code: family.code for family, _, trades in families for trade, _ in trades}
    if slug not in homes:
        abort(404)
    return redirect(links.trade(homes[slug], slug))
