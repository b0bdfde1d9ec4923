"""The key figures: the years, one year, one table to download."""

import csv
import io

from flask import Blueprint, Response, abort, jsonify, render_template

from data.figures import Figure, figures, years
from data.figures.targets import progress
from data.intake.own import guarded
from portal.doors import session
from portal.figures.page import figures_index, figures_page

face = Blueprint("figures", __name__)


@face.get("/chiffres-cles")
def index() -> str:
    found = [figures(session(), year) for year in years(session())]
    page = figures_index([one for one in found if one is not None])
    return render_template("figures/index.html", page=page)


@face.get("/chiffres-cles/<int(max=9999):year>")
def show(year: int) -> str:
    found = figures(session(), year)
    if found is None:
        abort(404)
    before = figures(session(), year - 1)
    page = figures_page(found, before, years(session()), progress(session(), found))
    return render_template("figures/page.html", page=page)


@face.get("/chiffres-cles/<int(max=9999):year>/<name>.csv")
def table_csv(year: int, name: str) -> Response:
    response = Response("\ufeff" + written(_table(year, name)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}_{year}.csv"'
    return response


@face.get("/chiffres-cles/<int(max=9999):year>/<name>.json")
def table_json(year: int, name: str) -> Response:
    return jsonify({name: _table(year, name).document()})


def _table(year: int, name: str) -> Figure:
    found = figures(session(), year)
    if found is None or name not in found.tables:
        abort(404)
    return found.tables[name]


def written(figure: Figure) -> str:
    """The table as CSV: its lines, then its totals; an empty cell is unknown or withheld."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(figure.columns)
    for row in figure.rows:
        writer.writerow("" if one is None else _cell(one) for one in row)
    for name, value in figure.total.items():
        writer.writerow((f"total {name}", "" if value is None else value))
    return text.getvalue()


def _cell(value: str | int | float) -> str | int | float:
    return guarded(value) if isinstance(value, str) else value
