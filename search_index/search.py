"""The only door of the search: open an index, ask it, have facets named."""

import math
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock

import numpy as np

from search_index import columns as column_files
from search_index import completion, lexicon, patches, places, spelling, storage
from search_index.answering import Answer, Engine, answer, strictly, without_words
from search_index.beyond import beyond
from search_index.completion import Completer, Group
from search_index.facet_columns import Documents, Mask
from search_index.facets import facets, label_of
from search_index.fields import FACET_PARAMETERS, FEW
from search_index.filters import Criteria, filters
from search_index.lexicon import Lexicon
from search_index.matching import Answering, Matcher
from search_index.meaning import Meaning
from search_index.postings import Singles
from search_index.query import SearchQuery
from search_index.ranking import Found, ordered, seed_of
from search_index.repair import placeless, repairs
from search_index.results import Correction, Facet, Hit, Part, Reason, SearchResults
from search_index.scope import NO_SCOPE
from search_index.spelling import Speller
from search_index.understand import Intent
from search_index.why import reasons as reasons_of

LOOK_SECONDS = 1.0
"""How often at most a reader looks whether a newer generation stands."""

ALIKE = Reason("", (), "meaning")
"""The reason of a training that speaks of the same in other words."""


@dataclass(frozen=True)
class Generation:
    """One finished state of the index, opened: it answers as long as somebody holds it."""

    number: int
    folder: Path
    engine: Engine
    completer: Completer


class Index:
    """The index of a folder, shared by all threads; it follows the newest generation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._opened: Generation | None = None
        self._looked = float("-inf")

    def generation(self) -> Generation:
        """The newest generation, looked for at most once a second; NoIndex before the first."""
        opened = self._opened
        if opened is not None and time.monotonic() - self._looked < LOOK_SECONDS:
            return opened
        with self._lock:
            self._looked = time.monotonic()
            return self._newest()

    def _newest(self) -> Generation:
        path = storage.current(self.folder)
        if path is None and self._opened is not None:
            # Two generations were published since the pointer was read: look again next time.
            return self._opened
        if path is None:
            raise storage.NoIndex(f"pas d’index dans {self.folder}")
        if self._opened is None or self._opened.number != storage.number(path):
            self._opened = _open(path)
        return self._opened


def open_index(folder: Path) -> Index:
    """The index of a folder; nothing is read before the first question."""
    return Index(folder)


def warm(index: Index) -> None:
    """Open the index, where there is one, and read communes and words before anybody asks."""
    if storage.current(index.folder) is not None:
        search(index, SearchQuery(q="devloppeur à Paris 1er"))
    places.find("75001", None)
    completion.warm()


def _open(path: Path) -> Generation:
    matcher = Matcher(patches.load(path))
    words, meaning = lexicon.load(path), Meaning.load(path)
    spoken = dict(sorted({**words.words, **spelling.load(path)}.items()))
    speller = Speller(spoken, partial(_frequency, matcher, words), matcher.together)
    engine = Engine(column_files.load(path), matcher, words, speller, meaning)
    return Generation(storage.number(path), path, engine, completion.load(path))


def _frequency(matcher: Matcher, words: Lexicon, word: str) -> int:
    """In how many trainings a word stands; one that only leads to others counts as one."""
    return matcher.frequency(word) or int(word in words.words)


def search(
    index: Index,
    query: SearchQuery,
    today: date | None = None,
    wanted: Collection[str] = FACET_PARAMETERS,
    scope: SearchQuery = NO_SCOPE,
) -> SearchResults:
    """Answer a query: a page of hits, the facets wanted, and repairs when little is found.

    Raises BadQuery for an unknown place and NoIndex before the first generation; `today` decides
    which sessions are still to come. Everything that is counted is counted inside the `scope`.
    """
    begun = time.perf_counter()
    engine = index.generation().engine
    day = today or date.today()
    found = answer(engine, query, day, scope)
    total = found.total(engine.columns)

    def count(other: SearchQuery) -> int:
        return answer(engine, other, day, scope).meeting(engine.columns)

    def known(other: SearchQuery) -> int:
        return strictly(engine, other, day, scope).total(engine.columns)

    nowhere = found.query.place_unknown and not query.place_unknown
    strict = strictly(engine, query, day, scope) if nowhere else found
    further, met = beyond(found, engine.columns), found.meeting(engine.columns)
    meant, mended = found.meant, found.meant.words.mended
    return SearchResults(
        query=query,
        total=total,
        hits=_hits(engine, found, day),
        facets=facets(engine.columns, query, found.kept, wanted),
        repairs=repairs(engine, strict, known) if strict.total(engine.columns) <= FEW else (),
        place=found.where.place if found.where else None,
        took_ms=(time.perf_counter() - begun) * 1000,
        parts=tuple(_part(query, one, met, count) for one in meant.intents),
        correction=Correction(*zip(*mended, strict=True)) if mended else None,
        literal=query.word_for_word() if mended or meant.intents or meant.dropped else None,
        lacking=_lacking(engine, found),
        placeless=placeless(found, engine.columns),
        neighbours=found.meant.neighbours,
        nowhere=nowhere and total > 0,
        further=_hits(engine, further, day) if further else (),
        complete=found.complete,
    )


def identifiers(
    index: Index, query: SearchQuery, today: date | None = None, most: int | None = None
) -> tuple[list[str], int]:
    """The ids of a search in its order, at most `most` of them, and how many it finds in all."""
    engine = index.generation().engine
    day = today or date.today()
    found = answer(engine, query, day)
    total = found.total(engine.columns)
    first = replace(found.query, page=1, page_size=max(1, total if most is None else most))
    documents, _ = _page(engine, replace(found, query=first), day)
    return engine.columns.names(documents), total


def among(
    index: Index,
    query: SearchQuery,
    ids: Iterable[str] | None,
    wanted: Collection[str],
    today: date,
) -> tuple[list[str], tuple[Facet, ...]]:
    """What a search finds among `ids` (None: all), in its order, and its facets counted there.

    So a criterion that the index does not know narrows list and counts alike. Only what meets every
    criterion is found: who is told of what is new asked for no more.
    """
    engine = index.generation().engine
    found = answer(engine, query, today)
    if ids is not None or found.meant.loose:
        held = np.ones(len(engine.columns), bool) if ids is None else engine.columns.holding(ids)
        inside = _only(found.found, held)
        asked = Criteria(found.query, found.where)
        kept = filters(engine.columns, inside.documents, asked, None)
        found = replace(found, found=inside, kept=kept)
    whole = replace(found.query, page=1, page_size=max(1, found.total(engine.columns)))
    documents, _ = _page(engine, replace(found, query=whole), today)
    return engine.columns.names(documents), facets(engine.columns, query, found.kept, wanted)


def _only(found: Answering | None, chosen: Mask) -> Answering:
    """What the words find among the chosen documents; all of these where there are no words."""
    if found is None:
        return Answering(np.flatnonzero(chosen), None, 0)
    kept = chosen[found.documents]
    scores = None if found.scores is None else found.scores[kept]
    return replace(found, documents=found.documents[kept], scores=scores)


def _page(engine: Engine, found: Answer, today: date) -> tuple[Documents, Singles | None]:
    """The documents of the page that was asked for, in its order, and their scores if any."""
    query = found.query
    documents = found.passing
    if documents is None:
        documents = np.arange(len(engine.columns))
    last = query.page * query.page_size
    scores = found.scores
    keys = Found(engine.columns, documents, scores, found.where, today, seed_of(query, today))
    first = last - query.page_size
    places = ordered(query.sort, keys, last)[first:] if first < len(documents) else documents[:0]
    return documents[places], None if scores is None else scores[places]


def _hits(engine: Engine, found: Answer, today: date) -> tuple[Hit, ...]:
    page, scores = _page(engine, found, today)
    numbers = page.tolist()
    given = [0.0] * len(numbers) if scores is None else scores.tolist()
    kilometres = found.where.kilometres if found.where else None
    far = (
        [None] * len(numbers)
        if kilometres is None
        else [_known(km) for km in kilometres[engine.columns.point[page]].tolist()]
    )
    reasons = reasons_of(engine.matcher, found.meant.words, page)
    if found.found is not None and (near := found.found.near):
        each = zip(numbers, reasons, strict=True)
        reasons = [(*own, ALIKE) if number in near else own for number, own in each]
    return tuple(
        map(Hit, engine.columns.names(page), given, reasons, far, found.whole(page).tolist())
    )


def _known(number: float) -> float | None:
    return None if math.isnan(number) else round(number, 1)


def _part(query: SearchQuery, one: Intent, met: int, count: Callable[[SearchQuery], int]) -> Part:
    """An intent as the reader sees it, with how many more would meet all that is left of it."""
    without = query.with_words(without_words(query.q, (one,)))
    written = query.q[one.start : one.end]
    return Part(one.parameter, written, one.label, count(without) - met, without)


def _lacking(engine: Engine, found: Answer) -> tuple[str, ...]:
    """The words that were let go: criteria that left nothing, and terms that nothing holds."""
    dropped = [found.asked.q[one.start : one.end] for one in found.meant.dropped]
    words, answering = found.meant.words, found.found
    if answering is None:
        return tuple(dropped)
    by_words = answering.whole is None or len(answering.whole) or not len(answering.documents)
    if answering.needed < words.needed or not by_words:
        dropped += [term.written for term in words.terms if not engine.matcher.holds(term)]
    return tuple(dropped)


def complete(index: Index, text: str, limit: int) -> tuple[Group, ...]:
    """What the reader may be about to type, at most `limit` proposals a group; NoIndex as above."""
    generation = index.generation()
    return generation.completer.complete(text, limit, generation.engine.speller)


def facet_label(index: Index, parameter: str, value: str) -> str | None:
    """The French label of one value of a facet, for chips; None when nobody knows it."""
    return label_of(index.generation().engine.columns, parameter, value)
