"""The team decides of labels on its pages, and the public sees it everywhere at once."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from lxml import html
from sqlalchemy import delete, event
from sqlmodel import Session, col

from data.accounts import Role
from data.decisions import LabelDecision
from data.intake.store import store
from data.labels import LabelEvent
from data.models import Formation
from data.record import FormationRecord, LabelRecord, formation_id
from data.vocabulary import Programme
from portal.commands import portal
from portal.doors import EXTENSION, bring_index_up
from portal.settings import Settings
from search_index import search
from tests.portal.conftest import words
from tests.portal.people import Browser, signed_in

TODAY = date.today()
GRANTED = date(2018, 5, 2)
SOURCE = "tests-of-labels"
KEYS = ("1", "2")
FIRST, SECOND = (formation_id(SOURCE, key) for key in KEYS)
LIST, PAGE = "/reseau/labels?q=Quartz", f"/reseau/labels/{FIRST}"


def label(key: str) -> LabelRecord:
    end = TODAY + timedelta(30 if key == "1" else 800)
    return LabelRecord(programme=Programme.PIC, call=3, granted_on=GRANTED, expires_on=end)


@pytest.fixture
def labelled(desk: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with two labelled trainings more, indexed with the first decision."""
    monkeypatch.setattr(search, "LOOK_SECONDS", 0)
    engine = desk.extensions[EXTENSION].engine
    records = [
        FormationRecord(source_key=key, title=f"Formation Quartz {key}", label=label(key))
        for key in KEYS
    ]
    with Session(engine) as session, session.begin():
        store(session, SOURCE, records)
    yield desk
    with Session(engine) as session, session.begin():
        for identifier in (FIRST, SECOND):
            session.delete(session.get_one(Formation, identifier))
            for table in (LabelDecision, LabelEvent):
                session.exec(delete(table).where(col(table.formation_id) == identifier))
    with desk.app_context():
        assert bring_index_up()


@pytest.fixture(scope="module")
def someone(desk: Flask) -> Browser:
    """Someone of the network's team, signed in once for all."""
    return signed_in(desk, f"labels-{next(NUMBERS)}@exemple.fr", Role.TEAM)


@pytest.fixture
def team(labelled: Flask, someone: Browser) -> Browser:
    """Someone of the team, before the two trainings."""
    assert labelled
    return someone


NUMBERS = iter(range(1, 1000))


def form(team: Browser, **fields: object) -> dict[str, object]:
    """A decision of today, by someone who has read the whole history."""
    last = html.fromstring(team.client.get(f"{PAGE}?decision={fields['change']}").text)
    seen = last.xpath("//input[@name='last']/@value") or [""]
    return {"on": TODAY.isoformat(), "last": seen[0], **fields}


def withdraw(team: Browser, **fields: object) -> int:
    given = {"change": "withdrawn", "reason": "Plus de\x00 sessions ", "remark": "Appelé deux fois"}
    return team.send(LIST, PAGE, **form(team, **given | fields)).status_code


def main(text: str) -> str:
    return words(html.fromstring(text).xpath("//main")[0]).replace("\u202f", " ")


def test_what_is_withdrawn_leaves_every_face_and_comes_back(labelled: Flask, team: Browser) -> None:
    client, public = team.client, f"/formations/{FIRST}"
    with labelled.app_context():
        assert bring_index_up()
    faces = ("/api/v1/formations?q=Quartz", "/formations.atom?q=Quartz", "/formations?q=Quartz",
             f"/selection?formation={FIRST}&formation={SECOND}")  # fmt: skip
    assert "Quartz 1" in client.get(faces[0]).text
    assert withdraw(team) == 303
    gone = client.get(public)
    assert gone.status_code == 410
    assert "Motif : Plus de sessions" in main(gone.text)
    assert "Appelé deux fois" not in gone.text
    problem = client.get(f"/api/v1{public}")
    assert problem.status_code == 410
    assert "Plus de sessions" in problem.get_json()["detail"]
    assert client.get(faces[0]).get_json()["total"] == 1
    for face in faces:
        assert "Quartz 1" not in client.get(face).text
        assert "Quartz 2" in client.get(face).text
    text = main(client.get(PAGE).text)
    assert "Label retiré. Selon Labels-" in text
    assert "Remarque de l’équipe : Appelé deux fois" in text
    assert team.send(LIST, PAGE, **form(team, change="restored")).status_code == 303
    assert client.get(public).status_code == 200
    for face in faces:
        assert "Quartz 1" in client.get(face).text


def test_a_refusal_names_the_field_and_loses_nothing(team: Browser) -> None:
    given = form(team, change="withdrawn", remark="À garder", on="31/12/2999")
    answer = team.send(LIST, PAGE, **given)
    assert answer.status_code == 400
    page = html.fromstring(answer.text)
    assert "un motif est attendu" in words(page.xpath("//p[@id='reason-fault']")[0])
    assert "est à venir" in words(page.xpath("//p[@id='on-fault']")[0])
    assert page.xpath("//textarea[@name='remark']/text()") == ["À garder"]
    assert team.client.get(f"/formations/{FIRST}").status_code == 200
    unread = team.send(LIST, PAGE, **form(team, change="withdrawn", on="hier", reason="x"))
    assert "« hier » n’est pas une date" in words(html.fromstring(unread.text))
    unknown = team.send(LIST, PAGE, **form(team, change="autre"))
    assert unknown.status_code == 409
    last = given["last"]
    assert team.send(LIST, PAGE, change="autre", last=last).status_code == 400


def test_who_has_not_read_the_last_event_decides_nothing(team: Browser) -> None:
    old = form(team, change="suspended", reason="Une visite est prévue")
    assert withdraw(team) == 303
    answer = team.send(LIST, PAGE, **old)
    assert answer.status_code == 409
    assert "entre-temps" in answer.text


def test_many_are_renewed_at_once_or_none(team: Browser) -> None:
    until = (TODAY + timedelta(400)).isoformat()
    given = {"on": TODAY.isoformat(), "until": until, "call": "3", "formation": [FIRST, SECOND]}
    refused = team.send(LIST, LIST, **given)
    assert refused.status_code == 400
    assert "Formation Quartz 2 : " in main(refused.text)
    assert "ne prolonge rien" in main(refused.text)
    ticked = html.fromstring(refused.text).xpath("//input[@name='formation'][@checked]/@value")
    assert ticked == [FIRST, SECOND]
    assert "bientôt à terme (1)" in main(refused.text).lower()
    until = (TODAY + timedelta(900)).isoformat()
    page = f"{LIST}&status=active"
    assert team.send(page, page, **given | {"until": until}).status_code == 303
    text = main(team.client.get(LIST).text)
    assert "2 labels renouvelés." in text.replace("\xa0", " ")
    assert "Bientôt à terme (0)" in text
    whole = {"on": TODAY.isoformat(), "until": (TODAY + timedelta(950)).isoformat()}
    assert "la liste a changé" in team.send(LIST, LIST, **whole, all="7").text
    assert team.send(LIST, LIST, **whole, all="2").status_code == 303
    for bad in ({}, {"formation": "\x00"}, {"formation": [FIRST], "until": "demain"}):
        assert team.send(LIST, LIST, **{"on": TODAY.isoformat(), **bad}).status_code == 400


def test_the_list_sends_as_many_statements_whatever_it_shows(
    labelled: Flask, team: Browser
) -> None:
    engine = labelled.extensions[EXTENSION].engine
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    numbers = []
    for address in (LIST, "/reseau/labels?status=none"):
        sent.clear()
        assert team.client.get(address).status_code == 200
        numbers.append(len([one for one in sent if not one.startswith("PRAGMA")]))
    event.remove(engine, "before_cursor_execute", note)
    # Who reads, the counts, the page, who owes a report, the banner.
    assert numbers == [5, 5]


def test_filters_and_addresses_that_cannot_be(team: Browser) -> None:
    for bad in ("status=x", "call=9", "programme=autre", "page=0", "page=²"):
        answer = team.client.get(f"/reseau/labels?{bad}")
        assert answer.status_code == 400
        assert bad.partition("=")[0] in answer.text
    assert team.client.get("/reseau/labels?status=at_risk&programme=pic&call=3").status_code == 200
    for unknown in ("inconnue", "%00", "é"):
        assert team.client.get(f"/reseau/labels/{unknown}").status_code == 404


def test_only_the_team_with_its_own_form_decides(labelled: Flask, team: Browser) -> None:
    assert team.client.post(PAGE, data={"change": "withdrawn"}).status_code == 400
    stranger = labelled.test_client()
    assert stranger.get("/reseau/labels").status_code == 302
    advisor = signed_in(labelled, f"conseil-labels-{next(NUMBERS)}@exemple.fr")
    assert advisor.client.get("/reseau/labels").status_code == 403
    assert advisor.send("/compte", PAGE, change="withdrawn").status_code == 403
    assert stranger.get(f"/formations/{FIRST}").status_code == 200


def test_the_follow_up_leads_to_the_labels_at_risk(team: Browser) -> None:
    found = html.fromstring(team.client.get("/reseau").text).xpath("//main//a/@href")
    assert "/reseau/labels" in found
    assert "/reseau/labels?status=at_risk" in found


def test_the_commands_decide_of_the_same_labels(
    labelled: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors = labelled.extensions[EXTENSION]
    instance = doors.index.folder.parent
    monkeypatch.setenv("PORTAL_INSTANCE", str(instance))
    url = doors.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("PORTAL_DATABASE_URL", url)
    assert Settings.from_environment().index == doors.index.folder

    def run(*given: str) -> str:
        return CliRunner().invoke(portal, ["labels", *given]).output

    assert "--reason : un motif est attendu" in run("withdraw", FIRST, "--by", "Samia Rey")
    assert "Label retiré : 1" in run("withdraw", FIRST, "--by", "Samia", "--reason", "Fini")
    assert labelled.test_client().get(f"/formations/{FIRST}").status_code == 410
    assert f"{FIRST}  withdrawn  PIC, appel 3" in run("list", "--status", "withdrawn")
    assert "Label retiré  Samia | Fini" in run("show", FIRST)
