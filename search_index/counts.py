"""How often each word stands in each training, weighted by field: what meaning is learnt from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from search_index.fields import BOOSTS
from search_index.french import stem, words

Mask = NDArray[np.bool_]
Longs = NDArray[np.int64]

NAMES = ("provider", "place")
"""Fields of proper names: where and by whom says nothing of what is learnt."""

WEIGHTS = np.array([0 if field in NAMES else boost for field, boost in BOOSTS.items()], np.float32)
"""Weight of one occurrence by field, in the order of BOOSTS. Other weights measured no better."""

FIELD_SHIFT = 16
DOCUMENT_SHIFT = 19
FIELD_MASK = (1 << (DOCUMENT_SHIFT - FIELD_SHIFT)) - 1
"""A place is document << 19 | field << 16 | position, as the posting lists keep it."""

CHUNK = 8_000_000
"""Places looked at in one go, which bounds the memory."""


@dataclass(frozen=True)
class Counts:
    """Rows are documents, columns `terms`; each value is the sum over fields of weight x count."""

    terms: Sequence[str]
    matrix: csr_array

    def columns(self, wanted: Mapping[str, int]) -> csr_array:
        """The same rows with the columns that `wanted` numbers; other terms are left out."""
        column = np.array([wanted.get(term, -1) for term in self.terms], dtype=np.int32)
        entries = self.matrix.tocoo()
        columns = column[entries.coords[1]] if len(column) else entries.coords[1]
        known = columns >= 0
        inside = (entries.coords[0][known], columns[known])
        return csr_array((entries.data[known], inside), shape=(self.matrix.shape[0], len(wanted)))


class Source(Protocol):
    """A catalogue that can be counted piece by piece."""

    def __len__(self) -> int:
        """How many documents there are."""

    def counts(self, chosen: Mask) -> Counts:
        """The counts of the chosen documents, in their order."""


def tokens(text: str) -> Iterator[str]:
    """The stems of a text that can carry meaning; compounds give their parts and the whole.

    >>> list(tokens("Développeuse full-stack, 35 heures"))
    ['developpeur', 'fullstack', 'full', 'stack', 'heur']
    """
    for word in words(text):
        forms = (word.joined, *word.parts) if len(word.parts) > 1 else word.parts
        yield from (stem(form) for form in forms if carries_meaning(form))


def carries_meaning(term: str) -> bool:
    """Whether a term is one word and no number: years, hours and postcodes say nothing."""
    return " " not in term and not term.isdigit()


def counted(texts: Iterable[Mapping[str, str]]) -> Counts:
    """The counts of documents given by field; fields that are no text field are left out."""
    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    documents = 0
    for row, fields in enumerate(texts):
        documents = row + 1
        for field, weight in zip(BOOSTS, WEIGHTS.tolist(), strict=True):
            if not weight or field not in fields:
                continue
            found = [numbers.setdefault(term, len(numbers)) for term in tokens(fields[field])]
            columns += found
            rows += [row] * len(found)
            weights += [weight] * len(found)
    return Counts(tuple(numbers), _summed(rows, columns, weights, (documents, len(numbers))))


def _summed(
    rows: Sequence[int] | Longs,
    columns: Sequence[int] | Longs,
    weights: Sequence[float] | NDArray[np.float32],
    shape: tuple[int, int],
) -> csr_array:
    inside = (np.asarray(rows, dtype=np.int32), np.asarray(columns, dtype=np.int32))
    matrix = csr_array((np.asarray(weights, dtype=np.float32), inside), shape=shape)
    matrix.sum_duplicates()
    return matrix


@dataclass(frozen=True)
class Texts:
    """A catalogue as texts by field, such as `documents.texts` gives; read when counted."""

    texts: Sequence[Mapping[str, str]]

    def __len__(self) -> int:
        return len(self.texts)

    def counts(self, chosen: Mask) -> Counts:
        """The counts of the chosen documents, in their order."""
        return counted(self.texts[int(number)] for number in np.flatnonzero(chosen))


@dataclass(frozen=True)
class Places:
    """A catalogue as posting lists: `places[starts[t]:starts[t + 1]]` are those of `terms[t]`."""

    terms: Sequence[str]
    starts: Longs
    places: Longs
    documents: int

    def __len__(self) -> int:
        return self.documents

    @cached_property
    def _meant(self) -> Mask:
        return np.array([carries_meaning(term) for term in self.terms], dtype=bool)

    def counts(self, chosen: Mask) -> Counts:
        """The counts of the chosen documents, in their order."""
        pieces = [self._piece(chosen, *ends) for ends in self._chunks()]
        rows, columns, weights = (
            (np.concatenate(each) for each in zip(*pieces, strict=True)) if pieces else ((), (), ())
        )
        shape = (int(chosen.sum()), len(self.terms))
        return Counts(self.terms, _summed(rows, columns, weights, shape))

    def _chunks(self) -> Iterator[tuple[int, int]]:
        """Ranges of terms with about CHUNK places each."""
        first, terms = 0, len(self.terms)
        while first < terms:
            reached = int(np.searchsorted(self.starts, self.starts[first] + CHUNK, side="right"))
            last = min(max(reached - 1, first + 1), terms)
            yield first, last
            first = last

    def _piece(
        self, chosen: Mask, first: int, last: int
    ) -> tuple[Longs, Longs, NDArray[np.float32]]:
        begin = int(self.starts[first])
        places = self.places[begin : int(self.starts[last])]
        kept = np.flatnonzero(chosen[places >> DOCUMENT_SHIFT])
        places = places[kept]
        owners = np.searchsorted(self.starts, kept + begin, side="right") - 1
        weights = WEIGHTS[(places >> FIELD_SHIFT) & FIELD_MASK]
        meant = (weights > 0) & self._meant[owners]
        rows = (np.cumsum(chosen) - 1)[places[meant] >> DOCUMENT_SHIFT]
        return rows, owners[meant], weights[meant]
