"""One question answered: what it was understood as, and the documents that pass."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, partial

import numpy as np

from search_index import clauses, places
from search_index.blending import blended
from search_index.clauses import Words
from search_index.columns import Columns
from search_index.facet_columns import Documents, Mask
from search_index.filters import Criteria, Filters, Somewhere, distances_km, filters
from search_index.kin import kin, stood_for, with_kin
from search_index.lexicon import Lexicon
from search_index.loosening import few, loosened
from search_index.matching import Answering, Matcher
from search_index.meaning import Meaning, Sense
from search_index.postings import Singles
from search_index.query import SearchQuery
from search_index.scope import NO_SCOPE
from search_index.spelling import Speller
from search_index.understand import Intent, read

TEXTS_KEPT = 1024


@dataclass(frozen=True)
class Engine:
    """What one generation answers with."""

    columns: Columns
    matcher: Matcher
    lexicon: Lexicon
    speller: Speller
    meaning: Meaning

    @cached_property
    def understood(self) -> Callable[[str, bool, date], "Understood"]:
        """What a text means on a day, word for word or not; kept, for many ask the same."""
        return lru_cache(maxsize=TEXTS_KEPT)(partial(_understood, self))


@dataclass(frozen=True)
class Understood:
    """A text as understood, whatever else is chosen beside it.

    `dropped` are intents that gave way because with them nothing at all was left; `neighbours` are
    words for trades that no training prepares for, for which neighbouring trades stand. A `plain`
    text may be gone on with beyond its words. Where few trainings meet the intents these are
    `loose`: they order the list and shut nothing out.
    """

    words: Words
    intents: tuple[Intent, ...]
    dropped: tuple[Intent, ...] = ()
    sense: Sense | None = None
    plain: bool = False
    neighbours: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True)
class Answer:
    """A query answered: `asked` as the reader gave it, `query` with the intents' criteria in."""

    asked: SearchQuery
    query: SearchQuery
    meant: Understood
    found: Answering | None
    where: Somewhere | None
    kept: Filters

    @property
    def passing(self) -> Documents | None:
        """The documents that answer and pass every criterion; None stands for all."""
        return self.kept.passing

    @cached_property
    def scores(self) -> Singles | None:
        """The scores of those that pass; None without words."""
        scores = self.found.scores if self.found else None
        places = self.kept.places
        return scores if scores is None or places is None else scores.take(places, mode="clip")

    def whole(self, documents: Documents) -> Mask:
        """Which documents of those found answer the words: as many as are asked of each."""
        found = self.found
        if found is not None and found.needed < self.meant.words.needed:
            return np.zeros(len(documents), dtype=bool)
        if found is None or found.whole is None:
            return np.ones(len(documents), dtype=bool)
        return np.isin(documents, found.whole)

    @cached_property
    def complete(self) -> int | None:
        """How many that pass meet loose criteria too and hold all the words; None without these."""
        if not self.meant.loose or self.passing is None:
            return None
        return int(np.count_nonzero(self.whole(self.passing)))

    def total(self, columns: Columns) -> int:
        """How many documents pass."""
        return len(columns) if self.passing is None else len(self.passing)

    def meeting(self, columns: Columns) -> int:
        """How many pass and meet loose criteria too."""
        return self.total(columns) if self.complete is None else self.complete


def answer(
    engine: Engine, asked: SearchQuery, today: date, scope: SearchQuery = NO_SCOPE
) -> Answer:
    """Answer a query inside a scope; raises BadQuery for an unknown place.

    Where nothing is known at a place, what tells none is answered. That is decided by words and
    place alone, so that a facet's count stays the length of its list.
    """
    found = strictly(engine, asked, today, scope)
    if found.where is None or found.query.place_unknown or found.total(engine.columns):
        return found
    plain = SearchQuery(q=asked.q, near=asked.near, radius_km=asked.radius_km)
    if _answer(engine, plain, found.meant, scope).total(engine.columns):
        return found
    placeless = _answer(engine, asked.with_unknown_places(), found.meant, scope)
    return replace(placeless, asked=asked, query=replace(placeless.query, page=asked.page))


def strictly(
    engine: Engine, asked: SearchQuery, today: date, scope: SearchQuery = NO_SCOPE
) -> Answer:
    """Answer a query by what is known alone."""
    return _answer(engine, asked, engine.understood(asked.q, asked.literal, today), scope)


def _understood(engine: Engine, q: str, literal: bool, today: date) -> Understood:
    """A text's meaning. It looks at nothing else, so that a filter never changes what is meant."""
    if literal:
        return Understood(clauses.spelt_out(clauses.understand(q), engine.speller), ())
    intents = read(q, today).intents
    words = clauses.meant_alone(clauses.understand(without_words(q, intents)))
    widened = clauses.widened(words, engine.lexicon, engine.speller)
    near = partial(kin, frequency=engine.matcher.frequency, nearness=engine.meaning.nearness)
    widened = with_kin(widened, engine.matcher.holds, near)
    plain = clauses.open_to_meaning(words)
    sense = engine.meaning.sense(clauses.spoken(widened)) if plain else None
    neighbours = tuple(stood_for(widened))
    meant = Understood(widened, intents, (), sense or None, plain, neighbours)
    return _settled(engine, q, meant)


def _settled(engine: Engine, q: str, meant: Understood) -> Understood:
    """The same as the catalogue allows it.

    Its criteria, the place excepted, go where with them nothing at all is left; those that stay are
    loose where few trainings meet them.
    """
    if not meant.intents:
        return meant
    alone = _alone(engine, q, meant)
    yielding = tuple(one for one in meant.intents if one.parameter not in places.PARAMETERS)
    if yielding and not alone.total(engine.columns):
        staying = tuple(one for one in meant.intents if one not in yielding)
        fewer = replace(meant, intents=staying, dropped=yielding)
        without = _alone(engine, q, fewer)
        if without.total(engine.columns):
            meant, alone = fewer, without
    if not meant.intents or alone.found is None:
        return meant
    return replace(meant, loose=few(alone.found, alone.kept))


def _alone(engine: Engine, q: str, meant: Understood) -> Answer:
    """What a text finds by itself."""
    return _answer(engine, SearchQuery(q=q), meant)


def _answer(
    engine: Engine, asked: SearchQuery, meant: Understood, scope: SearchQuery = NO_SCOPE
) -> Answer:
    query = _with(asked, meant.intents)
    where = _where(engine.columns, query)
    criteria = Criteria(query, where)
    found = _found(engine, meant)
    documents = found.documents if found else None
    if found is not None and meant.loose:
        strict = filters(engine.columns, documents, criteria, None)
        found = loosened(found, strict, engine.columns, where)
        criteria = Criteria(asked, _where(engine.columns, asked))
    around = None if scope is NO_SCOPE else Criteria(scope, _where(engine.columns, scope))
    kept = filters(engine.columns, documents, criteria, around)
    return Answer(asked, query, meant, found, where, kept)


def _found(engine: Engine, meant: Understood) -> Answering | None:
    """What the words find, and what is near them in meaning; None without words."""
    found = engine.matcher.match(meant.words) if meant.words else None
    if found is not None and meant.plain:
        return blended(found, meant.words.needed, meant.sense, engine.meaning)
    return found


def _with(asked: SearchQuery, intents: Iterable[Intent]) -> SearchQuery:
    """The query with the criteria of the intents, where the reader has not chosen otherwise."""
    chosen = {name for name, _ in asked.to_params()} if intents else set()
    pairs = [
        pair
        for one in intents
        if not chosen & {name for name, _ in one.changes}
        for pair in one.changes
    ]
    if not pairs:
        return asked
    meant = SearchQuery.from_params(pairs)
    return replace(asked, **{name: getattr(meant, name) for name, _ in pairs})


def without_words(q: str, intents: Iterable[Intent]) -> str:
    """The text without the words of these intents."""
    left, at = [], 0
    for one in sorted(intents, key=lambda intent: intent.start):
        left.append(q[at : one.start])
        at = one.end
    return " ".join(" ".join((*left, q[at:])).split())


def _where(columns: Columns, query: SearchQuery) -> Somewhere | None:
    if not query.near:
        return None
    place = places.find(query.near, query.radius_km)
    return Somewhere(place, distances_km(columns, place))
