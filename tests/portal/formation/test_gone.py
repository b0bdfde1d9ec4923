"""A training that is gone is in no list, and its old address says what happened."""

from flask.testing import FlaskClient

from tests.portal.conftest import Read, words
from tests.portal.small_catalogue import LEFT, WITHDRAWN, address


def test_a_withdrawn_label_takes_the_training_out_of_every_list(client: FlaskClient) -> None:
    for title in (WITHDRAWN.title, LEFT.title):
        found = client.get(f"/api/v1/formations?q={title}&literal=1").get_json()
        assert title not in [hit["formation"]["title"] for hit in found["hits"]]


def test_its_old_address_says_what_happened_and_where_to_go(read: Read) -> None:
    page = read(address(WITHDRAWN), status=410)
    text = words(page.xpath("//main")[0])
    assert WITHDRAWN.title in text
    assert "Son label lui a été retiré." in text
    assert (
        "3\xa0octobre 2016 : Label attribué." in text or "3 octobre 2016 : Label attribué." in text
    )
    assert "Label retiré" in text
    assert "/formations?trade=data-analyst" in page.xpath("//main//a/@href")


def test_one_that_its_source_withdrew_says_so(read: Read) -> None:
    assert "ne la propose plus" in words(read(address(LEFT), status=410).xpath("//main")[0])


def test_the_api_says_the_same(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1{address(WITHDRAWN)}")
    assert (answer.status_code, answer.content_type) == (410, "application/problem+json")
    assert answer.get_json(force=True)["detail"] == "Son label lui a été retiré."


def test_what_was_never_there_is_not_gone(client: FlaskClient) -> None:
    for formation_id in ("aaaaaaaaaaaa", "%00", "é"):
        assert client.get(f"/formations/{formation_id}").status_code == 404
