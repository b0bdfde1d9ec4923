"""A real Chromium before the real application, served on this machine alone."""

import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request
from werkzeug.serving import WSGIRequestHandler, make_server

from data.accounts import Role
from portal import create_app
from tests.portal.people import person
from tests.portal.small_catalogue import fill

SCHOOL, TEAM = "ecole@exemple.fr", "equipe@exemple.fr"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update"
).split()


class Quiet(WSGIRequestHandler):
    """A server that keeps its requests to itself."""

    def log_request(self, *_more: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Chromium as the machine has it; without one these tests fail, they are never left out."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium manque : lancez « python -m tests.machine »"
    return {"executable_path": path, "args": FLAGS, "headless": True}


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served portal; playwright puts it before every path."""
    instance = tmp_path_factory.mktemp("browser")
    app = create_app(fill(instance, f"sqlite:///{instance}/portal.db"))
    person(app, SCHOOL, Role.PROVIDER, ("ecole-du-soir",))
    person(app, TEAM, Role.TEAM)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(autouse=True)
def complaints(page: Page, base_url: str) -> Iterator[list[str]]:
    """Whatever the browser complains of, or asks of another host: none is allowed."""
    found: list[str] = []

    def own(request: Request) -> None:
        if not request.url.startswith(base_url):
            found.append(request.url)

    page.on("request", own)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    yield found
    # Chromium itself reports a page that answers 4xx.
    assert [one for one in found if "Failed to load resource" not in one] == []
