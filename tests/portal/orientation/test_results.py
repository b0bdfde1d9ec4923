"""The page of suggestions: cards, reasons, the score's parts, changes, and what can be undone."""

import json
from math import isclose
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from portal.orientation.results import as_search, results_page, whole
from search_index.recommend.profile import Profile
from tests.portal.conftest import words
from tests.portal.orientation.conftest import Advise
from tests.portal.orientation.profiles import TODAY, profiles

ANSWERS = {
    "etape": "tout",
    "words": "j’aime les chiffres",
    "families": "data",
    "trades": "data-analyst",
    "near": "Lyon",
    "radius_km": "30",
    "modalities": "onsite",
    "education_level": "4",
    "situation": "job_seeker",
    "hours_max": "152",
    "audiences": "women",
    "weights.place": "3",
}
RESULTS = "/orientation/resultats"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(demonstration: Flask) -> FlaskClient:
    """Someone who has answered many questions, over the demonstration catalogue."""
    client = demonstration.test_client()
    assert client.post("/orientation", data=ANSWERS).headers["Location"] == RESULTS
    return client


def shown(client: FlaskClient) -> html.HtmlElement:
    answer = client.get(RESULTS)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def ids(tree: html.HtmlElement) -> list[str]:
    return [one.removeprefix("card-") for one in tree.xpath("//h2[@class='card__title']/@id")]


def test_each_suggestion_says_why_on_the_card_of_the_search(person: FlaskClient) -> None:
    cards = shown(person).xpath("//li[@class='advice']")
    assert len(cards) == 10
    for card in cards:
        assert card.xpath(".//article//h2//a/@href")[0].startswith("/formations/")
        assert card.xpath(".//ul[@class='facts']/li")
        why = words(card.xpath(".//p[@class='card__why']")[0])
        assert why.endswith(".")
        assert why[len("Pourquoi cette formation : ")].isupper()


def test_the_parts_of_the_score_add_up_to_it(person: FlaskClient) -> None:
    for detail in shown(person).xpath("//details[@class='advice__score']"):
        score = int(words(detail.xpath("./summary")[0]).split()[0])
        parts = [words(one).split() for one in detail.xpath(".//span[@class='share__points']")]
        assert sum(int(part[0]) for part in parts) == score
        assert all(int(part[0]) <= int(part[2]) for part in parts)


@given(st.lists(st.floats(0, 100), max_size=12))
def test_rounded_parts_add_up(parts: list[float]) -> None:
    rounded = whole(parts, round(sum(parts)))
    assert sum(rounded) == round(sum(parts))
    assert all(abs(one - part) <= 1 for one, part in zip(rounded, parts, strict=True))


def test_nobody_is_sent_away_without_an_answer(demonstration: Flask) -> None:
    client = demonstration.test_client()
    tree = shown(client)
    assert "Une seule réponse aide déjà" in words(tree)
    assert len(ids(tree)) == 10
    assert ids(tree) == ids(shown(client))
    # Nothing was asked, so nothing is scored.
    assert not tree.xpath("//details[@class='advice__score']")


def test_less_of_a_kind_ranks_again_and_can_be_undone(person: FlaskClient) -> None:
    before = ids(shown(person))
    form = {"formation": before[0], "sens": "less"}
    assert person.post("/orientation/avis", data=form).headers["Location"] == RESULTS
    tree = shown(person)
    assert before[0] not in ids(tree)
    undo = tree.xpath("//ul[@class='judged']//form")[0]
    assert words(undo).startswith("Moins comme")
    person.post("/orientation/avis", data=dict(undo.form_values()) | {"sens": ""})
    assert ids(shown(person)) == before


def test_more_of_a_kind_brings_its_kind_forward(person: FlaskClient) -> None:
    before = shown(person)
    last = ids(before)[-1]
    answer = person.post(
        "/orientation/avis", data={"formation": last, "sens": "more"}, headers=HTMX
    )
    assert answer.headers["HX-Push-Url"] == RESULTS
    part = html.fromstring(answer.text)
    assert not part.xpath("//header")
    assert ids(part) == ids(shown(person))
    assert ids(part).index(last) < len(ids(before)) - 1


def test_a_proposed_change_is_made_by_its_button(demonstration: Flask) -> None:
    person = demonstration.test_client()
    person.post("/orientation", data={"etape": "lieu", "near": "Lyon", "radius_km": "10"})
    tree = shown(person)
    forms = tree.xpath("//form[@class='way']")
    assert forms
    change = json.loads(dict(forms[0].form_values())["changement"])
    assert person.post("/orientation/changer", data=dict(forms[0].form_values())).status_code == 303
    kept = person.get("/orientation/reponses.json").get_json()
    assert kept.items() >= {name: value for name, value in change.items() if value}.items()


@pytest.mark.parametrize(
    "change", ["", "[]", "1", '{"near": "Atlantide"}', '{"king": 1}', "[" * 5000, '{"near": 4}',
               '{"words": {}}', '{"weights": null}', "\u0000"]
)  # fmt: skip
def test_a_change_of_nobody_is_refused(person: FlaskClient, change: str) -> None:
    before = person.get("/orientation/reponses.json").get_json()
    assert person.post("/orientation/changer", data={"changement": change}).status_code == 400
    assert person.get("/orientation/reponses.json").get_json() == before


@pytest.mark.parametrize("formation", ["", "../..", "a" * 41, "é"])
def test_only_a_training_can_be_judged(person: FlaskClient, formation: str) -> None:
    form = {"formation": formation, "sens": "more"}
    assert person.post("/orientation/avis", data=form).status_code == 400


def test_the_search_carries_what_the_training_should_be_and_nothing_of_the_person(
    person: FlaskClient,
) -> None:
    address = shown(person).xpath("//a[text()='Voir comme une recherche']/@href")[0]
    assert dict(parse_qsl(urlsplit(address).query)) == {
        "trade": "data-analyst", "modality": "onsite", "hours_max": "152",
        "near": "Lyon", "radius_km": "30",
    }  # fmt: skip
    assert person.get(address).status_code == 200


@given(profiles)
def test_any_answers_make_a_search_without_the_person(profile: Profile) -> None:
    params = dict(as_search(profile).to_params())
    assert set(params) <= {"family", "trade", "region", "modality", "certification", "funding",
                           "hours_max", "starts_before", "near", "radius_km"}  # fmt: skip
    hidden = profile.but(education_level=4, words="moi", audiences=("women",))
    assert as_search(hidden) == as_search(profile)


def test_the_answers_are_read_back_in_words(person: FlaskClient) -> None:
    told = words(shown(person).xpath("//dl[@class='given']")[0])
    for text in ("j’aime les chiffres", "Data", "Data analyst", "Lyon", "30 km", "Sur place",
                 "Bac", "Je cherche un emploi", "1 mois au plus", "Femmes",
                 "Le lieu : 3 sur 3"):  # fmt: skip
        assert text in told.replace("\u00a0", " ")


@given(profile=profiles)
@settings(max_examples=25, deadline=None)
def test_every_profile_has_a_page_whose_points_add_up(
    demonstration: Flask, advice_for: Advise, profile: Profile
) -> None:
    advice = advice_for(profile)
    with demonstration.test_request_context():
        page = results_page(advice, TODAY)
    for view, one in zip(page.suggested, advice.suggested, strict=True):
        assert sum(share.points for share in view.shares) == round(100 * one.score)
        for share, reason in zip(view.shares, one.reasons, strict=True):
            assert share.points <= share.most
            if isclose(reason.contribution, reason.most):
                assert share.points == share.most
