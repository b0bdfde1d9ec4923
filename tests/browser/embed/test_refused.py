"""What no site may do: show the embed unregistered, or put any other page in a frame."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from portal.embed import csp
from tests.browser.embed.conftest import Sites
from tests.browser.embed.partner_sites import Site, code
from tests.browser.embed.partner_sites import page as partner_page
from tests.browser.serving import served
from tests.browser.test_access import PAGES

MESSAGE = "Ce site n’est pas encore enregistré"
ERROR = "chrome-error://chromewebdata/"


def ended(page: Page) -> str:
    """Where the innermost frame is once it has tried to load: a lazy one begins later."""
    for _ in range(100):
        address = page.frames[-1].url
        if address not in ("", "about:blank"):
            break
        page.wait_for_timeout(50)
    return address


def expect_refused(page: Page) -> None:
    """The browser shows its own error in the place of the innermost frame."""
    for _ in range(100):
        if ended(page) == ERROR:
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.frames[-1].url)


def test_a_site_that_is_not_registered_is_told_so_in_the_frame(page: Page, sites: Sites) -> None:
    for path in ("/", "/frame"):
        page.goto(sites.stranger + path)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading")).to_have_text(MESSAGE)
        expect(frame.get_by_text(sites.stranger)).to_be_visible()
        expect(frame.locator("article")).to_have_count(0)
    with page.expect_popup() as tab:
        frame.get_by_role("link").click()
    expect(tab.value.get_by_role("heading", name="Faites enregistrer votre site")).to_be_visible()


def test_there_the_element_keeps_its_link(page: Page, sites: Sites) -> None:
    page.goto(sites.stranger)
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text(MESSAGE)
    expect(page.get_by_role("link", name="Formations au numérique")).to_be_visible()


def test_a_site_that_hides_itself_is_refused_by_the_browser(page: Page, sites: Sites) -> None:
    page.goto(sites.stranger + "/silent")
    expect_refused(page)
    page.goto(sites.registered["plain"] + "/silent")
    expect(page.frame_locator("iframe").locator("article").first).to_be_visible()


def test_a_frame_inside_a_frame_of_a_stranger_is_refused(page: Page, sites: Sites) -> None:
    around = Site({"/": partner_page(f"<iframe src='{sites.registered['plain']}/frame'></iframe>")})
    with served(around, "localhost") as stranger:
        page.goto(stranger)
        expect_refused(page)


@pytest.mark.parametrize("name", [name for name in PAGES if not PAGES[name].startswith("/embed")])
def test_no_other_page_can_be_put_in_a_frame(
    page: Page, sites: Sites, portal: str, name: str
) -> None:
    page.goto(sites.registered["plain"] + "/steal")
    with page.expect_response(lambda answer: answer.url.startswith(portal)):
        page.locator("iframe").evaluate("(frame, url) => { frame.src = url }", portal + PAGES[name])
    expect_refused(page)


@pytest.mark.parametrize(
    "policy",
    [
        "default-src 'none'",
        "default-src 'self'",
        "default-src http:",
        "frame-src 'self'; child-src *",
        "child-src {portal}",
        "frame-src {portal}/embed/",
        "frame-src {portal}/embed",
        "frame-src {host}:*",
        "frame-src {host}",
        "frame-src *",
    ],
)
def test_the_check_of_policies_agrees_with_the_browser(
    page: Page, portal: str, sites: Sites, policy: str
) -> None:
    written = policy.format(portal=portal, host="127.0.0.1")
    site = Site({"/": partner_page(code(portal, "iframe"))}, written)
    with ExitStack() as stack:
        origin = stack.enter_context(served(site, "localhost"))
        page.goto(origin)
        shown = ended(page).startswith(portal)
    (read,) = csp.policies(written)
    asked = csp.Wanted(f"{portal}/embed/formations", origin)
    assert csp.allows(read, csp.FRAME, asked) is shown
