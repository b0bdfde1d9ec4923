"""The real application over a small real catalogue, and ways to read its pages."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import event

from portal import create_app
from portal.doors import EXTENSION
from portal.settings import Settings
from tests.conftest import DATABASES, NewDatabase
from tests.portal.people import PUBLIC_URL, Mailbox
from tests.portal.small_catalogue import fill

Read = Callable[..., html.HtmlElement]
NewInstance = Callable[[Path], Settings]


@pytest.fixture(scope="session", params=DATABASES)
def app(
    request: pytest.FixtureRequest,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Flask]:
    """The application on each kind of database; pages only read, so all tests share it."""
    instance = tmp_path_factory.mktemp("instance")
    app = create_app(fill(instance, new_database(request.param, instance)))
    yield app
    app.extensions[EXTENSION].engine.dispose()


@pytest.fixture(scope="session")
def new_instance(tmp_path_factory: pytest.TempPathFactory) -> NewInstance:
    """Makes a folder an instance with the small catalogue: a copy of one that was filled once."""
    original = tmp_path_factory.mktemp("original")
    settings = fill(original, f"sqlite:///{original}/portal.db")

    def make(folder: Path) -> Settings:
        shutil.copytree(original, folder, dirs_exist_ok=True)
        return replace(settings, instance=folder, database_url=f"sqlite:///{folder}/portal.db")

    return make


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """A real mail server."""
    box = Mailbox()
    server = box.start()
    yield box
    server.stop()


@pytest.fixture(scope="session", params=DATABASES)
def desk(
    request: pytest.FixtureRequest,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    mailbox: Mailbox,
) -> Iterator[Flask]:
    """An application that tests write to, each with people of its own, and that sends mail."""
    instance = tmp_path_factory.mktemp("desk")
    settings = replace(
        fill(instance, new_database(request.param, instance)),
        smtp_url=f"smtp://127.0.0.1:{mailbox.port}",
        mail_from="Le portail <portail@exemple.fr>",
        url=PUBLIC_URL,
    )
    app = create_app(settings)
    yield app
    app.extensions[EXTENSION].engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()


@pytest.fixture
def read(client: FlaskClient) -> Read:
    """Get an address that answers 200, parsed; keywords are headers with _ for -."""

    def read(address: str, status: int = 200, **headers: str) -> html.HtmlElement:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = client.get(address, headers=named)
        assert answer.status_code == status, answer.text
        return html.fromstring(answer.text)

    return read


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements sent since the test began."""
    sent: list[str] = []
    engine = app.extensions[EXTENSION].engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def words(element: html.HtmlElement) -> str:
    """The text of an element, its pieces and words with one space between."""
    return " ".join(" ".join(element.itertext()).split())
