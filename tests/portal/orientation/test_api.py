"""One answer on every face: the page, the API and the command; clear refusals of what is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from lxml import html

from portal.commands import portal
from portal.orientation.answers import answers_of
from search_index.recommend.profile import Profile
from search_index.recommend.suggestions import MET
from tests.portal.conftest import NewInstance, words
from tests.portal.orientation.profiles import profiles

ADDRESS = "/api/v1/recommendations"
PROFILE = {"words": "data", "near": "Lyon", "radius_km": 40, "education_level": 0}


def test_the_answer_is_that_of_the_contract(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, json=PROFILE)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.get_json()
    assert set(body) == {"suggestions", "hints", "possible", "barred", "understood", "model"}
    assert body["model"]["formations"] == 44
    for one in body["suggestions"]:
        assert set(one) == {"formation", "score", "distance_km", "reasons", "caveats"}
        assert sum(reason["contribution"] for reason in one["reasons"]) == pytest.approx(
            one["score"]
        )
        shown = client.get(f"/api/v1/formations/{one['formation']['id']}").get_json()
        assert shown == one["formation"]
    for hint in body["hints"]:
        changed = client.post(ADDRESS, json=PROFILE | hint["change"]).get_json()
        assert changed["possible"] == body["possible"] + hint["gain"]


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        ({"families": ["cuisine"]}, "families"),
        ({"trades": "data-analyst"}, "trades"),
        ({"education_level": 2}, "education_level"),
        ({"education_level": "4"}, "education_level"),
        ({"hours_max": -1}, "hours_max"),
        ({"hours_max": 1e400}, "hours_max"),
        ({"radius_km": 10}, "radius_km"),
        ({"near": "Atlantide"}, "near"),
        ({"starts_before": "2027-02-30"}, "starts_before"),
        ({"weights": {"trade": 4}}, "weights.trade"),
        ({"weights": {"price": 1}}, "weights.price"),
        ({"words": "a" * 900_000}, "words"),
        ({"words": ["a"]}, "words"),
        ({"sex": "f"}, "sex"),
        ({"more": ["../.."]}, "more.0"),
        ([], "profil"),
    ],
)
def test_a_bad_profile_names_the_field(client: FlaskClient, profile: object, field: str) -> None:
    answer = client.post(ADDRESS, json=profile)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    body = answer.get_json(force=True)
    assert body["title"] == "Ces réponses n’ont pas pu être lues"
    (error,) = body["errors"]
    assert error["parameter"] == field
    assert error["reason"]
    assert len(error["value"]) <= 200


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b"{} {}"])
def test_what_is_no_json_is_said(client: FlaskClient, body: bytes) -> None:
    answer = client.post(ADDRESS, data=body, content_type="application/json")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.get_json(force=True)["errors"][0]["reason"]


@pytest.mark.parametrize(
    ("kind", "size", "status"),
    [("text/plain", 2, 415), ("", 2, 415), ("application/x-www-form-urlencoded", 2, 415),
     ("application/json", 1_000_001, 413)],
)  # fmt: skip
def test_other_bodies_are_refused(client: FlaskClient, kind: str, size: int, status: int) -> None:
    answer = client.post(ADDRESS, data=b"{" + b" " * (size - 2) + b"}", content_type=kind)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.get_json(force=True)["detail"]


def test_any_site_may_ask(client: FlaskClient) -> None:
    ask = {"Origin": "https://site.invalid", "Access-Control-Request-Method": "POST",
           "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    headers = client.options(ADDRESS, headers=ask).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in headers["Access-Control-Allow-Headers"]
    for answer in (client.post(ADDRESS, json={}), client.post(ADDRESS, json={"sex": "f"})):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer.headers
    refused = client.get(ADDRESS)
    assert (refused.status_code, refused.content_type) == (405, "application/problem+json")


@given(profile=profiles)
@settings(max_examples=20, deadline=None)
def test_page_api_and_command_say_the_same(
    demonstration: Flask, tmp_path_factory: pytest.TempPathFactory, profile: Profile
) -> None:
    path = tmp_path_factory.mktemp("asked") / "profile.json"
    path.write_text(profile.model_dump_json())
    instance = {"PORTAL_INSTANCE": demonstration.config["TEST_INSTANCE"]}
    client = demonstration.test_client()
    answered = client.post(ADDRESS, json=answers_of(profile)).get_json()
    done = CliRunner().invoke(portal, ["recommend", str(path), "--json"], env=instance)
    assert json.loads(done.output) == answered
    with client.session_transaction() as cookie:
        cookie["orientation"] = answers_of(profile)
    page = html.fromstring(client.get("/orientation/resultats").text)
    cards = page.xpath("//li[@class='advice']")
    assert len(cards) == len(answered["suggestions"])
    for card, one in zip(cards, answered["suggestions"], strict=True):
        told = words(card).replace("\u00a0", " ").replace("\u202f", " ").lower()
        texts = [reason["text"] for reason in one["reasons"]] + one["caveats"]
        assert f"card-{one['formation']['id']}" in card.xpath(".//h2/@id")
        for text in texts:
            assert text.replace("\u00a0", " ").replace("\u202f", " ").lower() in told
    ways = [words(way) for way in page.xpath("//form[@class='way']/p")]
    assert ways == [f"{one['text']}.".replace("\u00a0", " ") for one in answered["hints"]]


def test_the_command_says_it_in_words(new_instance: NewInstance, tmp_path: Path) -> None:
    new_instance(tmp_path)
    asked = tmp_path / "profile.json"
    asked.write_text(json.dumps(PROFILE))
    instance = {"PORTAL_INSTANCE": str(tmp_path)}
    run = CliRunner()
    said = run.invoke(portal, ["recommend", str(asked)], env=instance)
    assert said.exit_code == 0, said.output
    body = run.invoke(portal, ["recommend", str(asked), "--json"], env=instance)
    first = json.loads(body.output)["suggestions"][0]
    assert said.output.startswith(first["formation"]["id"])
    met = next(reason["text"] for reason in first["reasons"] if reason["verdict"] == MET)
    assert met.lower() in said.output.lower()
    piped = run.invoke(portal, ["recommend", "-"], input=json.dumps(PROFILE), env=instance)
    assert piped.output == said.output
    asked.write_text('{"sex": "f"}')
    wrong = run.invoke(portal, ["recommend", str(asked)], env=instance)
    assert wrong.exit_code == 2
    assert "sex : champ inconnu" in wrong.output
