"""The network team's desk: who has answered, reminders in waves, export."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from data import campaign
from data.accounts import Role
from data.campaign import Reminder
from data.intake.own import guarded
from portal import links, wording
from portal.accounts.guard import Answer, needs
from portal.doors import session
from portal.mail import MailError, PostOffice, afterwards, compose, post_office
from portal.network.page import RISK, desk_page

face = Blueprint("network", __name__, url_prefix="/reseau")

COLUMNS = (
    *("formation", "titre", "organisme", "statut", "relances", "derniere_relance", "comptes"),
    "risque",
)
FIRST_YEAR, LAST_YEAR = 2015, 2100


@face.get("")
@needs(Role.TEAM)
def desk() -> Answer:
    years = campaign.years(session())
    return _shown(years[0] if years else None)


@face.get("/rapports/<int(max=9999):year>")
@needs(Role.TEAM)
def follow_up(year: int) -> Answer:
    if year not in campaign.years(session()):
        abort(404)
    return _shown(year)


def _shown(year: int | None, told: str = "", status: int = 200) -> Answer:
    opened, today = session(), date.today()
    years = campaign.years(opened)
    page = desk_page(
        campaign.progress(opened, year) if year else None,
        years,
        campaign.late(opened, year) if year else (),
        campaign.waves(opened, year) if year else (),
        next_year=max((*years, today.year - 2)) + 1,
        mail=post_office() is not None,
        rested=campaign.may_remind(opened, year, today) if year else False,
        told=told,
    )
    return render_template("network/desk.html", page=page, risk=RISK), status


@face.post("/rapports")
@needs(Role.TEAM)
def open_year() -> Answer:
    text = request.form.get("annee", "").strip()
    if not text.isascii() or not text.isdigit() or not FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        years = campaign.years(session())
        told = f"« {text[:20]} » : une année de {FIRST_YEAR} à {LAST_YEAR} est attendue."
        return _shown(years[0] if years else None, told, 400)
    added = campaign.open_year(session(), int(text), date.today())
    session().commit()
    asked = wording.counted(added, "formation sollicitée", "formations sollicitées")
    return _shown(int(text), f"{asked} de plus.")


@face.post("/rapports/<int(max=9999):year>/relances")
@needs(Role.TEAM)
def remind(year: int) -> Answer:
    office, today = post_office(), date.today()
    if office is None or not campaign.may_remind(session(), year, today):
        return _shown(year, "Aucune relance n’est partie.", 409)
    letters = campaign.begin_wave(session(), year, today)
    session().commit()
    afterwards(lambda: send(office, letters, year))
    return redirect(links.follow_up(year), 303)


def send(office: PostOffice, letters: Sequence[Reminder], year: int) -> None:
    """Send each letter, and note what became of it before the next."""
    for letter in letters:
        url = office.url + links.PROVIDERS_DESK
        subject = f"Rapport annuel {year} : votre réponse est attendue"
        try:
            office.send(
                compose(letter.email, subject, "mail/reminder.html", name=letter.name, url=url,
                        titles=letter.titles, year=year)
            )  # fmt: skip
            sent = True
        except MailError:
            sent = False
        campaign.note_sent(session(), letter.reports, sent)
        session().commit()


@face.get("/rapports/<int(max=9999):year>.csv")
@needs(Role.TEAM)
def follow_up_table(year: int) -> Answer:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for one in campaign.late(session(), year):
        writer.writerow(
            (
                one.report.formation_id,
                guarded(one.report.title),
                guarded(one.provider or ""),
                one.report.status.label,
                one.waves,
                one.last or "",
                one.accounts,
                "oui" if one.at_risk else "non",
            )
        )
    response: Response = make_response("\ufeff" + text.getvalue())
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="relances_{year}.csv"'
    return response
