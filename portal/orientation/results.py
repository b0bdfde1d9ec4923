"""Everything that the page of suggestions shows, for the person and for their advisor."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose

from data.learner_aid import learner_aid
from portal import links, wording
from portal.cards import Card, card, label_line
from portal.orientation.advice import Advice, Advised, Reason
from portal.orientation.answers import Answers, answers_of
from portal.orientation.questions import SCREENS, Ask
from portal.orientation.sentences import LABELS, sentence
from portal.search.highlight import Piece
from search_index.query import SearchQuery
from search_index.recommend.profile import Profile
from search_index.recommend.suggestions import AGAINST, MET, NEAR, UNKNOWN


@dataclass(frozen=True)
class Share:
    """One criterion's part of the score, in points of 100, as text and as a bar."""

    label: str
    text: str
    points: int
    most: int
    said: str


@dataclass(frozen=True)
class SuggestionView:
    """A training suggested: its card, why it fits, what nearly fits, does not, is unknown.

    `card`, `heading`, `excerpt` and `why` are what the card of the search shows.
    """

    card: Card
    heading: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    why: str
    nearly: str
    against: str
    unknown: str
    caveats: tuple[str, ...]
    score: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class WayView:
    """A change of answers to try, with what the form sends to make it."""

    text: str
    change: str


@dataclass(frozen=True)
class JudgedView:
    """A training of which more, or less, is wanted, to be taken back."""

    id: str
    text: str
    undo: str


@dataclass(frozen=True)
class Given:
    """One answer given: its question, the answer in words, where to change it."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class ResultsPage:
    """The suggestions, what was understood, what else could be tried, what is kept away."""

    title: str
    heading: str
    standing: str
    empty: bool
    understood: str
    lost: bool
    where: str
    suggested: tuple[SuggestionView, ...]
    ways: tuple[WayView, ...]
    barred: tuple[str, ...]
    aid: str
    judged: tuple[JudgedView, ...]
    search: str
    given: tuple[Given, ...]
    share: str
    ends: str


def _aid(advice: Advice) -> str:
    """Who can have the learners' aid in the trainings with the label; nothing where none has it."""
    profile = advice.found.profile
    labelled = any(label_line(one.formation) for one in advice.suggested)
    told = learner_aid(
        labelled=labelled,
        situation=profile.situation,
        audiences=profile.audiences,
        funding=profile.funding,
    )
    return told.text if labelled else ""


def results_page(
    advice: Advice, today: date, share: str = "", ends: date | None = None
) -> ResultsPage:
    """The page of what is said to a person; `share` is the token of the link, `ends` its day."""
    found = advice.found
    count = len(advice.suggested)
    heading = f"{wording.found(count)} pour vous"
    return ResultsPage(
        title=heading,
        heading=heading,
        standing=_standing(found.possible, count),
        empty=found.profile == Profile(),
        understood=wording.listed(wording.quoted(one) for one in advice.trades)
        if advice.trades else "",
        lost=bool(found.profile.words) and not found.words_understood,
        where=found.place.label if found.place and found.profile != found.given else "",
        suggested=tuple(_suggestion(one, today) for one in advice.suggested),
        ways=tuple(
            WayView(one.text, json.dumps(one.change, ensure_ascii=False)) for one in advice.ways
        ),
        barred=advice.barred,
        aid=_aid(advice),
        judged=tuple(_judged(advice)),
        search=links.search(as_search(found.given)),
        given=tuple(given(answers_of(found.profile))),
        share=links.shared(share) if share else "",
        ends=wording.day(ends) if ends else "",
    )  # fmt: skip


def _standing(possible: int, shown: int) -> str:
    """How the suggestions stand to all answers at once."""
    if possible >= shown:
        return f"parmi {wording.counted(possible, 'formation possible', 'formations possibles')}"
    some = "aucune ne va" if not possible else f"{possible} {'va' if possible < 2 else 'vont'}"
    return f"{some} en tout point, les autres sont les plus proches"


def _suggestion(one: Advised, today: date) -> SuggestionView:
    return SuggestionView(
        card=card(one.formation, today, one.distance_km),
        heading=(Piece(one.formation.title),),
        excerpt=(),
        why=one.told(MET),
        nearly=one.told(NEAR),
        against=one.told(AGAINST),
        unknown=one.told(UNKNOWN),
        caveats=one.caveats,
        score=f"{round(one.score * 100)} sur 100",
        shares=_shares(one),
    )


def _shares(one: Advised) -> tuple[Share, ...]:
    """The reasons in whole points that add up to the score."""
    points = whole([reason.contribution * 100 for reason in one.reasons], round(one.score * 100))
    return tuple(map(_share, one.reasons, points))


def whole(parts: Sequence[float], total: int) -> list[int]:
    """The parts rounded, by largest remainder, to add up to `total`, their sum rounded.

    >>> whole([33.4, 33.3, 33.3], 100)
    [34, 33, 33]
    """
    rounded = [int(part) for part in parts]
    by_rest = sorted(range(len(parts)), key=lambda at: rounded[at] - parts[at])
    for at in by_rest[: max(0, total - sum(rounded))]:
        rounded[at] += 1
    return rounded


def _share(reason: Reason, points: int) -> Share:
    # Rounding must not take a point from what is met in full, nor give one too many.
    full = isclose(reason.contribution, reason.most)
    most = points if full else max(points, round(reason.most * 100))
    return Share(reason.label, sentence([reason.text]), points, most, f"{points} sur {most}")


def _judged(advice: Advice) -> Iterator[JudgedView]:
    for lead, judged in (("Plus", advice.more), ("Moins", advice.less)):
        for one in judged:
            title = wording.quoted(one.title)
            text = f"{lead} comme {title}"
            yield JudgedView(one.formation_id, text, f"Annuler « {lead.lower()} comme » {title}")


def as_search(profile: Profile) -> SearchQuery:
    """A search for what the training should be, without anything of what the person is."""
    return SearchQuery(
        family=() if profile.trades else profile.families,
        trade=profile.trades,
        region=(profile.region,) if profile.region and not profile.near else (),
        modality=tuple(profile.modalities),
        certification=tuple(profile.certifications),
        funding=profile.funding,
        hours_max=profile.hours_max,
        starts_before=profile.starts_before,
        near=profile.near,
        radius_km=profile.radius_km,
    )


def given(answers: Answers) -> Iterator[Given]:
    """The answers as people read them, in the order of the screens."""
    for screen in SCREENS:
        for ask in screen.asks:
            if ask.field in answers:
                told = _told(ask, answers[ask.field])
                yield Given(ask.label, told, links.orientation(screen.name))


def _told(ask: Ask, value: object) -> str:
    names = {code: label for code, label, _ in ask.lines()}
    if ask.kind == "date":
        return wording.day(date.fromisoformat(str(value)))
    if isinstance(value, dict):
        return wording.listed(f"{LABELS[one]} : {weight:g} sur 3" for one, weight in value.items())
    if isinstance(value, list):
        return wording.listed(names.get(str(one), str(one)) for one in value)
    if isinstance(value, float):
        return names.get(f"{value:g}", wording.number(value))
    return names.get(str(value), str(value))
