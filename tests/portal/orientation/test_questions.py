"""The questionnaire: one screen or all, every question optional, nothing lost on the way."""

import pytest
from flask.testing import FlaskClient
from lxml import html

from portal.orientation.questions import ALL, BY_NAME, SCREENS
from search_index.recommend.profile import CRITERIA, Profile
from tests.portal.conftest import Read, words


def tree(client: FlaskClient, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).text)


def test_every_answer_of_a_profile_is_asked_once() -> None:
    asked = [ask.field for screen in SCREENS for ask in screen.asks]
    # A region is given as a place; « plus » and « moins » are said on the cards.
    assert {*asked, "region", "more", "less"} == set(Profile.model_fields)
    assert len(asked) == len(set(asked))
    weights = next(ask for ask in ALL.asks if ask.field == "weights")
    assert {code for code, _, _ in weights.lines()} == set(CRITERIA) - {"taste"}


@pytest.mark.parametrize("name", BY_NAME)
def test_a_screen_asks_in_fields_with_labels(read: Read, name: str) -> None:
    page = read(f"/orientation?etape={name}")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    fields = page.xpath("//main//form[@class='survey']//*[self::input or self::select"
                        " or self::textarea][not(@type='hidden')]")  # fmt: skip
    assert fields
    for field in fields:
        assert page.xpath(f"//label[@for='{field.get('id')}']")
        assert field.get("required") is None
    for described in page.xpath("//@aria-describedby"):
        assert described in ids


def test_the_screens_follow_one_another_in_words(read: Read) -> None:
    address = "/orientation?etape=envies"
    for number, screen in enumerate(SCREENS, start=1):
        page = read(address)
        assert f"Question {number} sur {len(SCREENS)}" in words(page)
        assert page.xpath("//input[@name='etape']/@value") == [screen.name]
        address = page.xpath("//a[text()='Passer']/@href")[0]
    assert address == "/orientation/resultats"


def test_back_keeps_what_was_answered(client: FlaskClient) -> None:
    client.post("/orientation", data={"etape": "envies", "words": "les réseaux"})
    answer = client.post(
        "/orientation", data={"etape": "metier", "trades": "data-analyst", "vers": "retour"}
    )
    assert answer.headers["Location"] == "/orientation?etape=envies"
    page = tree(client, "/orientation?etape=tout")
    assert page.xpath("//textarea[@name='words']")[0].text == "les réseaux"
    assert page.xpath("//input[@name='trades'][@checked]/@value") == ["data-analyst"]


def test_the_trades_of_the_chosen_families_come_first_and_open(client: FlaskClient) -> None:
    client.post("/orientation", data={"etape": "envies", "families": ["data", "communication"]})
    page = tree(client, "/orientation?etape=metier")
    opened = page.xpath("//details[@open]//summary/text()")
    assert opened == page.xpath("//details//summary/text()")[:2]
    assert opened == ["Data", "Communication digitale"]


def test_a_wrong_answer_is_explained_and_loses_nothing(client: FlaskClient) -> None:
    client.post("/orientation", data={"etape": "envies", "words": "les réseaux"})
    form = {"etape": "lieu", "near": "Lyom", "radius_km": "50", "modalities": "onsite"}
    answer = client.post("/orientation", data=form)
    assert answer.status_code == 400
    page = html.fromstring(answer.text)
    assert "vouliez-vous dire Lyon (69)" in words(page.xpath("//div[@role='alert']")[0])
    assert page.xpath("//div[@role='alert']//a/@href") == ["#near"]
    assert page.xpath("//input[@name='near']/@value") == ["Lyom"]
    assert "?." not in words(page)
    assert page.xpath("//option[@selected]/@value") == ["50"]
    assert page.xpath("//input[@name='modalities'][@checked]/@value") == ["onsite"]
    assert client.get("/orientation/reponses.json").get_json() == {"words": "les réseaux"}


def test_the_live_count_is_that_of_the_answers_in_the_form(client: FlaskClient) -> None:
    def count(**answers: str) -> str:
        return client.post("/orientation/compte", data=answers).text.strip()

    everything = count(etape="lieu")
    assert everything.endswith("formations possibles")
    assert count(etape="lieu", near="Lyon", radius_km="10") != everything
    assert count(etape="lieu", near="Lyo") == "Lieu pas encore reconnu"
    assert count(etape="temps", hours_max="x") == "Un nombre est attendu"
    # Nothing was kept on the way.
    assert count(etape="lieu") == everything
    assert client.get("/orientation/reponses.json").get_json() == {}


def test_the_plain_page_shows_the_same_count(client: FlaskClient) -> None:
    form = {"etape": "lieu", "near": "Lyon", "radius_km": "10"}
    live = client.post("/orientation/compte", data=form).text.strip()
    client.post("/orientation", data=form)
    page = tree(client, "/orientation?etape=lieu")
    assert page.xpath("string(//p[@id='possible'])").strip() == live


def test_a_place_is_proposed_by_post(client: FlaskClient) -> None:
    groups = client.post("/orientation/lieux", data={"q": "villeurb"}).get_json()["groups"]
    assert [group["kind"] for group in groups] == ["place"]
    assert "Villeurbanne" in groups[0]["options"][0]["label"]
    assert client.get("/orientation/lieux?q=villeurb").status_code == 405
    assert client.post("/orientation/lieux", data={"q": "a" * 501}).status_code == 400


@pytest.mark.parametrize("name", ["", "autre", "é" * 5000])
def test_an_unknown_screen_is_no_page(client: FlaskClient, name: str) -> None:
    assert client.get("/orientation", query_string={"etape": name}).status_code == 404
    assert client.post("/orientation", data={"etape": name}).status_code == 404
    assert client.post("/orientation/compte", data={"etape": name}).status_code == 404


def test_everywhere_there_is_a_way_in(read: Read) -> None:
    assert "/orientation" in read("/formations").xpath("//nav[@class='menu']/a/@href")
    assert len(read("/").xpath("//main//a[@href='/orientation']")) == 2
