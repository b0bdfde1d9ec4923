"""The advisors' pages send a number of SQL statements that does not grow with what they show."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from portal.doors import EXTENSION
from tests.portal.advisors.test_desk import HOME, saved
from tests.portal.advisors.test_dossiers import (
    COMPLETE_ID,
    FREE_ID,
    LIST,
    ONLINE_ID,
    opened,
    share,
)
from tests.portal.people import Browser, signed_in

FORMATIONS = 6  # the formations and five kinds of relations
AROUND = 2  # who is signed in, the banner


@pytest.fixture
def sent(desk: Flask) -> Iterator[list[str]]:
    """The SQL statements sent since the test began."""
    found: list[str] = []
    engine = desk.extensions[EXTENSION].engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def statements(browser: Browser, url: str, sent: list[str]) -> int:
    """How many statements a page sends; it has been read once before."""
    assert browser.client.get(url).status_code == 200
    sent.clear()
    browser.client.get(url)
    return len([one for one in sent if not one.startswith("PRAGMA")])


def test_pages_of_a_dossier(desk: Flask, sent: list[str]) -> None:
    advisor = signed_in(desk, "sql@exemple.fr")
    paths = [
        opened(advisor, "un", COMPLETE_ID),
        opened(advisor, "trois", COMPLETE_ID, FREE_ID, ONLINE_ID),
    ]
    for path in paths:
        link = share(advisor, path, COMPLETE_ID, FREE_ID)
        # The dossier, its trainings, links and history.
        assert statements(advisor, path, sent) == AROUND + FORMATIONS + 4
        assert statements(advisor, f"{path}/imprimer", sent) == AROUND + FORMATIONS + 3
        # The link with its dossier, its trainings, the advisor; nobody is signed in.
        phone = Browser(desk.test_client())
        assert statements(phone, link, sent) == AROUND - 1 + FORMATIONS + 3
    assert statements(advisor, LIST, sent) == AROUND + 1


def test_the_work_view(desk: Flask, sent: list[str]) -> None:
    advisor = signed_in(desk, "sqlvue@exemple.fr")
    for url in (f"{HOME}?q=soir", HOME):
        assert statements(advisor, url, sent) == AROUND + FORMATIONS + 1
        saved(advisor, "une", "q=promotion")
    assert statements(advisor, f"{HOME}/territoire?department=69", sent) == AROUND
