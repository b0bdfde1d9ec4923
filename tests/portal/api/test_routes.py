"""The API's answers: the contract's JSON, errors that name the parameter, readable anywhere."""

import pytest
from flask.testing import FlaskClient

from portal.api.models import Problem
from tests.portal.small_catalogue import COMPLETE, UNKNOWN, address


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
    for url in ("/api/v1/formations", "/api/v1/formations/no", "/api/v1/completions?q=a"):
        assert client.get(url).headers["Access-Control-Allow-Origin"] == "*"


def test_any_site_is_told_what_it_may_send(client: FlaskClient) -> None:
    headers = {"Origin": "https://ville.fr", "Access-Control-Request-Method": "GET"}
    answer = client.options("/api/v1/formations", headers=headers)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    for page in ("/formations", "/api/"):
        assert "Access-Control-Allow-Origin" not in client.get(page).headers


def test_every_page_of_a_search_is_linked_and_no_training_is_told_twice(
    client: FlaskClient,
) -> None:
    url, seen = "/api/v1/formations?q=promotion&page_size=7", list[str]()
    first = client.get(url).get_json()
    assert (first["links"]["self"], first["links"]["first"]) == (url, url)
    assert first["links"]["prev"] is None
    while url:
        answer = client.get(url)
        body = answer.get_json()
        seen += [hit["formation"]["id"] for hit in body["hits"]]
        said = {rel for link in answer.headers.getlist("Link") for rel in link.split('"')[1:2]}
        assert said == {rel for rel, to in body["links"].items() if to}
        last, url = url, body["links"]["next"]
    assert len(seen) == len(set(seen)) == first["total"]
    assert last == first["links"]["last"]
    beyond = client.get("/api/v1/formations?q=promotion&page_size=7&page=900").get_json()["links"]
    assert (beyond["prev"], beyond["next"]) == (last, None)


@pytest.mark.parametrize(
    "url",
    ["/api/v1/formations?q=web", address(COMPLETE).replace("/formations", "/api/v1/formations"),
     "/api/v1/completions?q=web", "/api/v1/catalogue", "/api/v1/openapi.json",
     "/api/v1/catalogue.jsonl", "/api/v1/catalogue.csv", "/api/v1/catalogue.xml",
     "/formations.atom?q=web", f"{address(COMPLETE)}.png"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_what_has_not_changed_is_not_sent_again(
    client: FlaskClient, url: str, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding}
    tag = client.get(url, headers=headers).headers["ETag"]
    again = client.get(url, headers={**headers, "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    other = client.get(url, headers={**headers, "If-None-Match": 'W/"other"'})
    assert other.status_code == 200
    assert "Accept-Encoding" in other.headers["Vary"]


def test_a_tag_tells_searches_and_trainings_apart(client: FlaskClient) -> None:
    urls = [f"/api/v1/formations?q=web&page={page}" for page in (1, 2)]
    urls += [f"/api/v1{address(one)}" for one in (COMPLETE, UNKNOWN)]
    assert len({client.get(url).headers["ETag"] for url in urls}) == len(urls)


def test_a_training_is_not_sent_twice(client: FlaskClient) -> None:
    url = f"/api/v1{address(COMPLETE)}"
    answer = client.get(url)
    # The rates beside its own may change without it: only the tag can tell.
    assert answer.last_modified is None
    held = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(url, headers=held).status_code == 304


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/api/v1/formations/%00", 404),
        ("GET", "/api/v1/formations/..%2Fx", 404),
        ("GET", "/api/v1/nothing", 404),
        ("POST", "/api/v1/formations", 405),
        ("GET", "/api/v1/formations?page=0", 400),
    ],
)
def test_every_error_is_a_problem(client: FlaskClient, method: str, url: str, status: int) -> None:
    answer = client.open(url, method=method)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    problem = Problem.model_validate(answer.get_json(force=True))
    assert problem.status == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
