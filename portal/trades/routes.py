"""The nine families of trades, and each one's trades."""

from flask import Blueprint, abort, render_template

from data import catalogue
from portal.services import services
from portal.trades.page import FamilyPage, TradesPage

blueprint = Blueprint("trades", __name__, url_prefix="/metiers")


@blueprint.get("")
def page() -> str:
    with services().session() as session:
        view = TradesPage.of(catalogue.trades_by_family(session))
    return render_template("trades/page.html", page=view)


@blueprint.get("/<code>")
def family(code: str) -> str:
    with services().session() as session:
        view = TradesPage.of(catalogue.trades_by_family(session))
    chosen: FamilyPage | None = next((one for one in view.families if one.code == code), None)
    if chosen is None:
        abort(404)
    return render_template("trades/family.html", page=chosen)
