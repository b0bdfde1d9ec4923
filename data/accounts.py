"""Who may sign in: accounts, their sign-ins, links for one use, and attempts that failed.

Tokens are random and stand here as digests alone.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col, func, select

from data.models import Provider, choice
from data.vocabulary import Labelled

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
"""A sign-in ends after so long without a page, and after a working day whatever happens."""

NOTED = timedelta(minutes=1)
"""A page notes at most this often that its reader is there."""

TOKEN_BYTES = 32


class Role(Labelled):
    """What an account is for; an administrator may see every desk."""

    ADVISOR = "advisor", "Conseiller"
    PROVIDER = "provider", "Organisme de formation"
    TEAM = "team", "Équipe du réseau"
    ADMINISTRATOR = "administrator", "Administrateur"


ROLES = {role.value: role for role in Role}


class Purpose(Labelled):
    """What a link for one use opens."""

    SIGN_IN = "sign_in", "Se connecter"
    PASSWORD = "password", "Choisir un mot de passe"


LINK_LASTS = {Purpose.SIGN_IN: timedelta(minutes=15), Purpose.PASSWORD: timedelta(hours=1)}
INVITATION_LASTS = timedelta(days=7)


class Account(SQLModel, table=True):
    """A person who signs in; without `password_hash` only a mailed link opens."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    role: Role = Field(sa_type=choice(Role))
    password_hash: str | None = None
    disabled: bool = False
    created_at: datetime


class AccountProvider(SQLModel, table=True):
    """The providers for which an account speaks."""

    __tablename__ = "account_provider"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    provider_code: str = Field(foreign_key="provider.code", primary_key=True)


class SignIn(SQLModel, table=True):
    """One browser signed in; taking the row away signs it out wherever its cookie is."""

    __tablename__ = "sign_in"

    token: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    started_at: datetime
    seen_at: datetime


class OneTimeLink(SQLModel, table=True):
    """A link sent to an account's address, that opens once."""

    __tablename__ = "one_time_link"

    token: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    purpose: Purpose = Field(sa_type=choice(Purpose))
    expires_at: datetime


class Attempt(SQLModel, table=True):
    """That somebody tried to come in; `who` is a keyed digest of an address typed or of a host."""

    __tablename__ = "sign_in_attempt"

    id: int | None = Field(default=None, primary_key=True)
    who: str = Field(index=True)
    made_at: datetime


class AccountError(ValueError):
    """What is asked of an account cannot be; the message says why in French."""


def now() -> datetime:
    """The present in UTC, as the tables keep it."""
    return datetime.now(UTC)


def plain(email: str) -> str:
    """An e-mail address as it is compared: without spaces around, in small letters."""
    return email.strip().lower()


def digest(token: str) -> str:
    """What stands in a table for a random token, which cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def add(
    session: Session, email: str, name: str, role: Role, providers: Sequence[str] = ()
) -> Account:
    """A new account without password; AccountError for a known address or an unknown provider."""
    if by_email(session, email) is not None:
        raise AccountError(f"un compte existe déjà pour {plain(email)}")
    account = Account(email=plain(email), name=name.strip(), role=role, created_at=now())
    session.add(account)
    session.flush()
    bind(session, account, role, providers)
    return account


def bind(session: Session, account: Account, role: Role, providers: Sequence[str]) -> None:
    """Give an account a role, and the providers that it speaks for, none but for that role."""
    if (role == Role.PROVIDER) != bool(providers):
        raise AccountError("le rôle « provider » demande au moins un organisme, et lui seul")
    known = set(session.exec(select(Provider.code).where(col(Provider.code).in_(providers))))
    if unknown := [code for code in providers if code not in known]:
        raise AccountError(f"organisme inconnu : {', '.join(unknown)}")
    account.role = role
    session.add(account)
    session.exec(delete(AccountProvider).where(col(AccountProvider.account_id) == account.id))
    for code in dict.fromkeys(providers):
        session.add(AccountProvider(account_id=own_id(account), provider_code=code))
    end_all(session, account)


def disable(session: Session, account: Account, disabled: bool = True) -> None:
    """Shut an account out, everywhere at once, or let it in again."""
    account.disabled = disabled
    session.add(account)
    end_all(session, account)
    session.exec(delete(OneTimeLink).where(col(OneTimeLink.account_id) == account.id))


def by_email(session: Session, email: str) -> Account | None:
    """The account of an address, however it is written."""
    return session.exec(select(Account).where(Account.email == plain(email))).first()


def every(session: Session) -> Sequence[Account]:
    """All accounts, by address."""
    return session.exec(select(Account).order_by(col(Account.email))).all()


def own_id(account: Account) -> int:
    """The number of an account that was read from its table."""
    assert account.id is not None  # noqa: S101 - the table gives every row one
    return account.id


def providers_of(session: Session, account_id: int) -> tuple[str, ...]:
    """The codes of the providers that an account speaks for."""
    statement = select(AccountProvider.provider_code).where(
        AccountProvider.account_id == account_id
    )
    return tuple(sorted(session.exec(statement)))


def begin(session: Session, account: Account) -> str:
    """Sign a browser in; gives the token that its cookie is to keep."""
    token, at = secrets.token_urlsafe(TOKEN_BYTES), now()
    row = SignIn(token=digest(token), account_id=own_id(account), started_at=at, seen_at=at)
    session.add(row)
    return token


def signed_in(session: Session, token: str) -> Account | None:
    """The account behind a cookie's token, while the sign-in lasts; notes that it is in use."""
    statement = (
        select(SignIn, Account)
        .join(Account, col(Account.id) == col(SignIn.account_id))
        .where(SignIn.token == digest(token), col(Account.disabled).is_(False))
    )
    found, at = session.exec(statement).first(), now()
    if found is None or found[0].seen_at + IDLE < at or found[0].started_at + LONGEST < at:
        return None
    row, account = found
    if row.seen_at + NOTED < at:
        row.seen_at = at
        session.add(row)
    return account


def end(session: Session, token: str) -> None:
    """Sign one browser out."""
    session.exec(delete(SignIn).where(col(SignIn.token) == digest(token)))


def end_all(session: Session, account: Account) -> None:
    """Sign an account out of every browser."""
    session.exec(delete(SignIn).where(col(SignIn.account_id) == account.id))


def new_link(
    session: Session, account: Account, purpose: Purpose, lasts: timedelta | None = None
) -> str:
    """The token of a new link for one use; `lasts` says otherwise than its purpose how long."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        OneTimeLink(
            token=digest(token),
            account_id=own_id(account),
            purpose=purpose,
            expires_at=now() + (lasts or LINK_LASTS[purpose]),
        )
    )
    return token


def behind_link(session: Session, token: str, purpose: Purpose) -> Account | None:
    """The account that a link still opens."""
    statement = (
        select(Account)
        .join(OneTimeLink, col(OneTimeLink.account_id) == col(Account.id))
        .where(
            OneTimeLink.token == digest(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.expires_at > now(),
            col(Account.disabled).is_(False),
        )
    )
    return session.exec(statement).first()


def use_link(session: Session, token: str, purpose: Purpose) -> Account | None:
    """The account that a link opens, and never opens again: of two at once only one comes in."""
    account = behind_link(session, token, purpose)
    used = session.exec(delete(OneTimeLink).where(col(OneTimeLink.token) == digest(token)))
    return account if used.rowcount else None


def set_password(session: Session, account: Account, password_hash: str) -> None:
    """Change an account's password; every browser signed in and every link sent ends with it."""
    account.password_hash = password_hash
    session.add(account)
    end_all(session, account)
    session.exec(delete(OneTimeLink).where(col(OneTimeLink.account_id) == account.id))


def note_attempt(session: Session, who: str, within: timedelta) -> int:
    """Note an attempt; gives how many `who` has made in that time, this one among them."""
    session.add(Attempt(who=who, made_at=now()))
    session.flush()
    since = now() - within
    statement = select(func.count()).where(Attempt.who == who, Attempt.made_at > since)
    return session.exec(statement).one()


def forgive(session: Session, who: Iterable[str]) -> None:
    """Forget the attempts of these, once they have come in."""
    session.exec(delete(Attempt).where(col(Attempt.who).in_(list(who))))


def purge(session: Session) -> int:
    """Forget what has ended: sign-ins, links, attempts of more than a day; gives how many."""
    at = now()
    gone = (
        delete(SignIn).where(
            (col(SignIn.seen_at) < at - IDLE) | (col(SignIn.started_at) < at - LONGEST)
        ),
        delete(OneTimeLink).where(col(OneTimeLink.expires_at) < at),
        delete(Attempt).where(col(Attempt.made_at) < at - timedelta(days=1)),
    )
    return sum(session.exec(statement).rowcount for statement in gone)
