"""Answers are in the person's own signed cookie: in no address, log, cache or table."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session, SQLModel, select

from data import models, usage
from data.shared_profiles import SharedProfile
from portal import create_app
from portal.doors import EXTENSION
from portal.orientation.questions import SCREENS
from tests.portal.conftest import NewInstance

PERSON = {"Accept-Language": "fr", "User-Agent": "Mozilla/5.0"}
TOLD: dict[str, dict[str, str]] = {
    "envies": {"words": "zwiebelkuchen solitaire", "families": "communication"},
    "metier": {"trades": "data-scientist"},
    "lieu": {"near": "Montreuil", "radius_km": "200", "modalities": "blended"},
    "niveau": {"education_level": "3", "situation": "job_seeker"},
    "temps": {"hours_max": "1820", "starts_before": "2031-05-17"},
    "apres": {"certifications": "cqp", "funding": "agefiph"},
    "public": {"audiences": "disabled"},
    "priorites": {"weights.results": "3"},
}
SECRETS = (
    "zwiebelkuchen", "communication", "data-scientist", "montreuil", "blended", "job_seeker",
    "1820", "2031-05-17", "cqp", "agefiph", "disabled", "education_level", "weights.results",
)  # fmt: skip
"""What would give an answer away."""


@pytest.fixture
def alone(new_instance: NewInstance, tmp_path: Path) -> Iterator[Flask]:
    """An application of its own, for these tests write."""
    app = create_app(new_instance(tmp_path))
    yield app
    app.extensions[EXTENSION].engine.dispose()


def gives_away(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text.lower()]


def test_nothing_of_a_profile_is_in_an_address_a_log_or_a_table(
    alone: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []
    led: list[str] = []
    alone.before_request(lambda: asked.append(request.full_path))

    def follow(response: Response) -> Response:
        led.append(response.headers.get("Location", "") + response.headers.get("HX-Push-Url", ""))
        return response

    alone.after_request(follow)
    client = alone.test_client()
    with caplog.at_level(logging.DEBUG):
        _whole_visit(client)
    assert len(asked) > 25
    assert gives_away(" ".join(asked + led)) == []
    logged = " ".join(f"{one.getMessage()} {one.exc_text or ''}" for one in caplog.records)
    assert gives_away(logged) == []
    assert gives_away(_written(alone)) == []


def _whole_visit(client: FlaskClient) -> None:
    """All screens one by one, the count, the results and all that can be done there."""

    def get(address: str) -> Any:
        answer = client.get(address, headers=PERSON)
        assert answer.status_code == 200
        return answer

    def post(address: str, expected: int = 303, **form: str) -> None:
        answer = client.post(address, data=form, headers=PERSON)
        assert answer.status_code == expected

    get("/orientation")
    for screen in SCREENS:
        get(f"/orientation?etape={screen.name}")
        post("/orientation/compte", 200, etape=screen.name, **TOLD[screen.name])
        post("/orientation", etape=screen.name, **TOLD[screen.name])
    post("/orientation", 400, etape="lieu", near="Montreuilleuh")
    post("/orientation/lieux", 200, q="Montreuil")
    page = html.fromstring(get("/orientation/resultats").text)
    one = page.xpath("//input[@name='formation']/@value")[0]
    post("/orientation/avis", formation=one, sens="more")
    post("/orientation/changer", changement='{"hours_max": 1820.0}')
    post("/orientation/changer", 400, changement='{"near": "Montreuilleuh"}')
    get("/orientation/reponses.json")
    get(f"/formations/{one}")
    get("/orientation?etape=tout")
    post("/orientation/effacer")


def _written(app: Flask) -> str:
    """Every row that a visit could have written."""
    tables: tuple[type[SQLModel], ...] = (
        models.SeenQuery, models.KnownText, models.QueryCount, SharedProfile
    )  # fmt: skip
    with Session(app.extensions[EXTENSION].engine) as session:
        rows = [row.model_dump_json() for table in tables for row in session.exec(select(table))]
        rows += [one.text for one in usage.uses(session, "2026-11")]
    return " ".join(rows)


def test_a_failure_tells_the_log_nothing_either(
    alone: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """The database refuses what is to be kept for an advisor."""
    client = alone.test_client()
    client.post("/orientation", data={"etape": "envies", **TOLD["envies"]})
    with Session(alone.extensions[EXTENSION].engine) as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON shared_profile "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        session.commit()
    with caplog.at_level(logging.DEBUG):
        assert client.post("/orientation/partage").status_code == 500
    assert "INSERT INTO shared_profile" in caplog.text
    assert gives_away(caplog.text) == []


def test_the_cookie_is_signed_and_kept_to_this_site(client: FlaskClient) -> None:
    answer = client.post("/orientation", data={"etape": "envies", "families": "data"})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    # Without a date it goes with the browser.
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie
    forged = cookie.split("session=")[1].split(";")[0][:-2] + "xx"
    client.set_cookie("session", forged)
    assert client.get("/orientation/reponses.json").get_json() == {}


@pytest.mark.parametrize(
    "address",
    ["/orientation", "/orientation?etape=lieu", "/orientation?etape=tout", "/orientation?etape=x",
     "/orientation/resultats", "/orientation/reponses.json", "/orientation/partage/x"],
)  # fmt: skip
def test_no_cache_and_no_search_engine_keeps_these_pages(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers.get("X-Robots-Tag", "") == ("" if address == "/orientation" else "noindex")


def test_answers_can_be_taken_home_and_asked_again(client: FlaskClient) -> None:
    for name, answers in TOLD.items():
        client.post("/orientation", data={"etape": name, **answers})
    answer = client.get("/orientation/reponses.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    body = client.post("/api/v1/recommendations", json=json.loads(answer.text)).get_json()
    page = html.fromstring(client.get("/orientation/resultats").text)
    assert [f"card-{one['formation']['id']}" for one in body["suggestions"]] == page.xpath(
        "//h2[@class='card__title']/@id"
    )


def test_erasing_leaves_nothing(client: FlaskClient) -> None:
    client.post("/orientation", data={"etape": "envies", **TOLD["envies"]})
    assert "Effacer mes réponses" in client.get("/orientation").text
    client.post("/orientation/effacer")
    assert client.get("/orientation/reponses.json").get_json() == {}
    assert "Effacer mes réponses" not in client.get("/orientation").text


def test_an_answer_that_no_longer_exists_is_let_go_alone(client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie["orientation"] = {"families": ["cuisine"], "words": "dessiner", "near": "Zyx",
                                 "radius_km": 10.0}  # fmt: skip
    assert client.get("/orientation/reponses.json").get_json() == {"words": "dessiner"}
    assert client.get("/orientation/resultats").status_code == 200
