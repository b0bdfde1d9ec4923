"""The advisor's work view: the dense table, saved searches, territories."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request
from flask import session as cookie
from werkzeug.wrappers import Response

from data import catalogue, reference, saved_searches
from data.accounts import Role
from data.reference.neighbours import nearest
from data.saved_searches import SavedSearch
from portal import forms, links
from portal.accounts.guard import needs, reader
from portal.accounts.page import inside
from portal.advisors.desk_page import Counted, Saved, desk_page, facets_for
from portal.advisors.found import answered, fresh, replayed
from portal.advisors.territory_page import Offer, territory_page
from portal.advisors.work import ROWS, WorkQuery, in_month, months_from
from portal.doors import doors, session
from portal.forms import BadForm
from portal.mail import post_office
from portal.search.routes import as_meant
from search_index.query import BadQuery, ParameterError, SearchQuery
from search_index.search import among, search

face = Blueprint("advisors", __name__, url_prefix="/conseiller")

LONGEST_NAME, LONGEST_SEARCH, MOST_SAVED = 80, 2000, 30
REMOVED = "removed_search"


@face.get("")
@needs(Role.ADVISOR)
def desk() -> str:
    today, params = date.today(), list(request.args.items(multi=True))
    query = WorkQuery.from_params(as_meant([pair for pair in params if pair[0] != "saved"]))
    found = answered(doors().index, session(), query, today, facets_for(query.search))
    start = (query.search.page - 1) * ROWS
    formations = catalogue.formations_by_ids(session(), found.ids[start : start + ROWS])
    rows = saved_searches.listed(session(), reader().id)
    opened = next((row for row in rows if row.id == request.args.get("saved")), None)
    new = set(fresh(found.ids, opened.seen)) if opened else set()
    counted = Counted(len(found.ids), found.facets, _months(query, today))
    saved = [_replay(row, today) for row in rows]
    page = desk_page(
        query,
        counted,
        formations,
        saved,
        next((one for one in saved if opened and one.id == opened.id), None),
        new,
        today,
        post_office() is not None,
    )
    return render_template("advisors/desk.html", page=page, undo=REMOVED in cookie)


def _months(query: WorkQuery, today: date) -> list[tuple[str, int]]:
    """How many trainings start in each of the next twelve months, all else as asked."""
    seats = catalogue.with_seats(session(), today) if query.seats else None
    base = query.search.without("starts_after", "starts_before")
    months = dict.fromkeys([*months_from(today), *filter(None, [query.month])])
    return [
        (month, len(among(doors().index, in_month(base, month), seats, (), today)[0]))
        for month in months
    ]


def _replay(row: SavedSearch, today: date) -> Saved:
    ids = replayed(doors().index, session(), row, today)
    count = len(fresh(ids, row.seen))
    return Saved(row.id, row.name, _question(row), len(ids), count, row.seen_at.date(), row.mailed)


def _question(row: SavedSearch) -> WorkQuery:
    try:
        return WorkQuery.saved(row.search)
    except BadQuery:
        return WorkQuery(SearchQuery())


@face.post("/recherches")
@needs(Role.ADVISOR)
def save() -> Response:
    name = forms.line("name", LONGEST_NAME, required=True)
    query = WorkQuery.saved(forms.line("search", LONGEST_SEARCH))
    if len(saved_searches.listed(session(), reader().id)) >= MOST_SAVED:
        raise BadForm([ParameterError("name", name, f"{MOST_SAVED} recherches gardées au plus")])
    row = _kept(name, query)
    return _back([*query.to_params(), ("saved", row.id)])


def _kept(name: str, query: WorkQuery) -> SavedSearch:
    ids = answered(doors().index, session(), query, date.today()).ids
    return saved_searches.save(session(), reader().id, name, query.to_saved(), ids)


def _back(params: Sequence[tuple[str, str]] = ()) -> Response:
    session().commit()
    return redirect(inside(request.form.get("back", "")) or links.desk_for(params), 303)


def _own(search_id: str) -> SavedSearch:
    row = saved_searches.of_owner(session(), reader().id, search_id)
    if row is None:
        abort(404)
    return row


@face.post("/recherches/<search_id>/vues")
@needs(Role.ADVISOR)
def seen(search_id: str) -> Response:
    row = _own(search_id)
    saved_searches.seen(session(), row, replayed(doors().index, session(), row, date.today()))
    return _back()


@face.post("/recherches/<search_id>/alerte")
@needs(Role.ADVISOR)
def alert(search_id: str) -> Response:
    """Told by mail from now on, or no more."""
    row = _own(search_id)
    row.mailed = request.form.get("mailed") == "1"
    if row.mailed:
        row.told = replayed(doors().index, session(), row, date.today())
    session().add(row)
    return _back()


@face.post("/recherches/<search_id>/retirer")
@needs(Role.ADVISOR)
def remove(search_id: str) -> Response:
    row = _own(search_id)
    cookie[REMOVED] = [row.name, row.search]
    session().delete(row)
    return _back()


@face.post("/recherches/annuler")
@needs(Role.ADVISOR)
def undo() -> Response:
    name, text = cookie.pop(REMOVED, ("", ""))
    if name:
        _kept(name, WorkQuery.saved(text))
    return _back()


@face.get("/territoire")
@needs(Role.ADVISOR)
def territory() -> str:
    code = request.args.get("department", "").upper()
    if code and code not in reference.departments():
        raise BadQuery([ParameterError("department", code[:200], "département inconnu")])
    page = territory_page(code, _offer(code) if code else Offer({}, {}))
    return render_template("advisors/territory.html", page=page)


def _offer(code: str) -> Offer:
    levels: dict[tuple[str, str], int] = {}
    for family in reference.families():
        query = SearchQuery(family=(family,), department=(code,))
        levels |= {(family, level): n for level, n in _counts(query, "level").items()}
    families = {
        (department, family): n
        for department in (code, *nearest(code))
        for family, n in _counts(SearchQuery(department=(department,)), "family").items()
    }
    return Offer(levels, families)


def _counts(query: SearchQuery, facet: str) -> dict[str, int]:
    (found,) = search(doors().index, query, date.today(), (facet,)).facets
    return {one.value: one.count for one in found.counts}
