"""The builder in a browser: what is ticked shows in both frames at once, and is copied."""

import re

from playwright.sync_api import Page, expect


def test_a_choice_shows_in_both_frames_at_once(page: Page, portal: str) -> None:
    page.goto(f"{portal}/integrer")
    page.locator("#scope-region > summary").click()
    page.get_by_label(re.compile("^Bretagne")).check()
    expect(page).to_have_url(re.compile(r"scope\.region=53"))
    expect(page.get_by_label(re.compile("^Bretagne"))).to_be_focused()
    for name in ("phone", "desktop"):
        frame = page.locator(f".preview__screen--{name}").frame_locator("iframe")
        page.locator(f".preview__screen--{name} iframe").scroll_into_view_if_needed()
        expect(frame.locator("#results-title")).to_contain_text("8 formations")
    widths = [page.locator(f".preview__screen--{n} iframe").bounding_box()["width"]
              for n in ("phone", "desktop")]  # fmt: skip
    assert widths[0] <= 375
    assert widths[1] > 1000


def test_an_unreadable_colour_is_said_beside_the_boxes(page: Page, portal: str) -> None:
    page.goto(f"{portal}/integrer")
    page.locator("#colour").fill("#ffff00")
    expect(page.get_by_text("son contraste avec le blanc")).to_be_visible()
    page.locator("#colour").fill("#8a1538")
    expect(page.locator(".code__text").first).to_have_value(re.compile("colour=8a1538"))


def test_the_code_is_copied(page: Page, portal: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{portal}/integrer?title=Ici")
    page.get_by_role("button", name="Copier").first.click()
    expect(page.get_by_role("status")).to_have_text("Code copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".code__text").first.input_value()
    assert "title=Ici" in copied


def test_the_check_answers_to_a_pasted_page(page: Page, portal: str) -> None:
    page.goto(f"{portal}/integrer/verifier")
    page.get_by_label("Adresse de votre site").fill("www.exemple.fr")
    page.get_by_label("Code HTML de la page").fill("<p>Bonjour</p>")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_text("https://www.exemple.fr n’est pas enregistré")).to_be_visible()
    expect(page.get_by_text("Le code ne se trouve pas dans la page")).to_be_visible()
    expect(page.get_by_label("Code HTML de la page")).to_have_value("<p>Bonjour</p>")
