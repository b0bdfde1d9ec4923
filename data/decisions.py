"""The network's team gives, renews, suspends, restores and withdraws a training's label.

What it decides stands against every later import, until the source tells something newer of the
label: another state, another first or last day, and not dated before the decision.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import JSON, Column, update
from sqlmodel import Field, Session, SQLModel, col, select

from data.labels import LabelChange, LabelEvent, calls, history
from data.models import Formation, Label, choice
from data.record import LabelRecord
from data.vocabulary import LabelStatus, Programme

MAY: Mapping[LabelStatus | None, tuple[LabelChange, ...]] = {
    None: (LabelChange.GRANTED,),
    LabelStatus.ACTIVE: (LabelChange.RENEWED, LabelChange.SUSPENDED, LabelChange.WITHDRAWN),
    LabelStatus.SUSPENDED: (LabelChange.RESTORED, LabelChange.WITHDRAWN),
    LabelStatus.WITHDRAWN: (LabelChange.RESTORED, LabelChange.GRANTED),
    LabelStatus.EXPIRED: (LabelChange.RENEWED, LabelChange.GRANTED),
}
"""What can be decided of a label in each state, None where there is none."""

STATUS_AFTER = {
    LabelChange.GRANTED: LabelStatus.ACTIVE,
    LabelChange.RENEWED: LabelStatus.ACTIVE,
    LabelChange.RESTORED: LabelStatus.ACTIVE,
    LabelChange.SUSPENDED: LabelStatus.SUSPENDED,
    LabelChange.WITHDRAWN: LabelStatus.WITHDRAWN,
    LabelChange.EXPIRED: LabelStatus.EXPIRED,
}

DATED = (LabelChange.GRANTED, LabelChange.RENEWED)
"""The changes that take a call and a last day."""

REASONED = (LabelChange.SUSPENDED, LabelChange.WITHDRAWN)
"""The changes that must say why, for the public reads it."""

LONGEST = {"reason": 500, "remark": 2_000}
LONGEST_LABEL = timedelta(days=3_660)
"""No label is given for more than ten years: a longer one is a slip of the pen."""


class LabelDecision(SQLModel, table=True):
    """The label as the team last decided it, and what the source said of it at that time.

    It has no foreign key: an import writes the training's row anew.
    """

    __tablename__ = "label_decision"

    formation_id: str = Field(primary_key=True)
    decided_at: datetime
    decided_by: str
    programme: Programme = Field(sa_type=choice(Programme))
    call: int | None = None
    status: LabelStatus = Field(sa_type=choice(LabelStatus))
    granted_on: date | None = None
    expires_on: date | None = None
    told: list[str | None] | None = Field(default=None, sa_column=Column(JSON))


@dataclass(frozen=True)
class Decision:
    """What the team decides; `reason` is for everybody, `remark` for the team alone."""

    change: LabelChange
    on: date
    until: date | None = None
    call: int | None = None
    reason: str = ""
    remark: str = ""


class BadDecision(ValueError):
    """A decision that cannot be; `faults` says of each field why, in French."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ; ".join(f"{name} : {why}" for name, why in faults.items()))
        self.faults = faults


def faults(
    label: Label | None, past: Sequence[LabelEvent], decision: Decision, today: date
) -> dict[str, str]:
    """What cannot be of a decision, by the name of its field; nothing where all of it can."""
    state = label.status if label else None
    found: dict[str, str] = {}
    if decision.change not in MAY[state]:
        now = state.label.lower() if state else "pas de label"
        found["change"] = f"« {decision.change.label} » ne se peut pas : {now}"
    if decision.change in REASONED and not decision.reason:
        found["reason"] = "un motif est attendu : le public le lira"
    for name, most in LONGEST.items():
        length = len(getattr(decision, name))
        if length > most:
            found[name] = f"{length} caractères, {most} au plus"
    return found | _days(label, past, decision, today) | _call(decision)


def _days(
    label: Label | None, past: Sequence[LabelEvent], decision: Decision, today: date
) -> dict[str, str]:
    on, last = decision.on, past[-1] if past else None
    found = _until(label, decision)
    if on > today:
        found["on"] = f"{day_of(on)} est à venir ; une décision est notée une fois prise"
    elif last and on < last.happened_on:
        found["on"] = (
            f"{day_of(on)} est avant le {day_of(last.happened_on)} (« {last.change.label} »), le"
            " dernier événement de l’historique"
        )
    elif label and label.granted_on and on < label.granted_on:
        found["on"] = (
            f"{day_of(on)} est avant le {day_of(label.granted_on)}, où le label a commencé"
        )
    return found


def _until(label: Label | None, decision: Decision) -> dict[str, str]:
    on, until, renewed = decision.on, decision.until, decision.change == LabelChange.RENEWED
    why = ""
    if decision.change not in DATED:
        why = "sert à attribuer ou à renouveler" if until else ""
    elif until is None:
        why = "le nouveau dernier jour du label est attendu" if renewed else ""
    elif until <= on:
        why = f"{day_of(until)} n’est pas après le {day_of(on)}, jour de la décision"
    elif until > on + LONGEST_LABEL:
        why = f"{day_of(until)} est à plus de dix ans de la décision"
    elif renewed and label and label.expires_on and until <= label.expires_on:
        why = f"{day_of(until)} ne prolonge rien : le label va jusqu’au {day_of(label.expires_on)}"
    return {"until": why} if why else {}


def _call(decision: Decision) -> dict[str, str]:
    if decision.call is None:
        needed = decision.change == LabelChange.GRANTED
        return {"call": "l’appel à labellisation est attendu"} if needed else {}
    if decision.change not in DATED:
        return {"call": "sert à attribuer ou à renouveler"}
    call = calls().get(decision.call)
    if call is None:
        return {"call": f"appel inconnu ; appels : {', '.join(map(str, calls()))}"}
    if decision.on < call.opens:
        return {"on": f"{day_of(decision.on)} est avant l’appel, ouvert le {day_of(call.opens)}"}
    return {}


def day_of(day: date) -> str:
    """A day in figures: 31/12/2026."""
    return f"{day:%d/%m/%Y}"


def hold(session: Session, ids: Collection[str]) -> None:
    """Have these trainings to oneself until the transaction ends, so that two never decide at once.

    A write takes the lock on both databases; SQLite has no other way.
    """
    mine = update(Formation).where(col(Formation.id).in_(ids))
    session.exec(mine.values(published=Formation.published))


def decide(
    session: Session, formation: Formation, decision: Decision, who: str, today: date
) -> None:
    """Write a decision down and have it stand; BadDecision where it cannot be.

    The caller commits, then brings the index up to the database.
    """
    past = history(session, formation.id)
    if found := faults(formation.label, past, decision, today):
        raise BadDecision(found)
    event = LabelEvent(
        formation_id=formation.id,
        happened_on=decision.on,
        change=decision.change,
        note=decision.reason or None,
        remark=decision.remark or None,
        decided_by=who,
        expires_on=decision.until,
    )
    session.add(event)
    _stand(session, formation, _label_after(formation, decision), who)


def _stand(session: Session, formation: Formation, label: Label, who: str) -> None:
    """Have this label stand against later imports, and the training shown or not with it."""
    now = datetime.now(UTC)
    stands = LabelDecision(
        formation_id=formation.id,
        decided_at=now,
        decided_by=who,
        told=_told_before(session, formation),
        **label.model_dump(exclude={"formation_id"}),
    )
    session.merge(stands)
    session.merge(label)
    formation.published = formation.offered and label.status == LabelStatus.ACTIVE
    formation.updated_at = now
    session.add(formation)
    session.flush()
    session.expire(formation)


def _label_after(formation: Formation, decision: Decision) -> Label:
    before, change = formation.label, decision.change
    call = calls().get(decision.call or 0)
    programme = call.programme if call else before.programme if before else None
    assert programme is not None  # noqa: S101 - `faults` asks for a call where there is no label
    first = None if before is None or change == LabelChange.GRANTED else before.granted_on
    last = before.expires_on if before else None
    return Label(
        formation_id=formation.id,
        programme=programme,
        call=call.number if call else before.call if before else None,
        status=STATUS_AFTER[change],
        granted_on=first or (decision.on if change == LabelChange.GRANTED else None),
        expires_on=decision.until if change in DATED else last,
    )


Told = list[str | None] | None
"""What a source says of a label: its state, its first and its last day; None where nothing."""


def told(label: LabelRecord | Label | None) -> Told:
    """What makes an event of a label, as it is compared."""
    if label is None:
        return None
    days = (label.granted_on, label.expires_on)
    return [str(label.status), *(day.isoformat() if day else None for day in days)]


def _told_before(session: Session, formation: Formation) -> Told:
    """What the source said last: kept with the decision that stands, else the label as it is."""
    standing = session.get(LabelDecision, formation.id)
    return standing.told if standing else told(formation.label)


TERM = "terme du label"
"""Who decides that a label has run out."""


def expire(session: Session, today: date) -> list[Formation]:
    """End the labels whose last day is past, dated by it; their trainings. The caller commits."""
    late = (Label.status == LabelStatus.ACTIVE, col(Label.expires_on) < today)
    ended = session.exec(select(Formation).join(Label).where(*late).order_by(Formation.id)).all()
    for formation in ended:
        label = formation.label
        assert label is not None  # noqa: S101 - the join gives it
        after = Label(**label.model_dump() | {"status": LabelStatus.EXPIRED})
        event = LabelEvent(
            formation_id=formation.id,
            happened_on=label.expires_on or today,
            change=LabelChange.EXPIRED,
        )
        session.add(event)
        _stand(session, formation, after, TERM)
    return list(ended)


def marks(session: Session) -> dict[str, str]:
    """A digest of what the team decided of each training, for what is kept of it elsewhere."""
    return {
        one.formation_id: hashlib.blake2b(
            repr((one.programme, one.call, one.status, one.expires_on)).encode(), digest_size=8
        ).hexdigest()
        for one in session.exec(select(LabelDecision))
    }
