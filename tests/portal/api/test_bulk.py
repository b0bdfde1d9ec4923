"""The whole catalogue in one file: complete, the same facts as elsewhere, sent as it is read."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from data.intake import lheo
from data.models import Formation, Provider
from data.record import formation_id
from portal.api.bulk import pieces, version
from portal.api.operations import FILES
from portal.doors import EXTENSION
from tests.portal.small_catalogue import COMPLETE, RECORDS, SOURCE

IDS = {formation_id(SOURCE, record.source_key) for record in RECORDS}


def test_the_lines_are_the_api_s_own_documents(client: FlaskClient) -> None:
    lines = [json.loads(line) for line in client.get("/api/v1/catalogue.jsonl").text.splitlines()]
    assert {line["id"] for line in lines} == IDS
    for line in lines[:5]:
        assert client.get(f"/api/v1/formations/{line['id']}").get_json() == line


def test_the_table_has_a_row_for_each_training(client: FlaskClient) -> None:
    text = client.get("/api/v1/catalogue.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["Identifiant"] for row in rows} == IDS


def test_lheo_is_read_back(client: FlaskClient, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.xml"
    path.write_bytes(client.get("/api/v1/catalogue.xml").data)
    keys = {candidate.fields["source_key"] for candidate in lheo.read(path)}
    assert keys == {record.source_key for record in RECORDS}


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_its_licence_its_date_and_never_what_few_people_did(
    client: FlaskClient, name: str
) -> None:
    answer = client.get(f"/api/v1/catalogue.{name}")
    assert 'rel="license"' in answer.headers["Link"]
    assert f".{name}" in answer.headers["Content-Disposition"]
    assert str(date.today()) in answer.headers["Content-Disposition"]
    assert answer.last_modified is not None
    # In 2018 nine of twelve people found work: below twenty that is told to nobody.
    assert "positive_exits" not in answer.text
    assert "75,0" not in answer.text


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sent_in_pieces_and_shrinks(client: FlaskClient, name: str) -> None:
    plain = client.get(f"/api/v1/catalogue.{name}", headers={"Accept-Encoding": "identity"})
    small = client.get(f"/api/v1/catalogue.{name}", headers={"Accept-Encoding": "gzip"})
    assert plain.is_streamed
    assert "Content-Length" not in small.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 3


@pytest.mark.parametrize("name", FILES)
def test_no_more_than_a_batch_is_held(app: Flask, name: str) -> None:
    with app.test_request_context():
        made = pieces(app.extensions[EXTENSION].engine, name, date.today())
        assert len([next(made), next(made)]) == 2
        made.close()


def test_the_tag_changes_with_a_training_and_with_what_trainings_share(app: Flask) -> None:
    day = date(2026, 11, 24)
    with Session(app.extensions[EXTENSION].engine) as session:
        before = version(session, "jsonl", day)
        assert version(session, "jsonl", day) == before != version(session, "xml", day)
        provider = session.exec(select(Provider).where(Provider.name == "École du Soir")).one()
        provider.name = "École du Matin"
        session.flush()
        renamed = version(session, "jsonl", day)
        one = session.get_one(Formation, formation_id(SOURCE, COMPLETE.source_key))
        one.content_hash = "other"
        session.flush()
        assert len({before, renamed, version(session, "jsonl", day)}) == 3
        session.rollback()


def test_the_catalogue_describes_itself(client: FlaskClient) -> None:
    body = client.get("/api/v1/catalogue").get_json()
    assert body["formations"] == len(RECORDS)
    assert body["demonstration"] is True
    for file in body["files"]:
        path = file["url"].removeprefix("http://localhost")
        assert client.get(path).mimetype == file["media_type"]
