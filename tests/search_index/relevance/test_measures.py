"""The measures, against values reckoned by hand."""

import math

import pytest

from search_index.relevance.measures import (
    Measures,
    dcg,
    mean,
    measure,
    ndcg,
    recall,
    success,
)

GRADES = {"a": 3, "b": 2, "c": 1}


def test_the_gain_is_discounted_by_rank() -> None:
    # 7 / log2(2) + 3 / log2(3) + 1 / log2(4)
    assert dcg([3, 2, 1]) == pytest.approx(7 + 3 / 1.584962500721156 + 0.5)


def test_the_ideal_order_is_worth_one() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == 1.0
    assert ndcg(["a", "b", "c", "unknown"], GRADES) == 1.0


def test_a_worse_order_is_worth_less() -> None:
    ideal = 7 + 3 / math.log2(3) + 1 / 2
    found = 1 + 3 / math.log2(3) + 7 / 2
    assert ndcg(["c", "b", "a"], GRADES) == pytest.approx(found / ideal)


def test_what_was_not_found_lowers_it_too() -> None:
    ideal = 7 + 3 / math.log2(3) + 1 / 2
    assert ndcg(["x", "b"], GRADES) == pytest.approx((3 / math.log2(3)) / ideal)
    assert ndcg([], GRADES) == 0.0


def test_only_ten_places_are_looked_at() -> None:
    assert ndcg([*"0123456789", "a"], GRADES) == 0.0
    many = {str(number): 3 for number in range(30)}
    assert ndcg([str(number) for number in range(10)], many) == 1.0


def test_nothing_to_find_is_worth_nothing() -> None:
    assert (ndcg(["a"], {}), recall(["a"], {}), success(["a"], {})) == (0.0, 0.0, 0.0)


def test_recall_counts_what_is_relevant_of_what_fits() -> None:
    assert recall(["a", "c", "x"], GRADES) == 0.5
    many = {str(number): 2 for number in range(200)}
    assert recall([str(number) for number in range(50)], many) == 1.0
    assert recall([str(number) for number in range(25)], many) == 0.5
    assert recall([*(["x"] * 50), "a", "b"], GRADES) == 0.0


def test_success_wants_the_best_there_is_in_the_top_five() -> None:
    assert success([*"xyzw", "a"], GRADES) == 1.0
    assert success([*"xyzwv", "a"], GRADES) == 0.0
    assert success(["b"], GRADES) == 0.0
    assert success(["b"], {"b": 2}) == 1.0


def test_the_means_and_the_share_of_empty_lists() -> None:
    both = mean([measure(["a", "b", "c"], GRADES), measure([], GRADES)])
    assert both == Measures(ndcg=0.5, recall=0.5, success=0.5, empty=0.5)
    with pytest.raises(ValueError, match="aucune mesure"):
        mean([])
