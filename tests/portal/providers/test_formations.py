"""A provider reads its own trainings: what their sheets say, what they lack, which are gone."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import delete, event
from sqlmodel import Session, col

from data.accounts import Role
from data.intake.store import store
from data.labels import LabelChange, LabelEvent
from data.models import Formation
from data.record import FormationRecord, LabelRecord, ProviderRecord, ResultRecord, formation_id
from data.vocabulary import LabelStatus, Programme
from portal.doors import EXTENSION
from portal.providers.formations_page import WANTED
from portal.selection.facts import FACTS
from tests.portal.conftest import words
from tests.portal.people import Browser, person, signed_in
from tests.portal.small_catalogue import COMPLETE

PAGE, TABLE = "/organisme/formations", "/organisme/formations.csv"
SOURCE = "tests-of-a-provider"
OWN = {"provider": ProviderRecord(name="Le Quai des Codeurs")}
REASON = "Le référentiel n’est plus à jour."
PIC = {"programme": Programme.PIC, "call": 3}
RECORDS = (
    COMPLETE.model_copy(update={**OWN, "source_key": "whole", "title": "À jour en tout"}),
    COMPLETE.model_copy(
        update={
            **OWN,
            "source_key": "past",
            "title": "Session terminée",
            "sessions": COMPLETE.sessions[:1],
            "cost_eur": None,
            "label": LabelRecord(**PIC, expires_on=date(2035, 3, 12)),
            "results": (
                ResultRecord(year=2020, known_outcomes=12, positive_exits=9, salaries=3,
                             mean_salary_eur=24_777),
            ),
        }
    ),
    FormationRecord(**OWN, source_key="bare", title="Presque vide", results=(
        ResultRecord(year=2020, started=30),
    )),
    FormationRecord(
        **OWN, source_key="gone", title="Ancien parcours",
        label=LabelRecord(**PIC, status=LabelStatus.WITHDRAWN),
    ),
    FormationRecord(**OWN, source_key="left", title="Parcours parti", published=False),
)  # fmt: skip
IDS = {one.source_key: formation_id(SOURCE, one.source_key) for one in RECORDS}
BARE = (
    "métiers, lieu, façon de suivre, dates, durée, coût, certification, niveau à l’entrée,"
    " financements, présentation"
)
"""What a sheet lacks that has nothing but its title."""
NUMBERS = count()


@pytest.fixture(scope="module")
def filled(desk: Flask) -> Iterator[Flask]:
    """The application with the trainings of one more provider; taken away afterwards."""
    engine = desk.extensions[EXTENSION].engine
    with Session(engine) as session, session.begin():
        store(session, SOURCE, RECORDS)
        session.add(
            LabelEvent(
                formation_id=IDS["gone"],
                happened_on=date.today(),
                change=LabelChange.WITHDRAWN,
                note=REASON,
                remark="à ne dire à personne",
            )
        )
    yield desk
    with Session(engine) as session, session.begin():
        for identifier in IDS.values():
            session.delete(session.get_one(Formation, identifier))
        events = delete(LabelEvent).where(col(LabelEvent.formation_id).in_(IDS.values()))
        session.exec(events)


def of(app: Flask, *providers: str) -> Browser:
    """A browser of somebody who speaks for these providers."""
    email = person(app, f"quai-{next(NUMBERS)}@exemple.fr", Role.PROVIDER, providers)
    browser = Browser(app.test_client())
    assert browser.sign_in(email).status_code == 303
    return browser


@pytest.fixture(scope="module")
def quay(filled: Flask) -> Browser:
    """Somebody of the provider of RECORDS."""
    return of(filled, "le-quai-des-codeurs")


def main_of(browser: Browser, address: str = PAGE) -> html.HtmlElement:
    answer = browser.client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text).xpath("//main")[0]


def sheet(page: html.HtmlElement, key: str) -> str:
    """The text of the card of one of RECORDS."""
    found = page.xpath(f"//li[.//h3/a[@href='/formations/{IDS[key]}']]")
    return words(found[0])


def titles(page: html.HtmlElement) -> list[str]:
    return [words(one) for one in page.xpath("//li//h3")]


def test_the_desk_leads_there(quay: Browser) -> None:
    assert PAGE in main_of(quay, "/organisme").xpath(".//a/@href")


def test_every_fact_wanted_is_one_that_is_told() -> None:
    assert WANTED.keys() <= {name for name, _, _ in FACTS}


def test_the_least_complete_first_or_by_title(quay: Browser) -> None:
    assert titles(main_of(quay)) == ["Presque vide", "Session terminée", "À jour en tout"]
    by_title = main_of(quay, f"{PAGE}?sort=title")
    assert titles(by_title) == ["À jour en tout", "Presque vide", "Session terminée"]
    assert words(by_title.xpath(".//a[@aria-current]")[0]) == "Par titre"


def test_what_a_sheet_lacks_and_how_many_lack_nothing(quay: Browser) -> None:
    page = main_of(quay)
    assert "Le Quai des Codeurs : 1 fiche complète sur 3." in words(page)
    assert "Ce qui manque le plus : dates (2), coût (2), métiers (1)" in words(page)
    assert "Fiche complète" in sheet(page, "whole")
    assert "À compléter : dates, coût Métiers" in sheet(page, "past")
    assert f"À compléter : {BARE} Métiers" in sheet(page, "bare")


def test_facts_are_told_as_everywhere(quay: Browser) -> None:
    page = main_of(quay)
    whole, past, bare = (sheet(page, key) for key in ("whole", "past", "bare"))
    assert "Métiers Développeur web/mobile" in whole
    assert "Lieu Lyon (Rhône), en partie à distance" in whole
    assert "Prochaine session Début : septembre 2035" in whole
    assert "Label Labellisée PIC Dernier jour du label Terme non communiqué" in whole
    assert "Dernier jour du label 12 mars 2035" in past
    assert "Prochaine session Prochaine session non annoncée" in past
    assert "Label Sans label" in bare
    unknown = page.xpath(".//li[.//h3[.='À jour en tout']]//*[@class='fact--unknown']/dt/text()")
    assert unknown == ["Dernier jour du label"]
    assert "Lieu Lieu non communiqué" in bare


def test_results_with_their_people_or_the_reason_why_none(quay: Browser) -> None:
    page = main_of(quay)
    assert "79 % en 2019, sur 28 personnes" in sheet(page, "whole")
    assert "Salaire en 2019 24 300 € brut par an en moyenne (21 salaires connus)" in sheet(
        page, "whole"
    )
    few = sheet(page, "past")
    assert "Trop peu de réponses (12) pour publier un taux en 2020" in few
    assert "Trop peu de salaires connus (3) pour une moyenne" in few
    assert "24 777" not in few
    assert "n’a pas transmis la situation des personnes en 2020" in sheet(page, "bare")


def test_those_that_are_gone_stand_apart_with_the_public_reason(quay: Browser) -> None:
    page = main_of(quay)
    gone, left = (words(one) for one in page.xpath(".//section//li"))
    assert gone == f"Ancien parcours Son label lui a été retiré. Motif : {REASON}"
    assert left.startswith("Parcours parti L’organisme ou la source")
    assert "à ne dire à personne" not in words(page)
    told = quay.client.get(f"/formations/{IDS['gone']}")
    assert told.status_code == 410
    assert gone.removeprefix("Ancien parcours ") in words(html.fromstring(told.text))


def test_the_table_has_the_same_rows_in_the_same_order(quay: Browser) -> None:
    answer = quay.client.get(f"{TABLE}?sort=title")
    rows = list(csv.DictReader(answer.text.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert [row["Intitulé"] for row in rows] == titles(main_of(quay, f"{PAGE}?sort=title"))
    assert [row["À compléter"] for row in rows][1:] == [BARE, "dates, coût"]
    assert [row["Dernier jour du label"] for row in rows] == ["", "", "2035-03-12"]


@pytest.mark.parametrize("address", [PAGE, TABLE])
def test_an_unknown_order_is_named(quay: Browser, address: str) -> None:
    answer = quay.client.get(f"{address}?sort=price")
    assert answer.status_code == 400
    said = words(html.fromstring(answer.text))
    assert "price" in said
    assert "valeurs : missing, title" in said


@pytest.mark.parametrize("address", [PAGE, TABLE])
def test_nobody_sees_those_of_others(filled: Flask, address: str) -> None:
    own = of(filled, "ecole-du-soir").client.get(address).text
    assert COMPLETE.title in own
    assert not any(one.title in own for one in RECORDS)
    assert filled.test_client().get(address).status_code == 302
    team = signed_in(filled, f"quai-{next(NUMBERS)}@exemple.fr", Role.TEAM)
    assert team.client.get(address).status_code == 403


def test_who_speaks_for_no_provider_reads_that_nothing_is_there(filled: Flask) -> None:
    admin = signed_in(filled, f"quai-{next(NUMBERS)}@exemple.fr", Role.ADMINISTRATOR)
    assert "Rien ici" in words(main_of(admin))


def test_who_speaks_for_several_reads_which_gives_what(filled: Flask) -> None:
    page = main_of(of(filled, "ecole-du-soir", "le-quai-des-codeurs"))
    assert "École du Soir, Le Quai des Codeurs : 2 fiches complètes sur 4." in words(page)
    assert "Organisme Le Quai des Codeurs" in sheet(page, "bare")


@pytest.fixture
def statements_of(filled: Flask) -> Iterator[Callable[[Browser, str], int]]:
    """How many SQL statements an address sends for somebody."""
    engine = filled.extensions[EXTENSION].engine
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    def counted(browser: Browser, address: str) -> int:
        sent.clear()
        assert browser.client.get(address).status_code == 200
        return len([one for one in sent if not one.startswith("PRAGMA")])

    event.listen(engine, "before_cursor_execute", note)
    yield counted
    event.remove(engine, "before_cursor_execute", note)


def test_as_many_statements_whatever_it_shows(
    filled: Flask, quay: Browser, statements_of: Callable[[Browser, str], int]
) -> None:
    evening = of(filled, "ecole-du-soir")
    # Who reads and for whom, those shown with five kinds of relations, those gone with two, why
    # they are, the banner.
    assert statements_of(quay, PAGE) == 13
    assert statements_of(quay, TABLE) == statements_of(evening, TABLE) == 8
