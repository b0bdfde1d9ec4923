"""Dossiers: opened, filled, noted, shared, handed on, deleted; each read by its owner alone."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, abort, flash, get_flashed_messages, redirect, render_template, request
from werkzeug.wrappers import Response

from data import accounts, catalogue, dossiers
from data.accounts import Role
from data.dossiers import Dossier, DossierItem, Share
from portal import forms, links
from portal.accounts.guard import needs, reader
from portal.advisors.dossier_page import (
    LONGEST,
    SHARE_DAYS,
    Contents,
    added,
    dossier_page,
    dossiers_page,
    profile_page,
)
from portal.advisors.letters import shared_letter
from portal.advisors.profile_form import NO_CONSENT, given, held, kept, profile_form
from portal.doors import doors, session
from portal.forms import BadForm
from portal.mail import MailError, address_of, post_office
from portal.selection.chosen import choose
from portal.selection.kept import selection, wanted
from portal.selection.page import paper_page
from portal.sharing.links import address
from search_index.query import ParameterError
from search_index.recommend.suggest import recommend

face = Blueprint("dossiers", __name__, url_prefix="/conseiller/dossiers")

MAILS, MAILS_WITHIN = 30, timedelta(hours=1)
"""Mails that one advisor may send in an hour."""


@face.get("")
@needs(Role.ADVISOR)
def index() -> str:
    rows = dossiers.listed(session(), reader().id)
    page = dossiers_page(rows, len(selection().kept))
    return render_template("advisors/dossiers.html", page=page)


@face.post("")
@needs(Role.ADVISOR)
def create() -> Response:
    title = forms.line("title", LONGEST["title"], required=True)
    need = forms.paragraphs("need", LONGEST["need"])
    dossier = dossiers.new(session(), reader().id, reader().name, title, need)
    if request.form.get("selection"):
        _add(dossier, selection().ids)
    return _back(dossier, "Dossier ouvert.")


def _add(dossier: Dossier, ids: Sequence[str]) -> int:
    searches = {one.id: one.search for one in selection().kept}
    titles = catalogue.titles(session(), ids)
    ordered = {one: titles[one] for one in ids if one in titles}
    return dossiers.add(session(), dossier, ordered, searches, reader().name)


def _back(dossier: Dossier, said: str, anchor: str = "") -> Response:
    session().commit()
    flash(said)
    return redirect(links.dossier(dossier.id) + anchor, 303)


def _own(dossier_id: str) -> Dossier:
    """The reader's dossier; for anybody else's it is as if there were none."""
    dossier = dossiers.of_owner(session(), reader().id, dossier_id)
    if dossier is None:
        abort(404)
    return dossier


def _item(dossier: Dossier) -> DossierItem:
    one = dossiers.item(session(), dossier, forms.line("formation", 40))
    if one is None:
        abort(404)
    return one


@face.get("/<dossier_id>")
@needs(Role.ADVISOR)
def show(dossier_id: str) -> str:
    dossier = _own(dossier_id)
    items = dossiers.items(session(), dossier)
    contents = Contents(
        items,
        dossiers.shares(session(), dossier),
        dossiers.history(session(), dossier),
        choose([one.formation_id for one in items], "", date.today()),
    )
    page = dossier_page(
        dossier,
        contents,
        selection().ids,
        post_office() is not None,
        " ".join(map(str, get_flashed_messages())),
        accounts.now(),
    )
    return render_template("advisors/dossier.html", page=page)


@face.post("/<dossier_id>/nom")
@needs(Role.ADVISOR)
def rename(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    dossier.title = forms.line("title", LONGEST["title"], required=True)
    dossier.need = forms.paragraphs("need", LONGEST["need"])
    dossiers.note_event(session(), dossier, reader().name, "Nom ou besoin changé")
    return _back(dossier, "Enregistré.")


@face.post("/<dossier_id>/formations")
@needs(Role.ADVISOR)
def add(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    asked = wanted(request.form.getlist("formation")) or selection().ids
    count = _add(dossier, asked)
    return _back(dossier, added(count))


@face.post("/<dossier_id>/note")
@needs(Role.ADVISOR)
def note(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    one = _item(dossier)
    one.note = forms.paragraphs("note", LONGEST["note"])
    session().add(one)
    dossiers.note_event(session(), dossier, reader().name, f"Note : {one.title}")
    return _back(dossier, "Note enregistrée.", f"#t-{one.formation_id}")


@face.post("/<dossier_id>/retirer")
@needs(Role.ADVISOR)
def remove(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    dossiers.put_aside(session(), dossier, _item(dossier), reader().name, away=True)
    return _back(dossier, "Formation retirée. Elle attend plus bas, avec sa note.", "#retirees")


@face.post("/<dossier_id>/remettre")
@needs(Role.ADVISOR)
def restore(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    dossiers.put_aside(session(), dossier, _item(dossier), reader().name, away=False)
    return _back(dossier, "Formation remise à sa place.")


@face.get("/<dossier_id>/profil")
@needs(Role.ADVISOR)
def profile(dossier_id: str) -> str:
    """The answers, kept only if the person agrees, and the trainings that suit them."""
    dossier = _own(dossier_id)
    asked = held(dossier.profile)
    found = recommend(doors().index, asked, count=10) if dossier.profile else None
    chosen = choose([one.formation_id for one in found.suggestions] if found else [], "",
                    date.today())  # fmt: skip
    inside = {one.formation_id for one in dossiers.items(session(), dossier) if not one.removed}
    page = profile_page(dossier, profile_form(asked), found, chosen.formations, inside, chosen)
    return render_template("advisors/profile.html", page=page, dossier_id=dossier.id)


@face.post("/<dossier_id>/profil")
@needs(Role.ADVISOR)
def keep_profile(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    asked = given()
    if not request.form.get("consent"):
        raise BadForm([ParameterError("consent", "", NO_CONSENT)])
    dossier.profile, dossier.consent_on = kept(asked), date.today()
    dossiers.note_event(session(), dossier, reader().name, "Profil gardé, avec accord")
    session().commit()
    return redirect(links.dossier_profile(dossier.id), 303)


@face.post("/<dossier_id>/profil/effacer")
@needs(Role.ADVISOR)
def forget_profile(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    dossier.profile, dossier.consent_on = None, None
    dossiers.note_event(session(), dossier, reader().name, "Profil effacé")
    return _back(dossier, "Profil effacé.")


@face.post("/<dossier_id>/copier")
@needs(Role.ADVISOR)
def copy(dossier_id: str) -> Response:
    title = forms.line("title", LONGEST["title"], required=True)
    other = dossiers.copy(session(), _own(dossier_id), reader().name, title)
    return _back(other, "Copie faite, sans le profil ni les réponses.")


@face.post("/<dossier_id>/confier")
@needs(Role.ADVISOR)
def hand_over(dossier_id: str) -> Response:
    """To a colleague, and away from the reader."""
    dossier = _own(dossier_id)
    email = forms.line("email", 254, required=True)
    colleague = accounts.by_email(session(), email)
    if colleague is None or colleague.disabled or colleague.role != Role.ADVISOR:
        raise BadForm([ParameterError("email", email, "aucun conseiller n’a cette adresse ici")])
    dossier.owner_id = accounts.own_id(colleague)
    what = f"Dossier confié à {colleague.name}"
    dossiers.note_event(session(), dossier, reader().name, what)
    session().commit()
    return redirect(links.dossiers(), 303)


@face.get("/<dossier_id>/supprimer")
@needs(Role.ADVISOR)
def confirm(dossier_id: str) -> str:
    dossier = _own(dossier_id)
    return render_template(
        "advisors/delete.html", title=dossier.title, back=links.dossier(dossier.id)
    )


@face.post("/<dossier_id>/supprimer")
@needs(Role.ADVISOR)
def delete(dossier_id: str) -> Response:
    dossiers.delete_all(session(), [_own(dossier_id).id])
    session().commit()
    return redirect(links.dossiers(), 303)


@face.post("/<dossier_id>/partager")
@needs(Role.ADVISOR)
def share(dossier_id: str) -> Response:
    dossier = _own(dossier_id)
    days = forms.one_of("days", SHARE_DAYS)
    ids = wanted(request.form.getlist("formation"))
    shown = [one.formation_id for one in dossiers.items(session(), dossier)
             if one.formation_id in ids and not one.removed]  # fmt: skip
    if not shown:
        raise BadForm([ParameterError("formation", "", "cochez au moins une formation")])
    message = forms.paragraphs("message", LONGEST["message"])
    dossiers.share(session(), dossier, shown, timedelta(days=int(days)),
                   bool(request.form.get("notes")), message)  # fmt: skip
    dossiers.note_event(session(), dossier, reader().name, "Lien de partage fait")
    return _back(dossier, "Lien prêt.", "#liens")


def _share(dossier: Dossier, share_id: str) -> Share:
    row = session().get(Share, share_id)
    if row is None or row.dossier_id != dossier.id:
        abort(404)
    return row


@face.post("/<dossier_id>/liens/<share_id>/retirer")
@needs(Role.ADVISOR)
def revoke(dossier_id: str, share_id: str) -> Response:
    dossier = _own(dossier_id)
    row = _share(dossier, share_id)
    row.revoked = True
    session().add(row)
    dossiers.note_event(session(), dossier, reader().name, "Lien de partage retiré")
    return _back(dossier, "Le lien n’ouvre plus rien.", "#liens")


@face.post("/<dossier_id>/liens/<share_id>/envoyer")
@needs(Role.ADVISOR)
def mail(dossier_id: str, share_id: str) -> Response:
    """By mail to an address that is not kept."""
    dossier = _own(dossier_id)
    row, to = _share(dossier, share_id), forms.line("email", 254, required=True)
    office = post_office()
    if office is None or dossiers.open_share(session(), share_id) is None:
        abort(410)
    if accounts.note_attempt(session(), f"mail-{reader().id}", MAILS_WITHIN) > MAILS:
        session().commit()
        abort(429)
    items = dossiers.shared_items(session(), row)
    chosen = choose([one.formation_id for one in items], "", date.today())
    try:
        address_of(to)
        office.send(shared_letter(to, reader().name, row, items, chosen))
    except (ValueError, MailError) as error:
        raise BadForm([ParameterError("email", to, str(error))]) from error
    dossiers.note_event(session(), dossier, reader().name, "Lien envoyé par courriel")
    return _back(dossier, "Courriel envoyé. L’adresse n’est pas gardée.", "#liens")


@face.get("/<dossier_id>/imprimer")
@needs(Role.ADVISOR)
def paper(dossier_id: str) -> str:
    """The sheet of a dossier, with its notes; the code leads to the newest link that opens."""
    dossier = _own(dossier_id)
    items = [one for one in dossiers.items(session(), dossier) if not one.removed]
    chosen = choose([one.formation_id for one in items], "", date.today())
    notes = {one.formation_id: one.note for one in items}
    at = accounts.now()
    alive = [row for row in dossiers.shares(session(), dossier)
             if not row.revoked and row.expires_at > at]  # fmt: skip
    url = address(alive[0].id) if alive else links.absolute(links.shared_list(chosen.ids))
    page = paper_page(chosen, url, "Des formations à regarder", notes)
    return render_template("selection/paper.html", page=page)
