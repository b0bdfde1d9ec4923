"""What holds for every page: it answers, protects itself, and asks nothing of anybody else."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import meta

import portal
from portal.settings import Settings
from tests.portal.conftest import Read
from tests.portal.small_catalogue import COMPLETE, UNKNOWN, address

PAGES = (
    "/",
    "/formations",
    "/formations?q=data&near=Lyon&region=84&page=2",
    "/formations?q=introuvable",
    "/metiers",
    "/metiers/data",
    "/integrer",
    "/integrer/verifier",
    "/api/",
    address(COMPLETE),
    address(UNKNOWN),
    f"{address(COMPLETE)}/imprimer",
    f"{address(UNKNOWN)}/imprimer",
    "/selection",
    f"/selection?near=Lyon&formation={address(COMPLETE)[12:]}&formation={address(UNKNOWN)[12:]}",
    f"/comparer?near=Lyon&formation={address(COMPLETE)[12:]}&formation={address(UNKNOWN)[12:]}",
    f"/selection/imprimer?formation={address(COMPLETE)[12:]}",
)
ORIENTATION = ("/orientation", "/orientation?etape=tout", "/orientation/resultats")
"""Pages that hold a person's answers, and that nothing may keep."""
TEMPLATES = Path(portal.__file__).parent / "templates"


@pytest.mark.parametrize("url", PAGES + ORIENTATION)
def test_a_page_is_whole_and_sound(read: Read, url: str) -> None:
    tree = read(url)
    assert tree.get("lang") == "fr"
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1
    assert tree.xpath("//title/text()")[0].strip(" –")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for labelled in tree.xpath("//label/@for"):
        assert labelled in ids
    levels = [int(heading.tag[1]) for heading in tree.xpath("//main//h1|//main//h2|//main//h3")]
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("url", PAGES + ORIENTATION)
def test_nothing_comes_from_another_host_or_from_inside_the_page(read: Read, url: str) -> None:
    tree = read(url)
    inside = "//script[not(@src) and not(@type='application/ld+json')]"
    assert not tree.xpath(f"{inside}|//style|//@style|//*[starts-with(name(), 'on')]")
    links = "//link[@rel='stylesheet' or @rel='icon']/@href"
    fetched = tree.xpath(f"//script/@src|{links}|//img/@src|//use/@href")
    assert fetched
    assert all(one.startswith("/static/") and "?v=" in one for one in fetched)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_protected(client: FlaskClient, url: str) -> None:
    headers = client.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cache-Control"] == "no-cache"


def test_every_file_that_a_page_names_exists_and_may_be_kept(
    client: FlaskClient, read: Read
) -> None:
    for name in read("/").xpath("//script/@src|//link[@rel!='search']/@href|//img/@src"):
        answer = client.get(name)
        assert answer.status_code == 200
        assert answer.cache_control.max_age == 365 * 24 * 3600


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = (TEMPLATES.parent.parent / "static" / "img" / "icons.svg").read_text()
    families = set(re.findall(r'^code = "(.+)"', _families(), re.MULTILINE))
    assert set(re.findall(r'symbol id="([^"]+)"', drawn)) >= families | {"pin", "clock", "euro"}


def _families() -> str:
    return (TEMPLATES.parent.parent / "data" / "reference" / "families.toml").read_text()


def test_no_template_is_unused(app: Flask) -> None:
    code = "\n".join(path.read_text() for path in TEMPLATES.parent.rglob("*.py"))
    named = set(re.findall(r'"([\w/]+\.html)"', code))
    for path in TEMPLATES.rglob("*.html"):
        tree = app.jinja_env.parse(path.read_text())
        named |= {name for name in meta.find_referenced_templates(tree) if name}
    assert named == {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}


def test_the_banner_says_that_the_catalogue_is_made_up(read: Read) -> None:
    banner = read("/").xpath("//aside[@class='banner']")[0]
    assert "ces formations sont fictives" in banner.text_content()


def test_it_says_that_it_lives(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"


def test_it_says_whether_it_can_answer(client: FlaskClient, tmp_path: Path) -> None:
    assert client.get("/readyz").status_code == 200
    empty = portal.create_app(Settings(tmp_path, f"sqlite:///{tmp_path}/portal.db"))
    answer = empty.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready\n")
    assert empty.test_client().get("/healthz").status_code == 200


@pytest.mark.parametrize("url", ["/formations", "/metiers", address(COMPLETE), "/connexion"])
def test_a_slash_too_many_leads_nowhere_else(read: Read, url: str) -> None:
    assert read(f"{url}/").xpath("//h1/text()") == read(url).xpath("//h1/text()")
