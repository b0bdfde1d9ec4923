"""Under a short list the nearest trainings outside the place: apart, on every face, uncounted."""

import pytest
from flask.testing import FlaskClient

from tests.portal.conftest import Read, words

AROUND = "/formations?q=data&near=Grenoble"
OVER = "À plus de 30 km de Grenoble (38)"


def section(read: Read, address: str, **headers: str) -> list[tuple[str, str]]:
    """The headings of what stands apart: level and text."""
    (found,) = read(address, **headers).xpath("//section[@aria-labelledby='further']")
    return [(one.tag, words(one)) for one in found.xpath(".//h2 | .//h3 | .//h4")]


def test_they_stand_under_a_heading_that_names_the_place(read: Read) -> None:
    found = section(read, AROUND)
    assert found[0] == ("h2", OVER)
    assert {level for level, _ in found[1:]} == {"h3"}
    assert section(read, AROUND, HX_Request="true") == found
    assert words(read(AROUND).xpath("//*[@id='results-title']")[0]).startswith("1 formation pour")


def test_each_says_how_far_it_is(read: Read) -> None:
    cards = read(AROUND).xpath("//section[@aria-labelledby='further']//article")
    assert cards
    assert all(" km" in words(card) for card in cards)


def test_the_api_has_the_same_out_of_the_total(client: FlaskClient, read: Read) -> None:
    document = client.get(f"/api/v1{AROUND}").json
    titles = [one["formation"]["title"] for one in document["further"]]
    assert titles == [text for _, text in section(read, AROUND)[1:]]
    assert document["total"] == len(document["hits"]) == 1
    assert all(one["distance_km"] > 30 for one in document["further"])


def test_the_api_says_how_many_meet_the_whole_demand(client: FlaskClient, read: Read) -> None:
    words_only = "/formations?q=data+lyon"
    document = client.get(f"/api/v1{words_only}&page_size=100").json
    whole = [hit["all_words"] for hit in document["hits"]]
    assert (document["complete"], document["total"]) == (sum(whole), len(whole))
    assert 0 < document["complete"] < document["total"]
    assert client.get("/api/v1/formations?q=data").json["complete"] is None


def test_a_frame_shows_as_many_as_it_has_room_for(read: Read) -> None:
    found = section(read, f"/embed{AROUND}&count=3&fields=place")
    assert [level for level, _ in found] == ["h3", "h4", "h4"]


def test_of_a_territory_they_are_elsewhere(read: Read) -> None:
    assert section(read, "/formations?q=data&near=Bretagne")[0] == ("h2", "Ailleurs en France")


@pytest.mark.parametrize("address", ["/formations", "/formations?q=data", "/formations?near=Lyon"])
def test_without_a_place_or_under_a_long_list_there_are_none(read: Read, address: str) -> None:
    assert not read(address).xpath("//section[@aria-labelledby='further']")
