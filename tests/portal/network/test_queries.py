"""The team sees what readers do not find, and a synonym is tried and let in from its pages."""

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask, current_app
from lxml import html
from sqlalchemy import delete
from sqlmodel import Session
from werkzeug.test import TestResponse

from data import team_synonyms, usage
from data.accounts import Role
from data.models import KnownText, QueryCount, SeenQuery, TeamSynonym
from portal.doors import EXTENSION, bring_index_up, doors
from portal.network import trials as processes
from search_index import search
from search_index.relevance import trials
from tests.portal.conftest import words
from tests.portal.people import Browser, signed_in

NOVEMBER = date(2026, 11, 3)
PAGE = "/reseau/recherches?month=2026-11"
NUMBERS = iter(range(1, 1000))


@pytest.fixture(scope="module")
def someone(desk: Flask) -> Browser:
    """Someone of the network's team, signed in once for all."""
    return signed_in(desk, f"recherches-{next(NUMBERS)}@exemple.fr", Role.TEAM)


@pytest.fixture
def team(desk: Flask, someone: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Someone of the team; a trial does what its process does, with judged queries that gain."""
    monkeypatch.setattr(search, "LOOK_SECONDS", 0)
    monkeypatch.setattr(trials, "measure", lambda extra: 0.8 + 0.01 * len(extra))
    monkeypatch.setattr(processes, "start", at_once)
    engine = desk.extensions[EXTENSION].engine
    yield someone
    with Session(engine) as session, session.begin():
        for table in (TeamSynonym, SeenQuery, KnownText, QueryCount):
            session.exec(delete(table))
    with desk.app_context():
        assert bring_index_up()


def at_once() -> None:
    assert current_app
    trials.try_waiting(doors().engine, doors().index.folder)
    assert bring_index_up()


def not_at_all() -> None:
    """A process that is killed before it does anything."""


def ask(desk: Flask, text: str, readers: str, found: bool = False) -> None:
    with Session(desk.extensions[EXTENSION].engine) as session, session.begin():
        for reader in readers:
            usage.asked(session, "key", reader, text, found, NOVEMBER)


def main(text: str) -> str:
    text = words(html.fromstring(text).xpath("//main")[0])
    return text.replace("\u202f", " ").replace("\xa0", " ")


def seen(team: Browser) -> str:
    return main(team.client.get(PAGE).text)


def propose(team: Browser, word: str, meaning: str, **more: str) -> TestResponse:
    return team.send(PAGE, word=word, meaning=meaning, **more)


def total(team: Browser, q: str) -> int:
    return int(team.client.get("/api/v1/formations", query_string={"q": q}).get_json()["total"])


def test_what_most_readers_do_not_find_comes_first(desk: Flask, team: Browser) -> None:
    ask(desk, "cobol", "abc")
    ask(desk, "fortran", "abcde")
    ask(desk, "python", "abc", found=True)
    ask(desk, "de deux personnes", "ab")
    page = html.fromstring(team.client.get(PAGE).text)
    rows = page.xpath("//ol[@aria-labelledby='queries-title']/li")
    assert [row.xpath(".//strong/text()")[0] for row in rows] == ["fortran", "cobol", "python"]
    assert "5 lecteurs, dont 5 sans résultat" in words(rows[0]).replace("\xa0", " ")
    assert "3 lecteurs, dont 3 sans rien ouvrir" in words(rows[2]).replace("\xa0", " ")
    assert rows[0].xpath(".//a/@href")[0] == "/formations?q=fortran"
    # Only what found nothing is in want of a synonym.
    filled = [row.xpath(".//a[contains(@href, '#proposer')]/@href") for row in rows]
    assert [len(links) for links in filled] == [1, 1, 0]
    form = html.fromstring(team.client.get(filled[0][0]).text)
    assert form.xpath("//input[@name='word']/@value") == ["fortran"]


def test_a_month_is_chosen_and_an_empty_one_says_so(desk: Flask, team: Browser) -> None:
    ask(desk, "cobol", "abc")
    page = html.fromstring(team.client.get("/reseau/recherches?month=2025-02").text)
    assert "Aucune recherche sans suite n’est comptée pour février 2025." in words(page)
    months = page.xpath("//select[@name='month']/option/@value")
    assert {"2026-11", "2025-02", usage.month_of(date.today())} == set(months)
    assert months == sorted(months, reverse=True)


@pytest.mark.parametrize("month", ["2026-13", "0000-01", "hier", "2026-11-03"])
def test_what_is_no_month_is_named(team: Browser, month: str) -> None:
    answer = team.client.get("/reseau/recherches", query_string={"month": month})
    assert answer.status_code == 400
    assert "un mois est attendu" in answer.text


def test_the_list_is_a_table_too(desk: Flask, team: Browser) -> None:
    ask(desk, "=cobol", "abc")
    answer = team.client.get("/reseau/recherches/tableau.csv?month=2026-11")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert rows == [
        {"mois": "2026-11", "recherche": "'=cobol", "lecteurs": "3", "sans_resultat": "3",
         "sans_rien_ouvrir": "0"}
    ]  # fmt: skip


def test_a_synonym_is_accepted_and_taken_out(desk: Flask, team: Browser) -> None:
    ask(desk, "zigouigoui", "abc")
    assert total(team, "zigouigoui") == 0
    answer = propose(team, " zigouigoui ", "data analyst")
    assert (answer.status_code, answer.location) == (303, PAGE)
    text = seen(team)
    assert "« zigouigoui » est à l’essai" in text
    assert "zigouigoui → data analyst accepté" in text
    assert "0,8000 sans lui, 0,8100 avec lui" in text
    assert "dont 3 sans résultat Synonyme : zigouigoui → data analyst : accepté" in text
    assert total(team, "zigouigoui") == total(team, '"data analyst"') > 0
    (address,) = html.fromstring(team.client.get(PAGE).text).xpath(
        "//a[starts-with(., 'Retirer')]/@href"
    )
    assert "Retirer « zigouigoui → data analyst » ?" in main(team.client.get(address).text)
    assert total(team, "zigouigoui") > 0
    assert team.send(address).status_code == 303
    assert "Retiré : zigouigoui → data analyst. La recherche suit" in seen(team)
    assert total(team, "zigouigoui") == 0
    assert team.client.get(address).status_code == 404


def test_both_directions_are_asked_for(team: Browser) -> None:
    propose(team, "zigouigoui", "trucmuche", both="1")
    assert "zigouigoui ↔ trucmuche accepté" in seen(team)


def test_a_refused_one_says_why_and_may_be_proposed_again(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "measure", lambda extra: 0.9 - 0.1 * len(extra))
    propose(team, "zigouigoui", "data analyst")
    text = seen(team)
    assert "refusé" in text
    assert "0,9000 sans lui, 0,8000 avec lui. Elles y perdent trop." in text
    assert total(team, "zigouigoui") == 0
    assert propose(team, "zigouigoui", "data analyst").status_code == 303


def test_a_trial_that_never_ended_is_started_anew(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "start", not_at_all)
    propose(team, "zigouigoui", "data analyst")
    # A process takes some seconds to begin: whoever has just proposed is not told of a failure.
    assert "Relancer" not in seen(team)
    page = html.fromstring(team.client.get(PAGE).text)
    (again,) = page.xpath("//form[contains(., 'attendent leur essai')]/@action")
    assert "L’essai attend." in words(page)
    monkeypatch.setattr(processes, "start", at_once)
    assert team.send(PAGE, again).location == PAGE
    assert "zigouigoui → data analyst accepté" in seen(team)
    assert "Relancer" not in seen(team)


def test_the_page_says_that_a_trial_goes_on(
    desk: Flask, team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "start", not_at_all)
    propose(team, "zigouigoui", "data analyst")
    seen(team)
    with trials.alone(desk.extensions[EXTENSION].index.folder, 0):
        text = seen(team)
    assert "Un essai est en cours" in text
    assert "L’essai est en cours." in text
    assert "Relancer" not in text


def test_the_page_says_when_the_search_does_not_follow(desk: Flask, team: Browser) -> None:
    with Session(desk.extensions[EXTENSION].engine) as session, session.begin():
        one = team_synonyms.Synonym(("zigouigoui",), ("data analyst",))
        team_synonyms.settle(session, team_synonyms.propose(session, one, NOVEMBER), True)
    assert "La recherche ne suit pas encore" in seen(team)
    team.send(PAGE, "/reseau/recherches/essais?month=2026-11")
    assert "La recherche ne suit pas encore" not in seen(team)
    assert total(team, "zigouigoui") > 0


@pytest.mark.parametrize(
    ("word", "meaning", "name", "why"),
    [
        ("", "data analyst", "word", "écrivez le mot"),
        ("zigouigoui", " \x00", "meaning", "écrivez ce que ce mot veut dire"),
        ("?!", "data analyst", "word", "aucun mot ne se lit"),
        ("x" * 81, "data analyst", "word", "81 caractères, 80 au plus"),
        ("Développeurs", "développeur", "meaning", "déjà le mot lui-même"),
    ],
)
def test_what_cannot_be_proposed_is_named_and_kept(
    team: Browser, word: str, meaning: str, name: str, why: str
) -> None:
    answer = propose(team, word, meaning, both="1")
    assert answer.status_code == 400
    page = html.fromstring(answer.text)
    (field,) = page.xpath("//input[@aria-invalid='true']")
    assert field.get("name") == name
    told = " ".join(
        words(page.get_element_by_id(one)) for one in field.get("aria-describedby").split()
    )
    assert why in told.replace("\xa0", " ")
    assert page.xpath("//input[@name='word']/@value") == [word]
    assert page.xpath("//input[@name='both']/@checked")
    assert "Aucun synonyme n’a encore été proposé" in words(page)


def test_the_same_is_not_tried_twice(team: Browser) -> None:
    propose(team, "zigouigoui", "data analyst")
    answer = propose(team, "Zigouigoui", "Data Analyst")
    assert answer.status_code == 400
    assert "ce synonyme est déjà accepté" in answer.text


def test_only_the_team_comes_in_with_a_form_of_its_own(desk: Flask, team: Browser) -> None:
    stranger, advisor = desk.test_client(), signed_in(desk, f"c-{next(NUMBERS)}@exemple.fr")
    for address in (PAGE, "/reseau/recherches/tableau.csv"):
        assert stranger.get(address).status_code == 302
        assert advisor.client.get(address).status_code == 403
    sent = {"word": "zigouigoui", "meaning": "data analyst"}
    assert advisor.send("/compte", PAGE, **sent).status_code == 403
    assert team.client.post(PAGE, data=sent).status_code == 400
    assert "Aucun synonyme n’a encore été proposé" in seen(team)
    assert "/reseau/recherches" in team.client.get("/reseau").text
