"""What the person sees of a dossier: the trainings shared, and their own answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data.dossiers import DossierItem, Opinion, Share
from portal import links, wording
from portal.selection.chosen import Chosen
from portal.selection.facts import Line, lines
from portal.selection.letter import IN_MAIL

LONGEST_WORD = 300


@dataclass(frozen=True)
class SharedTraining:
    """One training as the person sees it; `url` is None when it is no longer proposed."""

    id: str
    title: str
    url: str | None
    lines: tuple[Line, ...]
    note: str
    answer: str
    interested: bool
    declined: bool
    word: str


@dataclass(frozen=True)
class SharedPage:
    """What an advisor shared."""

    advisor: str
    message: str
    until: str
    trainings: tuple[SharedTraining, ...]
    said: str
    list: str
    longest_word: int = LONGEST_WORD


def shared_page(
    row: Share, advisor: str, items: Sequence[DossierItem], chosen: Chosen, said: str
) -> SharedPage:
    """The page of a share; `chosen` holds its trainings that are still proposed."""
    known = {one.id: lines(one, chosen.context) for one in chosen.formations}
    return SharedPage(
        advisor=advisor,
        message=row.message,
        until=wording.day(row.expires_at.date()),
        trainings=tuple(
            _training(one, known.get(one.formation_id, ()), row.with_notes) for one in items
        ),
        said=said,
        list=links.shared_list(chosen.ids),
    )


def _training(one: DossierItem, facts: tuple[Line, ...], with_notes: bool) -> SharedTraining:
    return SharedTraining(
        id=one.formation_id,
        title=one.title,
        url=links.formation(one.formation_id) if facts else None,
        lines=tuple(line for line in facts if line.name in IN_MAIL),
        note=one.note if with_notes else "",
        answer=answer_of(one),
        interested=one.opinion == Opinion.YES,
        declined=one.opinion == Opinion.NO,
        word=one.word,
    )


def answer_of(one: DossierItem) -> str:
    """What the person answered, as everybody reads it; empty before they have."""
    if one.opinion is None or one.answered_at is None:
        return ""
    said = f"{one.opinion.label} ({moment(one.answered_at)})"
    return f"{said} : {wording.quoted(one.word)}" if one.word else said


def moment(at: datetime) -> str:
    """A day in words, for what happened."""
    return wording.day(at.date())
