"""The columns of facets: sets of values by code, counted many documents at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index.postings import Ints

Mask = NDArray[np.bool_]
Documents = NDArray[np.intp]
Rows = Documents | slice
"""Some documents, or all of them as a slice, which copies nothing."""
ALL = slice(None)
Codes = NDArray[np.integer[Any]]
Counts = NDArray[np.intp]


def of(codes: Codes, rows: Rows) -> Codes:
    """The codes of some rows, all of which there are: NumPy is spared the look for others."""
    return codes[rows] if isinstance(rows, slice) else codes.take(rows, mode="clip")


@dataclass(frozen=True)
class FacetColumn:
    """A facet: each row has the code of its set of values, and each set lists its values.

    Sets rather than values make one column of a facet with several values a training. `members`
    and `sets` are the pairs (position of a value, code of a set that holds it); values stand in
    the order of their labels.
    """

    values: tuple[str, ...]
    labels: tuple[str, ...]
    codes: Codes
    sets: Ints
    members: Ints
    size: int

    @cached_property
    def code_of(self) -> Mapping[str, int]:
        """The position of each value."""
        return {value: position for position, value in enumerate(self.values)}

    def holding(self, chosen: Iterable[str]) -> Mask:
        """For each set whether it has one of the chosen values; unknown values match nothing."""
        wanted = np.zeros(len(self.values) + 1, dtype=bool)
        wanted[[self.code_of[value] for value in chosen if value in self.code_of]] = True
        holds = np.zeros(self.size, dtype=bool)
        holds[self.sets[wanted[self.members]]] = True
        return holds

    def lacking(self, chosen: Sequence[str], codes: Codes) -> Mask:
        """Which of these codes are of sets without any of the chosen values."""
        if self._single and len(chosen) == 1 and chosen[0] in self.code_of:
            mask: Mask = codes != int(self.sets[self.code_of[chosen[0]]])
            return mask
        return (~self.holding(chosen)).take(codes)

    def has(self, value: str, rows: Rows) -> Mask:
        """Which of these documents have a value."""
        return ~self.lacking((value,), of(self.codes, rows))

    @cached_property
    def whole(self) -> Counts:
        """How many of all documents have each set."""
        return np.bincount(self.codes, minlength=self.size)

    def counts(self) -> Counts:
        """How many of all documents have each value."""
        return np.bincount(self.members, self.whole[self.sets], len(self.values)).astype(np.intp)

    @cached_property
    def _single(self) -> bool:
        """Whether each set has one value, each value one set, in the order of the values."""
        return bool(np.array_equal(self.members, np.arange(len(self.values))))


def facet(rows: Sequence[Mapping[str, str]]) -> FacetColumn:
    """The column of a facet; each row gives its values with their labels."""
    labels: dict[str, str] = {}
    codes: dict[tuple[str, ...], int] = {}
    own = []
    for values in rows:
        labels.update(values)
        own.append(codes.setdefault(tuple(sorted(values)), len(codes)))
    return _column(labels, list(codes), np.array(own, dtype=np.int32))


def _column(labels: Mapping[str, str], sets: Sequence[Sequence[str]], codes: Ints) -> FacetColumn:
    """The column of these sets of values; `codes` number the sets as they stand."""
    values = sorted(labels, key=lambda value: (labels[value], value))
    position = {value: rank for rank, value in enumerate(values)}
    pairs = sorted((position[value], code) for code, each in enumerate(sets) for value in each)
    return FacetColumn(
        values=tuple(values),
        labels=tuple(labels[value] for value in values),
        codes=codes.astype(np.min_scalar_type(max(1, len(sets)))),
        sets=np.array([code for _, code in pairs], dtype=np.int32),
        members=np.array([value for value, _ in pairs], dtype=np.int32),
        size=len(sets),
    )


def _sets(column: FacetColumn) -> list[tuple[str, ...]]:
    """The values of each set of a column."""
    found: list[list[str]] = [[] for _ in range(column.size)]
    for code, member in zip(column.sets.tolist(), column.members.tolist(), strict=True):
        found[code].append(column.values[member])
    return [tuple(sorted(values)) for values in found]


def joined(old: FacetColumn, new: FacetColumn, take: Documents) -> FacetColumn:
    """The rows of `old` and of `new` after them, as `take` chooses; what no row has is left out."""
    every = [*_sets(old), *_sets(new)]
    codes = np.concatenate((old.codes.astype(np.int32), new.codes.astype(np.int32) + old.size))
    codes = codes[take]
    sets = sorted({every[code] for code in np.unique(codes).tolist()})
    rank = {each: code for code, each in enumerate(sets)}
    ranks = np.array([rank.get(each, -1) for each in every], dtype=np.int32)
    labels = dict(zip(old.values, old.labels, strict=True))
    labels |= dict(zip(new.values, new.labels, strict=True))
    used = {value for each in sets for value in each}
    kept = {value: label for value, label in labels.items() if value in used}
    return _column(kept, sets, ranks[codes])
