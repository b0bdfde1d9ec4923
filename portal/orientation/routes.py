"""The questionnaire and its suggestions: answers come by POST and live in the signed cookie."""

import json
from datetime import date

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as Answer

from portal import links
from portal.api.page import completions_model
from portal.doors import doors, session
from portal.htmx import htmx, page_or_block
from portal.orientation import answers, sharing
from portal.orientation.advice import advise
from portal.orientation.page import before, following, possible, question_page, start_page
from portal.orientation.questions import BY_NAME, Screen
from portal.orientation.results import results_page
from portal.orientation.sentences import sentence
from search_index.fields import MAX_TEXT
from search_index.query import clean
from search_index.recommend.profile import BadProfile, Profile
from search_index.recommend.suggest import possible as count_possible
from search_index.search import complete

face = Blueprint("orientation", __name__, url_prefix="/orientation")

UNKNOWN_PLACE = "Lieu pas encore reconnu"
PROPOSALS = 5
LONGEST_CHANGE = 2_000
"""Characters of a proposed change, far more than any has."""


@face.after_request
def kept_nowhere(response: Response) -> Response:
    """What holds answers stays in no cache, and in no search engine; the way in may be found."""
    response.headers["Cache-Control"] = "no-store"
    if request.endpoint != "orientation.show" or request.args:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@face.get("")
def show() -> str:
    given = answers.kept()
    if "etape" in request.args:
        return _question(_screen(request.args["etape"]), given)
    sharing.tidy(session())
    return render_template("orientation/start.html", page=start_page(given))


@face.post("")
def answer() -> Answer | tuple[str, int]:
    screen = _screen(request.form.get("etape", ""))
    given = answers.merged(answers.kept(), request.form, screen.fields)
    try:
        answers.keep(answers.checked(given))
    except BadProfile as error:
        page = question_page(screen, given, None, error.errors)
        return render_template("orientation/question.html", page=page), 400
    onward = before if request.form.get("vers") == "retour" else following
    return redirect(onward(screen), 303)


@face.post("/compte")
def count() -> str:
    """How many trainings are possible with the answers as they stand in the form."""
    screen = _screen(request.form.get("etape", ""))
    given = answers.merged(answers.kept(), request.form, screen.fields)
    try:
        text = possible(_possible(answers.checked(given)))
    except BadProfile as error:
        # While one types a place it is no fault yet.
        wrong = error.errors[0]
        text = UNKNOWN_PLACE if wrong.parameter == "near" else sentence([wrong.reason])
    return render_template("orientation/_count.html", text=text)


@face.post("/lieux")
def places() -> Response:
    """Proposals for the place that is being typed, which no address may hold."""
    text = clean(request.form.get("q", ""))
    if len(text) > MAX_TEXT:
        abort(400)
    groups = [one for one in complete(doors().index, text, PROPOSALS) if one.kind == "place"]
    return Response(completions_model(text, groups).model_dump_json(), mimetype="application/json")


@face.get("/resultats")
def results() -> Response:
    return _results(answers.checked(answers.kept()))


@face.post("/avis")
def judge() -> Answer:
    """« Plus comme ça », « moins comme ça », or neither any more."""
    formation_id, sense = request.form.get("formation", ""), request.form.get("sens", "")
    try:
        before = answers.checked(answers.kept())
        profile = answers.checked(answers.answers_of(answers.liked(before, formation_id, sense)))
    except BadProfile:
        abort(400)
    return _changed(profile)


@face.post("/changer")
def change() -> Answer:
    """Try one of the changes that the page proposes."""
    try:
        made = json.loads(request.form.get("changement", "")[:LONGEST_CHANGE])
        profile = answers.checked(answers.kept() | made)
    except (ValueError, TypeError, RecursionError):
        abort(400)
    return _changed(profile)


def _changed(profile: Profile) -> Answer:
    """The suggestions anew: at once for htmx, else by the page's own address."""
    answers.keep(profile)
    return _results(profile) if htmx else redirect(links.suggestions(), 303)


@face.post("/effacer")
def erase() -> Answer:
    """Forget everything, what an advisor could see too."""
    sharing.withdraw(session())
    answers.forget()
    return redirect(links.orientation(), 303)


@face.get("/reponses.json")
def download() -> Response:
    response = jsonify(answers.kept())
    response.headers["Content-Disposition"] = 'attachment; filename="mes-reponses.json"'
    return response


@face.post("/partage")
def share() -> Answer:
    sharing.share(session(), answers.checked(answers.kept()))
    return redirect(f"{links.suggestions()}#partage", 303)


@face.post("/partage/fin")
def withdraw() -> Answer:
    sharing.withdraw(session())
    return redirect(f"{links.suggestions()}#partage", 303)


@face.get("/partage/<token>")
def shared(token: str) -> Response:
    sharing.tidy(session())
    try:
        profile, ends = sharing.read(session(), token)
    except sharing.Gone:
        abort(410)
    except LookupError:
        abort(404)
    today = date.today()
    advice = advise(doors().index, session(), profile, today)
    page = results_page(advice, today, ends=ends.date())
    return make_response(render_template("orientation/shared.html", page=page))


def _screen(name: str) -> Screen:
    return BY_NAME[name] if name in BY_NAME else abort(404)


def _question(screen: Screen, given: answers.Answers) -> str:
    page = question_page(screen, given, _possible(answers.checked(given)))
    return render_template("orientation/question.html", page=page)


def _possible(profile: Profile) -> int:
    return count_possible(doors().index, profile, date.today())


def _results(profile: Profile) -> Response:
    today = date.today()
    advice = advise(doors().index, session(), profile, today)
    page = results_page(advice, today, *sharing.own_link())
    return page_or_block("orientation/results.html", "results", page, links.suggestions())
