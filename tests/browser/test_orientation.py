"""The questionnaire in a browser: by keyboard, without JavaScript, with htmx, on a small phone."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from portal.orientation.questions import SCREENS

LAST = re.compile(r"/orientation/resultats$")


@pytest.fixture
def bare(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    yield context.new_page()
    context.close()


def onward(page: Page) -> None:
    page.locator("button[value=suite]").click()


def answered(page: Page) -> None:
    """The suggestions of someone who likes data, near Lyon."""
    page.goto("/orientation?etape=envies")
    page.locator("#families-data").check()
    onward(page)
    page.goto("/orientation?etape=lieu")
    page.locator("#near").fill("Lyon")
    onward(page)
    page.goto("/orientation/resultats")


def test_the_whole_questionnaire_without_javascript(bare: Page) -> None:
    bare.goto("/")
    bare.get_by_role("link", name="Trouver ma voie").first.click()
    bare.get_by_role("link", name="Commencer").click()
    bare.get_by_label("Dites-le avec vos mots").fill("data")
    onward(bare)
    bare.locator("summary", has_text="Data").click()
    bare.locator("#trades-data-analyst").check()
    onward(bare)
    bare.get_by_label("Votre ville ou votre code postal").fill("Lyom")
    onward(bare)
    expect(bare.get_by_role("alert")).to_contain_text("vouliez-vous dire Lyon (69)")
    bare.get_by_label("Votre ville ou votre code postal").fill("Lyon")
    onward(bare)
    bare.get_by_role("button", name="Retour").click()
    expect(bare.get_by_label("Votre ville ou votre code postal")).to_have_value("Lyon")
    expect(bare.locator("#possible")).to_contain_text("formation")
    for _ in SCREENS[2:]:
        onward(bare)
    expect(bare).to_have_url(LAST)
    titles = bare.locator(".card__title")
    first = titles.first.inner_text()
    bare.get_by_role("button", name=f"Moins comme ça : {first}").click()
    expect(bare).to_have_url(LAST)
    expect(titles.filter(has_text=re.compile(f"^{re.escape(first)}$"))).to_have_count(0)
    bare.get_by_role("button", name="Annuler").click()
    expect(titles.first).to_have_text(first)
    bare.get_by_role("button", name="Effacer mes réponses").click()
    expect(bare.get_by_role("link", name="Commencer")).to_be_visible()


def test_the_whole_questionnaire_by_keyboard_at_the_smallest_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/orientation?etape=envies")
    for screen in SCREENS:
        expect(page.locator("input[name=etape]")).to_have_value(screen.name)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        for _ in range(60):
            page.keyboard.press("Tab")
            name = page.evaluate("document.activeElement.id || document.activeElement.value")
            if name in ("families-data", "modalities-onsite", "audiences-women"):
                page.keyboard.press("Space")
            if name == "near":
                page.keyboard.type("Lyon")
            if name == "suite":
                break
        page.keyboard.press("Enter")
    expect(page).to_have_url(LAST)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    given = page.locator(".given")
    for told in ("Data", "Lyon", "Sur place", "Femmes"):
        expect(given).to_contain_text(told)


def test_the_count_follows_the_answers_at_once(page: Page) -> None:
    page.goto("/orientation?etape=envies")
    before = page.locator("#possible").inner_text()
    page.locator("#families-data").check()
    expect(page.locator("#possible")).not_to_have_text(before)
    expect(page.locator("#possible")).to_contain_text("possible")


def test_a_place_is_proposed_chosen_and_never_in_an_address(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote(request.url)))
    page.goto("/orientation?etape=lieu")
    page.locator("#near").press_sequentially("villeurb")
    page.get_by_role("option", name=re.compile("Villeurbanne")).click()
    expect(page.locator("#near")).to_have_value("Villeurbanne (69)")
    # Choosing is one answer: the form is still there for the others.
    expect(page.locator("input[name=etape]")).to_have_value("lieu")
    onward(page)
    page.goto("/orientation/resultats")
    expect(page.locator(".given")).to_contain_text("Villeurbanne")
    assert not [url for url in asked if "illeurb" in url]


def test_judging_ranks_again_in_place_says_so_and_keeps_the_focus(page: Page) -> None:
    answered(page)
    loads: list[str] = []
    page.on("load", lambda: loads.append(page.url))
    first = page.locator(".card__title").first.inner_text()
    page.get_by_role("button", name=f"Moins comme ça : {first}").click()
    expect(page.locator(".judged")).to_contain_text(first)
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"formations? pour vous"))
    page.locator(".judged").get_by_role("button").click()
    expect(page.locator(".judged")).to_have_count(0)
    expect(page.locator(".card__title").first).to_have_text(first)
    assert page.url.endswith("/orientation/resultats")
    assert loads == []


def test_a_detail_stays_open_when_the_list_changes(page: Page) -> None:
    answered(page)
    detail = page.locator(".advice__score").nth(1)
    name = detail.get_attribute("id")
    detail.locator("summary").click()
    page.locator(f"#more-{(name or '').removeprefix('score-')}").click()
    expect(page.locator(".judged")).to_be_visible()
    expect(page.locator(f"#{name}")).to_have_attribute("open", "")


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_in_what_answers_lead_to(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    answered(page)
    page.get_by_role("button", name=re.compile("Plus comme ça")).first.click()
    expect(page.locator(".judged")).to_be_visible()
    page.get_by_role("button", name="Faire un lien").click()
    link = page.locator(".share__link")
    expect(link).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.goto(link.inner_text())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_a_wrong_answer(page: Page) -> None:
    page.goto("/orientation?etape=lieu")
    page.locator("#near").fill("Atlantide")
    onward(page)
    expect(page.get_by_role("alert")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
