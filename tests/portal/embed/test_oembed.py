"""oEmbed as its specification has it: discovery, both formats, room, errors."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from tests.portal.conftest import Read
from tests.portal.small_catalogue import COMPLETE, address

SEARCH = "http://localhost/formations?q=data&region=84"


def ask(client: FlaskClient, url: str = SEARCH, more: str = ""):
    return client.get(f"/oembed?url={quote(url, safe='')}{more}")


@pytest.mark.parametrize("page", ["/formations?q=data", "/embed/formations?scope.region=84&q=data"])
def test_a_consumer_finds_its_way_from_the_page(client: FlaskClient, read: Read, page: str) -> None:
    text = client.get(page).text
    assert text.index("json+oembed") < 2500
    (found,) = read(page).xpath("//link[@type='application/json+oembed']/@href")
    answer = client.get(found)
    frame = html.fromstring(answer.json["html"])
    shown = client.get(urlsplit(frame.get("src")).path + "?" + urlsplit(frame.get("src")).query)
    assert shown.status_code == 200
    pairs = parse_qsl(urlsplit(page).query)
    assert set(pairs) <= set(parse_qsl(urlsplit(frame.get("src")).query))


def test_the_answer_is_a_rich_frame_in_the_room_given(client: FlaskClient) -> None:
    answer = ask(client, more="&maxwidth=420&maxheight=500")
    said = answer.json
    assert (said["type"], said["version"], said["width"], said["height"]) == (
        "rich",
        "1.0",
        420,
        500,
    )
    frame = html.fromstring(said["html"])
    assert frame.tag == "iframe"
    assert (frame.get("width"), frame.get("height")) == ("420", "500")
    assert frame.get("src") == "http://localhost/embed/formations?q=data&region=84"
    assert frame.get("title") == said["title"]
    assert "data" in said["title"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert ask(client, more="&maxwidth=4000").json["width"] == 600


def test_the_page_asked_for_never_begins_in_the_middle(client: FlaskClient) -> None:
    assert "page=" not in ask(client, SEARCH + "&page=2").json["html"]


def test_xml_says_the_same(client: FlaskClient) -> None:
    answer = ask(client, more="&format=xml")
    assert answer.mimetype == "text/xml"
    root = etree.fromstring(answer.data)
    assert root.tag == "oembed"
    assert {one.tag: one.text for one in root} == {n: str(v) for n, v in ask(client).json.items()}


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("http://localhost/metiers", "", 404),
        (f"http://localhost{address(COMPLETE)}", "", 404),
        ("http://evil.example/formations", "", 404),
        ("http://localhost@evil.example/formations", "", 404),
        ("javascript:alert(1)", "", 404),
        ("//localhost/formations", "", 404),
        ("http://[/formations", "", 404),
        ("http://localhost/formations?sort=price", "", 404),
        ("http://localhost/s/signed", "", 401),
        ("http://localhost/conseiller/dossiers", "", 401),
        (SEARCH, "&format=yaml", 501),
        ("", "", 400),
        (SEARCH, "&maxwidth=wide", 400),
        (SEARCH, "&maxheight=-5", 400),
    ],
)
def test_errors_have_the_status_of_the_specification(
    client: FlaskClient, url: str, more: str, status: int
) -> None:
    answer = ask(client, url, more)
    assert answer.status_code == status
    assert "<iframe" not in answer.text


def test_markup_in_a_title_stays_text(client: FlaskClient) -> None:
    given = "http://localhost/embed/formations?title=" + quote('"><script>alert(1)</script>')
    frame = html.fromstring(ask(client, given).json["html"])
    assert frame.get("title") == '"><script>alert(1)</script>'
    assert not frame.xpath("//script")
