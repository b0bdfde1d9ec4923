"""The portal with three partners, and a site that is nobody's, each a real server."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlmodel import Session

from data import partners
from portal import create_app
from portal.doors import EXTENSION
from tests.browser.embed import partner_sites
from tests.browser.serving import served
from tests.portal.small_catalogue import fill

REGISTERED = {
    "plain": partner_sites.plain,
    "strict": partner_sites.strict,
    "wordpress": partner_sites.wordpress,
}


@pytest.fixture(scope="session")
def portal_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The portal of these tests."""
    instance = tmp_path_factory.mktemp("embed")
    return create_app(fill(instance, f"sqlite:///{instance}/portal.db"))


@pytest.fixture(scope="session")
def portal(portal_app: Flask) -> Iterator[str]:
    """The origin of the portal."""
    with served(portal_app) as address:
        yield address


@dataclass(frozen=True)
class Sites:
    """The origins of the partners by name, and that of a site that is no partner's."""

    registered: dict[str, str]
    stranger: str


@pytest.fixture(scope="session")
def sites(portal_app: Flask, portal: str) -> Iterator[Sites]:
    """All sites, served at another name and other ports than the portal."""
    with ExitStack() as stack, Session(portal_app.extensions[EXTENSION].engine) as session:
        found = {}
        for name, make in REGISTERED.items():
            found[name] = stack.enter_context(served(make(portal), "localhost"))
            partners.add(session, name, [found[name]], 60, date.today())
        session.commit()
        stranger = stack.enter_context(served(partner_sites.plain(portal), "localhost"))
        yield Sites(found, stranger)


@pytest.fixture(autouse=True)
def complaints(page: Page) -> Iterator[list[str]]:
    """Scripts that fail: none is allowed. What a browser refuses is what these tests are about."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []
