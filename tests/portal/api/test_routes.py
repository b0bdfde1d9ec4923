"""The API's answers: the contract's JSON, errors that name the parameter, readable anywhere."""

import pytest
from flask.testing import FlaskClient


def test_a_search_answers_as_the_page_does(client: FlaskClient) -> None:
    body = client.get("/api/v1/formations?q=data&region=84&page_size=3").get_json()
    page = client.get("/formations?q=data&region=84&page_size=3").text
    assert 0 < len(body["hits"]) <= 3
    assert all(hit["formation"]["title"].split()[0] in page for hit in body["hits"])
    assert body["query"]["region"] == ["84"]
    assert {"value", "label", "count", "selected"} == set(body["facets"]["region"][0])
    assert body["hits"][0]["reasons"][0].keys() == {"field", "words", "how", "found"}


def test_what_was_understood_is_said(client: FlaskClient) -> None:
    query = client.get("/api/v1/formations?q=devloppeur+lyon").get_json()["query"]
    assert query["corrected"] == "développeur"
    assert query["place"]["label"] == "Lyon (69)"
    (part,) = query["parts"]
    assert (part["parameter"], part["written"], part["label"]) == ("near", "lyon", "Lyon (69)")


def test_every_repair_keeps_its_count(client: FlaskClient) -> None:
    body = client.get("/api/v1/formations?q=data&region=53&near=Lille").get_json()
    assert body["repairs"]
    for repair in body["repairs"]:
        assert client.get(f"/api/v1{repair['url']}").get_json()["total"] == repair["count"]


def test_one_training_and_none(client: FlaskClient) -> None:
    hit = client.get("/api/v1/formations?q=data").get_json()["hits"][0]["formation"]
    assert client.get(f"/api/v1/formations/{hit['id']}").get_json() == hit
    missing = client.get("/api/v1/formations/nothing")
    assert (missing.status_code, missing.content_type) == (404, "application/problem+json")


def test_completions_come_in_groups_with_their_addresses(client: FlaskClient) -> None:
    answer = client.get("/api/v1/completions?q=dév&limit=2")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    groups = answer.get_json()["groups"]
    assert groups[0]["kind"] == "trade"
    assert len(groups[0]["options"]) <= 2
    for group in groups:
        for option in group["options"]:
            assert client.get(option["url"]).status_code == 200


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/api/v1/formations?hours_min=x", "hours_min"),
        ("/api/v1/formations?near=Zyxville", "near"),
        ("/api/v1/completions?limit=0", "limit"),
        ("/api/v1/completions?limit=²", "limit"),
        ("/api/v1/completions?quoi=1", "quoi"),
        ("/api/v1/completions?q=" + "a" * 501, "q"),
    ],
)
def test_a_bad_parameter_is_named(client: FlaskClient, address: str, parameter: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert [one["parameter"] for one in answer.get_json(force=True)["errors"]] == [parameter]


def test_any_site_may_read(client: FlaskClient) -> None:
    for address in ("/api/v1/formations", "/api/v1/formations/no", "/api/v1/completions?q=a"):
        assert client.get(address).headers["Access-Control-Allow-Origin"] == "*"
