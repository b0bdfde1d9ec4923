"""Every page can be read by everybody: rules checked by machine, keyboard, small screens."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.portal.small_catalogue import COMPLETE, UNKNOWN, WITHDRAWN, address

COMPLETE_ID, UNKNOWN_ID = (address(one).rpartition("/")[2] for one in (COMPLETE, UNKNOWN))
PAGES = {
    "home": "/",
    "search": "/formations",
    "filtered": "/formations?q=data&near=Lyon&radius_km=50&family=data",
    "fewer words": "/formations?q=dépannage+ordinateur",
    "nothing": "/formations?family=data&region=53&hours_max=1",
    "training": address(COMPLETE),
    "unknown": address(UNKNOWN),
    "orientation": "/orientation",
    "likes": "/orientation?etape=envies",
    "questions": "/orientation?etape=tout",
    "suggestions": "/orientation/resultats",
    "trades": "/metiers",
    "family": "/metiers/data",
    "selection": f"/selection?near=Lyon&formation={COMPLETE_ID}&formation={UNKNOWN_ID}",
    "comparison": f"/comparer?near=Lyon&formation={COMPLETE_ID}&formation={UNKNOWN_ID}",
    "paper": f"/selection/imprimer?formation={COMPLETE_ID}&formation={UNKNOWN_ID}",
    "plain sheet": f"{address(COMPLETE)}/imprimer",
    "plain unknown": f"{address(UNKNOWN)}/imprimer",
    "nothing kept": "/selection",
    "sign in": "/connexion",
    "link": "/connexion/oubli",
    "api": "/api/",
    "gone": address(WITHDRAWN),
    "figures": "/chiffres-cles/2022",
    "years of figures": "/chiffres-cles",
    "bad": "/formations?sort=price&near=Lyon",
    "missing": "/nulle-part",
    "builder": "/integrer?scope.region=84",
    "misbuilt": "/integrer?colour=ffff00",
    "check": "/integrer/verifier",
    "embed": "/embed/formations?q=data&scope.region=84&family=data",
    "compact": "/embed/formations?form=compact&colour=8a1538",
    "embed fewer words": "/embed/formations?q=dépannage+ordinateur",
    "embed nothing": "/embed/formations?q=introuvable&scope.region=84",
    "embed bad": "/embed/formations?near=Atlantide",
}
SCREENS = {"phone": (375, 800), "desktop": (1280, 900)}
OPEN_EVERYTHING = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture(scope="module")
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    """One tab for all: these tests only look, and a new one costs more than what it shows."""
    page = browser.new_page(base_url=base_url)
    yield page
    page.close()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, name: str, screen: str) -> None:
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(PAGES[name])
    page.evaluate(OPEN_EVERYTHING)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_the_smallest_screen_never_scrolls_sideways(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(PAGES[name])
    for script in ("null", OPEN_EVERYTHING):
        page.evaluate(script)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("name", ["paper", "plain sheet", "plain unknown"])
def test_facts_have_room_for_their_words_on_the_smallest_screen(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(PAGES[name])
    widths = "all => all.map(one => one.clientWidth)"
    assert min(page.locator(".paper__facts dd").evaluate_all(widths)) >= 9 * 16


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/formations")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_motion_is_left_out_for_who_asks(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/formations")
    duration = "getComputedStyle(document.querySelector('.card')).transitionDuration"
    assert page.evaluate(duration) == "0s"
    page.emulate_media(reduced_motion="null")
