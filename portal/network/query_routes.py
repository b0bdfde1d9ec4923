"""The team sees what readers do not find, and proposes synonyms that the judged queries try."""

import csv
import io
import re
from datetime import date

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    request,
)

from data import team_synonyms, usage
from data.accounts import Role
from data.intake.own import guarded
from data.models import TeamSynonym
from data.vocabulary import SynonymState
from portal import links
from portal.accounts.guard import Answer, needs
from portal.doors import doors, session
from portal.network import trials
from portal.network.query_page import lost, meaning_of, queries_page
from portal.network.synonym_form import HELD, SynonymForm, read
from search_index import build
from search_index.query import BadQuery, ParameterError, clean
from search_index.relevance.trials import running

face = Blueprint("queries", __name__, url_prefix="/reseau/recherches")

MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")
COLUMNS = ("mois", "recherche", "lecteurs", "sans_resultat", "sans_rien_ouvrir")


def month() -> str:
    """The month that the address asks for, by default this one; BadQuery for what is none."""
    given = request.args.get("month", "")
    if given and not MONTH.fullmatch(given):
        why = "un mois est attendu, par exemple 2026-11"
        raise BadQuery([ParameterError("month", given[:200], why)])
    return given or usage.month_of(date.today())


@face.get("")
@needs(Role.TEAM)
def index() -> Answer:
    word = clean(request.args.get("word", ""))[: usage.LONGEST]
    told = " ".join(map(str, get_flashed_messages()))
    return _shown(SynonymForm(word), told, begun=bool(told))


def _shown(form: SynonymForm, told: str = "", status: int = 200, begun: bool = False) -> Answer:
    opened, asked, folder = session(), month(), doors().index.folder
    page = queries_page(
        asked,
        usage.months(opened),
        lost(usage.uses(opened, asked)),
        team_synonyms.every(opened),
        form,
        running=running(folder),
        behind=not build.knows_synonyms(folder, opened),
        told=told,
        begun=begun,
    )
    return render_template("network/queries.html", page=page), status


@face.post("")
@needs(Role.TEAM)
def propose() -> Answer:
    form = read(request.form)
    held = None if form.faults else team_synonyms.held(session(), form.synonym)
    if held is not None:
        form = SynonymForm(form.word, form.meaning, form.both, {"meaning": HELD[held]})
    if form.faults:
        return _shown(form, "Rien n’a été proposé.", 400)
    asked = month()
    team_synonyms.propose(session(), form.synonym, date.today())
    session().commit()
    trials.start()
    flash(f"« {form.word} » est à l’essai : vous trouverez la réponse ici dans une minute environ.")
    return redirect(links.queries(asked), 303)


@face.post("/essais")
@needs(Role.TEAM)
def try_again() -> Answer:
    back = links.queries(month())
    trials.start()
    flash("C’est relancé.")
    return redirect(back, 303)


@face.get("/synonymes/<int(max=2147483647):number>/retirer")
@needs(Role.TEAM)
def confirm(number: int) -> Answer:
    found, back = _known(number), links.queries(month())
    return render_template("network/synonym.html", text=meaning_of(found), back=back)


@face.post("/synonymes/<int(max=2147483647):number>/retirer")
@needs(Role.TEAM)
def remove(number: int) -> Answer:
    found, asked = _known(number), month()
    told = f"Retiré : {meaning_of(found)}."
    if found.state == SynonymState.ACCEPTED:
        told += " La recherche suit dans un moment."
    team_synonyms.take_out(session(), number)
    session().commit()
    trials.start()
    flash(told)
    return redirect(links.queries(asked), 303)


def _known(number: int) -> TeamSynonym:
    found = session().get(TeamSynonym, number)
    if found is None:
        abort(404)
    return found


@face.get("/tableau.csv")
@needs(Role.TEAM)
def table() -> Answer:
    text, asked = io.StringIO(), month()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for one in lost(usage.uses(session(), asked)):
        writer.writerow((one.month, guarded(one.text), one.readers, one.failed, one.abandoned))
    response: Response = make_response("\ufeff" + text.getvalue())
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="recherches_{asked}.csv"'
    return response
