"""Everything that the team sees of what readers do not find, and of its synonyms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.models import TeamSynonym
from data.text import fold
from data.usage import READERS, Use
from data.vocabulary import SynonymState
from portal import links, wording
from portal.network.synonym_form import SynonymForm
from search_index.relevance.trials import MAY_FALL


@dataclass(frozen=True)
class Month:
    """A month that can be chosen."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class QueryRow:
    """A text that readers searched; `propose` is empty where they found something."""

    text: str
    url: str
    readers: str
    propose: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class SynonymRow:
    """A synonym that was proposed, with what became of it."""

    word: str
    sign: str
    meaning: str
    url: str
    state: str
    good: bool
    told: str
    remove: str


@dataclass(frozen=True)
class QueriesPage:
    """A month's searches that led nowhere, the form, and all synonyms, the newest first.

    `running` while a trial goes on. It is `stalled` when none does, though proposals are `waiting`
    for one, or the search does not know what was accepted or taken out.
    """

    month: str
    here: str
    table: str
    again: str
    months: tuple[Month, ...]
    rows: tuple[QueryRow, ...]
    form: SynonymForm
    synonyms: tuple[SynonymRow, ...]
    running: bool
    waiting: bool
    stalled: bool
    told: str = ""
    faults: tuple[str, ...] = ()
    readers: int = READERS
    may_fall: str = f"{MAY_FALL}".replace(".", ",")


def queries_page(
    month: str,
    months: Sequence[str],
    uses: Sequence[Use],
    synonyms: Sequence[TeamSynonym],
    form: SynonymForm,
    *,
    running: bool,
    behind: bool,
    told: str = "",
    begun: bool = False,
) -> QueriesPage:
    """The page of a month; `months` are those of which something is counted.

    `begun` when a trial was started a moment ago: its process takes some seconds to be seen.
    """
    known = _by_word(synonyms)
    waiting = any(one.state == SynonymState.WAITING for one in synonyms)
    running = running or (begun and waiting)
    return QueriesPage(
        month=wording.month(month),
        here=links.queries(month),
        table=links.queries_table(month),
        again=links.trials(month),
        months=tuple(
            Month(one, wording.month(one), one == month)
            for one in sorted({month, *months}, reverse=True)
        ),
        rows=tuple(_query(one, month, known.get(fold(one.text), ())) for one in uses),
        form=form,
        synonyms=tuple(_synonym(one, month, running) for one in reversed(synonyms)),
        running=running,
        waiting=waiting,
        stalled=not (running or begun) and (waiting or behind),
        told=told,
    )


def lost(uses: Sequence[Use]) -> list[Use]:
    """The searches that led some reader nowhere."""
    return [one for one in uses if one.failed or one.abandoned]


def _by_word(synonyms: Sequence[TeamSynonym]) -> Mapping[str, Sequence[str]]:
    found = defaultdict(list)
    for one in synonyms:
        for word in (*one.words, *(one.means if one.both else ())):
            found[fold(word)].append(f"{meaning_of(one)} : {one.state.label}")
    return found


def meaning_of(one: TeamSynonym) -> str:
    """A synonym in one line: "dev → développeur", "IA ↔ intelligence artificielle"."""
    return f"{', '.join(one.words)} {_sign(one)} {', '.join(one.means)}"


def _sign(one: TeamSynonym) -> str:
    return "↔" if one.both else "→"


def _query(one: Use, month: str, synonyms: Sequence[str]) -> QueryRow:
    parts = [
        f"{wording.number(one.failed)} sans résultat" if one.failed else "",
        f"{wording.number(one.abandoned)} sans rien ouvrir" if one.abandoned else "",
    ]
    return QueryRow(
        text=one.text,
        url=links.search_for(q=one.text),
        readers=f"{wording.counted(one.readers, 'lecteur')}, dont"
        f" {wording.listed(filter(None, parts))}",
        propose=links.queries(month, one.text) if one.failed else "",
        synonyms=tuple(synonyms),
    )


def _synonym(one: TeamSynonym, month: str, running: bool) -> SynonymRow:
    return SynonymRow(
        word=", ".join(one.words),
        sign=_sign(one),
        meaning=", ".join(one.means),
        url=links.search_for(q=one.words[0]),
        state=one.state.label,
        good=one.state == SynonymState.ACCEPTED,
        told=_told(one, running),
        remove=links.synonym(one.id or 0, month),
    )


def _told(one: TeamSynonym, running: bool) -> str:
    """What became of a proposal, with the figures that decided."""
    day = wording.day(one.added_on)
    if one.state == SynonymState.WAITING:
        return f"Proposé le {day}. " + ("L’essai est en cours." if running else "L’essai attend.")
    if one.before is None or one.after is None:
        return f"Proposé le {day}."
    figures = f"{_grade(one.before)} sans lui, {_grade(one.after)} avec lui"
    return f"Proposé le {day}. Note des requêtes jugées : {figures}.{_fall(one.before, one.after)}"


def _fall(before: float, after: float) -> str:
    """What a fall of the figures means; nothing where there is none."""
    if after >= before:
        return ""
    return " Elles y perdent trop." if after < before - MAY_FALL else " Elles y perdent à peine."


def _grade(mean: float) -> str:
    return f"{mean:.4f}".replace(".", ",")
