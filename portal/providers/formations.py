"""A provider reads what the catalogue tells of its own trainings, and what it does not."""

from datetime import date

from flask import Blueprint, Response, render_template, request

from data import catalogue, labels
from data.accounts import Role
from portal.accounts.guard import Answer, needs, reader
from portal.doors import session
from portal.feeds.table import csv_lines
from portal.providers.formations_page import SORTS, columns, formations_page, ordered
from search_index.query import BadQuery, ParameterError

face = Blueprint("own_formations", __name__, url_prefix="/organisme")


def asked() -> str:
    """The order that the address asks for; BadQuery names one that is not among SORTS."""
    given = request.args.get("sort") or next(iter(SORTS))
    if given not in SORTS:
        reason = "valeurs : " + ", ".join(SORTS)
        raise BadQuery([ParameterError("sort", given[:200], reason)])
    return given


@face.get("/formations")
@needs(Role.PROVIDER)
def show() -> Answer:
    sort, opened, mine = asked(), session(), reader().providers
    gone = catalogue.of_providers(opened, mine, published=False)
    page = formations_page(
        catalogue.of_providers(opened, mine, published=True),
        gone,
        labels.histories(opened, [one.id for one in gone]),
        sort,
        date.today(),
    )
    return render_template("providers/formations.html", page=page)


@face.get("/formations.csv")
@needs(Role.PROVIDER)
def table() -> Answer:
    sort, today = asked(), date.today()
    found = catalogue.of_providers(session(), reader().providers, published=True)
    lines = csv_lines(ordered(found, sort, today), today, columns(today))
    response = Response(b"".join(lines), mimetype="text/csv")
    name = f"mes-formations-{today:%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
