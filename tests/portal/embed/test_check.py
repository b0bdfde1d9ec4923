"""The check of a page says what would block, in plain French, and only that."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from data.partners import Partner
from portal.embed import check, code
from portal.embed.check import GOOD, MIND, STOPS, Given, findings
from tests.portal.conftest import Read, words
from tests.portal.embed.conftest import SITE

PORTAL = "https://portail.example"
REGISTERED = frozenset([SITE, "https://xn--cole-9oa.example"])
SRC = f"{PORTAL}/embed/formations?scope.region=84&colour=0b3b41"
ELEMENT = code.element(f"{PORTAL}/static/embed.js", SRC, "Formations", f"{PORTAL}/formations")
IFRAME = code.iframe(SRC, "Formations")


def looked(html: str = ELEMENT, site: str = SITE, header: str = "") -> list[tuple[str, str]]:
    return [
        (one.kind, one.title)
        for one in findings(Given(PORTAL, site, html, header), REGISTERED)
        if one.kind != GOOD
    ]


@pytest.mark.parametrize("html", [ELEMENT, IFRAME])
@pytest.mark.parametrize(
    "header", ["", f"Content-Security-Policy: default-src 'self' {PORTAL}; style-src 'self'"]
)
def test_the_code_that_we_give_passes(html: str, header: str) -> None:
    assert looked(f"<!doctype html><html><body>{html}</body></html>", header=header) == []


@pytest.mark.parametrize(
    ("html", "kind", "title"),
    [
        ("<p>rien</p>", STOPS, "Le code ne se trouve pas dans la page"),
        ("<p>&lt;formations-embed src=…&gt;</p>", STOPS, "Le code est affiché comme du texte"),
        (IFRAME.replace(' title="Formations"', ""), MIND, "Le cadre n’a pas de titre"),
        (IFRAME.replace(' height="700"', ""), MIND, "Le cadre n’a pas de hauteur"),
        (IFRAME.replace("strict-origin-when-cross-origin", "no-referrer"), MIND,
         "Le cadre cache votre site au portail"),
        (IFRAME.replace("https:", "http:"), STOPS, "Un cadre http dans une page https"),
        (IFRAME.replace("0b3b41", "ffff00"), STOPS, "Couleur (colour)"),
        (IFRAME.replace("scope.region=84", "scope.near=Atlantide"), STOPS,
         "Périmètre : Lieu (scope.near)"),
        (IFRAME.replace("<iframe", '<iframe sandbox="allow-scripts allow-popups allow-same-origin'
                        ' allow-popups-to-escape-sandbox"'), STOPS,
         "L’attribut sandbox n’a pas allow-forms"),
        (ELEMENT.split("</script>")[1], STOPS, "Le script embed.js manque"),
        (ELEMENT.replace("<a href", "<b title").replace("</a>", "</b>"), MIND,
         "Il n’y a pas de lien dans l’élément"),
        (ELEMENT.replace(SRC.replace("&", "&amp;"), "https://autre.example/embed/formations"),
         STOPS, "L’adresse du cadre n’est pas celle du portail"),
        (f"<meta http-equiv='content-security-policy' content=\"frame-src 'self'\">{IFRAME}",
         STOPS, "Votre politique de sécurité (frame-src) bloque le cadre"),
        (f"<script>fetch('{PORTAL}/api/v1/formations')</script><meta http-equiv="
         f"Content-Security-Policy content=\"connect-src 'self'\">{IFRAME}",
         STOPS, "Votre politique de sécurité (connect-src) bloque l’appel de l’API"),
    ],
)  # fmt: skip
def test_each_fault_is_found_alone(html: str, kind: str, title: str) -> None:
    assert looked(html) == [(kind, title)]


def test_a_header_alone_tells_of_the_frame() -> None:
    header = "content-security-policy: default-src 'self'"
    (stop,) = findings(Given(PORTAL, SITE, "", header), REGISTERED)[:1]
    assert stop.title == "Votre politique de sécurité (default-src) bloque le cadre"
    assert stop.text.startswith(f"Ajoutez {PORTAL} à frame-src")


@pytest.mark.parametrize(
    ("site", "known"),
    [
        (SITE, True),
        (f"{SITE}/une/page?a=1#b", True),
        ("www.arras.example", True),
        ("école.example", True),
        ("https://evilarras.example", False),
        ("https://www.arras.example.evil.example", False),
        ("http://www.arras.example", False),
    ],
)
def test_a_site_is_compared_whole(site: str, known: bool) -> None:
    assert (looked(site=site) == []) is known


def test_the_other_writing_of_a_site_is_named() -> None:
    (first,) = findings(Given(PORTAL, "https://arras.example"), REGISTERED)
    assert first.title == "https://arras.example n’est pas enregistré"
    assert SITE in first.text


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=200))
def test_anything_pasted_is_looked_at(html: str, site: str, header: str) -> None:
    found = findings(Given(PORTAL, site, html, header), REGISTERED)
    assert {one.kind for one in found} <= set(check.KINDS)


@given(st.lists(st.sampled_from(["<iframe src=", "<formations-embed ", f"{SRC}", "'", '"', ">",
                                 "</", "<!--", "<meta http-equiv=", "content-security-policy",
                                 " content=", "frame-src", ";", "\0", "<?xml encoding='x'?>",
                                 "http://[", " sandbox="]), max_size=30).map("".join))  # fmt: skip
def test_broken_markup_is_looked_at(html: str) -> None:
    findings(Given(PORTAL, SITE, html), REGISTERED)


def test_the_page_keeps_what_was_pasted_and_shows_it_as_text(
    client: FlaskClient, partner: Partner
) -> None:
    evil = "</textarea><script>alert(1)</script>"
    answer = client.post("/integrer/verifier", data={"site": SITE, "html": evil, "header": "x"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert f"{SITE} est enregistré" in answer.text


def test_a_whole_page_can_be_pasted(client: FlaskClient) -> None:
    page = "<p>é</p>" * 60_000 + IFRAME
    form = {"data": {"html": page}, "content_type": "multipart/form-data"}
    assert "Le code se trouve dans la page" not in client.post("/integrer/verifier", **form).text
    form["data"] = {"html": page.replace(PORTAL, "http://localhost")}
    assert "Le code se trouve dans la page" in client.post("/integrer/verifier", **form).text
    form["data"] = {"html": "a" * 3_000_000}
    answer = client.post("/integrer/verifier", **form)
    assert (answer.status_code, "Envoi trop long" in answer.text) == (413, True)


def test_nothing_is_said_before_something_is_asked(read: Read) -> None:
    assert "Ce que nous avons trouvé" not in words(read("/integrer/verifier"))
