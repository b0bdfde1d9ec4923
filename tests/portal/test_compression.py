"""Answers leave small, in what was asked for, and caches are told."""

import gzip

import pytest
from flask.testing import FlaskClient

SMALL = {"gzip": 5, "br": 5, "zstd": 5}


@pytest.mark.parametrize("encoding", SMALL)
@pytest.mark.parametrize("url", ["/formations", "/api/v1/formations", "/formations.csv"])
def test_an_answer_shrinks(client: FlaskClient, url: str, encoding: str) -> None:
    plain = client.get(url, headers={"Accept-Encoding": "identity"})
    small = client.get(url, headers={"Accept-Encoding": encoding})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == encoding
    assert len(small.data) * SMALL[encoding] < len(plain.data)
    for answer in (plain, small):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_what_is_unpacked_is_what_was_written(client: FlaskClient) -> None:
    plain = client.get("/metiers", headers={"Accept-Encoding": "identity"})
    small = client.get("/metiers", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(small.data) == plain.data


def test_a_fragment_still_says_that_it_is_one(client: FlaskClient) -> None:
    headers = {"HX-Request": "true", "Accept-Encoding": "gzip"}
    vary = client.get("/formations", headers=headers).headers["Vary"]
    assert "HX-Request" in vary
    assert "Accept-Encoding" in vary


def test_an_image_is_left_as_it_is(client: FlaskClient) -> None:
    hit = client.get("/api/v1/formations?page_size=1").get_json()["hits"][0]["formation"]["id"]
    answer = client.get(f"/formations/{hit}.png", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
