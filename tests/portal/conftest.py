"""The real application over a small real catalogue, and ways to read its pages."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import event

from portal import create_app
from portal.doors import EXTENSION
from portal.settings import Settings
from search_index.relevance.gate import Bench, bench
from tests.conftest import DATABASES, CopyDatabase, NewDatabase
from tests.portal.people import PUBLIC_URL, Mailbox
from tests.portal.small_catalogue import fill

Read = Callable[..., html.HtmlElement]
NewInstance = Callable[..., Settings]
AppOn = Callable[[str], Flask]


@pytest.fixture(scope="session")
def filled_on(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Settings]:
    """Gives an instance with the small catalogue on a kind of database, filled once, to copy."""

    @cache
    def filled(kind: str) -> Settings:
        folder = tmp_path_factory.mktemp("filled")
        return fill(folder, new_database(kind, folder))

    return filled


@pytest.fixture(scope="session")
def new_instance(filled_on: Callable[[str], Settings], copy_database: CopyDatabase) -> NewInstance:
    """Makes a folder an instance with the small catalogue: `new_instance(folder, "sqlite")`."""

    def make(folder: Path, kind: str = "sqlite") -> Settings:
        filled = filled_on(kind)
        settings = replace(
            filled, instance=folder, database_url=copy_database(filled.database_url, folder)
        )
        shutil.copytree(filled.index, settings.index)
        return settings

    return make


def _made_once(settings_on: Callable[[str], Settings]) -> Iterator[AppOn]:
    """Gives the application with the settings of a kind of database, made once.

    Of a fixture with parameters pytest keeps one value: each file would make all of them anew.
    """
    with ExitStack() as stack:

        @cache
        def made(kind: str) -> Flask:
            app = create_app(settings_on(kind))
            stack.callback(app.extensions[EXTENSION].engine.dispose)
            return app

        yield made


@pytest.fixture(scope="session")
def app_on(new_instance: NewInstance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppOn]:
    """Gives the application of `app` on a kind of database."""
    yield from _made_once(lambda kind: new_instance(tmp_path_factory.mktemp("instance"), kind))


@pytest.fixture(scope="session", params=DATABASES)
def app(request: pytest.FixtureRequest, app_on: AppOn) -> Flask:
    """The application on each kind of database; pages only read, so all tests share it."""
    return app_on(request.param)


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """A real mail server."""
    box = Mailbox()
    server = box.start()
    yield box
    server.stop()


@pytest.fixture(scope="session")
def desk_on(
    new_instance: NewInstance, tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox
) -> Iterator[AppOn]:
    """Gives the application of `desk` on a kind of database."""
    yield from _made_once(
        lambda kind: replace(
            new_instance(tmp_path_factory.mktemp("desk"), kind),
            smtp_url=f"smtp://127.0.0.1:{mailbox.port}",
            mail_from="Le portail <portail@exemple.fr>",
            url=PUBLIC_URL,
        )
    )


@pytest.fixture(scope="session", params=DATABASES)
def desk(request: pytest.FixtureRequest, desk_on: AppOn) -> Flask:
    """An application that tests write to, each with people of its own, and that sends mail."""
    return desk_on(request.param)


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The demonstration catalogue as the commands that measure build it, built once for all."""
    return bench(tmp_path_factory.mktemp("bench"))


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
