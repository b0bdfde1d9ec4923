"""The posting lists of a generation as NumPy arrays, mapped into memory and so shared.

Each place where a term stands is one number, document << 19 | field << 16 | position, ascending
within a term. From the places come the postings: for each term its documents with their impact,
which is the sum over fields of boost x BM25 (Robertson and Zaragoza 2009, as Whoosh's BM25F with
its one-byte field lengths computes it).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix
from whoosh.util.numeric import byte_to_length, length_to_byte

from search_index.fields import BOOSTS, NAME_FIELDS, SHORT_FIELDS
from search_index.french import LINE_GAP, Normal, pair, parts_of, stem, tokens, whole

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Singles = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Lists = tuple[Ints, Singles, Bytes]
"""Document numbers in ascending order, their impacts, their fields as bits."""

FIELDS = tuple(BOOSTS)
B = 0.6
K1 = 1.2
"""B a little under the usual: descriptions differ in length more by habit than by content."""

FIELD_BITS = 3
POSITION_BITS = 16
DOCUMENT_SHIFT = FIELD_BITS + POSITION_BITS
FIELD = (1 << FIELD_BITS) - 1
LAST_POSITION = (1 << POSITION_BITS) - 1
NAME_MARK = "="
"""Before the terms of names, which are whole words and no stems."""

SHARED_FIELDS = ("trade", "certification", "words", "provider", "place")
SHARED_TEXTS = 100_000
"""Fields whose texts many trainings share, and how many of these texts are kept while building."""

CHUNK = 8_000_000
"""Places weighed at a time, which bounds the memory that a build needs."""

SAVED_AS = "postings"
ARRAYS = ("hashes", "starts", "places", "lengths", "at", "documents", "impacts", "fields")


@dataclass(frozen=True)
class Postings:
    """The lists of all terms, by the rank of the term's hash.

    `places[starts[t]:starts[t + 1]]` are the places of term t, `documents`, `impacts` and `fields`
    (one bit a field) at `at[t]:at[t + 1]` its postings; `lengths[d, f]` counts terms.
    """

    hashes: NDArray[np.uint64]
    starts: Longs
    places: Longs
    lengths: Ints
    at: Longs
    documents: Ints
    impacts: Singles
    fields: Bytes

    @cached_property
    def averages(self) -> NDArray[np.float64]:
        """How many terms each field has on average; 1 where no document has the field."""
        means = self.lengths.sum(axis=0) / max(1, len(self.lengths))
        return np.where(means > 0, means, 1.0)

    def number(self, term: str) -> int | None:
        """The rank of a term, None when no training holds it."""
        wanted = _hash(term)
        rank = int(self.hashes.searchsorted(np.uint64(wanted)))
        return rank if rank < len(self.hashes) and int(self.hashes[rank]) == wanted else None

    def list_of(self, term: str) -> Lists:
        """The documents of a term in ascending order, their impacts and fields."""
        rank = self.number(term)
        if rank is None:
            return NOTHING
        own = slice(int(self.at[rank]), int(self.at[rank + 1]))
        return self.documents[own], self.impacts[own], self.fields[own]

    def places_of(self, term: str) -> Longs:
        """Every place of a term, ascending."""
        rank = self.number(term)
        if rank is None:
            return NOWHERE
        return self.places[int(self.starts[rank]) : int(self.starts[rank + 1])]

    def alone(self, places: Longs) -> Lists:
        """The documents, impacts and fields of a term that stands at these ascending places."""
        if not len(places):
            return NOTHING
        one = replace(self, places=places)
        return _weigh(one, np.array([0, len(places)]), self)[1:]

    def frequencies(self, hashes: NDArray[np.uint64]) -> Longs:
        """In how many documents each term stands, a column a field; 0 for an unknown term."""
        found = np.zeros((len(hashes), len(FIELDS)), dtype=np.int64)
        ranks = np.minimum(self.hashes.searchsorted(hashes), max(0, len(self.hashes) - 1))
        for row in np.flatnonzero(self.hashes[ranks] == hashes) if len(self.hashes) else ():
            places = self.places[self.starts[ranks[row]] : self.starts[ranks[row] + 1]]
            slots = places >> POSITION_BITS
            once = slots[np.concatenate(([True], slots[1:] != slots[:-1]))]
            found[row] = np.bincount(once & FIELD, minlength=len(FIELDS))
        return found

    def save(self, folder: Path, name: str = SAVED_AS) -> None:
        """Write each array as a .npy file of an existing folder."""
        for array in ARRAYS:
            np.save(folder / f"{name}.{array}.npy", getattr(self, array))

    @classmethod
    def load(cls, folder: Path, name: str = SAVED_AS) -> Self:
        """The postings of that name in a folder, mapped."""
        return cls(**{array: mapped(folder / f"{name}.{array}.npy") for array in ARRAYS})


NOTHING = (np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.uint8))
NOWHERE = np.empty(0, np.int64)


def mapped(path: Path) -> NDArray[Any]:
    """An array file as a view of the mapped file; an empty one is read, for it cannot be mapped."""
    # The plain view of a mapping: np.memmap itself slows each small operation down.
    try:
        return np.asarray(np.load(path, mmap_mode="r"))
    except ValueError:
        return np.asarray(np.load(path))


def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def key(field: str, word: str) -> str:
    """The term under which a folded word is kept in a field."""
    return named(word) if field in NAME_FIELDS else stem(word)


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
        hashes = np.array([_hash(term) for term in terms], dtype=np.uint64)
        order = np.argsort(hashes)
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        numbers = np.concatenate([*self._terms, np.empty(0, np.int32)])
        places = np.concatenate([*self._places, NOWHERE])
        lengths = np.array(self._lengths, dtype=np.int32).reshape(-1, len(FIELDS))
        found = compiled(hashes[order], rank[numbers], places, lengths)
        return found, tuple(terms[at] for at in order.tolist())


def named(word: str) -> str:
    """The term of a word as part of a name."""
    return NAME_MARK + whole(word)


def compiled(
    hashes: NDArray[np.uint64],
    numbers: Ints,
    places: Longs,
    lengths: Ints,
    mixed: Iterable[int] = (),
) -> Postings:
    """The places in the order of their terms, not weighed yet; `numbers` are ranks of terms.

    The places of a term must ascend as they are given, but for the terms `mixed`.
    """
    # From one column to rows is a counting sort, and a stable one.
    whole_column = np.array([0, len(places)])
    rows = csc_matrix((places, numbers, whole_column), shape=(len(hashes), 1)).tocsr()
    starts, ordered = rows.indptr.astype(np.int64), rows.data
    for term in mixed:
        ordered[starts[term] : starts[term + 1]].sort()
    return Postings(hashes, starts, ordered, lengths, starts, *NOTHING)


def weighed(postings: Postings, against: Postings | None = None) -> Postings:
    """The same places with their documents, impacts and fields worked out anew.

    How telling a term is and how long a field is are set against other postings where given; a
    term that these do not hold is set against its own.
    """
    pieces = [
        _weigh(
            postings,
            postings.starts[first : last + 1],
            against or postings,
            against.frequencies(postings.hashes[first:last]) if against else None,
        )
        for first, last in _chunks(postings.starts)
    ]
    counts = np.concatenate([piece[0] for piece in pieces] or [NOWHERE])
    return replace(
        postings,
        at=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        documents=np.concatenate([piece[1] for piece in pieces] or [NOTHING[0]]),
        impacts=np.concatenate([piece[2] for piece in pieces] or [NOTHING[1]]),
        fields=np.concatenate([piece[3] for piece in pieces] or [NOTHING[2]]),
    )


def _chunks(starts: Longs) -> Iterable[tuple[int, int]]:
    """Ranges of terms with about CHUNK places each."""
    first = 0
    while first < len(starts) - 1:
        last = int(np.searchsorted(starts, starts[first] + CHUNK, side="right")) - 1
        last = max(last, first + 1)
        yield first, last
        first = last


ROUNDED = np.array([byte_to_length(length_to_byte(length)) for length in range(106_375)], np.int32)


def about(lengths: Ints) -> Ints:
    """Lengths as Whoosh keeps them, each in one byte."""
    return ROUNDED[np.minimum(lengths, len(ROUNDED) - 1)]


def _weigh(
    postings: Postings, starts: Longs, against: Postings, known: Longs | None = None
) -> tuple[Longs, Ints, Singles, Bytes]:
    """The postings of some neighbouring terms, with how many each has; `starts` are those of their
    places. BM25 sets a term's frequency against the length of the field."""
    terms = len(starts) - 1
    slots = postings.places[starts[0] : starts[-1]] >> POSITION_BITS
    owners = np.repeat(np.arange(terms, dtype=np.int32), np.diff(starts))
    begins = _begins(slots, owners)
    slots, owners, found = slots[begins], owners[begins], _runs(begins, len(owners))
    field = slots & FIELD
    entries = owners.astype(np.int64) * len(FIELDS) + field
    frequency = np.bincount(entries, minlength=terms * len(FIELDS))
    if known is not None:
        frequency = np.maximum(frequency, known.ravel())
    weights = idf(len(against.lengths), frequency)[entries] * BOOST[field]
    lengths = about(postings.lengths.ravel()[slots])
    weights *= found * (K1 + 1) / (found + K1 * (1 - B + B * lengths / against.averages[field]))
    documents = (slots >> FIELD_BITS).astype(np.int32)
    begins = _begins(documents, owners)
    if not len(begins):
        return np.zeros(terms, np.int64), *NOTHING
    return (
        np.bincount(owners[begins], minlength=terms),
        documents[begins],
        np.add.reduceat(weights, begins).astype(np.float32),
        np.bitwise_or.reduceat((1 << field).astype(np.uint8), begins),
    )


BOOST = np.array(list(BOOSTS.values()))


def _begins(values: NDArray[Any], owners: Ints) -> Longs:
    """Where a new value or a new owner begins."""
    new = np.ones(len(values), dtype=bool)
    new[1:] = (values[1:] != values[:-1]) | (owners[1:] != owners[:-1])
    return np.flatnonzero(new)


def _runs(begins: Longs, total: int) -> Longs:
    return np.diff(begins, append=total)


def idf(documents: int, frequency: NDArray[Any]) -> NDArray[np.float64]:
    """How telling a term is, after Whoosh: 1 + log(documents / (frequency + 1))."""
    return np.log(documents / (frequency + 1)) + 1


def owners_of(postings: Postings, hashes: NDArray[np.uint64]) -> Ints:
    """For each place the rank of its term among `hashes`."""
    ranks = np.searchsorted(hashes, postings.hashes).astype(np.int32)
    return np.repeat(ranks, np.diff(postings.starts))


def joined(parts: Sequence[Postings]) -> Postings:
    """The documents of all parts one after the other, not weighed yet."""
    hashes = np.unique(np.concatenate([one.hashes for one in parts]))
    firsts = np.cumsum([0, *(len(one.lengths) for one in parts)])
    places = [
        one.places + (first << DOCUMENT_SHIFT)
        for one, first in zip(parts, firsts.tolist(), strict=False)
    ]
    return compiled(
        hashes,
        np.concatenate([owners_of(one, hashes) for one in parts]),
        np.concatenate(places),
        np.concatenate([one.lengths for one in parts]),
    )


def collected(texts: Iterable[Mapping[str, str]]) -> Postings:
    """The postings of these documents, numbered from 0."""
    collector = Collector()
    for one in texts:
        collector.add(one)
    return weighed(collector.postings()[0])


def field_mask(names: Sequence[str]) -> int:
    """The bits of some fields."""
    return sum(1 << FIELDS.index(name) for name in names)
