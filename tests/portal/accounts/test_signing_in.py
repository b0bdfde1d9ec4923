"""Signing in and out, limits, and what a stranger can learn of who has an account: nothing."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from lxml import html
from sqlmodel import Session

from data import accounts
from data.accounts import Role
from portal.accounts import limits, passwords
from portal.accounts.page import inside
from portal.doors import EXTENSION
from tests.portal.conftest import words
from tests.portal.people import (
    PASSWORD,
    QUICK,
    Browser,
    Mailbox,
    link_in,
    person,
    signed_in,
    text_of,
)


@pytest.fixture(scope="module", autouse=True)
def quick_passwords() -> Iterator[None]:
    """A password costs little here; `test_commands.py` has the portal's own parameters."""
    passwords.nobody.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", QUICK)
        yield
    passwords.nobody.cache_clear()


def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


def said(text: str) -> str:
    return words(html.fromstring(text).xpath("//main")[0])


def test_who_signs_in_is_known_until_they_sign_out(desk: Flask) -> None:
    reader = signed_in(desk, "entre@exemple.fr", Role.ADMINISTRATOR)
    page = reader.client.get("/compte")
    assert "entre@exemple.fr" in said(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    assert reader.send("/compte", "/deconnexion").location == "/connexion"
    assert reader.client.get("/compte").location == "/connexion?suite=/compte"


def test_a_copied_cookie_dies_at_sign_out(desk: Flask) -> None:
    reader = signed_in(desk, "copie@exemple.fr")
    cookie = reader.client.get_cookie("session")
    assert cookie is not None
    thief = desk.test_client()
    thief.set_cookie("session", cookie.value)
    assert thief.get("/compte").status_code == 200
    reader.send("/compte", "/deconnexion")
    assert thief.get("/compte").status_code == 302


def test_the_cookie_is_a_new_one_after_signing_in(desk: Flask) -> None:
    reader = browser(desk)
    person(desk, "neuf@exemple.fr")
    before = reader.client.get("/connexion")
    token = re.search(r'csrf_token" value="([^"]+)', before.text)
    assert token
    old = reader.client.get_cookie("session")
    reader.client.post(
        "/connexion",
        data={"csrf_token": token[1], "email": "neuf@exemple.fr", "password": PASSWORD},
    )
    new = reader.client.get_cookie("session")
    assert old
    assert new
    assert old.value != new.value
    assert new.http_only
    assert new.same_site == "Lax"
    # Neither the old cookie nor the old page's token does anything for who is now signed in.
    stale = reader.client.post("/deconnexion", data={"csrf_token": token[1]})
    assert stale.status_code == 400
    assert reader.client.get("/compte").status_code == 200


def test_after_signing_in_one_reads_what_one_came_for(desk: Flask) -> None:
    reader = browser(desk)
    person(desk, "retour@exemple.fr")
    assert reader.sign_in("retour@exemple.fr", back="/compte?a=1").location == "/compte?a=1"
    assert reader.client.get("/compte").status_code == 200
    other = browser(desk)
    person(desk, "ailleurs@exemple.fr")
    assert other.sign_in("ailleurs@exemple.fr", back="//mal.invalid/").location.startswith("/c")


@pytest.mark.parametrize(
    "address", ["https://a.invalid", "//a.invalid", "/\\a.invalid", "a", "", "/a\r\nb", "/\\/a"]
)
def test_only_our_own_addresses_are_led_back_to(address: str) -> None:
    assert inside(address) == ""


def test_nothing_says_who_has_an_account(desk: Flask) -> None:
    known = person(desk, "connue@exemple.fr")
    answers = [
        browser(desk).sign_in(email, "un autre mot de passe")
        for email in (known, "inconnue@exemple.fr")
    ]
    texts = [said(one.text.replace("inconnue@", "connue@")) for one in answers]
    assert [one.status_code for one in answers] == [401, 401]
    assert texts[0] == texts[1]


def test_an_unknown_address_is_tried_like_a_known_one(
    desk: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(desk, "duree@exemple.fr")
    tried: list[str] = []
    hasher = passwords.HASHER

    class Counting:
        def hash(self, password: str) -> str:
            return hasher.hash(password)

        def verify(self, held: str, password: str) -> bool:
            tried.append(password)
            return hasher.verify(held, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    for email in ("duree@exemple.fr", "personne@exemple.fr"):
        browser(desk).sign_in(email, "faux")
    assert tried == ["faux", "faux"]


@pytest.mark.parametrize("email", ["bloque@exemple.fr", "personne-ici@exemple.fr"])
def test_too_many_passwords_shut_an_address_out_known_or_not(desk: Flask, email: str) -> None:
    if email.startswith("bloque"):
        person(desk, email)
    answers = [browser(desk).sign_in(email, "faux") for _ in range(limits.PASSWORDS)]
    assert {one.status_code for one in answers} == {401}
    last = browser(desk).sign_in(email, PASSWORD)
    assert last.status_code == 429
    assert "Trop d’essais" in said(last.text)
    assert email in last.text


def test_one_host_cannot_try_for_ever(desk: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HOSTS", 4)
    stranger = browser(desk)
    stranger.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    status = [
        stranger.sign_in(f"a{n}@exemple.fr", "faux").status_code for n in range(limits.HOSTS + 1)
    ]
    assert status[:-1] == [401] * limits.HOSTS
    assert status[-1] == 429


def test_a_closed_account_answers_like_a_wrong_password(desk: Flask) -> None:
    email = person(desk, "ferme@exemple.fr")
    with Session(desk.extensions[EXTENSION].engine) as session, session.begin():
        account = accounts.by_email(session, email)
        assert account
        accounts.disable(session, account)
    assert browser(desk).sign_in(email).status_code == 401


def test_a_mailed_link_signs_in_once(desk: Flask, mailbox: Mailbox) -> None:
    email = person(desk, "lien@exemple.fr")
    reader = browser(desk)
    sent = reader.send("/connexion/lien", email=email)
    assert "Si un compte existe" in said(sent.text)
    letter = mailbox.next()
    assert letter["To"] == email
    assert "15 minutes" in text_of(letter)
    path = link_in(letter)
    assert path in text_of(letter, "html")
    # A program that reads the mail first takes nothing away.
    assert desk.test_client().get(path).status_code == 200
    assert reader.send(path).status_code == 303
    assert reader.client.get("/compte").status_code == 200
    assert desk.test_client().get(path).status_code == 410


def test_an_unknown_address_gets_the_same_answer_and_no_mail(desk: Flask, mailbox: Mailbox) -> None:
    known = person(desk, "aconnu@exemple.fr")
    answers = [
        browser(desk).send("/connexion/lien", email=one) for one in ("bconnu@exemple.fr", known)
    ]
    assert said(answers[0].text).replace("bconnu", "aconnu") == said(answers[1].text)
    # Mails leave in order: the first to arrive is the known one's.
    assert mailbox.next()["To"] == known


def test_a_forgotten_password_is_chosen_anew(desk: Flask, mailbox: Mailbox) -> None:
    email = person(desk, "oubli@exemple.fr")
    elsewhere = browser(desk)
    elsewhere.sign_in(email)
    reader = browser(desk)
    reader.send("/connexion/oubli", email=email)
    path = link_in(mailbox.next())
    fresh = "une phrase toute neuve"
    short = reader.send(path, password="court", again="court")  # noqa: S106
    assert "au moins 12 caractères" in said(short.text)
    assert "pas les mêmes" in said(reader.send(path, password=fresh, again="autre").text)
    assert reader.send(path, password=fresh, again=fresh).status_code == 303
    assert elsewhere.client.get("/compte").status_code == 302
    assert desk.test_client().get(path).status_code == 410
    assert browser(desk).sign_in(email).status_code == 401
    assert browser(desk).sign_in(email, fresh).status_code == 303


def test_a_password_is_changed_with_the_old_one(desk: Flask) -> None:
    reader = signed_in(desk, "change@exemple.fr")
    fresh = "encore une autre phrase"
    wrong = reader.send(
        "/compte", "/compte/mot-de-passe", current="faux", password=fresh, again=fresh
    )
    assert wrong.status_code == 400
    assert "n’est pas celui-ci" in said(wrong.text)
    done = reader.send(
        "/compte", "/compte/mot-de-passe", current=PASSWORD, password=fresh, again=fresh
    )
    assert done.location == "/compte"
    assert reader.client.get("/compte").status_code == 200
    assert browser(desk).sign_in("change@exemple.fr", fresh).status_code == 303


def test_every_device_can_be_signed_out(desk: Flask) -> None:
    first = signed_in(desk, "partout@exemple.fr")
    second = browser(desk)
    second.sign_in("partout@exemple.fr")
    first.send("/compte", "/compte/deconnexion-partout")
    assert second.client.get("/compte").status_code == 302


def test_without_a_mail_server_the_page_says_so(app: Flask) -> None:
    page = app.test_client().get("/connexion/lien")
    assert "n’est pas configuré" in said(page.text)
    assert "<form" not in html.tostring(html.fromstring(page.text).xpath("//main")[0]).decode()


@pytest.mark.parametrize(
    ("password", "ok"),
    [("court", False), ("a" * 12, False), ("abababababab", False), ("awa.diop 1234", False),
     ("trois mots simples", True), ("x" * 201, False)],
)  # fmt: skip
def test_which_passwords_are_taken(password: str, ok: bool) -> None:
    assert (passwords.fault(password, "awa.diop@exemple.fr") == "") is ok
