"""The builder: what is chosen is what the frame shows and what the code says."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html

from portal.embed.builder import chosen
from tests.portal.conftest import Read, words

CHOSEN = "/integrer?scope.region=84&title=Ici&colour=%238a1538&form=compact&count=3"


def code(tree: html.HtmlElement, kind: str) -> str:
    text: str = tree.xpath(f"//textarea[@aria-labelledby='code-{kind}']")[0].text
    return text


def test_every_code_leads_to_what_was_chosen(read: Read) -> None:
    tree = read(CHOSEN)
    preview = tree.xpath("//formations-embed/@src")
    assert len(preview) == 2
    assert dict(parse_qsl(urlsplit(preview[0]).query)) == {
        "scope.region": "84", "title": "Ici", "colour": "8a1538", "form": "compact", "count": "3",
    }  # fmt: skip
    absolute = "http://localhost" + preview[0]
    element = html.fragment_fromstring(code(tree, "element"), create_parent="div")
    assert element.xpath(".//formations-embed/@src") == [absolute]
    assert element.xpath(".//script/@src") == ["http://localhost/static/embed.js"]
    assert element.xpath(".//formations-embed/a/@href") == ["http://localhost/formations?region=84"]
    assert html.fromstring(code(tree, "iframe")).get("src") == absolute
    assert code(tree, "oembed") == absolute
    assert code(tree, "api") == "http://localhost/api/v1/formations?region=84"


def test_the_number_said_is_that_of_the_frame(read: Read) -> None:
    tree = read(CHOSEN)
    frame = read(tree.xpath("//formations-embed/@src")[0])
    assert tree.xpath("//h2/@data-count")[0].startswith(frame.xpath("//h2/@data-count")[0])


def test_the_boxes_keep_what_was_chosen(read: Read) -> None:
    tree = read(CHOSEN)
    assert tree.xpath("//input[@name='scope.region'][@checked]/@value") == ["84"]
    assert tree.xpath("//input[@name='title']/@value") == ["Ici"]
    assert tree.xpath("//input[@name='colour']/@value") == ["#8a1538"]
    assert tree.xpath("//select[@name='form']/option[@selected]/@value") == ["compact"]
    assert tree.xpath("//select[@name='count']/option[@selected]/@value") == ["3"]
    ticked = tree.xpath("//input[@name='fields'][@checked]/@value")
    assert ticked == ["place", "dates"]


def test_what_the_page_s_own_form_sends_unchanged_is_the_plain_address(read: Read) -> None:
    tree = read("/integrer")
    sent = [(one.get("name"), one.get("value")) for one in tree.xpath("//main//form//input")
            if one.get("type") != "checkbox" or one.get("checked") is not None]  # fmt: skip
    sent += [(one.get("name"), one.value) for one in tree.xpath("//main//form//select")]
    again = read("/integrer?" + "&".join(f"{n}={v.replace('#', '%23')}" for n, v in sent))
    assert again.xpath("//formations-embed/@src")[0] == "/embed/formations"


def test_a_form_as_it_comes_is_named_alone(read: Read) -> None:
    tree = read("/integrer?former=compact&form=compact&fields=place&fields=dates&count=5")
    assert tree.xpath("//formations-embed/@src")[0] == "/embed/formations?form=compact"


def test_unticking_everything_shows_nothing_and_another_form_begins_anew() -> None:
    assert chosen([("former", "full"), ("title", "x")]) == [
        ("title", "x"), ("fields", "none"), ("facets", "none"),
    ]  # fmt: skip
    assert chosen([("former", "compact"), ("form", "full"), ("fields", "cost")]) == [
        ("form", "full")
    ]
    assert chosen([("fields", "cost"), ("q", "")]) == [("fields", "cost")]


@pytest.mark.parametrize(
    ("bad", "kept"),
    [
        ("colour=ffff00&title=Ici", ("title", "Ici")),
        ("colour=%23ffff00", ("colour", "#ffff00")),
        ("scope.near=Atlantide&scope.radius_km=20", ("scope.near", "Atlantide")),
        ("title=" + "a" * 101, ("title", "a" * 101)),
    ],
)
def test_a_bad_choice_is_named_and_nothing_is_lost(
    read: Read, bad: str, kept: tuple[str, str]
) -> None:
    tree = read(f"/integrer?{bad}&scope.region=84", status=400)
    assert tree.xpath("//ul[@class='fault__list']/li")
    assert tree.xpath(f"//input[@name='{kept[0]}']/@value") == [kept[1]]
    assert tree.xpath("//input[@name='scope.region'][@checked]/@value") == ["84"]
    assert not tree.xpath("//formations-embed")


def test_without_javascript_the_frame_is_there(read: Read) -> None:
    tree = read("/integrer")
    assert tree.xpath("//noscript/iframe/@src") == ["/embed/formations"] * 2
    assert all(tree.xpath("//noscript/iframe/@title"))


def test_only_the_builder_shows_frames(read: Read) -> None:
    assert words(read("/integrer").xpath("//h1")[0]) == "Montrer les formations sur votre site"


def test_the_frame_is_let_in_by_the_builder_s_policy_alone(client) -> None:
    assert "frame-src 'self'" in client.get("/integrer").headers["Content-Security-Policy"]
    assert "frame-src" not in client.get("/formations").headers["Content-Security-Policy"]
