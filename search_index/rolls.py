"""Several facets as one: their values in one list, counted and brought in order in one go."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from search_index.facet_columns import Codes, Counts, Documents, FacetColumn, of
from search_index.fields import FACETS, Criterion

Keys = NDArray[np.int64]

CRITERIA = {one.parameter: one for one in FACETS}
NATURAL = {
    name: {value: place for place, value in enumerate(one.values or {})}
    for name, one in CRITERIA.items()
}
"""Where each value of a closed list stands in it, by the facet's parameter."""

FACET = 1 << 40
MOST = 1 << 39
"""A value's key is FACET times its facet, and within it its rank, or MOST less its count."""

PACKED_FROM = 4_000
"""From so many documents on, facets that are packed together are counted in one go."""

FEW = 1_000
"""Fewer codes are counted together with those of the other facets."""

PACK = 4_096
"""How many ways the sets of packed facets may meet at most."""

KEPT = 32


@dataclass(frozen=True)
class Roll:
    """The facets `names`, which are these `columns`, a facet after the other.

    `keys` order the values; those that `by_count` marks with 1 stand by their counts, the highest
    first. `ends` are the keys at which facets end, `offsets` the numbers of their first sets.
    """

    names: tuple[str, ...]
    columns: tuple[FacetColumn, ...]
    keys: Keys
    by_count: Keys
    ends: Keys
    offsets: Keys

    @cached_property
    def values(self) -> tuple[str, ...]:
        """All values."""
        return tuple(value for one in self.columns for value in one.values)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The label of each value."""
        return tuple(label for one in self.columns for label in one.labels)

    @cached_property
    def places(self) -> Mapping[tuple[str, str], int]:
        """Where each value of each facet stands among all."""
        owners = (
            name for name, one in zip(self.names, self.columns, strict=True) for _ in one.values
        )
        return {key: place for place, key in enumerate(zip(owners, self.values, strict=True))}

    def counts(self, documents: Documents | None, chosen: Mapping[str, Codes]) -> Counts:
        """How many of the documents (None: of all) have each value.

        Of a facet that was chosen from, how many of those that have the codes given for it.
        """
        found = np.zeros(self._size, dtype=np.intp)
        packed = self._packed(documents, chosen, found)
        few: list[Codes] = []
        for name, one, first in zip(self.names, self.columns, self.offsets, strict=True):
            own, codes = found[first : first + one.size], chosen.get(name)
            if name in packed:
                continue
            if codes is None:
                if documents is None:
                    own += one.whole
                    continue
                codes = of(one.codes, documents)
            if len(codes) < FEW:
                few.append(codes + first)
            else:
                own += np.bincount(codes, minlength=one.size)
        if few:
            found += np.bincount(np.concatenate(few), minlength=self._size)
        return self._spread(found)

    def _packed(
        self, documents: Documents | None, chosen: Collection[str], found: Counts
    ) -> set[str]:
        """Count what is packed together, where that is quicker; gives the names counted."""
        done: set[str] = set()
        if documents is not None and len(documents) >= PACKED_FROM:
            for pack in self.packs:
                left = [name for name in pack.names if name not in chosen]
                if len(left) > 1:
                    found += pack.counts(documents, left, len(found))
                    done.update(left)
        return done

    @cached_property
    def packs(self) -> tuple["Pack", ...]:
        """The facets of few sets, put together in their order as far as PACK allows."""
        packs: list[list[int]] = []
        for at, one in enumerate(self.columns):
            room = (each for each in packs if one.size * self._ways(each) <= PACK)
            if one.size <= PACK:
                into = next(room, None)
                if into is None:
                    packs.append(into := [])
                into.append(at)
        return tuple(self._pack(each) for each in packs if len(each) > 1)

    def _ways(self, places: Sequence[int]) -> int:
        return int(np.prod([self.columns[at].size for at in places]))

    def _pack(self, places: Sequence[int]) -> "Pack":
        codes = np.zeros(len(self.columns[places[0]].codes), dtype=np.uint16)
        for at in places:
            codes = codes * np.uint16(self.columns[at].size) + self.columns[at].codes.astype(
                np.uint16
            )
        digits = np.unravel_index(
            np.arange(self._ways(places)), [self.columns[at].size for at in places]
        )
        return Pack(
            tuple(self.names[at] for at in places),
            codes,
            np.stack(digits) + self.offsets[places, None],
        )

    @cached_property
    def _size(self) -> int:
        return sum(one.size for one in self.columns)

    def _spread(self, found: Counts) -> Counts:
        """How often each value is found when each set is found so often."""
        held = found[self._sets]
        if self._single:
            return held
        return np.bincount(self._members, held, minlength=len(self.values)).astype(np.intp)

    @cached_property
    def _sets(self) -> Keys:
        return np.concatenate(
            [one.sets + first for one, first in zip(self.columns, self.offsets, strict=True)]
        )

    @cached_property
    def _members(self) -> Keys:
        firsts = np.cumsum([0, *(len(one.values) for one in self.columns[:-1])])
        return np.concatenate(
            [one.members + first for one, first in zip(self.columns, firsts, strict=True)]
        )

    @cached_property
    def _single(self) -> bool:
        """Whether each value has one set, in the order of the values."""
        return bool(np.array_equal(self._members, np.arange(len(self.values))))

    def shown(self, numbers: Counts) -> tuple[Documents, list[int]]:
        """The places of the values that are found so often, in order, and where facets end."""
        places = numbers.nonzero()[0]
        keys = self.keys[places] - self.by_count[places] * numbers[places]
        # Values stand in the order of their labels, which decides between equal counts.
        order = keys.argsort(kind="stable")
        return places[order], keys[order].searchsorted(self.ends).tolist()


@dataclass(frozen=True)
class Pack:
    """Several facets as one: the code of each row says what it has of all of them.

    `sets[f, code]` is the set of facet f that a code stands for, by its number in the roll.
    """

    names: tuple[str, ...]
    codes: Codes
    sets: Keys

    def counts(self, documents: Documents, wanted: Sequence[str], size: int) -> Counts:
        """How many of the documents have each set of the facets wanted, in a roll of that size."""
        met = np.bincount(of(self.codes, documents), minlength=self.sets.shape[1])
        cells = met.nonzero()[0]
        sets = self.sets[[self.names.index(name) for name in wanted]].take(cells, axis=1)
        weights = np.broadcast_to(met[cells], sets.shape)
        return np.bincount(sets.ravel(), weights.ravel(), size).astype(np.intp)


Rolls = Callable[[tuple[str, ...]], Roll]


def rolls(facets: Mapping[str, FacetColumn]) -> Rolls:
    """The roll of the facets of any names, each made once."""
    return lru_cache(maxsize=KEPT)(partial(_roll, facets))


def _roll(facets: Mapping[str, FacetColumn], names: tuple[str, ...]) -> Roll:
    columns = tuple(facets[name] for name in names)
    criteria = [CRITERIA[name] for name in names]
    ranks = [_ranks(one, column.values) for one, column in zip(criteria, columns, strict=True)]
    sizes = [len(one.values) for one in columns]
    firsts = FACET * np.arange(len(names))
    return Roll(
        names,
        columns,
        np.concatenate(ranks) + np.repeat(firsts, sizes),
        np.repeat(np.array([one.order == "count" for one in criteria], dtype=np.int64), sizes),
        firsts + FACET,
        np.cumsum([0, *(one.size for one in columns[:-1])]),
    )


def _ranks(criterion: Criterion, values: Sequence[str]) -> Keys:
    """The rank of each value in its closed list, others last by name; MOST where counts order."""
    if criterion.order == "count":
        return np.full(len(values), MOST)
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[sorted(range(len(values)), key=lambda at: natural(criterion, values[at]))] = np.arange(
        len(values)
    )
    return ranks


def natural(criterion: Criterion, value: str) -> tuple[int, str]:
    """What orders the values of a closed list, those that are not in it last by name."""
    known = NATURAL[criterion.parameter]
    return known.get(value, len(known)), value
