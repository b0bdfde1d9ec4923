"""People with accounts, and a real mail server that keeps what it is given."""

import queue
import re
import socket
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_network

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session as Database
from werkzeug.test import TestResponse

from data import accounts
from data.accounts import Role
from portal.doors import EXTENSION

PASSWORD = "des mots faciles à retenir"  # noqa: S105 - of people who are made up
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Real and of no use against anybody: with the portal's parameters a password takes long."""
HASH = QUICK.hash(PASSWORD)
"""Soon checked, for it carries its own parameters."""
PUBLIC_URL = "https://portail.invalid"


@dataclass
class Mailbox:
    """A real SMTP server on this machine; `next` waits for the next mail."""

    arrived: "queue.Queue[EmailMessage]" = field(default_factory=queue.Queue)
    port: int = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.put(message)
        return "250 OK"

    def next(self) -> EmailMessage:
        """The next mail; the test fails when none comes."""
        return self.arrived.get(timeout=20)

    def start(self) -> Controller:
        """Listen on a free port."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        return controller


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """The text or HTML part of a mail."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def link_in(message: EmailMessage) -> str:
    """The path of the first link of a mail's text."""
    found = re.search(rf"{PUBLIC_URL}(/\S+)", text_of(message))
    assert found, text_of(message)
    return found[1]


def person(
    app: Flask, email: str, role: Role = Role.ADVISOR, providers: tuple[str, ...] = ()
) -> str:
    """Make an account with PASSWORD, named after the address; gives the address."""
    with Database(app.extensions[EXTENSION].engine) as session, session.begin():
        account = accounts.add(session, email, email.partition("@")[0].title(), role, providers)
        account.password_hash = HASH
    return email


def token_of(text: str) -> str:
    """The token of a page's first form that carries one."""
    return str(html.fromstring(text).xpath("//input[@name='csrf_token']/@value")[0])


HOSTS = ip_network("10.0.0.0/8").hosts()


@dataclass
class Browser:
    """A browser without JavaScript that fills in forms as they stand on the page.

    Each is at a host of its own: from one host nobody may sign in as often as all tests together.
    """

    client: FlaskClient

    def __post_init__(self) -> None:
        self.client.environ_base["REMOTE_ADDR"] = str(next(HOSTS))

    def send(self, page: str, action: str | None = None, **fields: object) -> TestResponse:
        """Open a page, then send the fields to an address with that page's token."""
        token = token_of(self.client.get(page).text)
        return self.client.post(action or page, data={"csrf_token": token, **fields})

    def sign_in(self, email: str, password: str = PASSWORD, back: str = "") -> TestResponse:
        """Fill in the sign-in form."""
        return self.send("/connexion", email=email, password=password, suite=back)


def signed_in(app: Flask, email: str, role: Role = Role.ADVISOR) -> Browser:
    """A browser in which a new account is signed in."""
    browser = Browser(app.test_client())
    assert browser.sign_in(person(app, email, role)).status_code == 303
    return browser
