"""A provider answers its own reports: kept as one goes, sent once, corrected with a trace."""

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from openpyxl import Workbook
from sqlmodel import Session, select

from data.accounts import Role
from data.listed import listed_answers
from data.yearly import ReportCorrection, ReportStatus, YearlyReport
from portal.doors import EXTENSION
from tests.data.test_agreement import agreeing
from tests.portal.conftest import words
from tests.portal.people import Browser, person
from tests.portal.small_year import YEAR

NUMBERS = iter(range(1, 1000))


@pytest.fixture
def report(desk: Flask) -> Iterator[int]:
    """A report that is asked of the École du Soir, with the year before answered."""
    with Session(desk.extensions[EXTENSION].engine) as session:
        name = f"asked-{next(NUMBERS)}"
        facts = {"title": "Développement du soir", "region_code": "84", "operator": "École"}
        before = YearlyReport(
            formation_id=name, year=YEAR, candidates=77, status=ReportStatus.SUBMITTED,
            provider_code="ecole-du-soir", **facts,
        )  # fmt: skip
        asked = YearlyReport(
            formation_id=name, year=YEAR + 1, status=ReportStatus.ASKED,
            provider_code="ecole-du-soir", **facts,
        )  # fmt: skip
        session.add_all((before, asked))
        session.commit()
        yield asked.id or 0
        session.delete(asked)
        session.delete(before)
        session.commit()


@pytest.fixture(scope="module")
def school(desk: Flask) -> Browser:
    """Someone of the École du Soir, signed in once for all."""
    browser = Browser(desk.test_client())
    email = f"ecole-{next(NUMBERS)}@exemple.fr"
    person(desk, email, Role.PROVIDER, ("ecole-du-soir",))
    assert browser.sign_in(email).status_code == 303
    return browser


def stored(app: Flask, report: int) -> YearlyReport:
    with Session(app.extensions[EXTENSION].engine) as session:
        return session.get_one(YearlyReport, report)


def page(report: int) -> str:
    return f"/organisme/rapports/{report}"


def text_of(client: FlaskClient, address: str) -> str:
    return words(html.fromstring(client.get(address).text).xpath("//main")[0])


def test_the_list_has_its_own_reports_only(school: Browser, report: int) -> None:
    links = html.fromstring(school.client.get("/organisme").text).xpath("//main//li/a/@href")
    assert page(report) in links
    assert all(school.client.get(link).status_code == 200 for link in links)


def test_others_reports_are_not_there(desk: Flask, school: Browser, report: int) -> None:
    with Session(desk.extensions[EXTENSION].engine) as session:
        other = session.exec(
            select(YearlyReport.id).where(YearlyReport.provider_code == "ecole-1")
        ).first()
    assert school.client.get(page(other or 0)).status_code == 404
    assert desk.test_client().get(page(report)).status_code == 302


def test_answers_are_kept_and_last_years_stand_beside(
    desk: Flask, school: Browser, report: int
) -> None:
    answer = school.send(page(report), candidates="1 200", admitted="")
    assert answer.status_code == 200
    assert "enregistrées" in answer.text
    kept = stored(desk, report)
    assert (kept.candidates, kept.status) == (1200, ReportStatus.DRAFT)
    field = html.fromstring(answer.text).xpath("//div[label/@for='candidates']")[0]
    assert field.xpath(".//input/@value") == ["1200"]
    assert words(field).endswith("77")


def test_a_bad_answer_is_named_and_loses_nothing(desk: Flask, school: Browser, report: int) -> None:
    answer = school.send(page(report), candidates="plein", admitted="30", do="submit")
    assert answer.status_code == 400
    form = html.fromstring(answer.text)
    assert form.xpath("//input[@name='candidates']/@value") == ["plein"]
    assert words(form.xpath("//p[@id='candidates-fault']")[0]).startswith("un nombre entier")
    assert stored(desk, report).admitted == 30


def test_it_is_sent_once_everything_agrees(desk: Flask, school: Browser, report: int) -> None:
    wrong = school.send(page(report), do="submit", **(agreeing() | {"sex-1": 8}))
    assert wrong.status_code == 400
    assert "23 au total, pour 20 apprenants de l’année (3 de trop)" in wrong.text
    assert stored(desk, report).status == ReportStatus.DRAFT
    sent = school.send(page(report), do="submit", **agreeing())
    assert sent.status_code == 200
    kept = stored(desk, report)
    assert (kept.status, kept.candidates) == (ReportStatus.SUBMITTED, 90)
    assert kept.submitted_by


def test_what_was_sent_is_corrected_with_a_reason_and_a_trace(
    desk: Flask, school: Browser, report: int
) -> None:
    school.send(page(report), do="submit", **agreeing())
    changed = agreeing() | {"candidates": 95}
    assert school.send(page(report), do="correct", **changed).status_code == 400
    assert stored(desk, report).candidates == 90
    against = changed | {"sex-1": 9}
    assert school.send(page(report), reason="erreur", **against).status_code == 400
    assert stored(desk, report).candidates == 90
    done = school.send(page(report), reason="Dossiers oubliés", **changed)
    assert done.status_code == 200
    assert "Candidatures reçues, de 90 à 95. Motif : Dossiers oubliés" in words(
        html.fromstring(done.text)
    )
    with Session(desk.extensions[EXTENSION].engine) as session:
        traces = session.exec(
            select(ReportCorrection).where(ReportCorrection.report_id == report)
        ).all()
    assert [(one.field, one.before, one.after) for one in traces] == [("candidates", "90", "95")]


def test_a_question_newer_than_the_report_does_not_hold_its_correction_up(
    desk: Flask, school: Browser, report: int
) -> None:
    school.send(page(report), do="submit", **agreeing())
    with Session(desk.extensions[EXTENSION].engine) as session:
        session.get_one(YearlyReport, report).area = None
        session.commit()
    changed = agreeing() | {"candidates": 95, "area": ""}
    assert school.send(page(report), reason="Oubli", **changed).status_code == 200
    emptied = changed | {"candidates": ""}
    answer = school.send(page(report), reason="Oubli", **emptied)
    assert answer.status_code == 400
    assert "Candidatures reçues : cette réponse est attendue." in words(
        html.fromstring(answer.text)
    )


def test_htmx_receives_the_checks_alone(school: Browser, report: int) -> None:
    token = html.fromstring(school.client.get(page(report)).text).xpath(
        "//input[@name='csrf_token']/@value"
    )[0]
    answer = school.client.post(
        page(report),
        data={"csrf_token": token, "candidates": "10", "admitted": "12"},
        headers={"HX-Request": "true"},
    )
    assert answer.text.lstrip().startswith('<div class="checks"')
    assert "2 de trop" in answer.text


def table_of(desk: Flask, report: int, **cells: object) -> dict[str, object]:
    return {"formation": stored(desk, report).formation_id, "titre": "", **cells}


def sent_as(school: Browser, name: str, data: bytes) -> str:
    answer = school.send(
        "/organisme",
        f"/organisme/rapports/{YEAR + 1}/importer",
        fichier=(io.BytesIO(data), name),
    )
    return words(html.fromstring(answer.text).xpath("//main")[0])


def test_many_reports_come_in_as_a_table(desk: Flask, school: Browser, report: int) -> None:
    cells = table_of(desk, report, candidates=41, **{"sex-1": 7})
    text = ";".join(cells) + "\n" + ";".join(map(str, cells.values())) + "\nautre;;3;4\n"
    said = sent_as(school, "rapports.csv", text.encode())
    assert "Rapports remplis : 1." in said
    assert "Ligne 3 : formation inconnue" in said
    assert stored(desk, report).candidates == 41
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(cells))
    sheet.append(list((cells | {"candidates": 42}).values()))
    data = io.BytesIO()
    book.save(data)
    assert "Rapports remplis : 1." in sent_as(school, "rapports.xlsx", data.getvalue())
    assert stored(desk, report).candidates == 42


def test_a_bad_cell_or_file_is_named_and_takes_nothing(
    desk: Flask, school: Browser, report: int
) -> None:
    cells = table_of(desk, report, candidates="mille", admitted=4)
    text = ";".join(cells) + "\n" + ";".join(map(str, cells.values()))
    assert "Candidatures reçues (candidates) « mille »" in sent_as(school, "a.csv", text.encode())
    assert stored(desk, report).admitted is None
    assert "fichier vide" in sent_as(school, "../a.csv", b"")


def test_the_table_goes_out_as_it_comes_in(desk: Flask, school: Browser, report: int) -> None:
    school.send(page(report), candidates="63")
    answer = school.client.get(f"/organisme/rapports/{YEAR + 1}.csv")
    assert answer.mimetype == "text/csv"
    assert "63" in sent_as(school, "a.csv", answer.data) or stored(desk, report).candidates == 63


def test_the_form_reads_without_javascript(school: Browser, report: int) -> None:
    text = text_of(school.client, page(report))
    assert "Rendre le rapport" in text
    assert "réponses à donner avant de rendre" in text


def test_a_list_of_learners_answers_the_questions_on_people(desk: Flask, school: Browser) -> None:
    with Session(desk.extensions[EXTENSION].engine) as session:
        of = YearlyReport.provider_code == "ecole-du-soir", YearlyReport.formation_id == "small-0"
        report = session.exec(select(YearlyReport).where(*of, YearlyReport.year == YEAR)).one()
        found = listed_answers(session, report)
        number = report.id or 0
    assert (found["sex-1"], found["sex-2"], found["state-1"]) == (30, 60, 60)
    answer = school.client.get(page(number))
    assert "Une liste de 90 apprenants" in answer.text.replace("\xa0", " ")
    form = html.fromstring(answer.text)
    assert not form.xpath("//input[@name='sex-1']")
    assert form.xpath("//strong[@id='sex-1']/text()") == ["30"]
