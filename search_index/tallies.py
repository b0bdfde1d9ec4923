"""Several facets counted in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search_index.facet_columns import Codes, Counts, Documents, FacetColumn, of

Numbers = NDArray[np.intp]

SMALL = 10_000
"""Of so few trainings all sets stand in a table, a row each, which is quickest and takes memory."""

PACKED_FROM = 4_000
"""From so many documents on, facets that are packed together are counted in one go."""

PACK = 4_096
"""How many ways the sets of packed facets may meet at most."""

WIDE = 200_000
"""Codes of so few trainings are kept in the type that NumPy counts in, which takes more memory."""


@dataclass(frozen=True)
class Tallies:
    """Facets by their names; their sets are numbered one facet after the other."""

    columns: Mapping[str, FacetColumn]

    @cached_property
    def size(self) -> int:
        """How many sets there are."""
        return sum(one.size for one in self.columns.values())

    @cached_property
    def slices(self) -> Mapping[str, slice]:
        """The numbers of the sets of each facet."""
        ends = np.cumsum([one.size for one in self.columns.values()]).tolist()
        firsts = (0, *ends)
        return {name: slice(*each) for name, *each in zip(self.columns, firsts, ends, strict=False)}

    def counts(self, documents: Documents | None, chosen: Mapping[str, Codes]) -> Counts:
        """How many of the documents (None: of all) have each value, a facet after the other.

        Of a facet that was chosen from, how many of those that have the codes given for it.
        """
        found = self._whole.copy() if documents is None else self._counted(documents, chosen)
        for name, codes in chosen.items():
            found[self.slices[name]] = np.bincount(codes, minlength=self.columns[name].size)
        sets, members, single = self._members
        if single:
            return found[sets]
        return np.bincount(members, found[sets]).astype(np.intp)

    @cached_property
    def _members(self) -> tuple[Numbers, Numbers, bool]:
        """The sets and the values in them, pair by pair; whether that is each value once."""
        columns = self.columns.values()
        values = np.cumsum([0, *(len(one.values) for one in columns)])
        numbered = zip(columns, self.slices.values(), values.tolist(), strict=False)
        pairs = [(one.sets + own.start, one.members + first) for one, own, first in numbered]
        sets, members = map(np.concatenate, zip(*pairs, strict=True))
        return sets, members, np.array_equal(members, np.arange(values[-1]))

    @cached_property
    def _whole(self) -> Counts:
        return np.concatenate([one.whole for one in self.columns.values()])

    def _counted(self, documents: Documents, chosen: Mapping[str, Codes]) -> Counts:
        """The same, where the facets chosen from may stay at any number."""
        if self._table is not None:
            sets = self._table.take(documents, axis=0, mode="clip")
            return np.bincount(sets.ravel(), minlength=self.size)
        found = np.zeros(self.size, dtype=np.intp)
        left = self.columns.keys() - chosen.keys()
        for pack in self.packs if len(documents) >= PACKED_FROM else ():
            together = [at for at, name in enumerate(pack.names) if name in left]
            if len(together) > 1:
                found += pack.counts(documents, together, self.size)
                left = left - {pack.names[at] for at in together}
        for name in left:
            codes = of(self.columns[name].codes, documents)
            found[self.slices[name]] = np.bincount(codes, minlength=self.columns[name].size)
        return found

    @cached_property
    def _table(self) -> Numbers | None:
        """The sets of each training, a row each; None of many trainings."""
        columns = [one.codes for one in self.columns.values()]
        if len(columns[0]) > SMALL:
            return None
        firsts = np.array([own.start for own in self.slices.values()])
        table: Numbers = np.stack(columns, axis=1) + firsts
        return table

    @cached_property
    def packs(self) -> tuple["Pack", ...]:
        """The facets of few sets, put together in their order as far as PACK allows."""
        packs: list[list[str]] = []
        for name, one in self.columns.items():
            room = (each for each in packs if one.size * np.prod(self._sizes(each)) <= PACK)
            if one.size <= PACK:
                into = next(room, None)
                if into is None:
                    packs.append(into := [])
                into.append(name)
        return tuple(self._pack(each) for each in packs if len(each) > 1)

    def _sizes(self, names: Sequence[str]) -> list[int]:
        return [self.columns[name].size for name in names]

    def _pack(self, names: Sequence[str]) -> "Pack":
        sizes = self._sizes(names)
        codes = np.ravel_multi_index([self.columns[name].codes for name in names], sizes)
        sets = np.unravel_index(np.arange(np.prod(sizes)), sizes)
        numbered = [each + self.slices[name].start for name, each in zip(names, sets, strict=True)]
        kept = codes.astype(np.uint16) if len(codes) > WIDE else codes
        return Pack(tuple(names), kept, np.stack(numbered))


@dataclass(frozen=True)
class Pack:
    """Several facets as one: the code of each row says what it has of all of them.

    `sets[f, code]` is the number of the set of facet f that a code stands for.
    """

    names: tuple[str, ...]
    codes: Codes
    sets: Numbers

    def counts(self, documents: Documents, facets: Sequence[int], size: int) -> Counts:
        """How many of the documents have each of `size` sets, those of these facets alone."""
        met = np.bincount(of(self.codes, documents), minlength=self.sets.shape[1])
        cells = met.nonzero()[0]
        sets = self.sets[facets].take(cells, axis=1)
        weights = np.broadcast_to(met[cells], sets.shape)
        return np.bincount(sets.ravel(), weights.ravel(), size).astype(np.intp)
