"""Whole numbers meet every sum exactly, near what they were drawn from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.demonstration.raking import chosen, raked, spread


@given(
    st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=5),
    st.integers(0, 2**16),
)
@settings(max_examples=60, deadline=None)
def test_the_sums_of_lines_and_columns_are_met(lines: list[list[int]], seed: int) -> None:
    table = np.array(lines)
    weights = np.random.default_rng(seed).uniform(0.5, 2.0, table.shape) * (table > 0)
    places = np.indices(table.shape)
    sums = [((places[0] == n).ravel(), int(table[n].sum())) for n in range(len(table))]
    sums += [((places[1] == n).ravel(), int(table[:, n].sum())) for n in range(3)]
    found = raked(weights.ravel(), sums).reshape(table.shape)
    assert (found >= 0).all()
    assert (found[table == 0] == 0).all()
    assert (found.sum(axis=0) == table.sum(axis=0)).all()
    assert (found.sum(axis=1) == table.sum(axis=1)).all()


def test_sums_that_contradict_each_other_are_refused() -> None:
    everything = np.ones(3, dtype=bool)
    with pytest.raises(ValueError, match="no whole numbers"):
        raked(np.ones(3), [(everything, 5), (everything, 9)])


@given(
    st.integers(0, 10_000),
    st.lists(st.floats(0.1, 100), min_size=1, max_size=20),
)
def test_a_total_is_spread_whole_and_near_its_weights(total: int, weights: list[float]) -> None:
    parts = spread(total, np.array(weights))
    exact = total * np.array(weights) / sum(weights)
    assert parts.sum() == total
    assert np.abs(parts - exact).max() <= 1 + 1e-9


def test_caps_and_least_parts_are_kept() -> None:
    parts = spread(10, np.array([100.0, 1.0, 1.0, 0.0]), np.array([4, 9, 9, 9]), least=1)
    assert parts.tolist() == [4, 3, 3, 0]
    with pytest.raises(ValueError, match="does not fit"):
        spread(40, np.array([1.0, 1.0]), np.array([4, 9]))


def test_drawn_places_are_different_and_weigh() -> None:
    random = np.random.default_rng(1)
    found = chosen(random, 5, np.array([0.0, *([1.0] * 9)]))
    assert len(set(found.tolist())) == 5
    assert 0 not in found
    with pytest.raises(ValueError, match="cannot be drawn"):
        chosen(random, 3, np.array([1.0, 0.0]))
