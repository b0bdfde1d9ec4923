"""An advisor's dossiers: trainings kept for somebody, notes, what was shared and answered.

A dossier belongs to one account and is read by no other; it goes with everything in it.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, delete
from sqlmodel import Field, Session, SQLModel, col, func, select

from data import accounts
from data.models import choice
from data.vocabulary import Labelled

KEPT = timedelta(days=180)
"""How long a dossier that nobody changes is kept."""

ID_BYTES = 12
MOST_ITEMS = 50


class Opinion(Labelled):
    """What the person says of a training."""

    YES = "yes", "Ça m’intéresse"
    NO = "no", "Pas pour moi"


OPINIONS = {one.value: one for one in Opinion}


class Dossier(SQLModel, table=True):
    """One person's dossier, under a pseudonym; a profile only with the day they agreed to it."""

    id: str = Field(primary_key=True)
    owner_id: int = Field(foreign_key="account.id", index=True)
    title: str
    need: str = ""
    profile: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    consent_on: date | None = None
    created_at: datetime
    updated_at: datetime


class DossierItem(SQLModel, table=True):
    """A training in a dossier, with a note, and what the person answered; `removed` can be undone.

    `title` is kept for the day when the training is no longer proposed.
    """

    __tablename__ = "dossier_item"

    dossier_id: str = Field(foreign_key="dossier.id", primary_key=True)
    formation_id: str = Field(primary_key=True)
    position: int
    title: str
    note: str = ""
    search: str = ""
    removed: bool = False
    opinion: Opinion | None = Field(default=None, sa_type=choice(Opinion))
    word: str = ""
    answered_at: datetime | None = None


class DossierEvent(SQLModel, table=True):
    """What happened to a dossier, for whoever has it in hand."""

    __tablename__ = "dossier_event"

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    happened_at: datetime
    who: str
    what: str


class Share(SQLModel, table=True):
    """What was shown to the person: these trainings, until a day, unless taken back."""

    __tablename__ = "dossier_share"

    id: str = Field(primary_key=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    formations: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    with_notes: bool = False
    message: str = ""
    created_at: datetime
    expires_at: datetime
    revoked: bool = False
    opened_at: datetime | None = None


def new(session: Session, owner: int, who: str, title: str, need: str = "") -> Dossier:
    """A new empty dossier."""
    at = accounts.now()
    dossier = Dossier(
        id=secrets.token_hex(ID_BYTES),
        owner_id=owner,
        title=title,
        need=need,
        created_at=at,
        updated_at=at,
    )
    session.add(dossier)
    session.flush()
    note_event(session, dossier, who, "Dossier ouvert")
    return dossier


def note_event(session: Session, dossier: Dossier, who: str, what: str) -> None:
    """Write a line of history; the dossier is then kept for as long again."""
    dossier.updated_at = accounts.now()
    session.add(dossier)
    session.add(
        DossierEvent(dossier_id=dossier.id, happened_at=dossier.updated_at, who=who, what=what)
    )


def of_owner(session: Session, owner: int, dossier_id: str) -> Dossier | None:
    """The dossier of this id if it is this owner's: the only way in for an advisor."""
    statement = select(Dossier).where(Dossier.id == dossier_id, Dossier.owner_id == owner)
    return session.exec(statement).first()


def listed(session: Session, owner: int) -> Sequence[tuple[Dossier, int, int]]:
    """An owner's dossiers, the last changed first, with how many trainings and answers."""
    trainings = func.count(col(DossierItem.formation_id))
    statement = (
        select(Dossier, trainings, func.count(col(DossierItem.opinion)))
        .outerjoin(
            DossierItem,
            (col(DossierItem.dossier_id) == col(Dossier.id)) & col(DossierItem.removed).is_(False),
        )
        .where(Dossier.owner_id == owner)
        .group_by(col(Dossier.id))
        .order_by(col(Dossier.updated_at).desc(), col(Dossier.id))
    )
    return session.exec(statement).all()


def items(session: Session, dossier: Dossier) -> Sequence[DossierItem]:
    """The trainings of a dossier in order, those taken out among them."""
    statement = select(DossierItem).where(DossierItem.dossier_id == dossier.id)
    return session.exec(statement.order_by(col(DossierItem.position))).all()


def history(session: Session, dossier: Dossier) -> Sequence[DossierEvent]:
    """What happened, the last first."""
    statement = select(DossierEvent).where(DossierEvent.dossier_id == dossier.id)
    return session.exec(statement.order_by(col(DossierEvent.id).desc())).all()


def shares(session: Session, dossier: Dossier) -> Sequence[Share]:
    """What was shared, the last first."""
    statement = select(Share).where(Share.dossier_id == dossier.id)
    return session.exec(statement.order_by(col(Share.created_at).desc(), col(Share.id))).all()


def add(session: Session, dossier: Dossier, titles: Mapping[str, str], searches: Mapping[str, str],
        who: str) -> int:  # fmt: skip
    """Put trainings (title by id) into a dossier, with the search of each; gives how many came."""
    held = {one.formation_id: one for one in items(session, dossier)}
    back = [held[one] for one in titles if one in held and held[one].removed]
    room = max(0, MOST_ITEMS - sum(not one.removed for one in held.values()))
    fresh = [one for one in titles if one not in held]
    for at, one in enumerate(fresh[: max(0, room - len(back))], start=len(held)):
        row = DossierItem(
            dossier_id=dossier.id,
            formation_id=one,
            position=at,
            title=titles[one],
            search=searches.get(one, ""),
        )
        session.add(row)
        back.append(row)
    for row in back:
        row.removed = False
        session.add(row)
        note_event(session, dossier, who, f"Ajoutée : {row.title}")
    return len(back)


def item(session: Session, dossier: Dossier, formation_id: str) -> DossierItem | None:
    """One training of a dossier."""
    return session.get(DossierItem, (dossier.id, formation_id))


def put_aside(session: Session, dossier: Dossier, one: DossierItem, who: str, away: bool) -> None:
    """Take a training out of a dossier, with its note, or put it back as it was."""
    one.removed = away
    session.add(one)
    note_event(session, dossier, who, f"{'Retirée' if away else 'Remise'} : {one.title}")


def copy(session: Session, dossier: Dossier, who: str, title: str) -> Dossier:
    """A new dossier with the same trainings and notes; neither profile, answers nor links."""
    other = new(session, dossier.owner_id, who, title, dossier.need)
    for one in items(session, dossier):
        if not one.removed:
            fields = one.model_dump(include={"formation_id", "position", "title", "note", "search"})
            session.add(DossierItem(dossier_id=other.id, **fields))
    return other


def delete_all(session: Session, ids: Iterable[str]) -> int:
    """Delete dossiers for good with everything in them; gives how many."""
    wanted = list(ids)
    for table in (DossierItem, DossierEvent, Share):
        session.exec(delete(table).where(col(table.dossier_id).in_(wanted)))
    return session.exec(delete(Dossier).where(col(Dossier.id).in_(wanted))).rowcount


def purge(session: Session) -> int:
    """Delete the dossiers that nobody has changed for KEPT; gives how many."""
    limit = accounts.now() - KEPT
    return delete_all(
        session, session.exec(select(Dossier.id).where(col(Dossier.updated_at) < limit)).all()
    )


def share(session: Session, dossier: Dossier, formations: Sequence[str], lasts: timedelta,
          with_notes: bool, message: str) -> Share:  # fmt: skip
    """Let these trainings of a dossier be seen by whoever has the link."""
    at = accounts.now()
    row = Share(
        id=secrets.token_hex(ID_BYTES),
        dossier_id=dossier.id,
        formations=list(formations),
        with_notes=with_notes,
        message=message,
        created_at=at,
        expires_at=at + lasts,
    )
    session.add(row)
    return row


def open_share(session: Session, share_id: str) -> tuple[Share, Dossier] | None:
    """What a share shows while it may be seen; None once it is over, taken back or unknown."""
    statement = (
        select(Share, Dossier)
        .join(Dossier, col(Dossier.id) == col(Share.dossier_id))
        .where(
            Share.id == share_id,
            col(Share.revoked).is_(False),
            Share.expires_at > accounts.now(),
        )
    )
    return session.exec(statement).first()


def shared_items(session: Session, row: Share) -> list[DossierItem]:
    """The trainings that a share shows: those that were chosen and are still in the dossier."""
    statement = select(DossierItem).where(
        DossierItem.dossier_id == row.dossier_id,
        col(DossierItem.removed).is_(False),
        col(DossierItem.formation_id).in_(row.formations),
    )
    return list(session.exec(statement.order_by(col(DossierItem.position))))


def answer(
    session: Session, dossier: Dossier, one: DossierItem, opinion: Opinion, word: str
) -> None:
    """Note what the person says of a training."""
    one.opinion, one.word, one.answered_at = opinion, word, accounts.now()
    session.add(one)
    note_event(session, dossier, "La personne", f"{opinion.label} : {one.title}")
