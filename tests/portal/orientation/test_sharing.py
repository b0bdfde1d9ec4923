"""A link shows answers to an advisor: signed, for seven days, until it is taken back."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import timed
from lxml import html
from sqlmodel import Session, select

from data.shared_profiles import SharedProfile
from portal.doors import EXTENSION
from portal.orientation import sharing
from tests.portal.conftest import words


def shared_link(client: FlaskClient) -> str:
    """The path of the link that a person makes of their answers."""
    client.post("/orientation", data={"etape": "niveau", "education_level": "4"})
    assert client.post("/orientation/partage").status_code == 303
    page = html.fromstring(client.get("/orientation/resultats").text)
    return urlsplit(page.xpath("//a[@class='share__link']/@href")[0]).path


def rows(app: Flask) -> list[SharedProfile]:
    with Session(app.extensions[EXTENSION].engine) as session:
        return list(session.exec(select(SharedProfile)))


@pytest.fixture(autouse=True)
def clean(app: Flask) -> None:
    with Session(app.extensions[EXTENSION].engine) as session:
        for row in session.exec(select(SharedProfile)):
            session.delete(row)
        session.commit()


def test_an_advisor_reads_answers_and_suggestions_and_changes_nothing(
    app: Flask, client: FlaskClient
) -> None:
    link = shared_link(client)
    answer = app.test_client().get(link)
    page = html.fromstring(answer.text)
    assert "Votre plus haut diplôme Bac" in words(page)
    assert page.xpath("//h2[@class='card__title']")
    assert not page.xpath("//main//form")
    assert "noindex" in page.xpath("//meta[@name='robots']/@content")[0]
    assert page.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_the_database_keeps_no_token(app: Flask, client: FlaskClient) -> None:
    link = shared_link(client)
    (row,) = rows(app)
    assert row.answers == {"education_level": 4}
    assert row.digest not in link
    left = row.expires_at - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)


def test_nothing_is_stored_before_it_is_asked(app: Flask, client: FlaskClient) -> None:
    client.post("/orientation", data={"etape": "niveau", "education_level": "4"})
    client.get("/orientation/resultats")
    assert rows(app) == []


def test_a_new_link_ends_the_one_before(app: Flask, client: FlaskClient) -> None:
    first, second = shared_link(client), shared_link(client)
    assert first != second
    assert len(rows(app)) == 1
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


@pytest.mark.parametrize("how", ["/orientation/effacer", "/orientation/partage/fin"])
def test_it_can_be_taken_back(app: Flask, client: FlaskClient, how: str) -> None:
    link = shared_link(client)
    client.post(how)
    assert rows(app) == []
    gone = app.test_client().get(link)
    assert gone.status_code == 410
    assert "Ce lien ne marche plus" in gone.text
    assert "share__link" not in client.get("/orientation/resultats").text


def test_an_altered_link_is_none(client: FlaskClient) -> None:
    link = shared_link(client)
    for altered in (link[:-1], link[:-4] + "AAAA", "/orientation/partage/" + "a" * 3000):
        assert client.get(altered).status_code == 404


def test_it_expires_and_its_answers_are_deleted(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared_link(client)
    later = datetime.now(UTC) + timedelta(days=7, minutes=1)
    monkeypatch.setattr(sharing, "_now", lambda: later)
    with patch.object(timed.time, "time", later.timestamp):
        assert client.get(link).status_code == 410
        assert "share__link" not in client.get("/orientation/resultats").text
    assert rows(app) == []


def test_the_way_in_tidies_up(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared_link(client)
    monkeypatch.setattr(sharing, "_now", lambda: datetime.now(UTC) + timedelta(days=8))
    app.test_client().get("/orientation")
    assert rows(app) == []
