"""A dossier by its signed link, without account: read, and answered training by training."""

from datetime import date, timedelta

from flask import Blueprint, Response, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from data import accounts, dossiers
from data.accounts import Account
from data.dossiers import OPINIONS, Dossier, Share
from portal import forms
from portal.doors import session
from portal.selection.chosen import choose
from portal.sharing.links import share_of
from portal.sharing.page import LONGEST_WORD, shared_page

face = Blueprint("sharing", __name__, url_prefix="/s")

ANSWERS, WITHIN = 200, timedelta(hours=1)
"""Answers that one link takes in an hour: a person changes their mind, a program does not stop."""

ANSWERED = "Votre réponse est enregistrée. Votre conseiller la verra."


@face.before_request
def keep_to_the_person() -> None:
    """What is shared is kept by no cache."""
    g.private = True


@face.after_request
def hide_from_engines(response: Response) -> Response:
    """No search engine lists what is shared."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@face.get("/<token>")
def show(token: str) -> str:
    return _page(token, "")


@face.get("/<token>/merci")
def answered(token: str) -> str:
    return _page(token, ANSWERED)


def _page(token: str, said: str) -> str:
    row, dossier = _opened(token)
    if row.opened_at is None:
        row.opened_at = accounts.now()
        dossiers.note_event(session(), dossier, "La personne", "Lien ouvert")
        session().commit()
    items = dossiers.shared_items(session(), row)
    chosen = choose([one.formation_id for one in items], "", date.today())
    owner = session().get_one(Account, dossier.owner_id)
    page = shared_page(row, owner.name, items, chosen, said)
    return render_template("sharing/page.html", page=page, token=token)


@face.post("/<token>")
def answer(token: str) -> AnyResponse:
    row, dossier = _opened(token)
    items = {one.formation_id: one for one in dossiers.shared_items(session(), row)}
    opinion = forms.one_of("opinion", OPINIONS)
    one = items.get(forms.line("formation", 40))
    if one is None:
        abort(404)
    word = forms.line("word", LONGEST_WORD)
    if accounts.note_attempt(session(), f"answer-{row.id}", WITHIN) > ANSWERS:
        abort(429)
    dossiers.answer(session(), dossier, one, OPINIONS[opinion], word)
    session().commit()
    return redirect(url_for("sharing.answered", token=token) + f"#t-{one.formation_id}", 303)


def _opened(token: str) -> tuple[Share, Dossier]:
    """What a link opens: nothing when it was altered (404), or is over or taken back (410)."""
    share_id = share_of(token)
    if share_id is None:
        abort(404)
    found = dossiers.open_share(session(), share_id)
    if found is None:
        abort(410)
    return found
