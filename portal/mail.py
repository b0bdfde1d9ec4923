"""Mail in plain text and HTML, sent by the server of the settings, or clearly not set up."""

import smtplib
import ssl
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app

from portal.settings import Settings

EXTENSION = "portal.mail"
SECONDS = 15
LONGEST_ADDRESS = 254
NOT_SET_UP = "L’envoi de courriels n’est pas configuré sur ce portail."


class MailError(Exception):
    """A mail that cannot be sent; the message says why in French."""


@dataclass(frozen=True)
class Letter:
    """A mail to one person; `text` alone is enough to understand it.

    `stop` is the address that ends such mails with one request (RFC 8058), where they come often.
    """

    to: str
    subject: str
    text: str
    html: str
    stop: str = ""


@dataclass(frozen=True)
class Server:
    """A mail server; `wrapped` when TLS begins with the connection, else STARTTLS if offered."""

    host: str
    port: int
    user: str
    password: str
    wrapped: bool

    @classmethod
    def of(cls, url: str) -> "Server":
        """The server of `smtp://user:password@host:port`, or `smtps://`."""
        parts = urlsplit(url)
        wrapped = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if wrapped else 587),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            wrapped=wrapped,
        )

    @property
    def here(self) -> bool:
        """Whether the server is on this machine, where a password may travel in the clear."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


@dataclass(frozen=True)
class PostOffice:
    """Where mails are sent from; `url` is the portal's own address, for what they link to."""

    server: Server
    sender: str
    url: str

    def send(self, letter: Letter) -> None:
        """Hand a letter over to the server; MailError when it does not take it."""
        message = written(letter, self.sender)
        try:
            with self._connection() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailError("le serveur de courriels n’a pas accepté le message") from error

    def _connection(self) -> smtplib.SMTP:
        where = (self.server.host, self.server.port)
        if self.server.wrapped:
            safe = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=SECONDS, context=safe)
        else:
            connection = smtplib.SMTP(*where, timeout=SECONDS)
            self._secure(connection)
        if self.server.user:
            connection.login(self.server.user, self.server.password)
        return connection

    def _secure(self, connection: smtplib.SMTP) -> None:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
        elif self.server.user and not self.server.here:
            connection.close()
            raise MailError("ce serveur demanderait le mot de passe en clair")


def written(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it travels; MailError where a header would hold a line break."""
    message = EmailMessage()
    try:
        name, address = parseaddr(sender)
        message["From"] = Address(display_name=name, addr_spec=address)
        message["To"] = address_of(letter.to)
        message["Subject"] = letter.subject
    except ValueError as error:
        raise MailError("un en-tête de ce message ne peut pas être écrit") from error
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        message["List-Unsubscribe"] = f"<{letter.stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def address_of(text: str) -> Address:
    """One e-mail address and nothing more; ValueError for anything else."""
    address = text.strip()
    name, _, domain = address.rpartition("@")
    odd = any(c.isspace() or not c.isprintable() or c in ',;<>"()[]\\:' for c in address)
    if not name or "@" in name or "." not in domain or odd or len(address) > LONGEST_ADDRESS:
        raise ValueError("une adresse de courriel est attendue, par exemple prenom@exemple.fr")
    return Address(addr_spec=address)


def open_post_office(app: Flask, settings: Settings) -> None:
    """Give the application its way to send mail, or None where it is not set up."""
    office = None
    if settings.smtp_url:
        office = PostOffice(Server.of(settings.smtp_url), settings.mail_from, settings.url)
    app.extensions[EXTENSION] = (office, ThreadPoolExecutor(max_workers=1))


def post_office() -> PostOffice | None:
    """The post office of the running application; None where mail is not set up."""
    office: PostOffice | None = current_app.extensions[EXTENSION][0]
    return office


def compose(to: str, subject: str, template: str, **facts: Any) -> Letter:
    """A letter from `mail/NAME.html` and, beside it, `mail/NAME.txt`."""
    environment, facts = current_app.jinja_env, {"subject": subject, **facts}
    text = environment.get_template(template.replace(".html", ".txt")).render(**facts)
    return Letter(to, subject, text, environment.get_template(template).render(**facts))


def afterwards(work: Callable[[], None]) -> "Future[None]":
    """Do a work after the answer, so that the time of the answer tells nothing of it."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # a thread needs it
    executor: ThreadPoolExecutor = app.extensions[EXTENSION][1]
    return executor.submit(_in, app, work)


def _in(app: Flask, work: Callable[[], None]) -> None:
    with app.app_context():
        try:
            work()
        except Exception as error:  # nobody waits: the log is the only place
            app.logger.error("work after an answer failed: %s", type(error).__name__)
