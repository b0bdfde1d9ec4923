"""Hostile texts through the real page and API: answered, or refused by name, and never run."""

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from lxml import html

from tests.search_index.test_hostile import TEXTS

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(TEXTS)
def test_any_text_gets_a_page_or_a_clear_refusal(client: FlaskClient, text: str) -> None:
    answer = client.get("/formations", query_string={"q": text})
    assert answer.status_code in (200, 400)
    page = html.fromstring(answer.text)
    told = [one for one in page.iter("script") if not one.get("src") and one.text]
    assert all(one.get("type") == "application/ld+json" for one in told)


@SETTINGS
@given(TEXTS)
def test_any_text_gets_json_or_a_named_problem(client: FlaskClient, text: str) -> None:
    answer = client.get("/api/v1/formations", query_string={"q": text})
    if answer.status_code != 200:
        assert answer.status_code == 400
        assert answer.content_type == "application/problem+json"
        assert [one["parameter"] for one in answer.get_json()["errors"]] == ["q"]


def test_ten_thousand_characters_are_refused_by_name(client: FlaskClient) -> None:
    answer = client.get("/api/v1/formations", query_string={"q": "a" * 10_000})
    assert answer.status_code in (400, 414)
    page = client.get("/formations", query_string={"q": "a" * 10_000})
    assert page.status_code == answer.status_code
