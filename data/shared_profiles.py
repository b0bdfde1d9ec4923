"""Profiles that people asked to show to an advisor, until they expire or are taken back."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, delete
from sqlmodel import Field, Session, SQLModel, col, func, select


class SharedProfile(SQLModel, table=True):
    """The answers behind one link, found by the digest of its token alone; times are UTC."""

    __tablename__ = "shared_profile"

    digest: str = Field(primary_key=True)
    answers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    expires_at: datetime = Field(index=True)


def share(
    session: Session, digest: str, answers: dict[str, Any], now: datetime, expires_at: datetime
) -> None:
    """Keep answers until a time; what has expired by now goes."""
    forget_expired(session, now)
    session.merge(SharedProfile(digest=digest, answers=answers, expires_at=expires_at))


def shared(session: Session, digest: str, now: datetime) -> SharedProfile | None:
    """What is shared under a digest, or None when it was never there, expired or taken back."""
    found = session.get(SharedProfile, digest)
    return found if found is not None and found.expires_at > now else None


def forget(session: Session, digest: str) -> None:
    """Take back what is shared under a digest."""
    session.exec(delete(SharedProfile).where(col(SharedProfile.digest) == digest))


def forget_expired(session: Session, now: datetime) -> None:
    """Delete what has expired; nothing is written when there is nothing to delete."""
    past = col(SharedProfile.expires_at) <= now
    if session.exec(select(func.count()).select_from(SharedProfile).where(past)).one():
        session.exec(delete(SharedProfile).where(past))
