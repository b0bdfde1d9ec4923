"""Keeping, comparing and taking along, without an account and without JavaScript."""

import csv
import io
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import html
from openpyxl import load_workbook

from data.record import formation_id
from tests.portal.conftest import Read, words
from tests.portal.small_catalogue import COMPLETE, FREE, ONLINE, SOURCE, UNKNOWN, address

ID = {
    one.source_key: formation_id(SOURCE, one.source_key)
    for one in (COMPLETE, FREE, ONLINE, UNKNOWN)
}
BECAUSE = "Ne correspond plus, parce que"
ALL = "&".join(f"formation={one}" for one in ID.values())


def keep(client: FlaskClient, *ids: str, back: str = "/formations") -> None:
    for one in ids:
        answer = client.post("/selection", data={"keep": one, "back": back})
        assert answer.status_code == 303


def titles(read: Read, url: str = "/selection") -> list[str]:
    return [words(one) for one in read(url).xpath("//h3")]


def test_a_training_is_kept_from_its_card_and_let_go(client: FlaskClient, read: Read) -> None:
    page = read("/formations?q=atelier")
    (button,) = page.xpath("//button[@form='keep']")
    assert button.get("aria-label") == f"Garder : {FREE.title}"
    form = page.xpath("//form[@id='keep']")[0]
    assert not form.xpath("ancestor::form")
    assert not form.xpath("ancestor::main")
    back = page.xpath("//input[@form='keep'][@name='back']/@value")[0]
    answer = client.post(
        form.get("action"), data={button.get("name"): button.get("value"), "back": back}
    )
    assert answer.location == f"/formations?q=atelier#keep-{ID['free']}"
    assert words(read("/").xpath("//a[@id='selection-link']")[0]) == "Ma sélection (1)"
    (again,) = read("/formations?q=atelier").xpath("//button[@form='keep']")
    assert (again.get("name"), words(again)) == ("drop", "Gardée")
    client.post("/selection", data={"drop": ID["free"], "back": back})
    assert words(read("/").xpath("//a[@id='selection-link']")[0]) == "Ma sélection"


def test_htmx_gets_the_parts_of_the_fresh_page(client: FlaskClient, read: Read) -> None:
    data = {"keep": ID["free"], "back": "/formations?q=atelier"}
    part = client.post("/selection", data=data, headers={"HX-Request": "true"})
    pieces = html.fragment_fromstring(part.text, create_parent="div")
    fresh = read("/formations?q=atelier")
    for one in ("selection-link", f"keep-{ID['free']}"):
        swapped = pieces.xpath(f"//*[@id='{one}']")[0]
        there = fresh.xpath(f"//*[@id='{one}']")[0]
        for piece in (swapped, there):
            piece.tail = None
        assert html.tostring(swapped) == html.tostring(there)
    assert "1 formation dans votre sélection" in words(pieces)


def test_a_removal_is_undone_where_it_stood(client: FlaskClient, read: Read) -> None:
    keep(client, ID["free"], ID["complete"], ID["online"])
    before = titles(read)
    client.post("/selection", data={"drop": ID["complete"]})
    assert titles(read) == [before[0], before[2]]
    assert (
        words(read("/selection").xpath("//form[contains(@class, 'undo')]")[0])
        == "1 formation retirée. Annuler"
    )
    client.post("/selection", data={"undo": "1"})
    assert titles(read) == before
    client.post("/selection", data={"clear": "1"})
    assert titles(read) == []
    client.post("/selection", data={"undo": "1"})
    assert titles(read) == before


def test_a_training_that_no_longer_fits_says_why(client: FlaskClient, read: Read) -> None:
    keep(client, ID["complete"], back="/formations?q=soir&cost_max=500&region=53")
    keep(client, ID["free"], back="/formations?q=atelier")
    page = read("/selection")
    reasons = [words(one) for one in page.xpath("//ul[@class='kept__misfits']/li")]
    assert reasons == [
        f"{BECAUSE} le lieu : vous cherchiez « Bretagne », elle indique « Lyon (Rhône) ».",
        f"{BECAUSE} le coût : vous cherchiez « au plus 500 € », elle indique « 1 200 € ».",
    ]
    assert [words(one) for one in page.xpath("//h2")][:2] == [
        "Correspondent toujours", "Ne correspondent plus à la recherche d’où elles viennent",
    ]  # fmt: skip


def test_the_search_is_remembered_from_the_page_of_a_training(
    client: FlaskClient, read: Read
) -> None:
    page = read(address(FREE), Referer="http://localhost/formations?q=atelier&cost_max=0")
    given = {one.get("name"): one.get("value") for one in page.xpath("//form[@id='keep']/input")}
    assert given == {"back": address(FREE), "search": "/formations?q=atelier&cost_max=0"}
    elsewhere = read(address(FREE), Referer="http://ailleurs.invalid/formations?q=atelier")
    assert elsewhere.xpath("//form[@id='keep']/input[@name='search']/@value") == [""]


def test_a_kept_training_that_is_gone_is_said_to_be(client: FlaskClient, read: Read) -> None:
    keep(client, "abcdefghijkl", ID["free"])
    assert "n’est plus proposée" in words(read("/selection").xpath("//ul[@class='kept__gone']")[0])
    client.post("/selection", data={"drop": "abcdefghijkl"})
    assert not read("/selection").xpath("//ul[@class='kept__gone']")


def test_the_selection_is_full_at_its_limit(client: FlaskClient, read: Read) -> None:
    digits = "abcdefghijklmnopqrstuvwxyz234567"
    for n in range(50):
        keep(client, "a" * 10 + digits[n // 32] + digits[n % 32])
    answer = client.post("/selection", data={"keep": ID["free"], "back": "/formations"})
    assert "pleine : 50" in words(read(answer.location).xpath("//p[@role='alert']")[0])


def test_distances_are_from_the_place_that_is_asked(client: FlaskClient, read: Read) -> None:
    keep(client, ID["complete"], ID["online"], ID["unknown"])
    texts = [words(one) for one in read("/selection?near=Villeurbanne").xpath("//article")]
    assert re.search(r"à [2-5] km", texts[0])
    assert "km" not in texts[1] + texts[2]
    read("/selection?near=Atlantide", status=400)


def test_a_list_that_was_sent_is_shown_to_anybody_and_can_be_kept(
    client: FlaskClient, read: Read
) -> None:
    page = read(f"/selection?{ALL}")
    assert len(page.xpath("//article")) == 4
    assert not page.xpath("//button[@name='drop']")
    client.post("/selection", data={"keep": page.xpath("//input[@name='keep']/@value")})
    assert len(titles(read)) == 4


def rows(page: html.HtmlElement, body: int) -> dict[str, list[str]]:
    found = page.xpath("//table/tbody")[body].xpath("./tr[td]")
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in found}


def test_differences_stand_first_and_unknown_is_said(read: Read) -> None:
    page = read(f"/comparer?near=Lyon&{ALL}")
    assert len(page.xpath("//thead//th")) == 4
    different, same = rows(page, 0), rows(page, 1)
    assert different["Coût"] == [
        "1 200 €",
        "Gratuit pour l’apprenant",
        "Coût non communiqué",
        "Coût non communiqué",
    ]
    assert different["Distance"] == [
        "à moins d’1 km", "Distance inconnue : lieu non communiqué", "À suivre de partout",
        "Distance inconnue : lieu non communiqué",
    ]  # fmt: skip
    assert (
        different["En emploi ou en études trois mois après"][0] == "79 % en 2019, sur 28 personnes"
    )
    assert same["Places"] == ["Nombre de places non communiqué"] * 4
    assert "None" not in words(page)


def test_no_more_than_four_are_compared_and_a_removal_is_undone(read: Read) -> None:
    page = read(f"/comparer?{ALL}&formation=abcdefghijkl")
    assert "4 formations au plus" in words(page.xpath("//p[@class='notice']")[0])
    less = read(page.xpath("//a[@class='versus__less']/@href")[0])
    assert len(less.xpath("//thead//th")) == 3
    back = read(less.xpath("//p[@role='status']/a/@href")[0])
    assert len(back.xpath("//thead//th")) == 4
    assert words(read("/comparer").xpath("//h1")[0]) == "Comparer"


def test_the_sheet_has_every_fact_and_the_way_back(read: Read) -> None:
    page = read(f"/selection/imprimer?near=Lyon&{ALL}")
    assert len(page.xpath("//section[contains(@class, 'paper__sheet')]")) == 4
    assert page.xpath("//figure//svg")
    text = words(page)
    for fact in (
        COMPLETE.title,
        "École du Soir",
        "Distances depuis Lyon (69)",
        "1 200 €",
        address(FREE),
    ):
        assert fact in text
    assert f"http://localhost/selection?{ALL}" in text


def test_the_text_alone_is_enough(client: FlaskClient, read: Read) -> None:
    text = client.get(f"/selection.txt?{ALL}").text
    for fact in (
        COMPLETE.title.upper(), "- Organisme : École du Soir", "- Prochain début : septembre 2035",
        "- Coût : Gratuit pour l’apprenant", "- Coût : Coût non communiqué", f"http://localhost{address(COMPLETE)}",
    ):  # fmt: skip
        assert fact in text
    one = read(f"/selection?formation={ID['complete']}").xpath(
        "//a[starts-with(@href, 'mailto:')]/@href"
    )[0]
    body = parse_qs(urlsplit(one).query)["body"][0]
    assert COMPLETE.title.upper() in body
    many = read(f"/selection?{ALL}").xpath("//a[starts-with(@href, 'mailto:')]/@href")[0]
    assert len(many) <= 1900
    assert COMPLETE.title in unquote(many)


def test_dates_to_come_go_into_an_agenda(desk: Flask, client: FlaskClient) -> None:
    answer = client.get(f"/selection.ics?{ALL}")
    assert answer.mimetype == "text/calendar"
    agenda = Calendar.from_ical(answer.data)
    # The only start to come is known to its month alone, and so is no date to write down.
    assert list(agenda.walk("VEVENT")) == []


def test_a_table_opens_in_a_spreadsheet_without_a_formula(client: FlaskClient) -> None:
    answer = client.get(f"/selection.xlsx?{ALL}")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert sheet.max_row == 5
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    lines = list(
        csv.reader(
            io.StringIO(client.get(f"/selection.csv?{ALL}").data.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert len(lines) == 5
    assert [line[0] for line in lines[1:]] == list(ID.values())


@pytest.mark.parametrize(
    "url", ["/selection", "/comparer", "/selection/imprimer", "/selection.txt", "/selection.csv"]
)
def test_an_empty_selection_is_no_error(client: FlaskClient, url: str) -> None:
    assert client.get(url).status_code == 200


def test_another_site_keeps_nothing_here(client: FlaskClient) -> None:
    answer = client.post(
        "/selection", data={"keep": ID["free"]}, headers={"Origin": "https://ailleurs.invalid"}
    )
    assert answer.status_code == 403
