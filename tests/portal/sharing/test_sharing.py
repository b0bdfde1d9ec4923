"""What the person opens: only what was shared, until the link ends, and never by an altered one."""

from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import URLSafeSerializer
from lxml import html
from sqlmodel import Session, select

from data import accounts
from data.dossiers import Share
from portal.doors import EXTENSION
from portal.sharing import routes
from tests.portal.advisors.test_dossiers import COMPLETE_ID, FREE_ID, ONLINE_ID, opened, share, tree
from tests.portal.conftest import words
from tests.portal.people import signed_in
from tests.portal.small_catalogue import COMPLETE, FREE, ONLINE


def test_the_person_sees_what_was_shared_and_nothing_more(desk: Flask) -> None:
    advisor = signed_in(desk, "partage@exemple.fr")
    path = opened(advisor, "Nom secret", COMPLETE_ID, FREE_ID, ONLINE_ID)
    for one, note in ((COMPLETE_ID, "Note privée"), (ONLINE_ID, "Autre note")):
        advisor.send(path, f"{path}/note", formation=one, note=note)
    link = share(advisor, path, COMPLETE_ID, FREE_ID, message="À lire.")
    answer = desk.test_client().get(link)
    text = words(html.fromstring(answer.text).xpath("//main")[0])
    for shown in (COMPLETE.title, FREE.title, "Par Partage.", "À lire."):
        assert shown in text
    for hidden in ("Nom secret", "Le web.", "Note privée", ONLINE.title, "Historique"):
        assert hidden not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_advisor_sees_what_the_person_answers(desk: Flask) -> None:
    advisor = signed_in(desk, "reponse@exemple.fr")
    path = opened(advisor)
    link = share(advisor, path)
    reader = desk.test_client()
    data = {"formation": COMPLETE_ID, "opinion": "yes", "word": "  Le soir, <parfait> ! "}
    answer = reader.post(link, data=data)
    assert answer.status_code == 303
    thanks = html.fromstring(reader.get(answer.location).text)
    assert "enregistrée" in words(thanks.xpath("//p[@role='status']")[0])
    assert "« Le soir, <parfait> ! »" in words(thanks)
    reader.post(link, data={"formation": FREE_ID, "opinion": "no", "word": ""})
    page = tree(advisor, path)
    answers = [words(one) for one in page.xpath("//p[starts-with(@class, 'desk-item__answer')]")]
    assert answers[0].startswith("La personne : Ça m’intéresse (")
    assert answers[0].endswith("« Le soir, <parfait> ! »")
    assert answers[1].startswith("La personne : Pas pour moi (")
    history = words(page.xpath("//ol[@class='desk-history']")[0])
    assert f"La personne : Ça m’intéresse : {COMPLETE.title}" in history
    assert "2 réponses" in words(tree(advisor, "/conseiller/dossiers"))


def test_only_what_was_shared_can_be_answered(desk: Flask) -> None:
    advisor = signed_in(desk, "limite@exemple.fr")
    link = share(advisor, opened(advisor), FREE_ID)
    reader = desk.test_client()
    assert reader.post(link, data={"formation": COMPLETE_ID, "opinion": "yes"}).status_code == 404
    assert reader.post(link, data={"formation": FREE_ID, "opinion": "bof"}).status_code == 400
    long = reader.post(link, data={"formation": FREE_ID, "opinion": "yes", "word": "x" * 301})
    assert long.status_code == 400
    elsewhere = reader.post(
        link, data={"formation": FREE_ID, "opinion": "yes"}, headers={"Origin": "https://a.invalid"}
    )
    assert elsewhere.status_code == 403


def test_a_link_that_was_taken_back_opens_nothing(desk: Flask) -> None:
    advisor = signed_in(desk, "retire@exemple.fr")
    path = opened(advisor)
    link = share(advisor, path)
    action = tree(advisor, path).xpath(
        "//form[contains(@action, '/liens/')][contains(@action, 'retirer')]/@action"
    )
    advisor.send(path, action[0])
    reader = desk.test_client()
    answer = reader.get(link)
    assert answer.status_code == 410
    assert "Ce lien ne marche plus" in answer.text
    assert COMPLETE.title not in answer.text
    assert reader.post(link, data={"formation": FREE_ID, "opinion": "yes"}).status_code == 410
    assert "retiré" in words(tree(advisor, path).xpath("//div[@class='desk-share']")[0])


def test_a_link_ends_on_its_day(desk: Flask) -> None:
    advisor = signed_in(desk, "terme@exemple.fr")
    path = opened(advisor)
    link = share(advisor, path, days="7")
    with Session(desk.extensions[EXTENSION].engine) as session, session.begin():
        (row,) = [one for one in session.exec(select(Share)) if one.dossier_id in path]
        assert timedelta(days=6) < row.expires_at - accounts.now() <= timedelta(days=7)
        row.expires_at = accounts.now() - timedelta(seconds=1)
        session.add(row)
    assert desk.test_client().get(link).status_code == 410


@pytest.mark.parametrize("how", ["cut", "longer", "swapped", "forged", "empty"])
def test_an_altered_link_opens_nothing(desk: Flask, how: str) -> None:
    advisor = signed_in(desk, f"altere-{how}@exemple.fr")
    link = share(advisor, opened(advisor))
    token = link.removeprefix("/s/")
    body, _, signature = token.partition(".")
    other = URLSafeSerializer("another key", salt="dossier-share").dumps("a" * 24)
    altered = {
        "cut": token[:-1], "longer": token + "A", "swapped": f"{body[:-1]}A.{signature}",
        "forged": other, "empty": "x",
    }[how]  # fmt: skip
    answer = desk.test_client().get(f"/s/{altered}")
    assert answer.status_code == 404
    assert COMPLETE.title not in answer.text


def test_a_link_takes_no_endless_answers(desk: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "ANSWERS", 2)
    advisor = signed_in(desk, "assez@exemple.fr")
    link = share(advisor, opened(advisor))
    data = {"formation": FREE_ID, "opinion": "yes"}
    status = [desk.test_client().post(link, data=data).status_code for _ in range(3)]
    assert status == [303, 303, 429]
