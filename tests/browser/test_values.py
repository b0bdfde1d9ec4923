"""A name found among the values of a criterion: with htmx, by keyboard, without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from portal.search import filters, values

COUNT = "#results-title"
LIST = "/formations/criteres/provider?q=promotion"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists that a small catalogue is long enough for; the served portal is of this process."""
    monkeypatch.setattr(filters, "SHOWN", 3)
    monkeypatch.setattr(filters, "MORE", 2)
    monkeypatch.setattr(values, "PER_PAGE", 5)


@pytest.fixture
def bare(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    yield context.new_page()
    context.close()


def test_from_the_search_to_a_name_and_back_with_what_was_ticked(page: Page) -> None:
    page.goto("/formations?q=promotion&region=84")
    page.locator("#facet-provider > summary").click()
    page.get_by_role("link", name=re.compile("Tous les organismes")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("Tous les organismes.*promotion")
    )
    page.get_by_label(re.compile("^École 10 ,")).check()
    page.get_by_label("Nom, ou une partie du nom").press_sequentially("ecole soir")
    expect(page.locator(COUNT)).to_have_text(
        "1\u00a0organisme dont le nom contient «\u00a0ecole soir\u00a0»"
    )
    expect(page.get_by_role("status")).to_have_text(
        page.locator(COUNT).get_attribute("data-count") or "?"
    )
    expect(page.get_by_label("Nom, ou une partie du nom")).to_be_focused()
    expect(page.get_by_role("group", name="Votre choix").get_by_role("checkbox")).to_have_count(1)
    expect(page.get_by_label(re.compile("^École 10 ,"))).to_be_checked()
    page.get_by_label(re.compile("^École du Soir ,")).check()
    page.get_by_role("button", name="Voir les formations").click()
    expect(page).to_have_url(
        re.compile(r"/formations\?.*provider=ecole-10.*provider=ecole-du-soir")
    )
    expect(page.get_by_label("Métier, formation, mot-clé")).to_have_value("promotion")
    expect(page.locator(".chip")).to_have_count(3)


def test_back_leads_past_what_was_typed(page: Page) -> None:
    page.goto("/formations?q=promotion")
    page.goto(LIST)
    page.get_by_label("Nom, ou une partie du nom").press_sequentially("éc", delay=500)
    expect(page).to_have_url(re.compile("contient="))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/formations\?q=promotion$"))


def test_what_is_ticked_while_the_list_is_on_its_way_is_kept(
    page: Page, complaints: list[str]
) -> None:
    page.goto(LIST)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/criteres/**", hold)
    page.get_by_label("Nom, ou une partie du nom").fill("soir")
    expect(page.locator("#results.htmx-request")).to_have_count(1)
    page.get_by_label(re.compile("^École 10 ,")).check()
    page.wait_for_timeout(200)
    # The first question is given up for one that has the tick.
    assert "provider=ecole-10" in waiting[-1].request.url
    waiting[-1].continue_()
    expect(page.locator(COUNT)).to_contain_text("soir")
    expect(page.get_by_label(re.compile("^École 10 ,"))).to_be_checked()
    # htmx tells the console that it gave a question up.
    assert set(complaints) == {"htmx:sendAbort", "htmx:afterRequest"}
    complaints.clear()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto(LIST)
    page.get_by_label("Nom, ou une partie du nom").focus()
    page.keyboard.type("soir")
    page.keyboard.press("Enter")
    expect(page.locator(COUNT)).to_contain_text("soir")
    for key in ("Tab", "Tab", "Space", "Tab"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Voir les formations")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/formations\?.*provider=ecole-du-soir"))


def test_what_has_the_focus_never_lies_under_the_button(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto(LIST)
    button = page.get_by_role("button", name="Voir les formations")
    page.get_by_label("Nom, ou une partie du nom").focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        under = button.bounding_box()
        here = page.locator(":focus").bounding_box()
        assert under
        assert here
        assert here["y"] + here["height"] <= under["y"]


def test_without_javascript_narrowing_and_pages_keep_every_tick(bare: Page) -> None:
    bare.goto(f"{LIST}&region=84")
    bare.goto(LIST)
    bare.get_by_label(re.compile("^École 10 ,")).check()
    bare.get_by_role("button", name="Page 2").click()
    expect(bare.get_by_label(re.compile("^École 10 ,"))).to_be_checked()
    bare.get_by_label(re.compile("^École 3 ,")).check()
    bare.get_by_label("Nom, ou une partie du nom").fill("soir")
    bare.get_by_label("Nom, ou une partie du nom").press("Enter")
    expect(bare).to_have_url(re.compile("/formations/criteres/provider"))
    expect(bare.locator("input:checked")).to_have_count(2)
    bare.get_by_label(re.compile("^École du Soir ,")).check()
    bare.get_by_role("button", name="Voir les formations").click()
    expect(bare.locator("input[name=provider]:checked")).to_have_count(3)
    expect(bare.locator(".chip")).to_have_count(3)


@pytest.mark.parametrize("size", [(320, 640), (375, 800), (1280, 900)])
@pytest.mark.parametrize("start", ["/formations", "/embed/formations"])
def test_everybody_can_read_the_list(page: Page, start: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for more in ("", "&contient=zzz", "&page=2"):
        page.goto(f"{start}/criteres/provider?q=promotion&provider=ecole-3{more}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
