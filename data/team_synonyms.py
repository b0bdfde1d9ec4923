"""The synonyms of the network's team, beside those of the reference file."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from data.models import TeamSynonym
from data.reference import Synonym


def accepted(session: Session) -> tuple[Synonym, ...]:
    """Those that work in the index, in the order in which they were added."""
    return tuple(
        Synonym(tuple(row.words), tuple(row.means), row.both, row.weight)
        for row in every(session)
        if row.accepted
    )


def every(session: Session) -> Sequence[TeamSynonym]:
    """All that were ever proposed, the refused ones too."""
    return session.exec(select(TeamSynonym).order_by(col(TeamSynonym.id))).all()


def add(
    session: Session, one: Synonym, is_accepted: bool, figures: tuple[float, float], today: date
) -> None:
    """Keep a proposal with the figures of the judged queries before and with it."""
    before, after = figures
    session.add(
        TeamSynonym(
            words=list(one.words),
            means=list(one.means),
            both=one.both,
            weight=one.weight,
            accepted=is_accepted,
            before=before,
            after=after,
            added_on=today,
        )
    )


def remove(session: Session, word: str) -> int:
    """Take out every proposal for a word; gives how many there were."""
    found = [row for row in every(session) if word in row.words]
    for row in found:
        session.delete(row)
    return len(found)
