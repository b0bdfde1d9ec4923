"""Proposals while one types: by keyboard, by pointer, without harm when there is no answer."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def opened(page: Page, text: str = "dév") -> None:
    page.goto("/formations")
    page.locator("#q").press_sequentially(text)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")


def test_arrows_and_enter_choose_a_trade(page: Page) -> None:
    opened(page, "full st")
    page.keyboard.press("ArrowDown")
    option = page.locator("[role=option]").first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.locator("#q")).to_have_attribute(
        "aria-activedescendant", option.get_attribute("id") or "?"
    )
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/formations\?trade=developpeur-full-stack$"))


def test_the_arrows_go_round_through_the_field(page: Page) -> None:
    opened(page)
    page.keyboard.press("ArrowUp")
    expect(page.locator("[role=option]").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)


def test_escape_closes_and_leaves_what_was_typed(page: Page) -> None:
    opened(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("dév")


def test_a_place_chosen_with_the_pointer_fills_its_box(page: Page) -> None:
    page.goto("/formations")
    page.locator("#near").press_sequentially("villeurb")
    page.get_by_role("option", name=re.compile("Villeurbanne")).click()
    expect(page).to_have_url(re.compile("near=Villeurbanne"))
    expect(page.locator("#near")).to_have_value("Villeurbanne (69)")


def test_enter_without_a_choice_searches_the_words(page: Page) -> None:
    opened(page, "data")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=data$"))


def test_the_open_list_is_accessible_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    opened(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320


def test_without_an_answer_the_field_is_only_a_field(page: Page) -> None:
    page.goto("/formations")
    page.route("**/api/v1/completions*", lambda route: route.abort())
    page.locator("#q").press_sequentially("dév")
    page.wait_for_timeout(400)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=d"))


HELD_BACK = """() => {
  const json = Response.prototype.json;
  window.begun = new Promise((begin) => {
    Response.prototype.json = async function () {
      begin();
      await new Promise((come) => { window.come = come; });
      return json.call(this);
    };
  });
}"""
"""The head of an answer comes, and what it says only at `window.come()`."""


def test_who_has_gone_on_gets_no_list(page: Page) -> None:
    page.goto("/formations")
    page.evaluate(HELD_BACK)
    page.locator("#q").fill("dév")
    page.evaluate("window.begun")
    page.locator("#near").focus()
    page.evaluate("window.come()")
    page.wait_for_timeout(400)
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")
