"""The pages count searches after the answer, for those who let them."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from data import usage
from data.models import SeenQuery
from portal import create_app
from portal.doors import EXTENSION
from tests.portal.conftest import NewInstance

PERSON = {"Accept-Language": "fr", "User-Agent": "Mozilla/5.0"}
THIS_MONTH = usage.month_of(date.today())


@pytest.fixture
def counting(new_instance: NewInstance, tmp_path: Path) -> Flask:
    """An application of its own, for these tests write."""
    return create_app(new_instance(tmp_path))


def rows(app: Flask) -> list[SeenQuery]:
    with Session(app.extensions[EXTENSION].engine) as session:
        return list(session.exec(select(SeenQuery)))


def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def test_three_readers_who_fail_are_heard(counting: Flask) -> None:
    for _ in range(3):
        assert browser(counting).get("/formations?q=cobol", headers=PERSON).status_code == 200
    with Session(counting.extensions[EXTENSION].engine) as session:
        (use,) = usage.uses(session, THIS_MONTH)
    assert (use.text, use.failed) == ("cobol", 3)


def test_opening_a_training_is_no_abandon(counting: Flask) -> None:
    reader = browser(counting)
    page = reader.get("/formations?q=data", headers=PERSON).text
    address = page.split('class="cover" href="')[1].split('"')[0]
    reader.get(address, headers=PERSON)
    assert [(row.failed, row.opened) for row in rows(counting)] == [(False, True)]


@pytest.mark.parametrize(
    "headers",
    [
        PERSON | {"DNT": "1"},
        PERSON | {"Sec-GPC": "1"},
        PERSON | {"User-Agent": "SomeBot/1.0"},
        {"User-Agent": "Mozilla/5.0"},
    ],
)
def test_who_does_not_want_to_be_counted_gets_no_cookie(
    counting: Flask, headers: dict[str, str]
) -> None:
    answer = browser(counting).get("/formations?q=cobol", headers=headers)
    assert "Set-Cookie" not in answer.headers
    assert rows(counting) == []


def test_a_busy_database_breaks_no_search(counting: Flask) -> None:
    engine = counting.extensions[EXTENSION].engine
    with engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        assert browser(counting).get("/formations?q=data", headers=PERSON).status_code == 200
        other.exec_driver_sql("ROLLBACK")
    assert rows(counting) == []


def test_the_page_says_what_is_counted(counting: Flask) -> None:
    page = browser(counting).get("/confidentialite").text
    assert f"demandé par {usage.READERS} personnes" in page
