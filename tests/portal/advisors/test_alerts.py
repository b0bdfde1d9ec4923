"""Alerts replay the real search, tell each thing once, and stop by their own link."""

from datetime import date

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.alerts import commands
from portal.commands import portal
from tests.portal.advisors.test_desk import HOME, forget, saved
from tests.portal.advisors.test_dossiers import tree
from tests.portal.conftest import words
from tests.portal.people import PUBLIC_URL, Mailbox, signed_in, text_of

TODAY = date.today()


def send(app: Flask) -> tuple[int, int]:
    with app.test_request_context(base_url=PUBLIC_URL):
        return commands.send_all(app, TODAY)


def test_what_is_new_is_told_once_and_can_be_stopped(desk: Flask, mailbox: Mailbox) -> None:
    advisor = signed_in(desk, "alerte@exemple.fr")
    one = saved(advisor, "Promos", "q=promotion")
    forget(desk, one, 2)
    assert send(desk) == (0, 0)
    advisor.send(HOME, f"{HOME}/recherches/{one}/alerte", mailed="1")
    assert send(desk) == (0, 0)
    new = forget(desk, one, 2)
    assert send(desk) == (1, 0)
    letter = mailbox.next()
    assert letter["To"] == "alerte@exemple.fr"
    assert letter["Subject"] == "Du nouveau dans « Promos »".replace("« ", "«\u00a0").replace(
        " »", "\u00a0»"
    )
    text = text_of(letter)
    assert "PROMOS : 2\u00a0nouvelles formations" in text
    for formation in new:
        assert f"{PUBLIC_URL}/formations/{formation}" in text
        assert f"{PUBLIC_URL}/formations/{formation}" in text_of(letter, "html")
    assert send(desk) == (0, 0)
    stop = text.partition("Ne plus recevoir ce courriel : ")[2].split()[0].removeprefix(PUBLIC_URL)
    reader = desk.test_client()
    assert "Arrêter les courriels" in reader.get(stop).text
    assert "C’est arrêté" in reader.post(stop).text
    assert reader.get(stop + "x").status_code == 404
    forget(desk, one, 2)
    assert send(desk) == (0, 0)
    assert "Prévenir par courriel" in words(
        tree(advisor, HOME).xpath("//ul[@class='saved__list']")[0]
    )


def test_a_mail_program_stops_all_searches_of_a_mail_with_one_request(
    desk: Flask, mailbox: Mailbox
) -> None:
    advisor = signed_in(desk, "abonnee@exemple.fr")
    for name in ("Une", "Deux"):
        one = saved(advisor, name, "q=promotion")
        advisor.send(HOME, f"{HOME}/recherches/{one}/alerte", mailed="1")
        forget(desk, one, 1)
    assert send(desk) == (1, 0)
    letter = mailbox.next()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip("<>").removeprefix(PUBLIC_URL)
    answer = desk.test_client().post(address, data={"List-Unsubscribe": "One-Click"})
    assert "«\u00a0Une\u00a0»" in answer.text
    assert "«\u00a0Deux\u00a0»" in answer.text
    forget(desk, one, 1)
    assert send(desk) == (0, 0)


def test_what_a_server_refuses_is_told_next_time(
    desk: Flask, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    advisor = signed_in(desk, "refus@exemple.fr")
    one = saved(advisor, "Refus", "q=promotion")
    advisor.send(HOME, f"{HOME}/recherches/{one}/alerte", mailed="1")
    forget(desk, one, 1)

    def refuse(_self: object, _letter: object) -> None:
        raise commands.MailError("non")

    with monkeypatch.context() as patched:
        patched.setattr("portal.mail.PostOffice.send", refuse)
        assert send(desk) == (0, 1)
    assert send(desk) == (1, 0)
    assert mailbox.next()["To"] == "refus@exemple.fr"


def test_without_a_mail_server_the_command_says_so(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    for name in ("PORTAL_SMTP_URL", "PORTAL_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    done = CliRunner().invoke(portal, ["alerts", "send"])
    assert done.exit_code == 1
    assert "n’est pas configuré" in done.output
