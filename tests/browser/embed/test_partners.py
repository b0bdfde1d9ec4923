"""The embed in the pages of partners: it searches, filters and sizes itself, for everybody."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect
from sqlmodel import Session

from data import partners
from portal.doors import EXTENSION
from portal.metering import EXTENSION as METER
from portal.metering import SECONDS
from portal.search import filters
from tests.browser.embed.conftest import REGISTERED, Sites

ALL = 17
"""Trainings of the scope."""

COUNT = "#results-title"
HEIGHT = "document.documentElement.getBoundingClientRect().height"
WORDPRESS_MOST = 1000


def opened(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    frame = page.frame_locator("iframe").first
    expect(frame.locator(COUNT)).to_contain_text(f"{ALL} formations")
    shown = frame.owner.element_handle().content_frame()
    assert shown
    shown.wait_for_load_state()
    return frame


def inner(page: Page) -> Frame:
    (frame,) = [one for one in page.frames if "/embed/formations" in one.url]
    return frame


def number(frame: FrameLocator) -> int:
    return int(frame.locator(COUNT).get_attribute("data-count").split()[0])


def outer_height(page: Page) -> float:
    return page.locator("iframe").first.bounding_box()["height"]


def expect_fitting(page: Page, most: float = 1e9) -> None:
    """The frame is as high as what it shows, as far as its site lets it be."""
    for _ in range(50):
        wanted = min(most, inner(page).evaluate(HEIGHT))
        if abs(outer_height(page) - wanted) <= 5:
            return
        page.wait_for_timeout(100)
    raise AssertionError((outer_height(page), wanted))


@pytest.mark.parametrize("name", REGISTERED)
def test_searching_and_filtering(page: Page, sites: Sites, name: str) -> None:
    frame = opened(page, sites.registered[name])
    frame.get_by_label("Métier, formation, mot-clé").fill("data")
    frame.get_by_role("button", name="Chercher").click()
    expect(frame.locator(COUNT)).to_contain_text("pour « data »")
    assert 0 < number(frame) < ALL
    frame.get_by_label("Métier, formation, mot-clé").fill("promotion")
    frame.get_by_role("button", name="Chercher").click()
    expect(frame.locator(COUNT)).to_contain_text("pour « promotion »")
    found = number(frame)
    if not frame.locator("#family-data").is_visible():
        frame.locator("#filters > summary").click()
    frame.locator("#family-developpement").check()
    if name == "wordpress":
        frame.locator("#filters-submit").click()
    expect(frame.locator(".chip")).to_have_text(re.compile("Développement"))
    assert number(frame) < found
    frame.locator(".chip").first.click()
    expect(frame.locator(".chip")).to_have_count(0)
    assert number(frame) == found
    assert page.url.rstrip("/") == sites.registered[name]


@pytest.mark.parametrize("name", REGISTERED)
def test_all_values_of_a_criterion_stay_in_the_frame(
    page: Page, sites: Sites, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "SHOWN", 1)
    monkeypatch.setattr(filters, "MORE", 0)
    monkeypatch.setattr(filters, "SLACK", 0)
    frame = opened(page, sites.registered[name])
    if not frame.locator("#facet-family").is_visible():
        frame.locator("#filters > summary").click()
    frame.get_by_role("link", name=re.compile("Toutes les familles")).click()
    expect(frame.get_by_role("heading", level=1)).to_have_text("Toutes les familles de métiers")
    frame.locator("#family-developpement").check()
    frame.get_by_label("Nom, ou une partie du nom").fill("data")
    frame.get_by_role("button", name="Chercher dans la liste").click()
    expect(frame.locator(COUNT)).to_contain_text("data")
    expect(frame.locator("#family-developpement")).to_be_checked()
    expect_fitting(page, WORDPRESS_MOST if name == "wordpress" else 1e9)
    frame.get_by_role("button", name="Voir les formations").click()
    expect(frame.locator(".chip")).to_have_text(re.compile("Développement"))
    assert 0 < number(frame) < ALL
    assert page.url.rstrip("/") == sites.registered[name]


@pytest.mark.parametrize("name", REGISTERED)
def test_the_height_follows(page: Page, sites: Sites, name: str) -> None:
    most = WORDPRESS_MOST if name == "wordpress" else 1e9
    frame = opened(page, sites.registered[name])
    expect_fitting(page, most)
    before = outer_height(page)
    frame.get_by_label("Métier, formation, mot-clé").fill("soir")
    frame.get_by_role("button", name="Chercher").click()
    expect(frame.locator(COUNT)).to_contain_text("pour « soir »")
    expect_fitting(page, most)
    assert outer_height(page) < before
    page.set_viewport_size({"width": 360, "height": 700})
    expect_fitting(page, most)


@pytest.mark.parametrize("name", REGISTERED)
def test_the_keyboard_is_enough(page: Page, sites: Sites, name: str) -> None:
    frame = opened(page, sites.registered[name])
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    expect(frame.locator("#q")).to_be_focused()
    page.keyboard.type("data")
    page.keyboard.press("Enter")
    expect(frame.locator(COUNT)).to_contain_text("pour « data »")
    for _ in range(40):
        page.keyboard.press("Tab")
        if inner(page).evaluate("document.activeElement.matches('.card a')"):
            break
    expect(frame.locator(".card a").first).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "after":
            break
    expect(page.locator("#after")).to_be_focused()


@pytest.mark.parametrize("name", REGISTERED)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_page_nor_in_the_frame(
    page: Page, sites: Sites, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, sites.registered[name])
    for one in (page, inner(page)):
        found = Axe().run(one)  # type: ignore[arg-type]
        assert found.violations_count == 0, found.generate_report()
    assert inner(page).evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("name", REGISTERED)
def test_a_training_opens_on_the_portal(page: Page, sites: Sites, name: str, portal: str) -> None:
    frame = opened(page, sites.registered[name])
    link = frame.locator(".card a").first
    if name == "wordpress":
        # No tab may open from its sandbox: it takes the reader there itself.
        link.click()
        page.wait_for_url(f"{portal}/formations/*")
    else:
        with page.expect_popup() as tab:
            link.click()
        expect(tab.value.get_by_role("heading", name="En bref")).to_be_visible()
        assert tab.value.evaluate("window.opener") is None


@pytest.mark.parametrize("name", REGISTERED)
def test_the_next_page_begins_at_its_top(page: Page, sites: Sites, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    frame = opened(page, sites.registered[name])
    first = frame.locator(".card h3").first.inner_text()
    frame.get_by_role("link", name="Suivante").click()
    expect(frame.locator(".card h3").first).not_to_have_text(first)
    expect(frame.locator(".pages__here")).to_have_text("2")
    if name != "wordpress":
        page.wait_for_function(
            "Math.abs(document.querySelector('formations-embed').getBoundingClientRect().top) < 5"
        )


def test_the_link_stays_until_the_frame_has_answered(page: Page, sites: Sites) -> None:
    page.route("**/embed/formations*", lambda route: route.abort())
    page.goto(sites.registered["plain"])
    link = page.get_by_role("link", name="Formations au numérique")
    expect(link).to_be_visible()
    page.unroute("**/embed/formations*")
    opened(page, sites.registered["plain"])
    expect(link).to_be_hidden()


def test_it_may_be_there_many_times_move_and_be_copied(page: Page, sites: Sites) -> None:
    page.goto(sites.registered["plain"] + "/twice", wait_until="domcontentloaded")
    page.evaluate("""() => {
      const [first] = document.querySelectorAll("formations-embed");
      document.getElementById("elsewhere").append(first);
      document.getElementById("elsewhere").append(first.cloneNode(true));
    }""")
    expect(page.locator("iframe")).to_have_count(3)
    for at in range(3):
        page.locator("iframe").nth(at).scroll_into_view_if_needed()
        expect(page.frame_locator("iframe").nth(at).locator(COUNT)).to_contain_text(str(ALL))
    page.wait_for_function(
        "[...document.querySelectorAll('formations-embed')].every("
        "one => one.shadowRoot.querySelector('slot').hidden)"
    )


def test_messages_of_others_change_nothing(page: Page, sites: Sites) -> None:
    opened(page, sites.registered["plain"])
    expect_fitting(page)
    page.evaluate("""async () => {
      postMessage({ formations: "height", value: 5000 }, "*");
      const other = document.createElement("iframe");
      const said = "{formations: 'height', value: 5000}";
      other.srcdoc = `<script>parent.postMessage(${said}, '*')<` + `/script>`;
      document.body.append(other);
      await new Promise((resolve) => setTimeout(resolve, 500));
      other.remove();
    }""")
    expect_fitting(page)
    assert outer_height(page) < 5000


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_javascript_the_plain_frame_works_whole(bare: Page, sites: Sites) -> None:
    frame = opened(bare, sites.registered["plain"] + "/frame")
    frame.get_by_label("Métier, formation, mot-clé").fill("promotion")
    frame.get_by_role("button", name="Chercher").click()
    expect(frame.locator(COUNT)).to_contain_text("pour « promotion »")
    if not frame.locator("#family-data").is_visible():
        frame.locator("#filters > summary").click()
    frame.locator("#family-developpement").check()
    frame.locator("#filters-submit").click()
    expect(frame.locator(".chip")).to_have_text(re.compile("Développement"))
    frame.locator(".chip").first.click()
    frame.get_by_role("link", name="Suivante").click()
    expect(frame.locator(".pages__here")).to_have_text("2")


@pytest.mark.parametrize("name", ["plain", "strict"])
def test_without_javascript_the_element_is_its_link(
    bare: Page, sites: Sites, name: str, portal: str
) -> None:
    bare.goto(sites.registered[name])
    expect(bare.locator("iframe")).to_have_count(0)
    bare.get_by_role("link", name="Formations au numérique").click()
    expect(bare).to_have_url(f"{portal}/formations?region=84")
    expect(bare.locator(COUNT)).to_contain_text(f"{ALL} formations")


def test_without_javascript_wordpress_shows_the_list_and_its_pages(
    bare: Page, sites: Sites
) -> None:
    frame = opened(bare, sites.registered["wordpress"])
    frame.get_by_role("link", name="Suivante").click()
    expect(frame.locator(".pages__here")).to_have_text("2")


@pytest.mark.parametrize("name", REGISTERED)
def test_nothing_is_kept_in_the_visitor_s_browser(page: Page, sites: Sites, name: str) -> None:
    frame = opened(page, sites.registered[name])
    frame.get_by_label("Métier, formation, mot-clé").fill("data")
    frame.get_by_role("button", name="Chercher").click()
    expect(frame.locator(COUNT)).to_contain_text("pour « data »")
    assert page.context.cookies() == []


def test_each_frame_is_counted_for_its_partner(page: Page, sites: Sites, portal_app: Flask) -> None:
    def counts() -> dict[str, int]:
        portal_app.extensions[METER].write()
        with Session(portal_app.extensions[EXTENSION].engine) as session:
            names = {one.id: one.name for one in partners.every(session)}
            return {names[row.partner_id]: row.count for row in partners.uses(session, date.min)}

    opened(page, sites.registered["strict"])
    # Longer than the meter waits: nothing of before is on its way any more.
    page.wait_for_timeout(2_000 * SECONDS)
    before = counts()
    frame = opened(page, sites.registered["strict"])
    frame.get_by_role("link", name="Suivante").click()
    expect(frame.locator(".pages__here")).to_have_text("2")
    page.wait_for_timeout(2_000 * SECONDS)
    assert counts() == {**before, "strict": before["strict"] + 1}
