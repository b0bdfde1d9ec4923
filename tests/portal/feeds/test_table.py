"""Tables that spreadsheets open: every column, unknown left empty, no cell that is a formula."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from data.models import Formation
from portal.feeds import routes
from portal.feeds.columns import COLUMNS
from portal.feeds.table import csv_lines, workbook
from tests.portal.small_catalogue import COMPLETE, RECORDS, UNKNOWN

TODAY = date(2026, 11, 24)
HOSTILE = ("=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "'=1")


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))


def cells(workbook_bytes: bytes) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes))["Formations"]
    titles, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, titles), line, strict=True)) for line in lines]


def test_a_search_as_csv(client: FlaskClient) -> None:
    answer = client.get("/formations.csv?q=promotion&sort=title&page=2&page_size=3")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    found = rows(answer.data)
    assert list(found[0]) == [column.title for column in COLUMNS]
    page = client.get("/api/v1/formations?q=promotion&sort=title&page_size=100").get_json()
    assert [row["Identifiant"] for row in found] == [hit["formation"]["id"] for hit in page["hits"]]


def test_known_facts_are_written_and_unknown_ones_left_empty(client: FlaskClient) -> None:
    found = {row["Intitulé"]: row for row in rows(client.get("/formations.csv").data)}
    assert len(found) == len(RECORDS)
    known, unknown = found[COMPLETE.title], found[UNKNOWN.title]
    assert (known["Durée (heures)"], known["Coût (euros)"]) == ("1204", "1200")
    assert known["Sorties positives (%)"] == "78,6"
    assert known["Prochain début"] == "septembre 2035"
    assert known["Salaire moyen (euros bruts par an)"] == "24300"
    assert known["Pourquoi pas de taux"] == ""
    assert found["Atelier offert de dépannage"]["Coût (euros)"] == "0"
    assert unknown["Coût (euros)"] == unknown["Organisme"] == unknown["Prochain début"] == ""
    assert unknown["Pourquoi pas de taux"] == "Résultats non communiqués"


def test_a_search_as_workbook_says_the_same(client: FlaskClient) -> None:
    answer = client.get("/formations.xlsx?q=promotion")
    text = rows(client.get("/formations.csv?q=promotion").data)
    found = cells(answer.data)
    assert [row["Identifiant"] for row in found] == [row["Identifiant"] for row in text]
    for table, line in zip(found, text, strict=True):
        hours = table["Durée (heures)"]
        assert ("" if hours is None else f"{hours:g}") == line["Durée (heures)"]
    about = openpyxl.load_workbook(io.BytesIO(answer.data))["À propos"]
    said = " ".join(str(row[0]) for row in about.iter_rows(values_only=True))
    assert "Licence Ouverte" in said
    assert "/formations?q=promotion" in said


def test_a_table_that_is_cut_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MOST_ROWS", 3)
    for ending in ("csv", "xlsx"):
        answer = client.get(f"/formations.{ending}")
        assert f"-3-sur-{len(RECORDS)}.{ending}" in answer.headers["Content-Disposition"]
    assert len(rows(client.get("/formations.csv").data)) == 3


def test_a_bad_parameter_is_a_page_that_names_it(client: FlaskClient) -> None:
    for ending in ("csv", "xlsx", "atom"):
        answer = client.get(f"/formations.{ending}?hours_min=x")
        assert answer.status_code == 400
        assert "hours_min" in answer.text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_ever_a_formula(app: Flask, text: str) -> None:
    one = Formation(
        id="f", source="s", source_key="k", title=text, summary=text, content_hash="h",
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    with app.test_request_context():
        written = rows(b"".join(csv_lines([one], TODAY)))[0]
        sheet = openpyxl.load_workbook(io.BytesIO(workbook([one], TODAY, text)))["Formations"]
    assert written["Intitulé"] == written["Résumé"] == "'" + text
    assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    assert sheet["B2"].data_type == "s"


def test_a_workbook_takes_texts_of_any_length_and_kind(app: Flask) -> None:
    one = Formation(
        id="f", source="s", source_key="k", title="a" * 40_000, summary="é漢\x0b\ud7ff",
        content_hash="h", updated_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    with app.test_request_context():
        assert len(str(cells(workbook([one], TODAY, ""))[0]["Intitulé"])) == 32_767
