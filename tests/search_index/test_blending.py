"""However near in meaning, nothing passes what the words found."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from search_index.blending import BONUS, NEAR, blend, blended
from search_index.matching import Answering
from search_index.meaning import Meaning

LEXICAL = st.one_of(st.just(0.0), st.floats(1e-3, 1e3))
COSINES = st.floats(-1, 1)
SIZES = st.shared(st.integers(0, 30))
lexical_scores = SIZES.flatmap(lambda size: arrays(np.float64, size, elements=LEXICAL))
cosine_scores = SIZES.flatmap(lambda size: arrays(np.float64, size, elements=COSINES))
Scores = NDArray[np.float64]


@given(lexical_scores, cosine_scores)
def test_every_match_comes_before_all_others(lexical: Scores, cosine: Scores) -> None:
    scores = blend(lexical, cosine)
    held = lexical > 0
    if held.any() and not held.all():
        assert scores[held].min() > scores[~held].max()


@given(lexical_scores, cosine_scores)
def test_meaning_adds_to_a_match_at_most_its_share(lexical: Scores, cosine: Scores) -> None:
    added = (blend(lexical, cosine) - lexical)[lexical > 0]
    assert (added >= 0).all()
    assert (added <= BONUS * lexical.max(initial=0) * (1 + 1e-9)).all()


@given(lexical_scores, cosine_scores)
def test_a_clearly_better_match_stays_ahead(lexical: Scores, cosine: Scores) -> None:
    scores = blend(lexical, cosine)
    best = lexical.max(initial=0)
    for one in np.flatnonzero(lexical > 0):
        behind = (lexical > 0) & (lexical < lexical[one] - BONUS * best * (1 + 1e-9))
        assert (scores[behind] < scores[one]).all()


@given(lexical_scores, cosine_scores)
def test_what_is_neither_found_nor_near_is_left_out(lexical: Scores, cosine: Scores) -> None:
    left_out = (lexical == 0) & (cosine < NEAR)
    assert ((blend(lexical, cosine) == 0) == left_out).all()


def test_without_any_match_the_nearest_comes_first() -> None:
    scores = blend(np.zeros(3), np.array([0.5, 0.9, 0.1]))
    assert np.argsort(-scores).tolist() == [1, 0, 2]
    assert scores[2] == 0


def test_equal_matches_are_ordered_by_meaning() -> None:
    assert np.argmax(blend(np.array([3.0, 3.0]), np.array([0.2, 0.8]))) == 1


def test_a_question_of_another_world_goes_on_by_words_alone() -> None:
    """ "Guide conférencier": one holds both words, the next best a rare one; meaning knows none."""
    every = np.array([9.0, 4.0, 1.0, 0.0], np.float32)
    found = Answering(np.array([0]), every[:1], needed=2, every=every)
    longer = blended(found, 2, None, space_of(4))
    assert longer.scores is not None
    assert longer.documents[np.argsort(-longer.scores)].tolist() == [0, 1]
    assert not longer.near


def space_of(trainings: int) -> Meaning:
    """A space of so many trainings in which nothing means anything."""
    nothing = np.zeros((trainings, 2), np.int8)
    none = np.zeros((0, 2), np.float32)
    return Meaning((), none[:, 0], none, nothing, (), none, 1.0, 1.0, "")
