"""The first few found without a look at all: just those of a look at all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.postings import Lists
from search_index.pruning import best_of_all, best_of_any

SIZE = 300
COUNTS = st.integers(1, 12)


@st.composite
def drawn(draw: st.DrawFn) -> list[Lists]:
    """Lists of different lengths and heights, many impacts alike."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    shapes = st.tuples(st.integers(1, SIZE), st.sampled_from([0.1, 1.0, 5.0]))
    lists = []
    for length, height in draw(st.lists(shapes, min_size=1, max_size=6)):
        documents = np.sort(rng.choice(SIZE, length, replace=False)).astype(np.int32)
        impacts = (height * (1 + rng.integers(0, 4, length))).astype(np.float32)
        lists.append((documents, impacts, np.ones(length, np.uint8)))
    return lists


def added(lists: list[Lists]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The score of every document, by adding up."""
    scores = np.zeros(SIZE)
    for documents, impacts, _ in lists:
        scores[documents] += impacts
    return scores


def same(found: np.ndarray, scored: np.ndarray, scores: np.ndarray, count: int) -> None:  # type: ignore[type-arg]
    """The documents are those of the highest scores, each with its own."""
    assert len(set(found.tolist())) == len(found) == min(count, int((scores > 0).sum()))
    assert scored == pytest.approx(scores[found], rel=1e-5)
    assert scored == pytest.approx(np.sort(scores)[::-1][: len(found)], rel=1e-5)


@given(drawn(), COUNTS)
def test_the_best_of_any_are_those_of_all_scores(lists: list[Lists], count: int) -> None:
    same(*best_of_any(lists, count, SIZE), added(lists), count)


@given(st.lists(drawn(), min_size=1, max_size=4), COUNTS)
def test_the_best_of_all_stand_in_a_list_of_each_word(words: list[list[Lists]], count: int) -> None:
    held = np.ones(SIZE, bool)
    for lists in words:
        held &= added(lists) > 0
    scores = held * added([one for lists in words for one in lists])
    same(*best_of_all(words, count, SIZE), scores, count)


def test_nothing_is_the_best_of_nothing() -> None:
    for found, scored in (best_of_any([], 5, SIZE), best_of_all([[], []], 5, SIZE)):
        assert len(found) == len(scored) == 0
