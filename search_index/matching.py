"""Which documents answer the words, with what score: over the posting lists alone."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from search_index import pruning
from search_index.clauses import Group, Term, Words, pairs
from search_index.fields import NAME_FIELDS
from search_index.french import pair, stem
from search_index.lexicon import StandIn
from search_index.patches import Patched
from search_index.postings import (
    FIELD,
    FIELDS,
    NOTHING,
    NOWHERE,
    POSITION_BITS,
    Bytes,
    Ints,
    Lists,
    Longs,
    Postings,
    Singles,
    named,
)

NEARNESS = 2.0
"""Two words that stand side by side in a short field add the weight of the pair, so many times."""

LOOSE = 0.5
"""Of a turn of phrase that is known, its single words count so much where nothing says it whole:
"réparer des ordinateurs" is not every text with a computer in it."""

OPTIONAL = 0.5
"""What a word that is asked of no training counts in the share of the words, beside one that is."""

CACHED_WORDS = 8192
CACHED_PHRASES = 1024


@dataclass(frozen=True)
class Answering:
    """The documents that answer, ascending, with their scores; they hold `needed` of the terms.

    `scores` is None when nothing is wanted. `near` are those among the documents that hold none of
    the words and are there for what they mean. `every` has the score of every document of the
    index, whether or not it holds enough, where more than one list was looked at. `whole` are those
    among the documents that hold `needed` of the terms; None stands for all.
    """

    documents: NDArray[np.intp]
    scores: Singles | None
    needed: int
    near: frozenset[int] = frozenset()
    every: Singles | None = None
    whole: NDArray[np.intp] | None = None


class Matcher:
    """The posting lists of one generation, as questions."""

    def __init__(self, postings: Postings | Patched) -> None:
        self._postings = postings
        self._size = len(postings.lengths)
        self._words = lru_cache(maxsize=CACHED_WORDS)(self._read_word)
        self._phrase = lru_cache(maxsize=CACHED_PHRASES)(self._read_phrase)

    def frequency(self, word: str) -> int:
        """In how many documents a folded word stands, as a stem or as a name."""
        return max(len(lists[0]) for lists in self._words(word))

    def together(self, first: str, second: str) -> int:
        """In how many documents two folded words stand side by side in a short field."""
        return len(self._postings.list_of(pair(stem(first), stem(second)))[0])

    def holds(self, term: Term) -> bool:
        """Whether any document answers a term, by itself or through a stand-in."""
        forms = (*term.forms, *(other.words for other in term.others))
        return any(True for form in forms for _ in self.lists(form, term.field))

    def lists(self, parts: Sequence[str], field: str = "") -> Iterator[Lists]:
        """The lists of a folded word, or of a phrase of them, that are not empty."""
        found: Iterable[Lists]
        if field:
            found = (self._in_field(tuple(parts), field),)
        elif len(parts) == 1:
            found = self._words(parts[0])
        else:
            found = self._phrase(tuple(parts))
        return (one for one in found if len(one[0]))

    def _read_word(self, word: str) -> tuple[Lists, Lists]:
        return self._postings.list_of(stem(word)), self._postings.list_of(named(word))

    def _read_phrase(self, parts: tuple[str, ...]) -> tuple[Lists, Lists]:
        """A phrase is weighed as one term that stands where its first word does."""
        stems, names = [stem(part) for part in parts], [named(part) for part in parts]
        return tuple(self._postings.alone(self._standing(each)) for each in (stems, names))  # type: ignore[return-value]

    def _in_field(self, parts: tuple[str, ...], field: str) -> Lists:
        terms = [named(p) if field in NAME_FIELDS else stem(p) for p in parts]
        places = self._standing(terms)
        kept = places[(places >> POSITION_BITS) & FIELD == FIELDS.index(field)]
        return self._postings.alone(kept)

    def _standing(self, terms: Sequence[str]) -> Longs:
        """The places where the terms stand one after the other."""
        lists = [self._postings.places_of(term) - at for at, term in enumerate(terms)]
        lists.sort(key=len)
        found = lists[0]
        for other in lists[1:]:
            if not len(found) or not len(other):
                return NOWHERE
            at = np.minimum(other.searchsorted(found), len(other) - 1)
            found = found[other[at] == found]
        return found

    def match(self, asked: Words) -> Answering:
        """The documents that answer; where none has all the words needed, those with the most."""
        if not asked.groups:
            everything = np.ones(self._size, dtype=bool)
            return Answering(self._without(asked.refused, everything), None, 0)
        lists = self._lists_of_one_word(asked)
        if lists is not None:
            return Answering(*self._summed(lists), 1)
        scores = np.zeros(self._size, np.float32)
        answered = np.zeros(self._size, np.uint8)
        covered = np.zeros(self._size, np.float32)
        told = sum(self._add_group(scores, answered, covered, each) for each in asked.groups)
        for first, second in pairs(asked):
            for term in (pair(stem(first), stem(second)), pair(named(first), named(second))):
                documents, impacts, _ = self._postings.list_of(term)
                scores[documents] += np.float32(NEARNESS) * impacts
        needed = min(asked.needed, int(answered.max(initial=0))) or 1
        # Having one word more counts for more than having the others more often, a rare one most.
        if len(asked.terms) > 1:
            covered /= np.float32(told)
            scores *= covered * np.sqrt(covered)
        held = self._without(asked.refused, answered >= needed)
        return Answering(held, scores[held], needed, every=scores)

    def _lists_of_one_word(self, asked: Words) -> list[Lists] | None:
        """The lists that answer the whole question, if it is one word that nothing stands for."""
        terms = asked.terms
        if len(terms) > 1 or asked.refused or asked.groups[0].others or terms[0].others:
            return None
        return [one for form in terms[0].forms for one in self.lists(form, terms[0].field)]

    def _summed(self, lists: Sequence[Lists]) -> tuple[NDArray[np.intp], Singles]:
        """The documents of any of the lists, with their impacts added up."""
        if len(lists) < 2:
            documents, impacts, _ = (*lists, NOTHING)[0]
            return documents.astype(np.intp), impacts
        scores = np.zeros(self._size, np.float32)
        for documents, impacts, _ in lists:
            scores[documents] += impacts
        held = (scores > 0).nonzero()[0]
        return held, scores[held]

    def _without(self, refused: Sequence[Term], mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The documents of the mask that hold no refused term."""
        for term in refused:
            for form in term.forms:
                for documents, _, _ in self.lists(form, term.field):
                    mask[documents] = False
        return np.flatnonzero(mask)

    def _add_group(self, scores: Singles, answered: Bytes, covered: Singles, group: Group) -> float:
        """Add a group to the sums; gives how much its words tell."""
        if not group.others:
            return sum(self._add_term(scores, answered, covered, term) for term in group.terms)
        own, having = np.zeros(self._size, np.float32), np.zeros(self._size, np.uint8)
        share, meant = np.zeros(self._size, np.float32), np.zeros(self._size, np.bool_)
        told = sum(self._add_term(own, having, share, term) for term in group.terms)
        for documents in self._replace(own, group.others):
            meant[documents] = True
        having[meant] = sum(not term.optional for term in group.terms)
        share[meant] = told
        own[~meant] *= np.float32(LOOSE)
        scores += own
        answered += having
        covered += share
        return told

    def _add_term(self, scores: Singles, answered: Bytes, covered: Singles, term: Term) -> float:
        """Add a term to the sums; gives how much it tells."""
        found = [one for form in term.forms for one in self.lists(form, term.field)]
        if len(found) == 1 and not term.others:
            documents, impacts, _ = found[0]
            scores[documents] += impacts
            told = self._told(len(documents), term)
            covered[documents] += np.float32(told)
            answered[documents] += not term.optional
            return told
        own, having = np.zeros(self._size, np.float32), np.zeros(self._size, np.bool_)
        for documents, impacts, _ in found:
            own[documents] += impacts
            having[documents] = True
        for documents in self._replace(own, term.others):
            having[documents] = True
        # Whole columns: to look for the rows touched would take longer than to add them all.
        scores += own
        told = self._told(int(np.count_nonzero(having)), term)
        covered += np.float32(told) * having
        if not term.optional:
            answered += having
        return told

    def _told(self, documents: int, term: Term) -> float:
        """How much a word tells: the rarer, the more; one that is asked of no training, less."""
        rarity = math.log(1 + self._size / (1 + documents))
        return rarity * OPTIONAL if term.optional else rarity

    def _replace(self, own: Singles, others: Iterable[StandIn]) -> Iterator[Ints]:
        """Let stand-ins raise the scores to theirs; gives the documents that each one finds.

        A recognised trade is evidence beside the words and adds to them.
        """
        for other in sorted(others, key=lambda one: one.how == "trade"):
            for documents, impacts, _ in self.lists(other.words):
                weighed = np.float32(other.weight) * impacts
                if other.how == "trade":
                    own[documents] += weighed
                else:
                    own[documents] = np.maximum(own[documents], weighed)
                yield documents

    def top(self, words: Sequence[str], every: bool, count: int) -> tuple[Ints, Singles]:
        """The best documents that hold every one, or any, of some folded words, with their scores.

        Who wants neither a count nor facets need not look at all that match.
        """
        lists = [list(self.lists((word,))) for word in words]
        if every:
            return pruning.best_of_all(lists, count, self._size)
        return pruning.best_of_any([one for own in lists for one in own], count, self._size)
