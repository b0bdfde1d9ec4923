"""The posting lists of a generation as NumPy arrays, mapped into memory and so shared.

Each place where a term stands is one number, document << 19 | field << 16 | position, ascending
within a term. From the places come the postings: for each term its documents with their impact,
which is the sum over fields of boost x BM25 (Robertson and Zaragoza 2009, as Whoosh's BM25F with
its one-byte field lengths computes it).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix
from whoosh.util.numeric import byte_to_length, length_to_byte

from search_index.fields import BOOSTS, NAME_FIELDS
from search_index.french import stem, whole

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
        wanted = hashed(term)
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


def hashed(term: str) -> int:
    """The number by which a term is looked up."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def key(field: str, word: str) -> str:
    """The term under which a folded word is kept in a field."""
    return named(word) if field in NAME_FIELDS else stem(word)


def named(word: str) -> str:
    """The term of a word as part of a name."""
    return NAME_MARK + whole(word)


def compiled(hashes: NDArray[np.uint64], numbers: Ints, places: Longs, lengths: Ints) -> Postings:
    """The places in the order of their terms, not weighed yet; `numbers` are ranks of terms.

    Those of a term stay in the order in which they are given.
    """
    # From one column to rows is a counting sort, and a stable one.
    whole_column = np.array([0, len(places)])
    rows = csc_matrix((places, numbers, whole_column), shape=(len(hashes), 1)).tocsr()
    starts, ordered = rows.indptr.astype(np.int64), rows.data
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


Part = tuple[Postings, Longs, NDArray[np.bool_] | slice]
"""Postings, the places of theirs as they stand in the whole, and which of these are taken."""


def together(parts: Sequence[Part], lengths: Ints, mixed: bool = False) -> Postings:
    """The places of several postings as one, not weighed yet; terms without any are left out.

    Places ascend from part to part, unless they are `mixed`: those of the terms of later parts are
    then brought in order.
    """
    hashes = np.unique(np.concatenate([one.hashes for one, _, _ in parts]))
    numbers = np.concatenate([owners_of(one, hashes)[taken] for one, _, taken in parts])
    used = np.bincount(numbers, minlength=len(hashes)) > 0
    rank = (np.cumsum(used) - 1).astype(np.int32)
    places = np.concatenate([each[taken] for _, each, taken in parts])
    found = compiled(hashes[used], rank[numbers], places, lengths)
    for one, _, _ in parts[1:] if mixed else ():
        for term in rank[hashes.searchsorted(one.hashes)].tolist():
            found.places[found.starts[term] : found.starts[term + 1]].sort()
    return found


def joined(parts: Sequence[Postings]) -> Postings:
    """The documents of all parts one after the other, not weighed yet."""
    firsts = np.cumsum([0, *(len(one.lengths) for one in parts[:-1])]) << DOCUMENT_SHIFT
    every = [
        (one, one.places + first, slice(None)) for one, first in zip(parts, firsts, strict=True)
    ]
    return together(every, np.concatenate([one.lengths for one in parts]))


def field_mask(names: Sequence[str]) -> int:
    """The bits of some fields."""
    return sum(1 << FIELDS.index(name) for name in names)
