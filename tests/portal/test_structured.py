"""What programs read in a page: the known facts, no invented price, no way out of the block."""

import json
from typing import Any

import pytest
from lxml import html

from portal.structured import block
from tests.portal.conftest import Read
from tests.portal.small_catalogue import COMPLETE, FREE, ONLINE, UNKNOWN, address


def data(tree: html.HtmlElement) -> dict[str, Any]:
    (text,) = tree.xpath("//script[@type='application/ld+json']/text()")
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_training_is_a_course_with_its_coming_starts(read: Read) -> None:
    course = data(read(address(COMPLETE)))
    assert (course["@context"], course["@type"]) == ("https://schema.org", "Course")
    assert course["url"] == f"http://localhost{address(COMPLETE)}"
    assert course["provider"] == {"@type": "Organization", "name": "École du Soir"}
    assert course["offers"]["price"] == 1200
    (instance,) = course["hasCourseInstance"]
    assert instance["startDate"] == "2035-09"
    assert instance["courseMode"] == "blended"
    assert instance["courseWorkload"] == "PT1204H"
    assert instance["location"]["address"]["addressLocality"] == "Lyon"


def test_only_a_price_of_zero_is_free_and_unknown_facts_are_left_out(read: Read) -> None:
    assert data(read(address(FREE)))["offers"]["category"] == "Free"
    unknown = data(read(address(UNKNOWN)))
    assert set(unknown) == {"@context", "@type", "@id", "url", "name", "description", "inLanguage"}
    assert data(read(address(ONLINE)))["hasCourseInstance"] == [
        {"@type": "CourseInstance", "courseMode": "online"}
    ]


def test_the_list_has_the_trainings_of_the_page_with_their_places(read: Read) -> None:
    tree = read("/formations?q=promotion&page_size=5&page=2")
    listed = data(tree)
    assert [one["position"] for one in listed["itemListElement"]] == [6, 7, 8, 9, 10]
    shown = tree.xpath("//ol[@class='cards']//h2//a/@href|//ol[@class='cards']//h3//a/@href")
    assert [one["url"] for one in listed["itemListElement"]] == [
        f"http://localhost{url}" for url in shown
    ]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>&\u2028"])
def test_no_text_ends_the_block(text: str) -> None:
    written = block({"name": text})
    assert not set(written) & set("<>&\u2028")
    assert json.loads(written)["name"] == text


def test_pages_name_their_one_address(read: Read) -> None:
    for url in ("/formations?region=84&q=data&page=1", address(COMPLETE)):
        (canonical,) = read(url).xpath("//link[@rel='canonical']/@href")
        assert canonical.startswith("http://localhost/formations")
        assert "page=1" not in canonical


def test_a_made_up_training_is_not_for_search_engines(read: Read) -> None:
    assert read(address(ONLINE)).xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not read(address(COMPLETE)).xpath("//meta[@name='robots']")
