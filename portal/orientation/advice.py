"""Suggestions in words: what page, API and command all show of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from data import catalogue, reference
from data.models import Formation
from data.vocabulary import LabelStatus
from portal import wording
from portal.orientation.changes import Change, change_of, kept_away, told
from portal.orientation.sentences import LABELS, Case, clause, sentence
from search_index.recommend.profile import Profile
from search_index.recommend.suggest import recommend
from search_index.recommend.suggestions import UNKNOWN, Suggestion, Suggestions
from search_index.search import Index

MOST_CLAUSES = 5
"""Clauses of one sentence; all criteria stand in the detail of the score."""

FACTS = frozenset(LABELS) - {"words", "taste"}
"""The criteria about a fact of the training, which its provider may not have given."""

MOST_TRADES = 3


@dataclass(frozen=True)
class Reason:
    """One criterion of a suggestion in words, with what it gives of the score and at most."""

    criterion: str
    label: str
    verdict: str
    text: str
    contribution: float
    most: float


@dataclass(frozen=True)
class Advised:
    """One training suggested; the contributions of its reasons add up to its score (0 to 1)."""

    formation: Formation
    score: float
    distance_km: float | None
    reasons: tuple[Reason, ...]
    caveats: tuple[str, ...]

    def told(self, verdict: str) -> str:
        """The criteria with this verdict as one sentence, the weightiest first, the rest let go."""
        kept = (one for one in self.reasons if one.verdict == verdict)
        clauses = [one.text for one in kept if verdict != UNKNOWN or one.criterion in FACTS]
        return sentence(clauses[:MOST_CLAUSES])


@dataclass(frozen=True)
class Way:
    """A change of answers, what it gains and its sentence."""

    change: Change
    gain: int
    text: str


@dataclass(frozen=True)
class Judged:
    """A training of which the person wants more, or less."""

    formation_id: str
    title: str


@dataclass(frozen=True)
class Advice:
    """All that is said to a person; `trades` are the first that their words were taken for."""

    found: Suggestions
    suggested: tuple[Advised, ...]
    ways: tuple[Way, ...]
    barred: tuple[str, ...]
    trades: tuple[str, ...]
    more: tuple[Judged, ...]
    less: tuple[Judged, ...]


def advise(index: Index, session: Session, profile: Profile, today: date) -> Advice:
    """Recommend for a profile, as of `today`; NoIndex before the first index."""
    found = recommend(index, profile, today)
    by_id = _formations(session, found)
    return Advice(
        found=found,
        suggested=tuple(
            _advised(found, one, by_id[one.formation_id], today)
            for one in found.suggestions
            if one.formation_id in by_id
        ),
        ways=tuple(_ways(found, by_id)),
        barred=tuple(kept_away(one) for one in found.barred),
        trades=tuple(reference.trades()[code].label for code in found.understood[:MOST_TRADES]),
        more=_judged(profile.more, by_id),
        less=_judged(profile.less, by_id),
    )


def _formations(session: Session, found: Suggestions) -> Mapping[str, Formation]:
    """Every training that is named, in one read."""
    suggested = (one.formation_id for one in found.suggestions)
    gained = (one.formation_id for one in found.hints)
    wanted = dict.fromkeys((*suggested, *gained, *found.profile.more, *found.profile.less))
    return {one.id: one for one in catalogue.formations_by_ids(session, wanted)}


def _advised(found: Suggestions, one: Suggestion, formation: Formation, today: date) -> Advised:
    case = Case(formation, found.profile, today, found.place, one.distance_km, found.understood)
    return Advised(
        formation=formation,
        score=one.score,
        distance_km=one.distance_km,
        reasons=tuple(
            Reason(
                reason.criterion,
                LABELS[reason.criterion],
                reason.verdict,
                clause(reason.criterion, replace(case, verdict=reason.verdict)),
                reason.contribution,
                reason.most,
            )
            for reason in one.reasons
        ),
        caveats=tuple(_caveats(formation, today)),
    )


def _caveats(formation: Formation, today: date) -> Iterator[str]:
    """What to know before choosing, whatever was asked."""
    label = formation.label
    if label is not None and label.status != LabelStatus.ACTIVE:
        yield f"{label.status.label} : demandez à l’organisme si la formation continue"
    if not wording.upcoming(formation.sessions, today):
        yield f"{wording.next_start(formation, today)} : demandez la date à l’organisme"
    if formation.cost_eur is None:
        yield f"{wording.cost(None)} : demandez le prix à l’organisme"


def _ways(found: Suggestions, by_id: Mapping[str, Formation]) -> Iterator[Way]:
    for hint in found.hints:
        if hint.formation_id in by_id:
            title = by_id[hint.formation_id].title
            text = told(found.profile, hint.profile, hint.field, hint.gain, title)
            yield Way(change_of(found.given, hint.profile), hint.gain, text)


def _judged(ids: Iterable[str], by_id: Mapping[str, Formation]) -> tuple[Judged, ...]:
    return tuple(Judged(one, by_id[one].title) for one in ids if one in by_id)
