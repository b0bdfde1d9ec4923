"""A link that shows a person's answers to an advisor, for a few days.

The link carries a random token, signed with its date; the database keeps only the token's digest
with the answers, so that neither alone shows anything.
"""

import hashlib
import secrets
from datetime import UTC, date, datetime, timedelta

from flask import current_app
from flask import session as cookie
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from sqlmodel import Session

from data import shared_profiles
from portal.orientation.answers import answers_of, checked
from search_index.recommend.profile import BadProfile, Profile

DAYS = 7
SECONDS = DAYS * 24 * 3600
TOKEN = "orientation_share"  # noqa: S105 - the name of a place in the cookie
BYTES = 24


class Gone(LookupError):
    """The link was good once: it has expired, or its person has taken it back."""


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=TOKEN)


def _digest(token: str) -> str:
    return hashlib.blake2b(token.encode(), digest_size=16).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def share(session: Session, profile: Profile) -> None:
    """Keep these answers behind a new link of this person; the one before stops working."""
    withdraw(session)
    token = secrets.token_urlsafe(BYTES)
    now = _now()
    ends = now + timedelta(days=DAYS)
    shared_profiles.share(session, _digest(token), answers_of(profile), now, ends)
    session.commit()
    cookie[TOKEN] = _signer().dumps(token)


def own_link() -> tuple[str, date | None]:
    """The signed token of this person's link and the day it ends; nothing when it is over."""
    signed = cookie.get(TOKEN, "")
    try:
        _, made = _signer().loads(signed, max_age=SECONDS, return_timestamp=True)
    except BadSignature:
        return "", None
    return signed, (made + timedelta(days=DAYS)).date()


def withdraw(session: Session) -> None:
    """Take this person's link back, and delete what it showed."""
    signed = cookie.pop(TOKEN, None)
    if signed is None:
        return
    try:
        shared_profiles.forget(session, _digest(_signer().loads(signed)))
    except BadSignature:
        # Made under another secret key: nobody can open it any more.
        return
    session.commit()


def read(session: Session, signed: str) -> tuple[Profile, datetime]:
    """The answers behind a link and when it ends (UTC); LookupError for none, Gone for no more."""
    try:
        token = _signer().loads(signed, max_age=SECONDS)
    except SignatureExpired as error:
        raise Gone from error
    except BadSignature as error:
        raise LookupError from error
    found = shared_profiles.shared(session, _digest(token), _now())
    if found is None:
        raise Gone
    try:
        return checked(found.answers), found.expires_at
    except BadProfile as error:
        raise Gone from error


def tidy(session: Session) -> None:
    """Delete the answers whose time is over."""
    shared_profiles.forget_expired(session, _now())
    session.commit()
