"""The only door of the recommendations: what suits a profile and why, what is like a training."""

import json
import math
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from search_index import clauses
from search_index.answering import Engine
from search_index.facet_columns import Documents
from search_index.filters import distances_km
from search_index.french import words
from search_index.meaning import Meaning
from search_index.recommend.asked import Asked, Understood, understood_trades
from search_index.recommend.criteria import NAMED_FROM, question
from search_index.recommend.diversity import diverse
from search_index.recommend.hints import hints
from search_index.recommend.kinship import Kinship, kinship
from search_index.recommend.likeness import alike
from search_index.recommend.neighbours import Neighbours
from search_index.recommend.profile import Profile
from search_index.recommend.question import VERDICTS, Question
from search_index.recommend.space import Space
from search_index.recommend.suggestions import Barred, Reason, Suggestion, Suggestions
from search_index.search import Index

COUNT = 10
POOL = 6
"""So many times more trainings are looked at for real choices among the nearest."""

SIMILAR = 4


@dataclass(frozen=True)
class Model:
    """What one generation recommends with."""

    space: Space
    kinship: Kinship

    @cached_property
    def on(self) -> Callable[[int], Neighbours]:
        """The trainings as neighbours on a day, an ordinal; the last two days are kept."""
        return lru_cache(maxsize=2)(lambda day: Neighbours(self.space.on(day)))


@lru_cache(maxsize=2)
def model(folder: Path) -> Model:
    """The model of a generation's folder."""
    return Model(Space.load(folder), kinship(Meaning.load(folder)))


def recommend(
    index: Index, profile: Profile, today: date | None = None, count: int = COUNT
) -> Suggestions:
    """At most `count` trainings that suit the profile, and what else there is to know.

    Raises NoIndex before the first generation; `today` decides what is still to come.
    """
    given = profile
    asked, neighbours, version = _asked(index, given, today or date.today())
    profile = asked.profile
    asking = question(asked)
    documents, _ = neighbours.nearest(asking, POOL * count + len(profile.less), _seed(asked))
    documents = documents[~np.isin(documents, _rows(asked.space, profile.less))]
    distances = asking.distances(documents)
    chosen = documents[diverse(asked.space, documents, distances, count)]
    return Suggestions(
        given=given,
        profile=profile,
        suggestions=_suggestions(asking, chosen),
        hints=hints(asked, asking),
        barred=tuple(_barred(asking)),
        possible=int(asking.possible.sum()),
        formations=len(asked.space),
        version=version,
        understood=tuple(sorted(asked.words.trades, key=lambda one: -asked.words.trades[one])),
        words_understood=bool(asked.words) or not profile.words,
        place=profile.place,
    )


def possible(index: Index, profile: Profile, today: date | None = None) -> int:
    """How many trainings no hard condition bars and no answer stands against; NoIndex as above."""
    asked, _, _ = _asked(index, profile, today or date.today())
    return int(question(asked).possible.sum())


def similar(
    index: Index, formation_id: str, today: date | None = None, count: int = SIMILAR
) -> tuple[Suggestion, ...]:
    """The trainings most like one, none barred to everybody; nothing for an unknown id.

    Their reasons are the features of `likeness.LIKENESS`.
    """
    asked, neighbours, _ = _asked(index, Profile(), today or date.today())
    row = asked.space.rows.get(formation_id)
    if row is None:
        return ()
    asking = replace(question(asked), criteria=alike(asked.space, asked.kinship, row))
    documents, _ = neighbours.nearest(asking, POOL * count + 1, row)
    documents = documents[documents != row]
    chosen = diverse(asked.space, documents, asking.distances(documents), count)
    return _suggestions(asking, documents[chosen])


def _asked(index: Index, profile: Profile, today: date) -> tuple[Asked, Neighbours, str]:
    generation = index.generation()
    opened = model(generation.folder)
    neighbours = opened.on(today.toordinal())
    profile = _placed(generation.engine, profile, today)
    words = _understood(generation.engine, profile.words, today)
    place = profile.place
    kilometres = distances_km(opened.space.columns, place) if place else None
    asked = Asked(profile, neighbours.space, opened.kinship, words, today, kilometres)
    return asked, neighbours, f"{generation.number}-{opened.space.version}"


def _placed(engine: Engine, profile: Profile, today: date) -> Profile:
    """The answers with the place that the own words name, where no place was answered."""
    if profile.place is not None or not profile.words:
        return profile
    intents = engine.understood(profile.words, False, today).intents
    named = [value for one in intents for name, value in one.changes if name == "near"]
    return profile.but(near=named[0]) if named else profile


def _understood(engine: Engine, text: str, today: date) -> Understood:
    """What a person's own words say in the index: the trades that they name, and a direction."""
    if not text:
        return Understood(None, {})
    trades = understood_trades(_named(engine, text, today))
    sense = engine.meaning.sense(clauses.spoken(engine.understood(text, False, today).words))
    if not sense:
        return Understood(None, trades)
    for code, cosine in sense.trades:
        if cosine >= NAMED_FROM:
            trades[code] = max(cosine, trades.get(code, 0.0))
    return Understood(sense.vector, trades)


def _named(engine: Engine, text: str, today: date) -> Iterator[tuple[str, float]]:
    """The words that stand for trades in the index, for the text as searched and for its phrases.

    A sentence has more around a name than a search has, and all of a name counts: faire des sites.
    """
    searched = engine.understood(text, False, today).words
    groups = [other for group in searched.groups for other in group.others]
    others = groups + [other for term in searched.terms for other in term.others]
    parts = [part for word in words(text) for part in word.parts]
    for size in range(1, engine.lexicon.longest + 1):
        for first in range(len(parts) - size + 1):
            others += engine.lexicon.stand_ins(parts[first : first + size])
    yield from ((one.words[0], one.weight) for one in others if one.how == "trade")


def _rows(space: Space, ids: Iterable[str]) -> list[int]:
    return [space.rows[one] for one in ids if one in space.rows]


def _seed(asked: Asked) -> int:
    """A number that stays on one day, whatever is said of « plus », « moins » and who one is."""
    settled = asked.profile.but(more=(), less=(), audiences=()).model_dump(mode="json")
    # Weights named in another order are the same weights.
    told = json.dumps(settled, sort_keys=True)
    return zlib.crc32(f"{told}{asked.today}".encode())


def _barred(asking: Question) -> Iterator[Barred]:
    for one in asking.conditions:
        count = int(one.failing[asking.space.codes[one.feature]].sum())
        if count:
            yield Barred(one.name, count)


def _suggestions(asking: Question, documents: Documents) -> tuple[Suggestion, ...]:
    """The suggestions of these documents; the reasons add up to the score."""
    space = asking.space
    shares = [one.weight / asking.weight for one in asking.criteria]
    given = np.zeros((len(shares), len(documents)))
    verdicts = np.zeros((len(shares), len(documents)), dtype=np.int8)
    for at, (share, one) in enumerate(zip(shares, asking.criteria, strict=True)):
        given[at] = share * (1 - one.cost(space, documents))
        verdicts[at] = one.verdicts(documents)
    found = []
    for column, document in enumerate(documents.tolist()):
        reasons = [
            Reason(one.name, float(given[at, column]), share, VERDICTS[verdicts[at, column]])
            for at, (share, one) in enumerate(zip(shares, asking.criteria, strict=True))
        ]
        reasons.sort(key=lambda reason: -reason.contribution)
        score = math.fsum(reason.contribution for reason in reasons)
        far = (
            None if asking.kilometres is None else asking.kilometres[space.columns.point[document]]
        )
        kilometres = None if far is None or math.isnan(far) else round(float(far), 1)
        found.append(Suggestion(space.columns.id(document), score, tuple(reasons), kilometres))
    return tuple(found)
