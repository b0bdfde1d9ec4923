"""Several facets counted at once: as each would be alone."""

from collections.abc import Mapping
from functools import partial
from random import Random
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_index import rolls, tallies
from search_index.facet_columns import facet
from search_index.fields import BY_PARAMETER, Criterion
from search_index.rolls import natural
from search_index.tallies import PACK

SIZE = 300


def drawn(seed: int) -> list[set[str]]:
    """Up to two values a training; drawn by a seed, for Hypothesis takes long over so many."""
    dice = Random(seed)  # noqa: S311 - nothing is kept secret by it
    return [set(dice.sample("abcdefgh", dice.randint(0, 2))) for _ in range(SIZE)]


ROWS = st.one_of(
    st.integers(0, 2**32 - 1).map(drawn),
    # More sets than a byte has numbers.
    st.just([{f"{number:03}"} for number in range(SIZE)]),
)
WAYS = st.sampled_from([(SIZE, 0), (0, 0), (0, SIZE)])
"""Of how many trainings there is a table, from how many facets are packed."""
NAMES = st.lists(st.sampled_from(sorted(BY_PARAMETER)), unique=True, min_size=1, max_size=5)


@given(st.data(), NAMES, st.none() | st.sets(st.integers(0, SIZE - 1)), WAYS)
def test_each_value_is_counted_where_it_stands(
    data: st.DataObject, names: list[str], passing: set[int] | None, way: tuple[int, int]
) -> None:
    facets = {name: data.draw(ROWS, name) for name in names}
    columns = {
        name: facet([{value: value.upper() for value in row} for row in rows])
        for name, rows in facets.items()
    }
    chosen = data.draw(st.dictionaries(st.sampled_from(names), st.sets(st.integers(0, SIZE - 1))))
    codes = {name: columns[name].codes[sorted(rows)] for name, rows in chosen.items()}
    roll = rolls.rolls(columns)(tuple(names))
    assert [*roll.columns] == [name for name in BY_PARAMETER if name in names]
    assert all(pack.sets.shape[1] <= PACK for pack in roll.tallies.packs)
    documents = None if passing is None else np.array(sorted(passing), dtype=np.intp)
    small, packed_from = way
    with patch.multiple(tallies, SMALL=small, PACKED_FROM=packed_from):
        numbers = roll.tallies.counts(documents, codes)
    every = range(SIZE) if passing is None else passing
    assert numbers.tolist() == [
        sum(value in facets[name][row] for row in chosen.get(name, every))
        for name in roll.columns
        for value in columns[name].values
    ]
    shown, ends = roll.shown(numbers)
    begin = 0
    for name, end in zip(roll.columns, ends, strict=True):
        count = {roll.values[at]: int(numbers[at]) for at in shown[begin:end]}
        begin = end
        assert all(count.values())
        assert [*count] == sorted(count, key=partial(order, BY_PARAMETER[name], count))
    assert begin == len(shown) == np.count_nonzero(numbers)


def order(criterion: Criterion, count: Mapping[str, int], value: str) -> tuple[int, str]:
    """The most first, equals by label; closed lists in their order."""
    return (-count[value], value) if criterion.order == "count" else natural(criterion, value)
