"""The synonyms of the network's team, beside those of the reference file.

One is proposed, waits for its trial on the judged queries, and is then accepted or refused.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from data.models import TeamSynonym
from data.reference import Synonym
from data.text import fold
from data.vocabulary import SynonymState


def accepted(session: Session) -> tuple[Synonym, ...]:
    """Those that work in the index, in the order in which they were added."""
    return tuple(synonym(row) for row in every(session) if row.state == SynonymState.ACCEPTED)


def every(session: Session) -> Sequence[TeamSynonym]:
    """All that were ever proposed, the refused ones too."""
    return session.exec(select(TeamSynonym).order_by(col(TeamSynonym.id))).all()


def waiting(session: Session) -> dict[int, Synonym]:
    """Those whose trial has not ended, by their numbers, the oldest first."""
    rows = (row for row in every(session) if row.state == SynonymState.WAITING)
    return {row.id: synonym(row) for row in rows if row.id is not None}


def synonym(row: TeamSynonym) -> Synonym:
    """A row as the search reads it."""
    return Synonym(tuple(row.words), tuple(row.means), row.both, row.weight)


def held(session: Session, one: Synonym) -> SynonymState | None:
    """Whether the same words already mean the same, or wait to; None where they may be proposed."""
    for row in every(session):
        same = _plain(row.words) == _plain(one.words) and _plain(row.means) == _plain(one.means)
        if same and row.both >= one.both and row.state != SynonymState.REFUSED:
            return row.state
    return None


def _plain(texts: Sequence[str]) -> list[str]:
    return [" ".join(fold(text).split()) for text in texts]


def propose(session: Session, one: Synonym, today: date) -> int:
    """Keep a proposal that waits for its trial; gives its number."""
    row = TeamSynonym(
        words=list(one.words),
        means=list(one.means),
        both=one.both,
        weight=one.weight,
        added_on=today,
    )
    session.add(row)
    session.flush()
    return row.id or 0  # the flush gave it one


def settle(
    session: Session, number: int, good: bool, figures: tuple[float, float] | None = None
) -> bool:
    """Accept or refuse a waiting proposal, with the judged queries' figures without and with it.

    False where it was taken out or settled in the meantime: then nothing is written.
    """
    before, after = figures or (None, None)
    state = SynonymState.ACCEPTED if good else SynonymState.REFUSED
    done = session.exec(
        update(TeamSynonym)
        .where(col(TeamSynonym.id) == number, col(TeamSynonym.state) == SynonymState.WAITING)
        .values(state=state, before=before, after=after)
    )
    return done.rowcount == 1


def take_out(session: Session, number: int) -> bool:
    """Take one proposal out, whatever became of it; False where it is gone already."""
    return session.exec(delete(TeamSynonym).where(col(TeamSynonym.id) == number)).rowcount == 1


def remove(session: Session, word: str) -> int:
    """Take out every proposal for a word; gives how many there were."""
    found = [row for row in every(session) if word in row.words]
    for row in found:
        session.delete(row)
    return len(found)
