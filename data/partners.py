"""Partners of the network: their sites, their keys, and how much they use, not by whom."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Relationship, Session, SQLModel, col, select

from data.models import choice
from data.origins import BadOrigin, origin

SECRET_BYTES = 32
"""Random bytes of a key: nobody can try them all, so a plain digest is enough to keep it."""

OVERLAP = timedelta(days=14)
"""How long the former keys of a partner still work after a new one is made."""

MARK = "portail"
"""The first word of every key, by which one that leaked is recognised."""

SHAPE = re.compile(rf"({MARK}_[0-9a-f]{{8}})_[\w-]{{20,100}}", re.ASCII)


class Use(StrEnum):
    """What a partner uses."""

    API = "api"
    EMBED = "embed"


class Partner(SQLModel, table=True):
    """A body that shows the network's trainings; `quota` is in requests of the API a minute."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    quota: int
    created_on: date
    revoked_on: date | None = None

    origins: list["PartnerOrigin"] = Relationship(
        cascade_delete=True, sa_relationship_kwargs={"order_by": "PartnerOrigin.origin"}
    )
    keys: list["PartnerKey"] = Relationship(
        cascade_delete=True, sa_relationship_kwargs={"order_by": "PartnerKey.created_on"}
    )


class PartnerOrigin(SQLModel, table=True):
    """A site of a partner, as `data.origins.origin` writes it."""

    __tablename__ = "partner_origin"

    partner_id: int | None = Field(default=None, foreign_key="partner.id", primary_key=True)
    origin: str = Field(primary_key=True, index=True)


class PartnerKey(SQLModel, table=True):
    """A key by its first part, which says which it is, and the digest of the whole.

    It no longer works from the day `expires_on` on, nor once it is revoked.
    """

    __tablename__ = "partner_key"

    prefix: str = Field(primary_key=True)
    partner_id: int | None = Field(
        default=None, foreign_key="partner.id", index=True, nullable=False
    )
    digest: str
    created_on: date
    expires_on: date | None = None
    revoked_on: date | None = None

    partner: Partner = Relationship(back_populates="keys")

    def works(self, today: date) -> bool:
        """Whether it opens anything today."""
        return self.revoked_on is None and (self.expires_on is None or today < self.expires_on)


class PartnerUse(SQLModel, table=True):
    """How often a partner used a thing on a day; nothing says who asked, or for what."""

    __tablename__ = "partner_use"

    partner_id: int = Field(foreign_key="partner.id", primary_key=True)
    day: date = Field(primary_key=True)
    kind: Use = Field(primary_key=True, sa_type=choice(Use))
    count: int


@dataclass(frozen=True)
class NewKey:
    """A key at the only moment at which it is known whole."""

    prefix: str
    secret: str


class UnknownPartner(LookupError):
    """No partner of this name is at work."""


def add(
    session: Session, name: str, sites: Iterable[str], quota: int, today: date
) -> tuple[Partner, NewKey]:
    """A new partner and its first key; BadOrigin for a site that is none, flushed."""
    wanted = sorted({origin(site) for site in sites})
    partner = Partner(name=name, quota=quota, created_on=today)
    partner.origins = [PartnerOrigin(origin=one) for one in wanted]
    session.add(partner)
    session.flush()
    return partner, _new_key(session, partner, today)


def rotate(session: Session, name: str, today: date, overlap: timedelta = OVERLAP) -> NewKey:
    """A new key for a partner; the others still work for `overlap`."""
    partner = named(session, name)
    ends = today + overlap
    for key in partner.keys:
        key.expires_on = min(key.expires_on or ends, ends)
    return _new_key(session, partner, today)


def _new_key(session: Session, partner: Partner, today: date) -> NewKey:
    prefix = f"{MARK}_{secrets.token_hex(4)}"
    secret = f"{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    partner.keys.append(PartnerKey(prefix=prefix, digest=_digest(secret), created_on=today))
    session.add(partner)
    session.flush()
    return NewKey(prefix, secret)


def revoke(session: Session, name: str, today: date, prefix: str | None = None) -> int:
    """Stop one key, or all keys and sites of a partner at once; how many keys it stopped."""
    partner = named(session, name)
    stopped = [k for k in partner.keys if prefix in (None, k.prefix) and k.revoked_on is None]
    for key in stopped:
        key.revoked_on = today
    if prefix is None:
        partner.revoked_on = today
    session.add(partner)
    session.flush()
    return len(stopped)


def settle(session: Session, name: str, sites: Iterable[str], quota: int | None = None) -> None:
    """Put these sites, and this quota where one is given, in the place of a partner's former ones.

    BadOrigin for a site that is none.
    """
    partner, wanted = named(session, name), {origin(site) for site in sites}
    kept = [one for one in partner.origins if one.origin in wanted]
    news = sorted(wanted - {one.origin for one in kept})
    partner.origins = [*kept, *(PartnerOrigin(origin=one) for one in news)]
    partner.quota = partner.quota if quota is None else quota
    session.add(partner)
    session.flush()


def named(session: Session, name: str) -> Partner:
    """The partner of this name that is not revoked; UnknownPartner."""
    found = session.exec(select(Partner).where(Partner.name == name)).first()
    if found is None or found.revoked_on is not None:
        raise UnknownPartner(name)
    return found


def every(session: Session) -> Sequence[Partner]:
    """All partners by name, the revoked ones too."""
    return session.exec(select(Partner).order_by(Partner.name)).all()


def partner_by_key(session: Session, secret: str, today: date) -> Partner | None:
    """The partner whose key this is, if it works today."""
    shape = SHAPE.fullmatch(secret)
    key = session.get(PartnerKey, shape[1]) if shape else None
    # Compared even where there is no such key, so that the time taken tells nothing.
    same = hmac.compare_digest(_digest(secret), key.digest if key else _digest(""))
    return key.partner if key and same and key.works(today) else None


def _digest(secret: str) -> str:
    return hashlib.blake2b(secret.encode(errors="replace"), digest_size=32).hexdigest()


def origins(session: Session) -> frozenset[str]:
    """The sites of all partners, which may put the embed in a frame."""
    statement = select(PartnerOrigin.origin).join(Partner)
    return frozenset(session.exec(statement.where(col(Partner.revoked_on).is_(None))))


def partner_by_origin(session: Session, site: str) -> Partner | None:
    """The partner whose site this is, compared whole; None for another or for no origin."""
    try:
        wanted = origin(site)
    except BadOrigin:
        return None
    statement = select(Partner).join(PartnerOrigin).where(col(Partner.revoked_on).is_(None))
    return session.exec(
        statement.where(PartnerOrigin.origin == wanted).order_by(col(Partner.id))
    ).first()


def used(session: Session, partner_id: int, kind: Use, today: date, count: int = 1) -> None:
    """Add to the count of a partner's day."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = {"partner_id": partner_id, "day": today, "kind": kind, "count": count}
    statement = insert(PartnerUse).values(row)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["partner_id", "day", "kind"],
            set_={"count": col(PartnerUse.count) + count},
        )
    )


def uses(session: Session, since: date) -> Sequence[PartnerUse]:
    """The counts of all partners from a day on."""
    statement = select(PartnerUse).where(PartnerUse.day >= since)
    return session.exec(
        statement.order_by(col(PartnerUse.partner_id), col(PartnerUse.day), col(PartnerUse.kind))
    ).all()
