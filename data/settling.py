"""An import where the team has decided of labels: whose word stands, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from data.catalogue import utc
from data.decisions import LabelDecision, day_of, told
from data.record import FormationRecord, LabelRecord


@dataclass(frozen=True)
class Settled:
    """What an import found where the team had decided: whose word stands, in French."""

    formation_id: str
    title: str
    kept: bool
    text: str


def settle(
    session: Session, records: Mapping[str, FormationRecord]
) -> tuple[dict[str, LabelRecord | None], list[Settled]]:
    """The labels that these records get, by id: the team's where its decision stands.

    A decision that the source has overtaken is taken away; what became of each is told.
    """
    labels = {identifier: record.label for identifier, record in records.items()}
    mine = select(LabelDecision).where(col(LabelDecision.formation_id).in_(records))
    notes = []
    for decision in session.exec(mine).all():
        record = records[decision.formation_id]
        kept = not _overtaken(decision, record)
        notes.append(_note(decision, record, kept))
        if kept:
            labels[decision.formation_id] = _decided(decision)
        else:
            session.delete(decision)
    return labels, notes


def _overtaken(decision: LabelDecision, record: FormationRecord) -> bool:
    """Whether the source says something else than when the team decided, and says it later."""
    if record.label is None or told(record.label) == decision.told:
        return False
    said = record.updated_at
    return said is None or utc(said) > decision.decided_at


def _decided(decision: LabelDecision) -> LabelRecord:
    return LabelRecord(**decision.model_dump(include=set(LabelRecord.model_fields)))


def _note(decision: LabelDecision, record: FormationRecord, kept: bool) -> Settled:
    day = day_of(decision.decided_at.date())
    source = record.label.status.label.lower() if record.label else "rien du label"
    if kept:
        text = (
            f"décision de l’équipe du {day} gardée ({decision.status.label.lower()}) ; la source"
            f" dit : {source}"
        )
    else:
        text = f"la source dit du nouveau ({source}) : la décision de l’équipe du {day} s’efface"
    return Settled(decision.formation_id, record.title, kept, text)
