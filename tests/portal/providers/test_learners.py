"""A provider sends a list of learners: it fills the counts, replaces the one before, and is kept
out of the figures until the report is sent."""

import csv
import io

from flask import Flask
from lxml import html
from openpyxl import Workbook, load_workbook
from sqlmodel import Session, select

from data import learner_lists
from data.figures import figures
from data.learner_columns import COLUMNS
from data.questionnaire import Value
from data.yearly import Learner, ReportCount, ReportStatus, ReportTrade, YearlyReport
from portal.doors import EXTENSION
from tests.data.test_agreement import agreeing
from tests.data.test_learner_columns import GOOD
from tests.portal.conftest import words
from tests.portal.people import Browser
from tests.portal.providers.test_reports import page, report, school, stored
from tests.portal.small_year import YEAR

__all__ = ["report", "school"]

Rows = list[dict[str, object]]


def people(women: int = 5, men: int = 7, **cells: object) -> Rows:
    """A list in two sessions; the first of them has every woman."""
    sexes = ["femme"] * women + ["homme"] * men
    return [
        {**GOOD, "sexe": sex, "session": "A" if place < women + 2 else "B", **cells}
        for place, sex in enumerate(sexes)
    ]


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: Rows) -> bytes:
    book, data = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for line in (list(rows[0]), *(list(row.values()) for row in rows)):
        sheet.append(line)
    book.save(data)
    return data.getvalue()


def send(school: Browser, number: int, data: bytes, name: str = "liste.csv", **more: object) -> str:
    """Send a list; the text of the page where it ends."""
    url = f"{page(number)}/apprenants"
    answer = school.send(url, url, fichier=(io.BytesIO(data), name), **more)
    if answer.status_code == 303:
        answer = school.client.get(answer.location)
    return words(html.fromstring(answer.text).xpath("//main")[0]).replace("\xa0", " ")


def listed(app: Flask, number: int) -> list[Learner]:
    with Session(app.extensions[EXTENSION].engine) as session:
        return list(session.exec(select(Learner).where(Learner.report_id == number)))


def rest() -> dict[str, Value]:
    """The answers that no list gives."""
    whole = agreeing() | {"sessions_started": 0, "sessions_finished": 2}
    names = ("sessions", "candidates", "admitted", "social", "professional", "certification",
             "area", "budget", "funding")  # fmt: skip
    return {name: value for name, value in whole.items() if name.startswith(names)}


def test_a_list_fills_the_counts_and_takes_the_place_of_those_typed(
    desk: Flask, school: Browser, report: int
) -> None:
    school.send(page(report), **{"sex-1": 3, "sex-2": 4, "candidates": 90})
    said = send(school, report, as_csv(people(situation_apres="CDI", salaire_annuel_brut="24000")))
    assert "12 apprenants pris." in said
    assert "Listes reçues" in said
    form = html.fromstring(school.client.get(page(report)).text)
    for name, shown in (("sex-1", "5"), ("sex-2", "7"), ("outcome-1", "12"), ("priority", "12"),
                        ("sessions_with_women", "1"), ("salaries_women", "5"),
                        ("mean_salary_men", "24000")):  # fmt: skip
        assert form.xpath(f"//strong[@id='{name}']/text()") == [shown]
        assert not form.xpath(f"//input[@name='{name}']")
    with Session(desk.extensions[EXTENSION].engine) as session:
        assert not session.exec(select(ReportCount).where(ReportCount.report_id == report)).all()
    assert stored(desk, report).candidates == 90


def test_good_lines_go_in_beside_bad_ones_and_a_new_list_replaces_the_old(
    desk: Flask, school: Browser, report: int
) -> None:
    said = send(school, report, as_csv([*people(), *people(0, 1, age="vieux")]))
    assert "12 apprenants pris, 1 ligne refusée." in said
    assert "liste.csv, ligne 14, age « vieux » : valeurs" in said
    said = send(school, report, as_xlsx(people(2, 2)), "liste.xlsx")
    assert "4 apprenants pris." in said
    assert "à la place de 12" in said
    assert len(listed(desk, report)) == 4
    for data, name, why in (
        (as_csv(people(1, 1, age="vieux")), "a.csv", "Aucune ligne n’est bonne"),
        (as_csv(people(1, 1, nom="Durand")), "a.csv", "ressemble à un nom"),
        (b"", "../a.csv", "fichier vide"),
        (b"", "é" * 300 + ".csv", "fichier vide"), (b"x", "..", "une seule colonne"),
        (b"PK\x03\x04rien", "a.xlsx", "classeur illisible"),
        (b"sexe;age\n", "a.csv", "aucun apprenant"),
    ):  # fmt: skip
        assert why in send(school, report, data, name)
    assert len(listed(desk, report)) == 4


def test_it_counts_once_its_report_is_sent_and_is_then_corrected_with_a_reason(
    desk: Flask, school: Browser, report: int
) -> None:
    engine = desk.extensions[EXTENSION].engine
    send(school, report, as_csv(people()))
    with Session(engine) as session:
        found = figures(session, YEAR + 1)
        assert found is not None
        assert found.counts.people.number == 0
    wrong = school.send(page(report), do="submit", **rest() | {"sessions_finished": 1})
    assert "nomme 2 sessions, alors que vous en comptez 1" in wrong.text
    assert school.send(page(report), do="submit", **rest()).status_code == 200
    assert stored(desk, report).status == ReportStatus.SUBMITTED
    assert {one.year for one in listed(desk, report)} == {YEAR + 1}
    assert "Dites en quelques mots pourquoi" in send(school, report, as_csv(people(6)))
    bad = [*people(6), *people(1, 0, age="vieux")]
    assert "toutes ses lignes sont bonnes" in send(school, report, as_csv(bad), reason="Oubli")
    three = [{**one, "session": place} for place, one in enumerate(people(2, 1))]
    assert "nomme 3 sessions" in send(school, report, as_csv(three), reason="Oubli")
    assert len(listed(desk, report)) == 12
    assert "13 apprenants pris" in send(school, report, as_csv(people(6)), reason="Une\x00 oubliée")
    text = words(html.fromstring(school.client.get(page(report)).text))
    assert "Femmes et hommes" in text
    assert "femmes, de 5 à 6. Motif : Une oubliée" in text
    with Session(engine) as session:
        found = figures(session, YEAR + 1)
        assert found is not None
        assert found.counts.people.number == 13


def test_a_list_can_be_given_up_and_leaves_its_counts(
    desk: Flask, school: Browser, report: int
) -> None:
    send(school, report, as_csv(people()))
    url = f"{page(report)}/apprenants"
    assert school.send(url, f"{url}/compter").status_code == 303
    assert listed(desk, report) == []
    form = html.fromstring(school.client.get(page(report)).text)
    assert form.xpath("//input[@name='sex-1']/@value") == ["5"]
    assert school.send(url, f"{url}/compter").status_code == 409


def test_the_template_has_the_columns_that_the_page_explains(school: Browser, report: int) -> None:
    url = f"{page(report)}/apprenants"
    names = [one.name for one in COLUMNS]
    assert html.fromstring(school.client.get(url).text).xpath("//dl//code/text()") == names
    text = school.client.get(f"{url}.csv").text
    assert text.removeprefix("\ufeff").strip().split(";") == names
    book = load_workbook(io.BytesIO(school.client.get(f"{url}.xlsx").data))
    assert [cell.value for cell in book.worksheets[0][1]] == names
    assert school.client.get(f"{url}.pdf").status_code == 404


def test_others_lists_are_not_there(desk: Flask, school: Browser) -> None:
    with Session(desk.extensions[EXTENSION].engine) as session:
        other = session.exec(
            select(YearlyReport.id).where(YearlyReport.provider_code == "ecole-1")
        ).first()
    for ending in ("", ".csv", ".xlsx"):
        assert school.client.get(f"{page(other or 0)}/apprenants{ending}").status_code == 404


def test_the_table_of_many_reports_has_a_salary_line_a_trade(
    desk: Flask, school: Browser, report: int
) -> None:
    with Session(desk.extensions[EXTENSION].engine) as session:
        for code in ("data-analyst", "webdesigner"):
            session.add(ReportTrade(report_id=report, trade_code=code))
        session.commit()
    form = html.fromstring(school.client.get(page(report)).text)
    assert form.xpath("//input[@name='salaries_men-webdesigner']")
    table = school.client.get(f"/organisme/rapports/{YEAR + 1}.csv").text.removeprefix("\ufeff")
    assert "salaries_women-data-analyst" in table.partition("\n")[0]

    def take(**cells: object) -> str:
        row = {"formation": stored(desk, report).formation_id, **cells}
        text = ";".join(row) + "\n" + ";".join(map(str, row.values()))
        answer = school.send("/organisme", f"/organisme/rapports/{YEAR + 1}/importer",
                             fichier=(io.BytesIO(text.encode()), "a.csv"))  # fmt: skip
        return words(html.fromstring(answer.text).xpath("//main")[0])

    line = {"salaries_men-webdesigner": 4, "mean_salary_men-webdesigner": 23_500}
    assert "Rapports remplis : 1." in take(**line)
    form = html.fromstring(school.client.get(page(report)).text)
    assert form.xpath("//input[@name='mean_salary_men-webdesigner']/@value") == ["23500"]
    said = take(**{"salaries_men-data-scientist": 4, "humeur": 1})
    assert "ce métier n’est pas de cette formation" in said
    assert "Colonne inconnue, laissée de côté : humeur" in said
    send(school, report, as_csv(people(metier="webdesigner", salaire_annuel_brut="22000")))
    form = html.fromstring(school.client.get(page(report)).text)
    assert form.xpath("//strong[@id='salaries_men-webdesigner']/text()") == ["7"]
    assert "la liste des apprenants dit 5" in take(**{"sex-1": 8})
    with Session(desk.extensions[EXTENSION].engine) as session:
        assert [one.learners for one in learner_lists.taken(
            session, session.get_one(YearlyReport, report))] == [12]  # fmt: skip
