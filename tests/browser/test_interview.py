"""A whole interview: profile, suggestions, keep, compare, note, print, share, answer, see it."""

import io
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import ADVISOR, COLLEAGUE
from tests.portal.people import PASSWORD

PHONE = {"width": 375, "height": 800}


def enter(page: Page, email: str = ADVISOR) -> None:
    page.goto("/connexion")
    page.get_by_label("Adresse de courriel").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(re.compile("/conseiller$"))
    # Keys that come before the page's own script are nobody's.
    page.wait_for_load_state()


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Page]:
    """Another person's telephone, without JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def bare(browser: Browser, base_url: str) -> Iterator[Page]:
    """An advisor's browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    yield context.new_page()
    context.close()


def sheet(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def read(pdf: PdfReader) -> str:
    return " ".join(" ".join(one.extract_text() for one in pdf.pages).split())


def check_access(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size(before or PHONE)


def fill_in_the_profile(page: Page) -> None:
    """With consent; of the suggestions one goes into the dossier."""
    page.get_by_role("link", name="Profil et suggestions").click()
    page.get_by_label("Ce qu’elle aimerait faire").fill("développeur web")
    page.get_by_label("Autour de quelle ville").fill("Lyon")
    page.get_by_label("Sans diplôme", exact=True).check()
    page.get_by_label("La personne est d’accord").check()
    page.get_by_role("button", name="Garder les réponses").click()
    check_access(page)
    page.get_by_role("button", name="Mettre dans le dossier").first.click()
    expect(page.get_by_role("status")).to_contain_text("1 formation")


def keep_four(page: Page) -> list[str]:
    """From the list, with htmx; gives their titles."""
    page.goto("/formations?q=promotion")
    names = []
    for _ in range(4):
        button = page.locator(".keep__button:not(.keep__button--kept)").first
        names.append((button.get_attribute("aria-label") or "").removeprefix("Garder : "))
        kept = page.locator(f"#{button.get_attribute('id')}")
        kept.click()
        expect(kept).to_have_text("Gardée")
        expect(kept).to_be_focused()
        expect(kept).to_have_class(re.compile("keep__button--kept"))
    expect(page.locator("#selection-link")).to_have_text("Ma sélection (4)")
    expect(page.locator("#keep-status")).to_have_text(re.compile("4.formations"))
    return names


def compare_them(page: Page) -> None:
    page.goto("/selection?near=Lyon")
    check_access(page)
    for box in page.get_by_label(re.compile("^Comparer")).all()[:4]:
        box.check()
    page.get_by_role("button", name="Comparer les formations cochées").click()
    expect(page.locator("thead th")).to_have_count(4)
    expect(page.locator("tbody").first).to_contain_text("Ce qui les distingue")
    check_access(page)


def note_one(page: Page, name: str, note: str) -> None:
    page.get_by_role("button", name="Ajouter ma sélection").click()
    page.get_by_label(f"Note sur {name}").fill(note)
    item = page.locator(".desk-item", has=page.get_by_label(f"Note sur {name}"))
    item.get_by_role("button", name="Enregistrer la note").click()
    expect(page.get_by_role("status")).to_have_text("Note enregistrée.")
    check_access(page)


def check_paper(page: Page, *facts: str) -> None:
    pdf = sheet(page)
    text = read(pdf)
    for fact in facts:
        assert " ".join(fact.split()) in text
    width, height = (round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)


def answer_on(phone: Page, link: str, name: str) -> None:
    phone.goto(link)
    expect(phone.get_by_text("Regarde surtout la première.")).to_be_visible()
    expect(phone.get_by_text("Demander la date")).to_have_count(0)
    expect(phone.get_by_text("K., 24 ans")).to_have_count(0)
    one = phone.locator(".shared__one", has=phone.get_by_role("heading", name=name, exact=True))
    one.get_by_label("Un mot").fill("Ça a l’air bien")
    one.get_by_role("button", name="Ça m’intéresse").click()
    expect(phone.get_by_role("status")).to_contain_text("enregistrée")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_interview_from_the_profile_to_the_answer(page: Page, phone: Page) -> None:
    enter(page)
    check_access(page)
    page.goto("/conseiller/dossiers")
    page.get_by_label("Nom du dossier").fill("K., 24 ans")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    dossier, note = page.url, "Demander la date de la réunion."
    fill_in_the_profile(page)
    names = keep_four(page)
    compare_them(page)
    page.goto(dossier)
    note_one(page, names[0], note)
    page.get_by_role("link", name="Imprimer avec les notes").click()
    expect(page.get_by_role("heading", name="Des formations à regarder")).to_be_visible()
    check_paper(page, *names, note, "Coût non communiqué", "/formations/")
    page.goto(dossier)
    page.get_by_label("Un mot à la personne").fill("Regarde surtout la première.")
    page.get_by_role("button", name="Faire un lien").click()
    link = page.locator(".desk-share a").first.get_attribute("href") or ""
    answer_on(phone, link, names[0])
    page.goto(dossier)
    expect(page.locator(".desk-item__answer--yes")).to_contain_text("Ça a l’air bien")
    page.get_by_role("button", name="Retirer ce lien").click()
    answer = phone.goto(link)
    assert answer
    assert answer.status == 410


def test_the_shared_page_is_accessible(page: Page) -> None:
    enter(page)
    page.goto("/formations?q=atelier")
    page.get_by_role("button", name="Garder").first.click()
    expect(page.locator("#selection-link")).to_have_text("Ma sélection (1)")
    page.goto("/conseiller/dossiers")
    check_access(page)
    page.get_by_label("Nom du dossier").fill("P.")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    page.get_by_role("button", name="Faire un lien").click()
    page.goto(page.locator(".desk-share a").first.get_attribute("href") or "")
    check_access(page)


def test_the_same_without_javascript(bare: Page) -> None:
    enter(bare, COLLEAGUE)
    bare.goto("/formations?q=promotion")
    for _ in range(2):
        bare.locator(".keep__button:not(.keep__button--kept)").first.click()
        expect(bare).to_have_url(re.compile("/formations.q=promotion#keep-"))
    bare.locator("#selection-link").click()
    bare.get_by_role("button", name="Retirer").first.click()
    expect(bare.locator("#selection-link")).to_have_text("Ma sélection (1)")
    bare.get_by_role("button", name="Annuler").click()
    expect(bare.locator("#selection-link")).to_have_text("Ma sélection (2)")
    bare.goto("/conseiller/dossiers")
    bare.get_by_label("Nom du dossier").fill("Sans script")
    bare.get_by_role("button", name="Ouvrir le dossier").click()
    expect(bare.locator(".desk-item")).to_have_count(2)
    bare.get_by_role("button", name="Retirer").first.click()
    expect(bare.locator(".desk-item")).to_have_count(1)
    bare.get_by_role("button", name="Remettre").click()
    expect(bare.locator(".desk-item")).to_have_count(2)
    bare.get_by_role("link", name="Supprimer le dossier").click()
    bare.get_by_role("button", name="Supprimer pour toujours").click()
    expect(bare.get_by_text("Sans script")).to_have_count(0)


def test_the_dense_table_is_driven_by_keyboard(page: Page) -> None:
    enter(page)
    page.locator("#dense tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator("#dense tbody tr").nth(1)
    expect(second.locator("th a")).to_be_focused()
    page.keyboard.press("g")
    expect(second.locator(".keep__button")).to_have_text("Gardée")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#dense tbody tr").first.locator("th a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/formations/"))
    page.goto("/conseiller/territoire?department=69")
    check_access(page)
