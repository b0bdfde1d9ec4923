"""The network's label through time: its calls, what each programme aims at, what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Field, Session, SQLModel, col, select

from data import reference
from data.models import Label, choice
from data.record import LabelRecord
from data.vocabulary import Labelled, LabelStatus, Programme


class LabelChange(Labelled):
    """What can happen to a label."""

    GRANTED = "granted", "Label attribué"
    RENEWED = "renewed", "Label renouvelé"
    RESTORED = "restored", "Label rétabli"
    SUSPENDED = "suspended", "Label suspendu"
    WITHDRAWN = "withdrawn", "Label retiré"
    EXPIRED = "expired", "Label arrivé à son terme"


CHANGE_OF = {
    LabelStatus.ACTIVE: LabelChange.RESTORED,
    LabelStatus.SUSPENDED: LabelChange.SUSPENDED,
    LabelStatus.WITHDRAWN: LabelChange.WITHDRAWN,
    LabelStatus.EXPIRED: LabelChange.EXPIRED,
}
"""What happened when a label is found in a state in which it was not before."""


@dataclass(frozen=True)
class Call:
    """One call for labels, with the programme that pays and the days on which it was open."""

    number: int
    programme: Programme
    opens: date
    closes: date


@dataclass(frozen=True)
class Target:
    """What a programme aims at: at least so many percent of one group, among learners or trainings.

    `of` is "learners", "session" (in each one) or "formations".
    """

    programme: Programme
    of: str
    group: str
    least_percent: int
    text: str


PROGRAMMES = {one.value: one for one in Programme}


def calls() -> dict[int, Call]:
    """The calls by number."""
    found = [
        Call(**{**one, "programme": PROGRAMMES[one["programme"]]})
        for one in reference.programmes()["call"]
    ]
    return {one.number: one for one in found}


def targets() -> list[Target]:
    """What the programmes aim at, in the report's order."""
    return [
        Target(**{**one, "programme": PROGRAMMES[one["programme"]]})
        for one in reference.programmes()["target"]
    ]


class LabelEvent(SQLModel, table=True):
    """One day in the life of a training's label; it outlives the training.

    `note` is the reason that everybody may read, `remark` what the team keeps to itself.
    `decided_by` is who of the team decided, None where the source told it; `expires_on` is the
    new last day of a label that was granted or renewed.
    """

    __tablename__ = "label_event"

    id: int | None = Field(default=None, primary_key=True)
    formation_id: str = Field(index=True)
    happened_on: date
    change: LabelChange = Field(sa_type=choice(LabelChange))
    note: str | None = None
    remark: str | None = None
    decided_by: str | None = None
    expires_on: date | None = None


def in_force(label: LabelRecord | None) -> bool:
    """Whether a training may be shown: only a label that has ended or stopped takes it away."""
    return label is None or label.status == LabelStatus.ACTIVE


def history(session: Session, formation_id: str) -> list[LabelEvent]:
    """What happened to this training's label, oldest first."""
    return histories(session, [formation_id]).get(formation_id, [])


def histories(session: Session, ids: Iterable[str]) -> dict[str, list[LabelEvent]]:
    """What happened to the labels of these trainings, oldest first, for those that have any."""
    statement = select(LabelEvent).where(col(LabelEvent.formation_id).in_(list(ids)))
    found: dict[str, list[LabelEvent]] = {}
    for one in session.exec(statement.order_by(col(LabelEvent.happened_on), col(LabelEvent.id))):
        found.setdefault(one.formation_id, []).append(one)
    return found


Terms = tuple[LabelStatus, date | None]
"""The state of a label and its last day, None where it has none."""


def terms(session: Session, ids: Iterable[str]) -> dict[str, Terms]:
    """The terms of the label of each of these trainings that has one."""
    statement = select(Label).where(col(Label.formation_id).in_(list(ids)))
    return {one.formation_id: (one.status, one.expires_on) for one in session.exec(statement)}


def changes(now: Mapping[str, Label], before: Mapping[str, Terms], today: date) -> list[LabelEvent]:
    """What to write down of labels that are new, in another state than before, or prolonged.

    A new label was granted on its own day where that is known; the end of one is dated by its last
    day, every other change by `today`.
    """
    return [
        LabelEvent(formation_id=identifier, happened_on=on, change=change)
        for identifier, label in now.items()
        for on, change in _changes(label, before.get(identifier), today)
    ]


def _changes(label: Label, before: Terms | None, today: date) -> Iterator[tuple[date, LabelChange]]:
    if before is None:
        yield label.granted_on or today, LabelChange.GRANTED
    status, last = before or (LabelStatus.ACTIVE, label.expires_on)
    if label.status != status:
        ended = label.expires_on if label.status == LabelStatus.EXPIRED else None
        yield ended or today, CHANGE_OF[label.status]
    elif last and label.expires_on and label.expires_on > last:
        yield today, LabelChange.RENEWED
