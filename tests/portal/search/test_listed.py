"""Where a list goes on with trainings that lack words, every face of it says so."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from data.models import Formation
from portal.search.listed import FEWER_WORDS, LACKS_WORDS, listed, stretches
from search_index.query import SearchQuery
from search_index.results import Hit, PlaceFound, SearchResults
from tests.portal.conftest import Read, words

TODAY = date(2027, 1, 15)
LYON = PlaceFound("Lyon (69)", 45.75, 4.85, 30.0)
MIXED = "/formations?q=dépannage+ordinateur"
"""One training has both words, eleven speak of the same."""


def results(
    query: SearchQuery, all_words: list[bool], place: PlaceFound | None = None
) -> tuple[SearchResults, list[Formation]]:
    ids = [f"f{number}" for number in range(len(all_words))]
    hits = tuple(Hit(one, 1.0, all_words=every) for one, every in zip(ids, all_words, strict=True))
    rows = [
        Formation(id=one, source="tests", source_key=one, title=one, modality=None) for one in ids
    ]
    return SearchResults(query, len(hits), hits, (), (), place, 0.1), rows


Shape = Callable[..., list[str]]


@pytest.fixture
def shape(app: Flask) -> Shape:
    """Each stretch of a list, a letter a training: head, under the line, or marked."""
    told = {("", ""): "h", (FEWER_WORDS, ""): "u", ("", LACKS_WORDS): "m"}

    def shape(
        query: SearchQuery, all_words: list[bool], place: PlaceFound | None = None
    ) -> list[str]:
        with app.test_request_context():
            found = listed(*results(query, all_words, place), TODAY)
        return ["".join(told[x.under, x.lacks] for x in one.found) for one in stretches(found)]

    return shape


def test_by_relevance_one_line_stands_where_they_begin(shape: Shape) -> None:
    query = SearchQuery(q="a b")
    assert shape(query, [True, True, False]) == ["hh", "u"]
    assert shape(query, [True, True]) == ["hh"]
    assert shape(query, []) == []


def test_a_page_of_them_alone_begins_with_the_line(shape: Shape) -> None:
    assert shape(SearchQuery(q="a b", page=2), [False, False]) == ["uu"]


@pytest.mark.parametrize("sort", ["hours", "start", "title", "results"])
def test_in_another_order_each_of_them_is_marked(shape: Shape, sort: str) -> None:
    assert shape(SearchQuery(q="a b", sort=sort), [False, True, False]) == ["mhm"]


def test_where_unknown_places_come_last_each_of_them_is_marked(shape: Shape) -> None:
    query = SearchQuery(q="a b", near="Lyon", place_unknown=True)
    assert shape(query, [True, False, True], LYON) == ["hmh"]
    assert shape(SearchQuery(q="a b", near="Lyon"), [True, False], LYON) == ["h", "u"]


def outline(read: Read, address: str, **headers: str) -> list[tuple[str, str]]:
    """The headings of the results from the count on: level and text."""
    found = read(address, **headers).xpath("//*[@id='results-title' or self::h2 or self::h3]")
    return [(one.tag, words(one)) for one in found]


def test_the_line_is_a_heading_over_the_cards_that_lack_words(read: Read) -> None:
    levels = [level for level, _ in outline(read, MIXED)]
    texts = [text for _, text in outline(read, MIXED)]
    assert texts[:3] == [
        "12 formations pour « dépannage ordinateur »",
        "Atelier offert de dépannage",
        FEWER_WORDS,
    ]
    assert levels == ["h1", "h2", "h2", *["h3"] * 11]
    assert outline(read, MIXED, HX_Request="true") == outline(read, MIXED)


def test_the_next_page_says_it_at_its_top(read: Read) -> None:
    first, *below = outline(read, f"{MIXED}&page_size=5&page=2")[1:]
    assert first == ("h2", FEWER_WORDS)
    assert [level for level, _ in below] == ["h3"] * 5


def test_in_order_of_title_the_cards_themselves_say_it(read: Read) -> None:
    tree = read(f"{MIXED}&sort=title")
    assert FEWER_WORDS not in words(tree)
    silent = [one for one in tree.xpath("//article") if LACKS_WORDS not in words(one)]
    assert [words(one.xpath(".//h2")[0]) for one in silent] == ["Atelier offert de dépannage"]


def test_a_list_of_full_matches_has_no_line(read: Read) -> None:
    for address in ("/formations", "/formations?q=data", "/formations?q=data&sort=title"):
        said = words(read(address))
        assert FEWER_WORDS not in said
        assert LACKS_WORDS not in said


def test_a_frame_says_it_too(read: Read) -> None:
    tree = read(f"/embed{MIXED}&fields=place&form=full")
    (line,) = tree.xpath("//h3[@class='cards__over']")
    assert words(line) == FEWER_WORDS
    assert len(line.xpath("./following-sibling::ol//h4")) == 9
    assert LACKS_WORDS in words(read(f"/embed{MIXED}&fields=place&sort=title"))


def test_the_api_says_of_each_whether_it_has_all_words(client: FlaskClient) -> None:
    hits = client.get(f"/api/v1{MIXED}").json["hits"]
    assert [hit["all_words"] for hit in hits] == [True, *[False] * 11]
    described = client.get("/api/v1/openapi.json").json["components"]["schemas"]["Hit"]
    assert described["properties"]["all_words"]["type"] == "boolean"
    assert "all_words" in described["required"]
