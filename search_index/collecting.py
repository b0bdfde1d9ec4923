"""Texts taken in, one document after the other, and the postings that they make."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search_index.fields import NAME_FIELDS, SHORT_FIELDS
from search_index.french import LINE_GAP, Normal, pair, parts_of, stem, tokens
from search_index.postings import (
    FIELD_BITS,
    FIELDS,
    LAST_POSITION,
    NOWHERE,
    POSITION_BITS,
    Ints,
    Longs,
    Postings,
    compiled,
    hashed,
    named,
    weighed,
)

SHARED_FIELDS = ("trade", "certification", "words", "provider", "place")
SHARED_TEXTS = 100_000
"""Fields whose texts many trainings share, and how many of these texts are kept while building."""


class Numbers:
    """The numbers of terms, in the order in which they are met."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}
        self.terms: list[str] = []
        self._pairs: dict[tuple[int, int], int] = {}

    def term(self, text: str) -> int:
        """The number of a term, new if need be."""
        number = self.of.setdefault(text, len(self.of))
        if number == len(self.terms):
            self.terms.append(text)
        return number

    def pair(self, first: int, second: int) -> int:
        """The number of two neighbours as one term."""
        known = self._pairs.get((first, second))
        if known is None:
            text = pair(self.terms[first], self.terms[second])
            known = self._pairs[first, second] = self.term(text)
        return known


Forms = tuple[int, tuple[int, ...]]
"""The number of a compound in one piece, and those of its parts."""


class Reader:
    """The terms of words, in one normal form, each worked out when it is first met."""

    def __init__(self, numbers: Numbers, normal: Normal) -> None:
        self._numbers = numbers
        self._normal = normal
        self.plain: dict[str, int] = {}
        self.compound: dict[str, Forms] = {}

    def line(self, found: Sequence[str]) -> tuple[list[int], list[int]]:
        """The terms of a line's words and their places in it."""
        numbers = [*map(self.plain.get, found)]
        if None not in numbers:
            return numbers, [*range(len(numbers))]  # type: ignore[return-value]
        terms: list[int] = []
        places: list[int] = []
        at = 0
        for number, token in zip(numbers, found, strict=True):
            joined, parts = (-1, (number,)) if number is not None else self._forms(token)
            if joined >= 0:
                terms.append(joined)
                places.append(at)
            terms += parts
            places += range(at, at + len(parts))
            at += len(parts)
        return terms, places

    def _forms(self, token: str) -> Forms:
        """The terms of a folded word: -1 stands for a compound in the place of a plain word's."""
        known = self.compound.get(token)
        if known is not None:
            return known
        term, normal, parts = self._numbers.term, self._normal, parts_of(token)
        if len(parts) == 1:
            number = self.plain[token] = term(normal(parts[0]))
            return -1, (number,)
        joined = term(normal("".join(parts)))
        found = self.compound[token] = joined, tuple(term(normal(part)) for part in parts)
        return found


class Collector:
    """Takes the texts of documents in, one after the other, and gives their postings.

    It says of each text what `french.terms` says, only quicker for many.
    """

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._stems = Reader(self._numbers, stem)
        self._names = Reader(self._numbers, named)
        self._terms: list[NDArray[np.int32]] = []
        self._places: list[Longs] = []
        self._lengths: list[list[int]] = []
        self._shared = lru_cache(maxsize=SHARED_TEXTS)(self._read)

    @property
    def tokens(self) -> set[str]:
        """Every folded word met, compounds whole."""
        readers = (self._stems, self._names)
        return {token for one in readers for token in (*one.plain, *one.compound)}

    def add(self, texts: Mapping[str, str]) -> None:
        """The next document; unknown fields are absent."""
        first = len(self._lengths) << FIELD_BITS
        lengths = [0] * len(FIELDS)
        for field, name in enumerate(FIELDS):
            if text := texts.get(name):
                read = self._shared if name in SHARED_FIELDS else self._read
                numbers, places = read(text, name)
                self._terms.append(numbers)
                self._places.append(places + ((first | field) << POSITION_BITS))
                lengths[field] = len(numbers)
        self._lengths.append(lengths)

    def _read(self, text: str, field: str) -> tuple[Ints, Longs]:
        """The terms of a field's text and their positions in it."""
        reader = self._names if field in NAME_FIELDS else self._stems
        numbers: list[int] = []
        places: list[int] = []
        at = -LINE_GAP
        for line in text.splitlines():
            at += LINE_GAP
            terms, own = reader.line(tokens(line))
            numbers += terms
            places += [at + one for one in own]
            if own and field in SHORT_FIELDS:
                self._add_pairs(terms, own, at, numbers, places)
            at += own[-1] + 1 if own else 0
        if at > LAST_POSITION:
            places = [min(place, LAST_POSITION) for place in places]
        return np.array(numbers, dtype=np.int32), np.array(places, dtype=np.int64)

    def _add_pairs(
        self, terms: list[int], own: list[int], at: int, numbers: list[int], places: list[int]
    ) -> None:
        """The neighbours of a line; of a compound in one piece its parts are the neighbours."""
        alone = [
            one for one, now, then in zip(terms, own, [*own[1:], -1], strict=True) if now != then
        ]
        for place, (first, second) in enumerate(pairwise(alone)):
            numbers.append(self._numbers.pair(first, second))
            places.append(at + place)

    def postings(self) -> tuple[Postings, tuple[str, ...]]:
        """All that was taken in, not weighed yet, and the terms in the order of their lists."""
        terms = self._numbers.terms
        hashes = np.array([hashed(term) for term in terms], dtype=np.uint64)
        order = np.argsort(hashes)
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        numbers = np.concatenate([*self._terms, np.empty(0, np.int32)])
        places = np.concatenate([*self._places, NOWHERE])
        lengths = np.array(self._lengths, dtype=np.int32).reshape(-1, len(FIELDS))
        found = compiled(hashes[order], rank[numbers], places, lengths)
        return found, tuple(terms[at] for at in order.tolist())


def collected(texts: Iterable[Mapping[str, str]]) -> Postings:
    """The postings of these documents, numbered from 0."""
    collector = Collector()
    for one in texts:
        collector.add(one)
    return weighed(collector.postings()[0])
