"""Searches that an advisor keeps, with the trainings already seen, so that new ones stand out."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, Session, SQLModel, col, select

from data import accounts
from data.accounts import Account

ID_BYTES = 12


class SavedSearch(SQLModel, table=True):
    """A search by its query string; `seen` on the page, `told` by mail where `mailed`."""

    __tablename__ = "saved_search"

    id: str = Field(primary_key=True)
    owner_id: int = Field(foreign_key="account.id", index=True)
    name: str
    search: str
    mailed: bool = False
    seen: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    told: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    seen_at: datetime
    created_at: datetime


def save(session: Session, owner: int, name: str, search: str, found: Iterable[str]) -> SavedSearch:
    """Keep a search; what it finds now is nothing new."""
    at, ids = accounts.now(), sorted(found)
    row = SavedSearch(
        id=secrets.token_hex(ID_BYTES),
        owner_id=owner,
        name=name,
        search=search,
        seen=ids,
        told=ids,
        seen_at=at,
        created_at=at,
    )
    session.add(row)
    return row


def of_owner(session: Session, owner: int, search_id: str) -> SavedSearch | None:
    """The saved search of this id if it is this owner's."""
    statement = select(SavedSearch).where(
        SavedSearch.id == search_id, SavedSearch.owner_id == owner
    )
    return session.exec(statement).first()


def listed(session: Session, owner: int) -> Sequence[SavedSearch]:
    """An owner's saved searches by name."""
    statement = select(SavedSearch).where(SavedSearch.owner_id == owner)
    return session.exec(statement.order_by(col(SavedSearch.name), col(SavedSearch.id))).all()


def seen(session: Session, row: SavedSearch, found: Iterable[str]) -> None:
    """Note that all of this has been looked at."""
    row.seen, row.seen_at = sorted(found), accounts.now()
    session.add(row)


def mailed(session: Session) -> Sequence[tuple[SavedSearch, Account]]:
    """The searches told of by mail, with whom, owner by owner; closed accounts are left out."""
    statement = (
        select(SavedSearch, Account)
        .join(Account, col(Account.id) == col(SavedSearch.owner_id))
        .where(col(SavedSearch.mailed), col(Account.disabled).is_(False))
        .order_by(col(SavedSearch.owner_id), col(SavedSearch.name))
    )
    return session.exec(statement).all()
