"""The network's team looks through the labels, and decides of one or renews many."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    get_flashed_messages,
    redirect,
    render_template,
    request,
)
from sqlmodel import col, select

from data import decisions, label_book, labels
from data.accounts import Role
from data.decisions import BadDecision, Decision
from data.label_book import State, Wanted
from data.labels import LabelChange
from data.models import Formation
from data.vocabulary import Programme
from portal import links, wording
from portal.accounts.guard import Answer, needs, reader
from portal.doors import bring_index_up, session
from portal.network.label_form import ASKED, CHANGES, read
from portal.network.label_page import label_page, labels_page, last_event
from search_index.query import BadQuery, ParameterError, clean

face = Blueprint("labels", __name__, url_prefix="/reseau/labels")

LONGEST_WORDS, MOST_TICKS = 100, label_book.PAGE_SIZE
BUSY = "L’index de recherche est occupé : il suivra dans un moment."
MEANWHILE = (
    "Quelqu’un a décidé autre chose de ce label entre-temps : relisez l’historique, puis décidez."
)
CHANGED = "la liste a changé entre-temps : relisez-la, puis recommencez"
NOBODY = "cochez au moins une formation"


def wanted() -> Wanted:
    """Which labels the address asks for; BadQuery names a filter that cannot be read."""
    errors: list[ParameterError] = []

    def one_of(name: str, values: Mapping[str, Any], default: Any = None) -> Any:
        given = request.args.get(name, "")
        if given and given not in values:
            errors.append(ParameterError(name, given[:200], "valeurs : " + ", ".join(values)))
        return values.get(given, default)

    page = request.args.get("page", "1")
    number = int(page[:6]) if page.isascii() and page.isdigit() else 0
    if number < 1:
        errors.append(ParameterError("page", page[:200], "un nombre à partir de 1 est attendu"))
    found = Wanted(
        one_of("status", {one.value: one for one in State}, State.ACTIVE),
        one_of("call", {str(one): one for one in labels.calls()}),
        one_of("programme", {one.value: one for one in Programme}),
        clean(request.args.get("q", ""))[:LONGEST_WORDS],
        number,
    )
    if errors:
        raise BadQuery(errors)
    return found


@face.get("")
@needs(Role.TEAM)
def index() -> Answer:
    return _listed(" ".join(map(str, get_flashed_messages())))


def _listed(
    told: str = "",
    status: int = 200,
    ticked: frozenset[str] = frozenset(),
    faults: Mapping[str, str] | None = None,
) -> Answer:
    asked, today = wanted(), date.today()
    found = label_book.book(session(), asked, today)
    page = labels_page(
        found, asked, today, told=told, written=request.form, ticked=ticked, faults=faults
    )
    return render_template("network/labels.html", page=page), status


@face.post("")
@needs(Role.TEAM)
def renew() -> Answer:
    ticked = frozenset(request.form.getlist("formation")[:MOST_TICKS])
    written = {**request.form, "change": LabelChange.RENEWED.value}
    try:
        decision = read(written)
        count = _renew_all(_chosen(ticked), decision)
    except BadDecision as bad:
        session().rollback()
        return _listed("Rien n’a été renouvelé.", 400, ticked, bad.faults)
    session().commit()
    flash(wording.counted(count, "label renouvelé", "labels renouvelés") + ".")
    _index()
    return redirect(links.labels(wanted()), 303)


def _chosen(ticked: frozenset[str]) -> list[str]:
    """The trainings that are ticked, or the whole list where it is still as long as it was."""
    shown = request.form.get("all", "")
    if not shown:
        return [one for one in ticked if one.isascii() and one.isalnum()]
    ids = label_book.every(session(), wanted(), date.today())
    if shown != str(len(ids)):
        raise BadDecision({"formation": CHANGED})
    return ids


def _renew_all(ids: list[str], decision: Decision) -> int:
    """Renew all of these, or none: each that cannot be is named with why."""
    decisions.hold(session(), ids)
    chosen = select(Formation).where(col(Formation.id).in_(ids))
    found = session().exec(chosen.order_by(Formation.title)).all()
    if not found:
        raise BadDecision({"formation": NOBODY})
    refused: dict[str, Mapping[str, str]] = {}
    named: dict[str, str] = {}
    for formation in found:
        identifier, title = formation.id, formation.title
        try:
            decisions.decide(session(), formation, decision, reader().name, date.today())
        except BadDecision as bad:
            refused[identifier] = bad.faults
            named[identifier] = title
    if refused:
        raise BadDecision(_told_once(refused, named, len(found)))
    return len(found)


def _told_once(
    refused: Mapping[str, Mapping[str, str]], named: Mapping[str, str], asked: int
) -> dict[str, str]:
    """What is wrong for all beside its field, what is wrong for one beside its title."""
    each = [frozenset(faults.items()) for faults in refused.values()]
    shared = dict(frozenset.intersection(*each)) if len(each) == asked else {}
    own = {
        one: f"{named[one]} : {wording.listed(why)}"
        for one, faults in refused.items()
        if (why := [text for name, text in faults.items() if name not in shared])
    }
    return {**shared, **own}


def _index() -> None:
    if not bring_index_up():
        flash(BUSY)


def _formation(formation_id: str) -> Formation:
    plain = formation_id.isascii() and formation_id.isalnum()
    found = session().get(Formation, formation_id) if plain else None
    if found is None:
        abort(404)
    return found


@face.get("/<formation_id>")
@needs(Role.TEAM)
def show(formation_id: str) -> Answer:
    change = CHANGES.get(request.args.get("decision", ""))
    told = " ".join(map(str, get_flashed_messages()))
    return _shown(_formation(formation_id), change=change, told=told)


def _shown(
    formation: Formation,
    status: int = 200,
    change: LabelChange | None = None,
    told: str = "",
    written: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Answer:
    opened = session()
    page = label_page(
        formation,
        labels.history(opened, formation.id),
        opened.get(decisions.LabelDecision, formation.id),
        label_book.owing(opened, [formation.id]).get(formation.id, ()),
        date.today(),
        change=change,
        written=written,
        faults=faults,
        told=told,
    )
    return render_template("network/label.html", page=page), status


@face.post("/<formation_id>")
@needs(Role.TEAM)
def decide(formation_id: str) -> Answer:
    formation = _formation(formation_id)
    decisions.hold(session(), [formation_id])
    session().expire(formation)
    change = CHANGES.get(request.form.get("change", ""))
    asked = ASKED[change] if change else ()
    written = {name: request.form.get(name, "") for name in asked}
    past = labels.history(session(), formation_id)
    if request.form.get("last", "") != str(last_event(past)):
        return _shown(formation, 409, change, MEANWHILE, written)
    try:
        decision = read({**written, "change": change.value if change else ""})
        decisions.decide(session(), formation, decision, reader().name, date.today())
    except BadDecision as bad:
        session().rollback()
        again = _formation(formation_id)
        return _shown(again, 400, change, "Rien n’a été changé.", written, bad.faults)
    session().commit()
    flash(f"{decision.change.label}.")
    _index()
    return redirect(links.label(formation_id), 303)
