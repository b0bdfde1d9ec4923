"""Keeping trainings without an account, and taking them along."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request
from jinja2_fragments.flask import render_block
from werkzeug.wrappers import Response as AnyResponse

from data import catalogue
from portal import links, wording
from portal.accounts.page import inside
from portal.doors import doors, session
from portal.feeds.routes import XLSX
from portal.feeds.table import csv_lines
from portal.feeds.table import workbook as made_workbook
from portal.htmx import htmx
from portal.selection import letter
from portal.selection.agenda import calendar
from portal.selection.chosen import Chosen, choose
from portal.selection.kept import MOST, Selection, keep, search_of, selection, wanted
from portal.selection.misfits import reasons
from portal.selection.page import COLUMNS, FULL, comparison_page, paper_page, selection_page
from portal.selection.plain import plain_page
from search_index.query import SearchQuery

face = Blueprint("selection", __name__)


@face.get("/selection")
def show() -> str:
    chosen, own = _asked(), selection()
    if _listed():
        return render_template("selection/page.html", page=selection_page(chosen, None, {}))
    by_id = {one.id: one for one in chosen.formations}
    why = reasons(doors().index, own.kept, by_id, chosen.today)
    page = selection_page(chosen, own, why, full="full" in request.args)
    return render_template("selection/page.html", page=page)


@face.post("/selection")
def change() -> AnyResponse:
    """Keep a training (`keep`), let one go (`drop`), put back (`undo`), let all go (`clear`)."""
    before, given = selection(), request.form
    after = _changed(before)
    keep(after)
    full = len(before.kept) >= MOST and bool(given.get("keep"))
    if htmx:
        return _parts(after, full)
    back = inside(given.get("back", "")) or links.selection()
    one = given.get("keep") or given.get("drop") or ""
    on_card = one and not back.startswith(links.selection())
    anchored = f"{back}#keep-{one}" if on_card else back
    return redirect(links.selection(full=True) if full else anchored, 303)


def _changed(before: Selection) -> Selection:
    given = request.form
    if given.get("undo"):
        return before.undone()
    if given.get("clear"):
        return before.emptied()
    if given.get("drop"):
        return before.without(given["drop"])
    found_in = search_of(given.get("back", "")) or search_of(given.get("search", ""))
    after = before
    for one in wanted(given.getlist("keep")):
        after = after.with_one(one, found_in)
    return after


def _parts(after: Selection, full: bool) -> Response:
    """The button pressed as it now stands, the link with its count, a sentence for ears."""
    g.selection = after
    one = request.form.get("keep") or request.form.get("drop") or ""
    found = catalogue.titles(session(), wanted([one]))
    said = FULL if full else f"{wording.found(len(after.kept))} dans votre sélection"
    shown = {"id": one, "title": found.get(one, ""), "said": said}
    part: str = render_block("selection/changed.html", "changed", **shown)
    return make_response(part)


def _listed() -> tuple[str, ...]:
    return wanted(request.args.getlist("formation"))


def _near() -> str:
    return SearchQuery.from_params([("near", request.args.get("near", ""))]).near


def _asked() -> Chosen:
    """The trainings of the address, else those kept."""
    return choose(_listed() or selection().ids, _near(), date.today())


@face.get("/comparer")
def compare() -> str:
    ids: Sequence[str] = _listed()
    chosen = choose(ids[:COLUMNS], _near(), date.today())
    removed = next(iter(wanted([request.args.get("removed", "")])), "")
    page = comparison_page(chosen, len(ids), removed)
    return render_template("selection/compare.html", page=page)


@face.get("/selection/imprimer")
def paper() -> str:
    chosen = _asked()
    page = paper_page(chosen, letter.shared(chosen.ids), "Des formations à regarder")
    return render_template("selection/paper.html", page=page)


@face.get("/formations/<formation_id>/imprimer")
def plain(formation_id: str) -> str:
    """One training in plain words, for the person in front."""
    found = catalogue.formation(session(), formation_id)
    if found is None:
        abort(404)
    return render_template("selection/plain.html", page=plain_page(found, date.today()))


@face.get("/selection.txt")
def plain_text() -> Response:
    return Response(letter.text(_asked()), mimetype="text/plain")


@face.get("/selection.ics")
def agenda() -> Response:
    chosen = _asked()
    return _file(calendar(chosen.formations, chosen.today), "text/calendar", "formations.ics")


@face.get("/selection.csv")
def table() -> Response:
    chosen = _asked()
    return _file(b"".join(csv_lines(chosen.formations, chosen.today)), "text/csv", "formations.csv")


@face.get("/selection.xlsx")
def workbook() -> Response:
    chosen = _asked()
    about = f"{wording.found(len(chosen.formations))} : {letter.shared(chosen.ids)}"
    return _file(made_workbook(chosen.formations, chosen.today, about), XLSX, "formations.xlsx")


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)
