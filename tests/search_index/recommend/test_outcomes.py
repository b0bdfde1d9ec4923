"""Past learners' results: few people stay near the mean, and unknown stays unknown."""

import numpy as np

from search_index.recommend.outcomes import PRIOR, shrunk

NAN = np.nan


def test_a_share_of_few_is_drawn_to_the_mean_more_than_one_of_many() -> None:
    people, good = np.array([20.0, 2000.0, 980.0]), np.array([20.0, 2000.0, 0.0])
    few, many, _ = shrunk(people, good, np.zeros(3, np.uint8))
    mean = 2020 / 3000
    assert few == (20 + PRIOR * mean) / (20 + PRIOR)
    assert mean < few < many < 1


def test_each_family_has_its_own_mean_and_a_family_without_the_overall_one() -> None:
    people, good = np.array([100.0, 100.0, 30.0]), np.array([90.0, 10.0, NAN])
    found = shrunk(people, good, np.array([0, 1, 2], np.uint8))
    np.testing.assert_allclose(found[:2], [0.9, 0.1])
    assert np.isnan(found[2])
