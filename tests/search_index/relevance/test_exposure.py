"""The figures of exposure, against values reckoned by hand."""

import pytest

from search_index.relevance.exposure import gini, rank_correlation


def test_gini_is_zero_when_all_are_alike_and_high_when_one_has_all() -> None:
    assert gini([2.0, 2.0, 2.0]) == pytest.approx(0.0)
    assert gini([0.0, 0.0, 0.0, 4.0]) == pytest.approx(0.75)
    assert gini([0.0, 0.0]) == 0.0
    # mean absolute difference 4/9 * 2 over twice the mean 2: (|1-2| + |1-3| + |2-3|) * 2 / 9 / 4
    assert gini([3.0, 1.0, 2.0]) == pytest.approx(2 * 4 / 9 / 4)


def test_rank_correlation_goes_by_order_only() -> None:
    assert rank_correlation([1, 2, 30], [1, 2, 3]) == pytest.approx(1.0)
    assert rank_correlation([3, 2, 1], [1, 2, 3]) == pytest.approx(-1.0)
    assert rank_correlation([5, 5, 5], [1, 2, 3]) == 0.0


def test_ties_take_their_mean_rank() -> None:
    # ranks 1.5, 1.5, 3 and 1, 2, 3: covariance 1.5, variances 1.5 and 2
    assert rank_correlation([1, 1, 9], [1, 2, 3]) == pytest.approx(1.5 / (1.5 * 2) ** 0.5)
