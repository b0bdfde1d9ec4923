"""The yearly report and its follow-up in a browser: checked as one types, readable by everybody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCHOOL, TEAM
from tests.portal.people import PASSWORD
from tests.portal.small_catalogue import COMPLETE, address
from tests.portal.small_year import YEAR


def enter(page: Page, email: str) -> None:
    page.goto("/connexion")
    page.get_by_label("Adresse de courriel").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(re.compile("/(organisme|reseau)$"))


def open_report(page: Page) -> None:
    enter(page, SCHOOL)
    page.get_by_role("link", name=re.compile(f"Formation 3.*{YEAR}")).click()
    expect(page.get_by_role("button", name="Rendre le rapport")).to_be_visible()


def readable(page: Page, width: int) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("desk", ["list", "report", "team"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, desk: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if desk == "report":
        open_report(page)
    else:
        enter(page, TEAM if desk == "team" else SCHOOL)
    readable(page, width)


@pytest.mark.parametrize("width", [320, 1280])
def test_labels_and_lists_can_be_read_by_everybody(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    enter(page, TEAM)
    label = f"/reseau/labels/{address(COMPLETE).rpartition('/')[2]}"
    for team in ("/reseau/labels", f"{label}?decision=renewed", "/reseau/recherches"):
        page.goto(team)
        readable(page, width)
    page.context.clear_cookies()
    enter(page, SCHOOL)
    page.get_by_role("link", name="Mes formations au catalogue").click()
    expect(page.get_by_role("heading", name="Mes formations")).to_be_visible()
    readable(page, width)
    page.context.clear_cookies()
    open_report(page)
    page.get_by_role("link", name="Envoyez-la, sans aucun nom").click()
    readable(page, width)


def test_totals_are_checked_as_one_types(page: Page) -> None:
    open_report(page)
    for name, number in (("state-1", 8), ("state-2", 0), ("state-3", 4), ("sex-1", 5)):
        page.locator(f"#{name}").fill(str(number))
    page.locator("#sex-2").fill("9")
    page.keyboard.press("Tab")
    expect(page.locator("#checks")).to_contain_text("14 au total, pour 12 apprenants")
    page.locator("#sex-2").fill("7")
    page.keyboard.press("Tab")
    expect(page.locator("#checks")).not_to_contain_text("au total, pour")
    page.reload()
    expect(page.locator("#sex-2")).to_have_value("7")
