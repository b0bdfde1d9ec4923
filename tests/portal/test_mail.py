"""Mail goes through a real server, and no header can be slipped into it."""

from dataclasses import replace

import pytest

from portal.mail import Letter, MailError, PostOffice, Server, address_of
from tests.portal.people import Mailbox, text_of

LETTER = Letter(
    "awa@exemple.fr", "Des formations près d’ici", "Bonjour Awa.\n", "<p>Bonjour Awa.</p>"
)


def office(port: int, user: str = "") -> PostOffice:
    server = Server("127.0.0.1", port, user, "secret", wrapped=False)
    return PostOffice(server, "Le portail <portail@exemple.fr>", "https://portail.invalid")


def test_a_letter_arrives_in_text_and_html() -> None:
    box = Mailbox()
    server = box.start()
    try:
        office(box.port).send(LETTER)
        arrived = box.next()
    finally:
        server.stop()
    assert arrived["Subject"] == LETTER.subject
    assert arrived["To"] == LETTER.to
    assert arrived["From"] == "Le portail <portail@exemple.fr>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert text_of(arrived) == LETTER.text
    assert text_of(arrived, "html").strip() == LETTER.html


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Bonjour\nBcc: autre@exemple.fr"},
        {"to": "awa@exemple.fr\r\nBcc: autre@exemple.fr"},
        {"to": "awa@exemple.fr, autre@exemple.fr"},
    ],
)
def test_no_header_can_be_slipped_in(change: dict[str, str]) -> None:
    with pytest.raises(MailError):
        office(1).send(replace(LETTER, **change))


@pytest.mark.parametrize(
    "text",
    ["", "awa", "awa@", "@exemple.fr", "awa@exemple", "a b@exemple.fr", "awa@exemple.fr\n",
     "Awa <awa@exemple.fr>", "a@b.fr,c@d.fr", "a" * 250 + "@exemple.fr", "a@b@exemple.fr"],
)  # fmt: skip
def test_what_is_no_single_address(text: str) -> None:
    if text.strip() == "awa@exemple.fr":
        assert str(address_of(text)) == "awa@exemple.fr"
        return
    with pytest.raises(ValueError, match="adresse"):
        address_of(text)


def test_a_server_that_is_away_is_said_to_be() -> None:
    with pytest.raises(MailError, match="pas accepté"):
        office(1).send(LETTER)


def test_the_address_of_a_server() -> None:
    assert Server.of("smtp://a%40b:c%2Fd@mail.invalid:25") == Server(
        "mail.invalid", 25, "a@b", "c/d", wrapped=False
    )
    assert Server.of("smtps://mail.invalid").port == 465
    assert Server.of("smtp://localhost").here
    assert not Server.of("smtp://10.1.2.3").here
