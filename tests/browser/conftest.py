"""A real Chromium before the real application, served on this machine alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from data.accounts import Role
from portal import create_app
from tests.browser.serving import served
from tests.machine import program
from tests.portal.people import person
from tests.portal.small_catalogue import fill

ADVISOR, COLLEAGUE = "awa@exemple.fr", "leo@exemple.fr"
SCHOOL, TEAM = "ecole@exemple.fr", "equipe@exemple.fr"
"""People with an account on the served portal."""
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update"
).split()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Chromium as the machine has it; without one these tests fail, they are never left out."""
    path = program("chromium-headless-shell")
    assert path, "Chromium manque : lancez « python -m tests.machine »"
    return {"executable_path": path, "args": FLAGS, "headless": True}


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served portal; playwright puts it before every path."""
    instance = tmp_path_factory.mktemp("browser")
    app = create_app(fill(instance, f"sqlite:///{instance}/portal.db"))
    person(app, ADVISOR)
    person(app, COLLEAGUE)
    person(app, SCHOOL, Role.PROVIDER, ("ecole-du-soir",))
    person(app, TEAM, Role.TEAM)
    with served(app) as address:
        yield address


@pytest.fixture(autouse=True)
def complaints(page: Page, base_url: str) -> Iterator[list[str]]:
    """Whatever the browser complains of, or asks of another host: none is allowed."""
    found: list[str] = []

    def own(request: Request) -> None:
        if not request.url.startswith(base_url):
            found.append(request.url)

    listeners: dict[str, Callable[[Any], None]] = {
        "request": own,
        "pageerror": lambda error: found.append(str(error)),
        "console": lambda said: found.append(said.text) if said.type == "error" else None,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield found
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    # Chromium itself reports a page that answers 4xx.
    assert [one for one in found if "Failed to load resource" not in one] == []
