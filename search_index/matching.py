"""From the reader's words to scored documents: what is asked, and where it is found."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.terms import Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from search_index.columns import Floats, Mask
from search_index.fields import BOOSTS
from search_index.french import stem, whole, words
from search_index.results import Reason
from search_index.schema import NAME_FIELDS

MAX_TERMS = 32
WEIGHTING = BM25F(B=0.6, K1=1.2)
"""B a little under the usual: descriptions differ in length more by habit than by content."""

ALL_UP_TO = 2
ALL_BUT_ONE_UP_TO = 4
SHARE = 0.75
"""How many of the words must match: all of two, all but one of four, then three quarters."""

AROUND = """
apprendre cherche chercher cours devenir faire formation formations former souhaite trouver veux
voudrais
"""
NOISE = frozenset(AROUND.split())
"""What people write around the word they mean; dropped when another word remains."""

NEARNESS_FIELDS = ("trade", "title", "certification", "words")
NEARNESS = 0.5
"""Two words that stand side by side in a short field add this share of that field's weight."""

PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')
CACHED_POSTINGS = 4096

Postings = tuple[NDArray[np.int32], Floats]
"""Document numbers in ascending order, and their scores."""


@dataclass(frozen=True)
class Clause:
    """One thing asked: its words folded, the forms any of which answers, and as it was written."""

    text: str
    forms: tuple[tuple[str, ...], ...]
    written: str = dataclasses.field(compare=False)


@dataclass(frozen=True)
class Words:
    """A text as understood: what is wanted, what is refused, and pairs of neighbouring words."""

    wanted: tuple[Clause, ...]
    refused: tuple[Clause, ...]

    def __bool__(self) -> bool:
        return bool(self.wanted or self.refused)

    @property
    def needed(self) -> int:
        """How many of the wanted clauses a document must answer."""
        asked = len(self.wanted)
        if asked <= ALL_UP_TO:
            return asked
        return asked - 1 if asked <= ALL_BUT_ONE_UP_TO else int(np.ceil(asked * SHARE))


def understand(text: str) -> Words:
    """Read words, "phrases" and -refused words; any other sign is only punctuation.

    >>> [clause.text for clause in understand('formation "site web" -php').wanted]
    ['site web']
    """
    wanted: dict[Clause, None] = {}
    refused: dict[Clause, None] = {}
    for piece in PIECE.finditer(text):
        target = refused if piece["minus"] else wanted
        target.update(dict.fromkeys(_clauses(piece)))
    meant = [clause for clause in wanted if clause.text not in NOISE] or list(wanted)
    return Words(tuple(meant[:MAX_TERMS]), tuple(list(refused)[:MAX_TERMS]))


def _clauses(piece: re.Match[str]) -> Iterator[Clause]:
    if piece["quoted"] is None:
        found = list(words(piece["plain"]))
        for word in found:
            forms = ((word.joined,), word.parts) if len(word.parts) > 1 else (word.parts,)
            yield Clause(word.text, forms, piece["plain"] if len(found) == 1 else word.text)
        return
    parts = tuple(part for word in words(piece["quoted"]) for part in word.parts)[:MAX_TERMS]
    if parts:
        yield Clause(" ".join(parts), (parts,), piece["quoted"].strip())


def _query(field: str, form: tuple[str, ...]) -> Query:
    normal: Callable[[str], str] = whole if field in NAME_FIELDS else stem
    terms = [normal(part) for part in form]
    return Term(field, terms[0]) if len(terms) == 1 else Phrase(field, terms)


class Matcher:
    """The posting lists of one generation, read from Whoosh once and then kept."""

    def __init__(self, searcher: Searcher, documents: int) -> None:
        self._searcher = searcher
        self._documents = documents
        # Whoosh's readers seek in files that all threads share.
        self._lock = Lock()
        self._kept = lru_cache(maxsize=CACHED_POSTINGS)(self._read)

    def postings(self, field: str, form: tuple[str, ...]) -> Postings:
        """The documents whose field holds the word or phrase, with BM25F scores."""
        return self._kept(field, form)

    def _read(self, field: str, form: tuple[str, ...]) -> Postings:
        with self._lock:
            found = list(_scored(self._searcher, _query(field, form)))
        return (
            np.array([number for number, _ in found], dtype=np.int32),
            np.array([score for _, score in found], dtype=np.float64),
        )

    def match(self, asked: Words) -> tuple[Mask, Floats]:
        """The documents that answer, and every document's score (0 where nothing is wanted)."""
        scores = np.zeros(self._documents)
        answered = np.zeros(self._documents, dtype=np.int16)
        for clause in asked.wanted:
            found, one = self._score(clause)
            answered += found
            scores += one
        for first, second in zip(asked.wanted, asked.wanted[1:], strict=False):
            self._add_nearness(scores, first, second)
        mask = answered >= asked.needed
        for clause in asked.refused:
            mask &= ~self._score(clause)[0]
        return mask, scores

    def _score(self, clause: Clause) -> tuple[Mask, Floats]:
        found = np.zeros(self._documents, dtype=bool)
        scores = np.zeros(self._documents)
        for form in clause.forms:
            for field, boost in BOOSTS.items():
                numbers, weights = self.postings(field, form)
                found[numbers] = True
                scores[numbers] += boost * weights
        return found, scores

    def _add_nearness(self, scores: Floats, first: Clause, second: Clause) -> None:
        pair = (*first.forms[-1], *second.forms[-1])
        for field in NEARNESS_FIELDS:
            numbers, weights = self.postings(field, pair)
            scores[numbers] += NEARNESS * BOOSTS[field] * weights

    def reasons(self, asked: Words, document: int) -> tuple[Reason, ...]:
        """The fields in which the wanted words stand, the weightiest field first."""
        return tuple(
            Reason(field, found)
            for field in BOOSTS
            if (found := tuple(self._standing(asked.wanted, field, document)))
        )

    def _standing(self, wanted: Iterable[Clause], field: str, document: int) -> Iterator[str]:
        for clause in wanted:
            if any(_holds(self.postings(field, form)[0], document) for form in clause.forms):
                yield clause.written


def _holds(numbers: NDArray[np.int32], document: int) -> bool:
    at = int(np.searchsorted(numbers, document))
    return at < len(numbers) and int(numbers[at]) == document


def _scored(searcher: Any, query: Query) -> Iterator[tuple[int, float]]:
    """Each matching document's number and score, in ascending order of the numbers."""
    context = searcher.context()
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, context)
        while matcher.is_active():
            yield offset + matcher.id(), float(matcher.score())
            matcher.next()
