"""The frame: a search that works by links and forms alone, and never leaves its scope."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from data.partners import Partner
from tests.portal.conftest import Read, words
from tests.portal.embed.conftest import SITE
from tests.portal.small_catalogue import COMPLETE, address

ADDRESSES = (Path(__file__).parent / "addresses.txt").read_text().split()
SCOPED = "/embed/formations?scope.region=84&count=50"
LYON = 17
"""Trainings of the small catalogue in Auvergne-Rhône-Alpes."""


def shown(tree: html.HtmlElement) -> set[str]:
    return set(tree.xpath("//article//h3/@id"))


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_once_published_works_for_ever(read: Read, url: str) -> None:
    tree = read(url)
    assert tree.xpath("//h2/@data-count")


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_frame_is_whole_sound_and_sets_no_cookie(client: FlaskClient, url: str) -> None:
    answer = client.get(url, headers={"Accept-Language": "fr", "User-Agent": "Mozilla/5.0"})
    tree = html.fromstring(answer.text)
    assert "Set-Cookie" not in answer.headers
    assert tree.get("lang") == "fr"
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1
    assert not tree.xpath("//script[not(@src)]|//style|//@style|//*[starts-with(name(), 'on')]")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    fetched = tree.xpath("//script/@src|//link[@rel='stylesheet']/@href|//use/@href")
    assert all(one.startswith(("/static/", "/embed/look.css?")) for one in fetched)


def test_the_same_cards_as_on_the_portal(read: Read) -> None:
    here = read("/embed/formations?count=50&q=web")
    there = read("/formations?page_size=50&q=web")
    assert shown(here) == set(there.xpath("//article//h2/@id"))
    facts = "//article//ul[@class='facts']"
    assert [words(one) for one in here.xpath(facts)] == [words(one) for one in there.xpath(facts)]


def test_trainings_open_beside_the_page_of_the_partner(read: Read) -> None:
    link = read("/embed/formations?q=promotion+du+soir").xpath("//article//a")[0]
    assert link.get("href") == address(COMPLETE)
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
    assert words(link).endswith("(nouvel onglet)")


def test_the_scope_is_in_no_chip_and_in_every_link_and_form(read: Read) -> None:
    tree = read("/embed/formations?scope.region=84&count=3&family=data&q=data")
    assert [words(chip) for chip in tree.xpath("//a[@class='chip']")] == ["Data ×"]
    inner = [one for one in tree.xpath("//a[not(@target)]/@href") if one.startswith("/embed")]
    assert len(inner) > 3
    for one in inner:
        pairs = parse_qsl(urlsplit(one).query)
        assert ("scope.region", "84") in pairs
        assert ("count", "3") in pairs
    assert tree.xpath("//input[@type='hidden'][@name='scope.region']/@value") == ["84"]


@pytest.mark.parametrize(
    "asked",
    ["", "region=11", "q=Rennes", "q=promotion+en+Bretagne", "near=Lille&radius_km=200",
     "q=devloppeur", "q=data+lyon&literal=1", "q=Rennes&literal=1", "region=84&region=53",
     "department=35", "scope.region=", "page=1", "sort=title", "q=data&page_size=50"],
)  # fmt: skip
def test_no_parameter_widens_the_scope(read: Read, asked: str) -> None:
    inside = shown(read(SCOPED))
    assert len(inside) == LYON
    url = SCOPED if "page_size" not in asked else "/embed/formations?scope.region=84"
    assert shown(read(f"{url}&{asked}")) <= inside


def test_a_second_value_is_the_partner_s_to_give(read: Read) -> None:
    # Somebody who edits the address has another embed: the scope holds its visitor, no reader.
    assert len(shown(read(f"{SCOPED}&scope.region=53"))) > LYON


def test_every_count_is_the_length_of_its_list(read: Read) -> None:
    facets = "&facets=family&facets=trade&facets=region&facets=provider"
    tree = read(SCOPED + facets)
    boxes = tree.xpath("//details[@class='filters']//input[@type='checkbox']")
    assert {box.get("name") for box in boxes} == {"family", "trade", "provider"}
    for box in boxes[:12]:
        said = box.getnext().xpath("./span[@class='choice__count']/text()")[0]
        alone = read(f"{SCOPED}&{urlencode({box.get('name'): box.get('value')})}")
        assert int(said) == len(shown(alone))


def test_what_no_box_shows_goes_along_with_the_form(read: Read) -> None:
    tree = read(
        "/embed/formations?form=compact&funding=region&hours_min=10&title=Ici&colour=0b3b41"
    )
    hidden = {one.get("name"): one.get("value") for one in tree.xpath("//input[@type='hidden']")}
    assert hidden == {
        "form": "compact", "title": "Ici", "colour": "0b3b41", "funding": "region",
        "hours_min": "10",
    }  # fmt: skip
    assert not tree.xpath("//details")
    assert words(tree.xpath("//h1")[0]) == "Ici"


def test_fields_and_facets_are_those_chosen(read: Read) -> None:
    tree = read("/embed/formations?fields=cost&facets=modality&facets=cost")
    assert {
        words(one).split(" : ")[0] for one in tree.xpath("//li[starts-with(@class,'fact')]")
    } == {"Coût"}
    assert tree.xpath("//details[@class='facet']/@id") == ["facet-modality", "facet-cost"]
    assert not tree.xpath("//p[@class='card__provider']|//p[@class='card__why']")


def test_the_way_to_the_portal_finds_the_same(read: Read) -> None:
    tree = read("/embed/formations?scope.region=84&q=data&family=data")
    link = tree.xpath("//p[@class='embed__foot']/a")[0]
    assert link.get("href") == "/formations?q=data&family=data&region=84"
    assert read(link.get("href")).xpath("//h1/@data-count") == tree.xpath("//h2/@data-count")


def test_pages_divide_the_list(read: Read) -> None:
    seen: list[str] = []
    url: str | None = "/embed/formations?scope.region=84&count=5"
    while url:
        tree = read(url)
        seen += tree.xpath("//article//h3/@id")
        url = next(iter(tree.xpath("//a[@rel='next']/@href")), None)
    assert len(seen) == len(set(seen)) == LYON


def test_htmx_gets_the_block_of_the_same_frame(client: FlaskClient, read: Read) -> None:
    url = "/embed/formations?scope.region=84&q=data&colour=0b3b41"
    part = client.get(url, headers={"HX-Request": "true"})
    fragment = html.fragment_fromstring(part.text, create_parent="div")
    assert words(fragment) == words(read(url).xpath("//div[@id='results']")[0])
    assert part.headers["HX-Push-Url"] == "/embed/formations?colour=0b3b41&scope.region=84&q=data"


def test_an_emptied_place_takes_its_radius_along(read: Read) -> None:
    assert read("/embed/formations?near=&radius_km=50&sort=distance").xpath("//article")


def test_a_bad_wish_of_the_visitor_loses_nothing(read: Read) -> None:
    tree = read("/embed/formations?near=Atlantide&q=web&scope.region=84&colour=0b3b41", status=400)
    assert "« Atlantide »" in words(tree.xpath("//ul[@class='fault__list']/li[./code='near']")[0])
    retry = tree.xpath("//a[@class='button']/@href")[0]
    assert retry == "/embed/formations?colour=0b3b41&scope.region=84&q=web"
    assert tree.xpath("//input[@name='q']/@value") == ["web"]
    assert tree.xpath("//input[@name='scope.region']/@value") == ["84"]
    assert tree.xpath("//link[contains(@href,'look.css')]")


def test_a_misspelt_place_leads_to_those_it_may_be_in_the_same_frame(read: Read) -> None:
    tree = read("/embed/formations?near=Lile&q=web&scope.region=32&colour=0b3b41", status=400)
    (place,) = tree.xpath("//ul[@class='fault__places']//a")
    assert words(place) == "Lille (59)"
    assert set(parse_qsl(urlsplit(place.get("href")).query)) == {
        ("near", "Lille (59)"), ("q", "web"), ("scope.region", "32"), ("colour", "0b3b41")
    }  # fmt: skip


@pytest.mark.parametrize(
    "bad", ["scope.region=84&scope.near=Atlantide", "colour=ffff00", "count=x"]
)
def test_a_bad_address_is_explained_and_never_shown_without_its_scope(read: Read, bad: str) -> None:
    tree = read(f"/embed/formations?{bad}", status=400)
    assert tree.xpath("//ul[@class='fault__list']/li")
    assert not tree.xpath("//a|//article|//form")


def test_what_is_given_is_text_never_markup(client: FlaskClient) -> None:
    evil = urlencode({"title": "<script>alert(1)</script>", "q": '"><img src=x>'})
    answer = client.get(f"/embed/formations?{evil}")
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


def test_a_failure_of_ours_says_so_in_the_frame(app: Flask, client: FlaskClient) -> None:
    doors, app.extensions["portal"] = app.extensions["portal"], None
    try:
        answer = client.get("/embed/formations")
    finally:
        app.extensions["portal"] = doors
    assert answer.status_code == 500
    assert "La faute est de notre côté" in answer.text
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_the_colour_comes_as_a_style_sheet_of_ours(client: FlaskClient, read: Read) -> None:
    sheet = read("/embed/formations?colour=8A1538").xpath(
        "//link[contains(@href,'look.css')]/@href"
    )
    assert sheet == ["/embed/look.css?colour=8a1538"]
    answer = client.get(sheet[0])
    assert answer.mimetype == "text/css"
    assert "--deep:#8a1538" in answer.text
    assert client.get("/embed/look.css?colour=}*{display:none").status_code == 400


def test_the_loader_has_one_address_and_is_kept_for_an_hour(client: FlaskClient) -> None:
    answer = client.get("/static/embed.js")
    assert answer.cache_control.max_age == 3600
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.mimetype == "text/javascript"


def test_statements_of_a_frame_do_not_grow(
    client: FlaskClient, statements: list[str], partner: Partner
) -> None:
    for count in (2, 40):
        statements.clear()
        headers = {"Referer": SITE + "/", "Sec-Fetch-Dest": "iframe"}
        assert client.get(f"/embed/formations?count={count}", headers=headers).status_code == 200
        asked = [one for one in statements if not re.match("PRAGMA|INSERT|SET|BEGIN", one)]
        assert len(asked) == 6  # the search's four, the partner, its sites
