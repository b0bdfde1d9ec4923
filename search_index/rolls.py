"""The values of several facets in one list, so that all are named and ordered in one go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from search_index.facet_columns import Counts, Documents, FacetColumn
from search_index.fields import BY_PARAMETER, Criterion
from search_index.tallies import Tallies

Keys = NDArray[np.int64]

NATURAL = {
    name: {value: place for place, value in enumerate(one.values or {})}
    for name, one in BY_PARAMETER.items()
}
"""Where each value of a closed list stands in it, by the facet's parameter."""

FACET = 1 << 40
MOST = 1 << 39
"""A value's key is FACET times its facet, and within it its rank, or MOST less its count."""

KEPT = 32


@dataclass(frozen=True)
class Roll:
    """Facets by their names; their values are numbered one facet after the other."""

    columns: Mapping[str, FacetColumn]

    @cached_property
    def tallies(self) -> Tallies:
        """What counts the values."""
        return Tallies(self.columns)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """All values."""
        return tuple(value for one in self.columns.values() for value in one.values)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The label of each value."""
        return tuple(label for one in self.columns.values() for label in one.labels)

    @cached_property
    def places(self) -> Mapping[tuple[str, str], int]:
        """The number of each value of each facet."""
        each = ((name, value) for name, one in self.columns.items() for value in one.values)
        return {value: place for place, value in enumerate(each)}

    def shown(self, counts: Counts) -> tuple[Documents, list[int]]:
        """The numbers of the values that are found so often, in order, and where facets end."""
        places = counts.nonzero()[0]
        keys, by_count, ends = self._order
        found = keys[places] - by_count[places] * counts[places]
        # Values stand in the order of their labels, which decides between equal counts.
        order = found.argsort(kind="stable")
        return places[order], found[order].searchsorted(ends).tolist()

    @cached_property
    def _order(self) -> tuple[Keys, Keys, Keys]:
        """A key for each value, how often its count is taken from it, the keys that end facets."""
        criteria = [BY_PARAMETER[name] for name in self.columns]
        values = [one.values for one in self.columns.values()]
        sizes, firsts = [len(each) for each in values], FACET * np.arange(len(values))
        ranks = [_ranks(one, each) for one, each in zip(criteria, values, strict=True)]
        by_count = np.array([one.order == "count" for one in criteria], dtype=np.int64)
        keys = np.concatenate(ranks) + np.repeat(firsts, sizes)
        return keys, np.repeat(by_count, sizes), firsts + FACET


Rolls = Callable[[tuple[str, ...]], Roll]


def rolls(facets: Mapping[str, FacetColumn]) -> Rolls:
    """The roll of the facets of any names, in the order of the page; each made once."""
    return lru_cache(maxsize=KEPT)(partial(_roll, facets))


def _roll(facets: Mapping[str, FacetColumn], wanted: tuple[str, ...]) -> Roll:
    return Roll({name: facets[name] for name in BY_PARAMETER if name in wanted})


def _ranks(criterion: Criterion, values: Sequence[str]) -> Keys:
    """The rank of each value in its closed list, others last by name; MOST where counts order."""
    if criterion.order == "count":
        return np.full(len(values), MOST)
    ordered = sorted(range(len(values)), key=lambda at: natural(criterion, values[at]))
    return np.argsort(ordered)


def natural(criterion: Criterion, value: str) -> tuple[int, str]:
    """What orders the values of a closed list, those that are not in it last by name."""
    known = NATURAL[criterion.parameter]
    return known.get(value, len(known)), value
