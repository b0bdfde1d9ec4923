"""The network's team sees who answered, reminds the others in waves, and opens a year."""

from datetime import date, timedelta

import pytest
from flask import Flask
from lxml import html
from sqlmodel import Session, select

from data import campaign
from data.accounts import Role
from data.yearly import ReminderState, ReportReminder, ReportStatus, YearlyReport
from portal.doors import EXTENSION
from tests.portal.conftest import words
from tests.portal.people import Browser, Mailbox, person, signed_in, text_of
from tests.portal.small_year import YEAR

NUMBERS = iter(range(1, 1000))


@pytest.fixture
def team(desk: Flask) -> Browser:
    """Someone of the network's team, signed in."""
    return signed_in(desk, f"equipe-{next(NUMBERS)}@exemple.fr", Role.TEAM)


def main(text: str) -> str:
    return words(html.fromstring(text).xpath("//main")[0]).replace("\u202f", " ")


def test_who_answered_with_rate_and_margin(team: Browser) -> None:
    text = main(team.client.get(f"/reseau/rapports/{YEAR - 1}").text)
    assert "Formations sollicitées (N) 4" in text
    assert "Rapports rendus (n) 3" in text
    assert "75,0 %" in text
    # 1,96 × √(0,25 ÷ 3) × √((4 − 3) ÷ (4 − 1)), worked by hand.
    assert "± 32,67 points" in text
    assert "Formation 3" in text


def test_other_roles_stay_outside(desk: Flask) -> None:
    school = Browser(desk.test_client())
    email = f"ecole-b-{next(NUMBERS)}@exemple.fr"
    person(desk, email, Role.PROVIDER, ("ecole-1",))
    school.sign_in(email)
    for address in ("/reseau", f"/reseau/rapports/{YEAR}", f"/reseau/rapports/{YEAR}.csv"):
        assert school.client.get(address).status_code == 403


def test_reminders_go_out_in_waves_and_put_labels_at_risk(
    desk: Flask, team: Browser, mailbox: Mailbox
) -> None:
    year = YEAR + 20 + next(NUMBERS)
    name = f"relance-{next(NUMBERS)}@exemple.fr"
    person(desk, name, Role.PROVIDER, ("ecole-2",))
    with Session(desk.extensions[EXTENSION].engine) as session:
        for code in ("ecole-2", "ecole-3"):
            session.add(
                YearlyReport(
                    formation_id=f"{code}-{year}", year=year, title=f"Formation de {code}",
                    provider_code=code, region_code="84", operator="École",
                    status=ReportStatus.ASKED,
                )
            )  # fmt: skip
        session.commit()
    page = f"/reseau/rapports/{year}"
    assert team.send(page, f"{page}/relances").status_code == 303
    mail = mailbox.next()
    assert mail["To"] == name
    assert "– Formation de ecole-2" in text_of(mail)
    assert "https://portail.invalid/organisme" in text_of(mail)
    # The same day no second wave goes out.
    assert "moins de 5 jours" in main(team.client.get(page).text)
    assert team.send("/reseau", f"{page}/relances").status_code == 409
    with Session(desk.extensions[EXTENSION].engine) as session:
        later = date.today() + timedelta(campaign.LEAST_DAYS)
        assert campaign.may_remind(session, year, later)
        campaign.begin_wave(session, year, later)
        session.commit()
        late = campaign.late(session, year)
        states = set(session.exec(select(ReportReminder.state)).all())
    assert [one.waves for one in late] == [2, 2]
    assert all(one.at_risk for one in late)
    assert ReminderState.NO_CONTACT in states
    text = main(team.client.get(page).text)
    assert "2 formations risquent leur label" in text.replace("\xa0", " ")
    assert "1 relance envoyée" in text.replace("\xa0", " ")
    table = team.client.get(f"{page}.csv").text
    assert f"ecole-2-{year};Formation de ecole-2" in table


def test_a_year_is_opened_for_the_labelled_trainings_once(desk: Flask, team: Browser) -> None:
    year = 2090
    for expected in ("1 formation sollicitée de plus.", "0 formation sollicitée de plus."):
        text = main(team.send("/reseau", "/reseau/rapports", annee=year).text)
        assert expected in text.replace("\xa0", " ")
    with Session(desk.extensions[EXTENSION].engine) as session:
        asked = session.exec(select(YearlyReport).where(YearlyReport.year == year)).one()
        assert asked.title.startswith("Dév")
        assert (asked.provider_code, asked.status) == ("ecole-du-soir", ReportStatus.ASKED)
        assert asked.operator == "Réseau des Écoles"
        session.delete(asked)
        session.commit()


@pytest.mark.parametrize("text", ["", "bientôt", "1999", "99999", "²"])
def test_a_bad_year_is_named(team: Browser, text: str) -> None:
    answer = team.send("/reseau", "/reseau/rapports", annee=text)
    assert answer.status_code == 400
    assert "une année de 2015 à 2100 est attendue" in answer.text
