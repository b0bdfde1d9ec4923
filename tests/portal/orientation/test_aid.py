"""The learners' aid stands beside suggestions that have the label, in the words of its rules."""

from flask.testing import FlaskClient
from lxml import html

from tests.portal.conftest import words


def told(client: FlaskClient, **answers: str) -> str:
    client.post("/orientation", data={"etape": "tout", **answers})
    page = html.fromstring(client.get("/orientation/resultats").text)
    return " ".join(words(one) for one in page.xpath("//section[@aria-labelledby='aid-title']"))


def test_who_has_a_salary_is_told_that_the_aid_is_for_others(client: FlaskClient) -> None:
    assert "votre salaire" in told(
        client, audiences="women", trades="developpeur-web-mobile", situation="employee"
    )


def test_others_are_told_to_whom_to_ask(client: FlaskClient) -> None:
    said = told(client, audiences="women", trades="developpeur-web-mobile", situation="job_seeker")
    assert "CROUS" in said
    assert "Pour les formations labellisées" in said
