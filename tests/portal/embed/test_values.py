"""All values of a criterion in a frame: inside its scope, and back into the same frame."""

from urllib.parse import parse_qsl, urlencode

import pytest
from flask.testing import FlaskClient
from lxml import html

from data.partners import Partner
from portal.search import filters
from tests.portal.conftest import Read, words
from tests.portal.embed.conftest import OTHER, SITE

SCOPE = "scope.region=53&facets=provider&title=Ici&colour=0b3b41&count=50"
PAGE = f"/embed/formations/criteres/provider?{SCOPE}"


def boxes(tree: html.HtmlElement) -> dict[str, str]:
    return {
        box.get("value"): words(box.getnext().xpath("./span")[0]).strip(", ").split()[0]
        for box in tree.xpath("//input[@type='checkbox']")
    }


def test_every_value_of_the_scope_and_no_other_with_its_count(read: Read) -> None:
    found = boxes(read(PAGE))
    outside = boxes(read("/formations/criteres/provider"))
    assert 0 < len(found) < len(outside)
    for value, count in found.items():
        alone = read(f"/embed/formations?{SCOPE}&provider={value}")
        assert count == str(len(alone.xpath("//article")))


@pytest.mark.parametrize("asked", ["region=11", "q=Lyon", "near=Lille", "provider=ecole-0"])
def test_no_parameter_widens_the_scope(read: Read, asked: str) -> None:
    inside = boxes(read(PAGE))
    for value, count in boxes(read(f"{PAGE}&{asked}")).items():
        assert count == "0" or value in inside


def test_the_frame_leads_to_it_and_it_leads_back_to_the_frame(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "SHOWN", 1)
    monkeypatch.setattr(filters, "MORE", 1)
    frame = read(f"/embed/formations?{SCOPE}&q=promotion&provider=ecole-2")
    (link,) = frame.xpath("//p[@class='facet__every']/a")
    assert link.get("href").startswith("/embed/formations/criteres/provider?")
    assert link.get("target") is None
    tree = read(link.get("href"))
    assert words(link) == f"Tous les organismes ({len(boxes(tree))})"
    (form,) = tree.forms
    assert form.get("action") == "/embed/formations"
    assert (
        tree.get_element_by_id("narrow").get("formaction") == "/embed/formations/criteres/provider"
    )
    sent = [(name, value) for name, value in form.form_values() if value]
    kept = [*parse_qsl(SCOPE), ("q", "promotion"), ("provider", "ecole-2")]
    assert sorted(sent) == sorted(kept)
    assert read(f"/embed/formations?{urlencode(sent)}").xpath("//a[@class='chip']")
    assert words(tree.xpath("//nav/a")[0]) == "Ici"
    assert tree.xpath("//link[contains(@href, 'look.css')]")


def test_it_is_for_the_partner_s_sites_alone(client: FlaskClient, partner: Partner) -> None:
    said = {"Referer": f"{SITE}/emploi", "Sec-Fetch-Dest": "iframe"}
    answer = client.get(PAGE, headers=said)
    ancestors = answer.headers["Content-Security-Policy"].partition("frame-ancestors ")[2]
    assert set(ancestors.split()) == {"'self'", SITE, OTHER}
    assert "Referer" in answer.headers["Vary"]
    assert "Set-Cookie" not in answer.headers
    said["Referer"] = "https://ailleurs.example/"
    assert client.get(PAGE, headers=said).status_code == 403


def test_what_is_bad_is_explained_in_the_frame(read: Read) -> None:
    tree = read(f"{PAGE}&near=Atlantide&contient=soir", status=400)
    assert tree.xpath("//ul[@class='fault__list']//code/text()") == ["near"]
    (retry,) = tree.xpath("//a[@class='button']/@href")
    assert "scope.region=53" in retry
    assert read(retry).xpath("//h2/@data-count")
    read("/embed/formations/criteres/nulle-part", status=404)
