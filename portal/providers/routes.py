"""The providers' desk: the list of reports, one report, and many at once as a table."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from jinja2_fragments.flask import render_block

from data import learner_lists, reporting
from data.accounts import Role
from data.listed import listed_answers
from data.questionnaire import BadAnswer, Field, Value, read
from data.text import xml_text
from data.yearly import ReportStatus, YearlyReport
from portal import links
from portal.accounts.guard import Answer, needs, reader
from portal.doors import session
from portal.htmx import htmx
from portal.providers import table
from portal.providers.page import ReportPage, desk_page, report_page

face = Blueprint("providers", __name__, url_prefix="/organisme")

LONGEST_REASON = 500
SAVED = "Vos réponses sont enregistrées."
SENT = "Votre rapport est rendu. Merci."
NOT_SENT = (
    "Le rapport n’est pas encore rendu : il manque des réponses, ou certaines se contredisent."
)
CORRECTED = "Votre correction est enregistrée."
NOT_CORRECTED = "Rien n’a été changé : certaines réponses ne vont pas ensemble."
WHY = "Dites en quelques mots pourquoi vous corrigez."


def mine() -> list[YearlyReport]:
    """The reports of whoever is signed in; an administrator sees all."""
    who = reader()
    everything = who.role == Role.ADMINISTRATOR
    return reporting.reports_of(session(), None if everything else who.providers)


def one_of_mine(report_id: int) -> YearlyReport:
    """This report, if it is theirs; 404 otherwise, so that nothing is told of others."""
    who, found = reader(), session().get(YearlyReport, report_id)
    if found is None or found.status == ReportStatus.NOT_ASKED:
        abort(404)
    if who.role != Role.ADMINISTRATOR and found.provider_code not in who.providers:
        abort(404)
    return found


@face.get("")
@needs(Role.PROVIDER)
def desk() -> Answer:
    return render_template("providers/desk.html", page=desk_page(reader().name, mine()))


@face.get("/rapports/<int:report_id>")
@needs(Role.PROVIDER)
def report(report_id: int) -> Answer:
    return _shown(one_of_mine(report_id))


@face.post("/rapports/<int:report_id>")
@needs(Role.PROVIDER)
def answer(report_id: int) -> Answer:
    found = one_of_mine(report_id)
    known, by_list = reporting.questions(session(), found), listed_answers(session(), found)
    written = {
        name: request.form[name] for name in known if name in request.form and name not in by_list
    }
    given, faults = _read(written, known)
    if found.status == ReportStatus.SUBMITTED:
        return _correct(found, given, written, faults)
    reporting.keep(session(), found, known, given)
    session().commit()
    if htmx:
        return render_block("providers/report.html", "checks", page=_page(found))
    if request.form.get("do") != "submit" or faults:
        bad = {name: written[name] for name in faults}
        told = "" if faults else SAVED
        return _shown(found, 400 if faults else 200, written=bad, faults=faults, told=told)
    if not reporting.submit(session(), found, reader().name):
        return _shown(found, 400, told=NOT_SENT)
    session().commit()
    return _shown(found, told=SENT)


def _read(
    written: Mapping[str, str], known: Mapping[str, Field]
) -> tuple[dict[str, Value | None], dict[str, str]]:
    """The answers that can be taken, and the reason for each that cannot."""
    given: dict[str, Value | None] = {}
    faults: dict[str, str] = {}
    for name, text in written.items():
        try:
            given[name] = read(known[name], text)
        except BadAnswer as error:
            faults[name] = str(error)
    return given, faults


def _correct(
    found: YearlyReport,
    given: Mapping[str, Value | None],
    written: Mapping[str, str],
    faults: Mapping[str, str],
) -> Answer:
    if htmx:
        return render_block("providers/report.html", "checks", page=_page(found))
    reason = reason_given()
    if faults or not reason:
        fault = "" if reason else WHY
        return _shown(found, 400, written=written, faults=faults, reason=reason,
                      reason_fault=fault)  # fmt: skip
    wrong = reporting.correct(session(), found, given, reader().name, reason)
    if wrong:
        session().rollback()
        return _shown(one_of_mine(found.id or 0), 400, written=written, wrong=wrong,
                      reason=reason, told=NOT_CORRECTED)  # fmt: skip
    session().commit()
    return _shown(found, told=CORRECTED)


def reason_given() -> str:
    """Why something is corrected, as written in the form."""
    return xml_text(request.form.get("reason", "")).strip()[:LONGEST_REASON]


def _page(found: YearlyReport, **more: object) -> ReportPage:
    opened = session()
    by_list = listed_answers(opened, found)
    earlier = reporting.year_before(opened, found)
    return report_page(
        found,
        reporting.trades_of(opened, [found])[found.id or 0],
        reporting.typed(opened, found) | by_list,
        reporting.answers(opened, earlier) if earlier else {},
        reporting.corrections(opened, found),
        told_by_list=by_list,
        listed=next(iter(learner_lists.taken(opened, found)), None),
        **more,  # type: ignore[arg-type]
    )


def _shown(found: YearlyReport, status: int = 200, **more: object) -> Answer:
    return render_template("providers/report.html", page=_page(found, **more)), status


@face.get("/rapports/<int(max=9999):year>.csv")
@needs(Role.PROVIDER)
def reports_table(year: int) -> Answer:
    reports = [one for one in mine() if one.year == year]
    response: Response = make_response("\ufeff" + table.written(session(), reports))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="rapports_{year}.csv"'
    return response


@face.post("/rapports/<int(max=9999):year>/importer")
@needs(Role.PROVIDER)
def take_table(year: int) -> Answer:
    sent = request.files.get("fichier")
    if sent is None or not sent.filename:
        return redirect(links.desk("providers.desk"), 303)
    reports = [one for one in mine() if one.year == year]
    taken = table.take(session(), sent.filename, sent.read(), reports)
    session().commit()
    told = (f"Rapports remplis : {taken.reports}.", *taken.faults)
    page = desk_page(reader().name, mine(), told)
    return render_template("providers/desk.html", page=page), 400 if taken.faults else 200
