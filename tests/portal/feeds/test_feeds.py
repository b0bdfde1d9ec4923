"""Feeds, site maps and images: well formed, complete, and no text breaks them."""

import io
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image

from data import reference
from data.models import Formation
from portal import create_app
from portal.feeds import sitemap
from portal.feeds.atom import feed_page
from portal.feeds.image import SIZE, drawn
from portal.formation.page import formation_page
from portal.settings import Settings
from search_index.query import SearchQuery
from tests.portal.conftest import Read
from tests.portal.small_catalogue import COMPLETE, RECORDS, UNKNOWN, address

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
STRANGE = (
    *("", " ", "a" * 5_000, "mot " * 800, "漢字 🎓 \u202e"),
    *("<script>&amp;\"'", "\x00\x0b\ufffe", "é\u0301"),
)


def parsed(client: FlaskClient, url: str) -> etree._Element:
    answer = client.get(url)
    assert answer.status_code == 200
    return etree.fromstring(answer.data)


def made(title: str) -> Formation:
    return Formation(
        id="f", source="s", source_key="k", title=title, summary=title, content_hash="h",
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip


def test_the_title_of_a_feed_says_for_what_and_where(client: FlaskClient) -> None:
    tree = parsed(client, "/formations.atom?q=web&near=Lyon")
    (title,) = tree.xpath("a:title/text()", namespaces=ATOM)
    assert title.replace("\u00a0", " ") == "Formations au numérique pour « web » – Lyon"


def test_a_feed_has_the_trainings_of_the_search_the_newest_first(client: FlaskClient) -> None:
    tree = parsed(client, "/formations.atom?q=promotion&page=3")
    assert tree.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        "http://localhost/formations.atom?q=promotion"
    ]
    page = tree.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM)[0]
    assert client.get(page).status_code == 200
    found = tree.xpath("a:entry/a:link/@href", namespaces=ATOM)
    listed = client.get("/api/v1/formations?q=promotion&page_size=100").get_json()["hits"]
    ids = {hit["formation"]["id"] for hit in listed}
    assert {one.rpartition("/")[2] for one in found} == ids
    times = [
        datetime.fromisoformat(one) for one in tree.xpath("//a:updated/text()", namespaces=ATOM)
    ]
    assert times[0] == max(times)
    assert times[1:] == sorted(times[1:], reverse=True)
    assert all(time.tzinfo for time in times)
    names = tree.xpath("//a:id/text()", namespaces=ATOM)
    assert len(names) == len(set(names))
    assert all(name.startswith("urn:uuid:") for name in names)


def test_the_ids_of_a_feed_are_always_the_same(client: FlaskClient) -> None:
    first, again = (client.get("/formations.atom?region=84&region=53") for _ in range(2))
    assert first.data == again.data
    turned = parsed(client, "/formations.atom?region=53&region=84").findtext("a:id", None, ATOM)
    assert turned == etree.fromstring(first.data).findtext("a:id", None, ATOM)


def test_a_feed_without_any_training_is_a_feed(client: FlaskClient) -> None:
    tree = parsed(client, "/formations.atom?family=data&region=53&hours_max=1")
    assert tree.xpath("count(a:updated)", namespaces=ATOM) == 1
    assert not tree.xpath("a:entry", namespaces=ATOM)


@pytest.mark.parametrize("text", STRANGE)
def test_no_text_breaks_a_feed_or_an_image(app: Flask, text: str) -> None:
    with app.test_request_context():
        page = feed_page(SearchQuery(q=text), [made(text)])
        feed = app.jinja_env.get_template("feeds/atom.xml").render(page=page)
        shown = formation_page(made(text), datetime(2026, 11, 24).date(), {})
        image = Image.open(io.BytesIO(drawn(shown)))
    assert len(etree.fromstring(feed.encode()).xpath("a:entry", namespaces=ATOM)) == 1
    assert (image.size, image.format) == (SIZE, "PNG")


@pytest.mark.parametrize("record", [COMPLETE, UNKNOWN])
def test_each_training_has_its_image(client: FlaskClient, read: Read, record: object) -> None:
    tree = read(address(record))  # type: ignore[arg-type]
    (url,) = tree.xpath("//meta[@property='og:image']/@content")
    assert url == f"http://localhost{address(record)}.png"  # type: ignore[arg-type]
    answer = client.get(url)
    assert answer.mimetype == "image/png"
    image = Image.open(io.BytesIO(answer.data))
    assert image.size == (1200, 630)
    assert len(image.convert("RGB").getcolors(maxcolors=1 << 20) or ()) > 20
    assert client.get("/formations/inconnue.png").status_code == 404


def test_two_trainings_have_two_images(client: FlaskClient) -> None:
    assert client.get(f"{address(COMPLETE)}.png").data != client.get(f"{address(UNKNOWN)}.png").data


def test_the_site_map_leads_to_every_page(client: FlaskClient) -> None:
    parts = parsed(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=MAP)
    trees = [parsed(client, part) for part in parts]
    urls = [url for tree in trees for url in tree.xpath("//s:loc/text()", namespaces=MAP)]
    assert len(urls) == len(set(urls))
    assert {f"http://localhost{address(record)}" for record in RECORDS} <= set(urls)
    assert sum("/metiers/" in url for url in urls) == len(reference.families())
    for url in urls:
        assert client.get(url).status_code == 200
    dated = trees[1].xpath("//s:lastmod/text()", namespaces=MAP)
    assert len(dated) == len(RECORDS)
    assert all(datetime.fromisoformat(one).tzinfo for one in dated)


def test_a_big_catalogue_has_several_parts(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "PART", 20)
    monkeypatch.setattr("portal.feeds.routes.PART", 20)
    parts = parsed(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=MAP)
    assert len(parts) == 1 + -(-len(RECORDS) // 20)
    counts = [len(parsed(client, part)) for part in parts[1:]]
    assert max(counts) == 20
    assert sum(counts) == len(RECORDS)
    for name in ("formations-0", f"formations-{len(parts)}", "formations-x", "autre"):
        assert client.get(f"/sitemap/{name}.xml").status_code == 404


def test_robots_know_the_map_and_leave_endless_lists_alone(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /api/v1/" in text
    assert "Disallow: /\n" not in text


def test_a_browser_can_search_from_its_own_bar(client: FlaskClient, read: Read) -> None:
    (link,) = read("/").xpath("//link[@rel='search']")
    answer = client.get(link.get("href"))
    assert answer.mimetype == link.get("type")
    templates = etree.fromstring(answer.data).xpath("//*[local-name()='Url']/@template")
    for template in templates:
        assert client.get(template.replace("{searchTerms}", "web+data")).status_code == 200


def test_addresses_that_leave_the_portal_begin_as_it_is_set(app: Flask) -> None:
    engine = app.extensions["portal"].engine.url.render_as_string(hide_password=False)
    folder = app.extensions["portal"].index.folder.parent
    public = create_app(Settings(folder, engine, given_secret="test", url="https://portail.fr"))  # noqa: S106
    client = public.test_client()
    hostile = {"Host": "evil.example"}
    urls = ("/formations.atom", "/sitemap.xml", "/robots.txt", "/formations", address(COMPLETE))
    for url in urls:
        text = client.get(url, headers=hostile).text
        assert "https://portail.fr/" in text
        assert not re.search("evil", text)
    public.extensions["portal"].engine.dispose()
