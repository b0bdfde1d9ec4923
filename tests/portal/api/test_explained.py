"""The page for developers: its examples work as they stand, and it leaves nothing out."""

import contextlib
import io
import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from portal.api.operations import OPERATIONS
from search_index.query import READERS
from tests.portal.conftest import Read, words


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of the application behind a real server."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_every_command_of_the_page_is_answered(read: Read, client: FlaskClient) -> None:
    commands = read("/api/").xpath("//code[@data-example='curl']/text()")
    assert len(commands) == sum(bool(one.example) for one in OPERATIONS)
    for command in commands:
        (address,) = re.fullmatch(r'curl "http://localhost(/\S+)"', command).groups()  # type: ignore[union-attr]
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.data


def test_the_program_of_the_page_reads_a_search_to_its_end(read: Read, served: str) -> None:
    (program,) = read("/api/").xpath("//code[@data-example='python']/text()")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(program.replace("http://localhost", served), {})  # noqa: S102 - what it is for
    total, read_in_all = map(int, said.getvalue().split())
    assert total == read_in_all > 0


def test_it_names_every_parameter_operation_and_status(read: Read) -> None:
    tree = read("/api/")
    named = set(tree.xpath("//th[@scope='row']/code/text()"))
    assert named >= set(READERS)
    text = words(tree.xpath("//main")[0])
    for told in (*(one.path for one in OPERATIONS), "429", "Licence Ouverte", "Sunset"):
        assert told in text
    targets = {one[1:] for one in tree.xpath("//main//a/@href") if one.startswith("#")}
    assert targets <= set(tree.xpath("//@id"))
