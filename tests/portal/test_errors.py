"""An error says in French what is wrong, keeps what is right, and speaks JSON to programs."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import create_app
from tests.portal.conftest import NewInstance, Read, words

BAD = {
    "page": "0",
    "page_size": "1000",
    "sort": "price",
    "hours_min": "many",
    "starts_after": "31/01/2027",
    "modality": "dance",
    "near": "Atlantide-sur-Mer",
    "colour": "red",
    "q": "a" * 10_000,
}


@pytest.mark.parametrize("parameter", BAD)
def test_a_bad_parameter_is_named_with_its_value(read: Read, parameter: str) -> None:
    tree = read(f"/formations?{parameter}={BAD[parameter]}", status=400)
    fault = tree.xpath("//ul[@class='fault__list']/li")[0]
    assert fault.xpath("./code/text()") == [parameter]
    assert BAD[parameter][:200] in words(fault)


def test_every_bad_parameter_is_named_and_the_rest_kept(read: Read) -> None:
    tree = read("/formations?q=web&region=84&sort=price&page=0", status=400)
    assert len(tree.xpath("//ul[@class='fault__list']/li")) == 2
    assert tree.xpath("//a[@class='button']/@href") == ["/formations?q=web&region=84"]
    assert tree.xpath("//input[@id='q']/@value") == ["web"]


def test_an_unknown_place_goes_with_its_radius(read: Read) -> None:
    tree = read("/formations?q=web&near=Atlantide&radius_km=50&sort=distance", status=400)
    assert tree.xpath("//a[@class='button']/@href") == ["/formations?q=web"]


def test_a_misspelt_place_leads_to_those_it_may_be(read: Read) -> None:
    tree = read("/formations?q=web&near=lion&radius_km=50", status=400)
    assert words(tree.xpath("//h1")[0]) == "Nous ne connaissons pas ce lieu"
    assert "Erreur 400" not in words(tree.xpath("//main")[0])
    first = tree.xpath("//ul[@class='fault__places']/li/a")[0]
    assert words(first) == "Lyon (69)"
    assert first.get("href") == "/formations?q=web&radius_km=50&near=Lyon+%2869%29"
    assert words(tree.xpath("//p[@class='fault__ways']/a")[0]) == "Continuer sans ce lieu"
    read(first.get("href"))


@pytest.mark.parametrize("page", ["/selection", "/comparer", "/formations/criteres/provider"])
def test_a_misspelt_place_keeps_to_the_page_where_it_was_asked(read: Read, page: str) -> None:
    tree = read(f"{page}?near=Lile", status=400)
    ways = tree.xpath("//ul[@class='fault__places']//a/@href | //a[@class='button']/@href")
    assert f"{page}?near=Lille+%2859%29" in ways
    assert page in ways
    assert all(read(way) is not None for way in ways)


def test_a_file_of_a_bad_search_leads_to_the_search(read: Read) -> None:
    tree = read("/formations.csv?q=web&near=Lile", status=400)
    assert "/formations?q=web&near=Lille+%2859%29" in tree.xpath("//a/@href")


def test_what_is_given_is_shown_as_text_never_as_markup(client: FlaskClient) -> None:
    answer = client.get("/formations?sort=<script>alert(1)</script>")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text


def test_htmx_gets_the_explanation_in_place_of_the_results(read: Read) -> None:
    part = read("/formations?near=Atlantide", status=400, HX_Request="true")
    assert part.get("class") == "fault"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nulle-part", 404), ("/formations/inconnue", 404), ("/metiers/plombier", 404)],
)
def test_what_is_not_there(read: Read, address: str, status: int) -> None:
    assert words(read(address, status=status).xpath("//h1")[0]) == "Page introuvable"


def test_what_cannot_be_sent_here(client: FlaskClient) -> None:
    answer = client.post("/formations")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "Action impossible ici" in answer.text


def test_a_program_gets_a_problem(client: FlaskClient) -> None:
    answer = client.get("/formations?sort=price", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.json["errors"][0]["parameter"] == "sort"
    assert answer.json["errors"][0]["value"] == "price"


def test_a_failure_is_ours_and_tells_nothing_of_itself(
    new_instance: NewInstance, tmp_path: Path
) -> None:
    app = create_app(new_instance(tmp_path))
    (tmp_path / "portal.db").unlink()
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert "La faute est de notre côté" in answer.text
    assert "sqlite" not in answer.text.lower()
