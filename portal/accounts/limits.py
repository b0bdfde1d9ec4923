"""How often one may try: by the address typed, and by where the attempts come from.

An address is counted whether or not it has an account, so that a limit tells nothing of it.
"""

from datetime import timedelta

from flask import current_app, request

from data import accounts
from data.usage import digest
from portal.doors import session

WITHIN = timedelta(minutes=15)
PASSWORDS, LINKS, HOSTS = 5, 3, 60
"""Attempts in that time: passwords for one address, links for one address, all from one host
(an agency's people share one)."""


def too_many_passwords(email: str) -> bool:
    """Note that a password is tried for an address; whether that is once too often."""
    return _over(_who("password", email), PASSWORDS)


def too_many_links(email: str) -> bool:
    """Note that a link is asked for an address; whether that is once too often."""
    return _over(_who("link", email), LINKS)


def too_many_from_here() -> bool:
    """Note an attempt of the host that asks; whether that is once too often."""
    return _over(_who("host", request.remote_addr or ""), HOSTS)


def came_in(email: str) -> None:
    """Forget the attempts for an address after the right password."""
    accounts.forgive(session(), [_who("password", email)])


def _over(who: str, most: int) -> bool:
    tried = accounts.note_attempt(session(), who, WITHIN)
    # Kept at once: a refusal that follows must not undo the count.
    session().commit()
    return tried > most


def _who(kind: str, name: str) -> str:
    return digest(str(current_app.config["SECRET_KEY"]), "attempt", kind, accounts.plain(name))
