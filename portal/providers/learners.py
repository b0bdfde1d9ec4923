"""A provider sends the list of a report's learners, one a line and without any name."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from flask import (
    Blueprint,
    Response,
    flash,
    get_flashed_messages,
    redirect,
    render_template,
    request,
)

from data import learner_lists, reporting
from data.accounts import Role
from data.intake.report import UnusableFile
from data.learner_columns import COLUMNS, Listed, read
from data.yearly import ReportStatus, YearlyReport
from portal import links, wording
from portal.accounts.guard import Answer, needs, reader
from portal.doors import session
from portal.feeds.routes import XLSX
from portal.providers.learners_page import list_page
from portal.providers.routes import WHY, one_of_mine, reason_given
from portal.providers.table import rows_in

face = Blueprint("learners", __name__, url_prefix="/organisme/rapports")

NO_FILE = "Choisissez un fichier CSV ou XLSX."
SENT_ALREADY = (
    "Ce rapport est rendu : une liste n’est prise que si toutes ses lignes sont bonnes."
    " Rien n’a été changé."
)
NOT_AGREED = "Rien n’a été changé : cette liste ne va pas avec vos autres réponses."
NOTHING = "Aucune ligne n’est bonne : rien n’a été changé."


@face.get("/<int:report_id>/apprenants")
@needs(Role.PROVIDER)
def show(report_id: int) -> Answer:
    return _shown(one_of_mine(report_id), told=" ".join(map(str, get_flashed_messages())))


def _shown(found: YearlyReport, status: int = 200, **more: Any) -> Answer:
    opened = session()
    page = list_page(
        found,
        _trades(found),
        learner_lists.taken(opened, found),
        listed=learner_lists.number(opened, found) > 0,
        reason=request.form.get("reason", ""),
        **more,
    )
    return render_template("providers/learners.html", page=page), status


def _trades(found: YearlyReport) -> Sequence[str]:
    return reporting.trades_of(session(), [found])[found.id or 0]


@face.post("/<int:report_id>/apprenants")
@needs(Role.PROVIDER)
def take(report_id: int) -> Answer:
    found = one_of_mine(report_id)
    reason = reason_given()
    over = found.status == ReportStatus.SUBMITTED
    if over and not reason:
        return _shown(found, 400, reason_fault=WHY)
    try:
        listed = _sent(found)
    except UnusableFile as error:
        return _shown(found, 400, told=str(error))
    faults = list(map(str, listed.refused))
    if not listed.learners or (over and faults):
        return _shown(found, 400, told=SENT_ALREADY if over else NOTHING, faults=faults)
    if wrong := learner_lists.take(session(), found, listed, reader().name, reason):
        session().rollback()
        texts = [one.text for one in wrong]
        return _shown(one_of_mine(report_id), 400, told=NOT_AGREED, faults=texts)
    session().commit()
    return _taken(report_id, listed, faults)


def _sent(found: YearlyReport) -> Listed:
    """The list that was sent; UnusableFile says why there is none."""
    sent = request.files.get("fichier")
    if sent is None or not sent.filename:
        raise UnusableFile(NO_FILE)
    return read(sent.filename, rows_in(sent.filename, sent.read()), _trades(found))


def _taken(report_id: int, listed: Listed, faults: Sequence[str]) -> Answer:
    if faults:
        return _shown(one_of_mine(report_id), 400, told=_told(listed), faults=faults)
    flash(_told(listed))
    return redirect(links.learners(report_id), 303)


def _told(listed: Listed) -> str:
    taken = wording.counted(len(listed.learners), "apprenant pris", "apprenants pris")
    left = wording.counted(listed.lines_refused, "ligne refusée", "lignes refusées")
    return f"{taken}, {left}." if listed.lines_refused else f"{taken}."


@face.post("/<int:report_id>/apprenants/compter")
@needs(Role.PROVIDER)
def count_by_hand(report_id: int) -> Answer:
    found = one_of_mine(report_id)
    if not learner_lists.give_up(session(), found):
        return _shown(found, 409, told="Il n’y a pas de liste à retirer.")
    session().commit()
    flash("La liste est effacée ; ses comptages restent et se corrigent à la main.")
    return redirect(links.learners(report_id), 303)


@face.get("/<int:report_id>/apprenants.<any(csv, xlsx):ending>")
@needs(Role.PROVIDER)
def template(report_id: int, ending: str) -> Answer:
    found = one_of_mine(report_id)
    data = _xlsx() if ending == "xlsx" else _csv()
    response = Response(data, mimetype=XLSX if ending == "xlsx" else "text/csv")
    name = f"apprenants_{found.year}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv() -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerow(one.name for one in COLUMNS)
    return "\ufeff" + text.getvalue()


def _xlsx() -> bytes:
    """The columns, each with a note of what it takes and its words to choose from."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("apprenants")
        sheet.freeze_panes(1, 0)
        for place, one in enumerate(COLUMNS):
            sheet.write(0, place, one.name, book.add_format({"bold": True}))
            sheet.write_comment(0, place, one.about)
            sheet.set_column(place, place, max(14, len(one.name) + 2))
            # An age may be written in years.
            if one.words and one.name != "age":
                choice = {"validate": "list", "source": list(one.words)}
                sheet.data_validation(1, place, 2_000, place, choice)
    return data.getvalue()
