"""Searching in a browser: with htmx, by keyboard alone, on a phone, without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.search.listed import FEWER_WORDS

COUNT = "#results-title"


def test_ticking_a_value_changes_list_counts_and_address(page: Page) -> None:
    page.goto("/formations")
    page.get_by_label("Métier, formation, mot-clé").fill("promotion")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(re.compile(r"/formations\?q=promotion$"))
    before = page.locator(COUNT).inner_text()
    box = page.get_by_label(re.compile(r"^Data ,"))
    box.check()
    expect(page).to_have_url(re.compile(r"\?q=promotion&family=data$"))
    assert page.locator(COUNT).inner_text() != before
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(page.locator(COUNT).get_attribute("data-count"))
    assert page.title().startswith(page.locator(COUNT).get_attribute("data-title") or "?")


def test_back_gives_the_list_of_before(page: Page) -> None:
    page.goto("/formations")
    before = page.locator(COUNT).inner_text()
    page.get_by_label(re.compile(r"^Data ,")).check()
    expect(page).to_have_url(re.compile("family=data"))
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(before)
    expect(page.get_by_label(re.compile(r"^Data ,"))).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_label(re.compile(r"^Data ,"))).to_be_checked()


def test_a_group_that_was_opened_stays_open(page: Page) -> None:
    page.goto("/formations")
    page.locator("#facet-provider > summary").click()
    page.locator("#more-provider > summary").click()
    name = page.locator("#more-provider input").last.get_attribute("value")
    page.locator(f"#provider-{name}").check()
    expect(page).to_have_url(re.compile(f"provider={name}"))
    expect(page.locator(f"#provider-{name}")).to_be_focused()
    expect(page.locator("#facet-provider")).to_have_attribute("open", "")
    expect(page.locator("#more-provider")).to_have_attribute("open", "")


def test_a_chip_removes_its_filter(page: Page) -> None:
    page.goto("/formations?q=promotion&family=data")
    page.get_by_role("link", name="Retirer le filtre Data").click()
    expect(page).to_have_url(re.compile(r"\?q=promotion$"))


def test_an_unknown_place_is_explained_where_the_results_stand(page: Page) -> None:
    page.goto("/formations")
    page.get_by_label("Où ?").fill("Atlantide")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nous ne connaissons pas ce lieu")
    expect(page.get_by_text("lieu inconnu")).to_be_visible()
    page.get_by_label("Où ?").fill("Lyom")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Lyon (69)").click()
    expect(page.locator(COUNT)).to_contain_text("Lyon (69)")
    expect(page.get_by_label("Où ?")).to_have_value("Lyon (69)")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Quel métier, quelle formation ?").focus()
    page.keyboard.type("data")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/formations\?q=data"))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "family-data":
            break
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("family=data"))
    expect(page.locator("#family-data")).to_be_focused()
    page.locator(".card a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="En bref")).to_be_visible()


def test_on_a_phone_the_filters_open_and_close(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/formations")
    box = page.get_by_label(re.compile(r"^Data ,"))
    expect(box).to_be_hidden()
    page.locator("#filters > summary").click()
    box.check()
    expect(page).to_have_url(re.compile("family=data"))
    expect(box).to_be_visible()
    page.locator("#filters-submit").click()
    expect(box).to_be_hidden()
    expect(page.locator(COUNT)).to_be_focused()
    expect(page.locator("#filters > summary")).to_have_text("Filtrer (1)")


@pytest.fixture
def bare(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    yield context.new_page()
    context.close()


def test_without_javascript_the_form_does_the_same(bare: Page) -> None:
    bare.goto("/")
    bare.get_by_label("Quel métier, quelle formation ?").fill("promotion")
    bare.get_by_label("Où ?").fill("Lyon")
    bare.get_by_role("button", name="Chercher").click()
    bare.get_by_label(re.compile(r"^Data ,")).check()
    bare.get_by_role("button", name="Voir les résultats").click()
    expect(bare).to_have_url(re.compile("family=data"))
    expect(bare.locator(COUNT)).to_contain_text("Lyon (69)")
    bare.get_by_label("Où ?").fill("")
    bare.get_by_role("button", name="Chercher").click()
    expect(bare.locator(COUNT)).not_to_contain_text("Lyon")
    expect(bare.get_by_label(re.compile(r"^Data ,"))).to_be_checked()
    bare.get_by_role("link", name="Retirer le filtre Data").click()
    bare.locator(".card a").first.click()
    expect(bare.get_by_role("heading", name="En bref")).to_be_visible()


def test_without_javascript_a_phone_shows_its_filters_when_asked(bare: Page) -> None:
    bare.set_viewport_size({"width": 375, "height": 800})
    bare.goto("/formations")
    expect(bare.locator("#family-data")).to_be_hidden()
    bare.locator("#filters > summary").click()
    expect(bare.locator("#family-data")).to_be_visible()


def test_without_javascript_and_on_paper_a_line_parts_what_lacks_words(bare: Page) -> None:
    bare.goto("/formations?q=dépannage+ordinateur")
    line = bare.get_by_role("heading", name=FEWER_WORDS, level=2)
    expect(line).to_be_visible()
    lists = bare.locator(".cards")
    expect(lists).to_have_count(2)
    expect(lists.first.get_by_role("heading", level=2)).to_have_text(
        ["Atelier offert de dépannage"]
    )
    expect(lists.last.get_by_role("heading", level=3)).to_have_count(11)
    bare.emulate_media(media="print")
    expect(line).to_be_visible()
    first, below = lists.first.bounding_box(), lists.last.bounding_box()
    at = line.bounding_box()
    assert first
    assert below
    assert at
    assert first["y"] + first["height"] <= at["y"] <= below["y"] - at["height"]
