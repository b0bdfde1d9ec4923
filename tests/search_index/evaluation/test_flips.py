"""Being a woman, living in a QPV, being young: told, it opens trainings and lowers none."""

from dataclasses import replace

import numpy as np

from search_index.evaluation.answers import profile
from search_index.evaluation.flips import PUBLICS, flips
from search_index.evaluation.learners import learner
from search_index.evaluation.trainings import Trainings
from search_index.recommend.criteria import question
from search_index.recommend.profile import Profile
from search_index.recommend.suggest import _asked
from search_index.relevance.gate import TODAY, Bench

PROFILES = 2_000
AT_THE_DOOR = 60


def told(number: int) -> Profile:
    return profile(learner(number), (0.0, 0.25, 0.5)[number % 3], TODAY)


def test_no_score_of_any_training_falls(ready: Bench) -> None:
    """Every training's distance, over thousands of profiles, with and without each public."""
    opened = 0
    for number in range(PROFILES):
        one, public = told(number), PUBLICS[number // 3 % len(PUBLICS)]
        others = tuple(each for each in one.audiences if each != public)
        asked, *_ = _asked(ready.index, one, TODAY)
        before, after = (
            question(replace(asked, profile=one.but(audiences=publics)))
            for publics in (others, (*others, public))
        )
        every = np.arange(len(ready.rows))
        assert (after.distances(every) <= before.distances(every) + 1e-12).all()
        assert not (after.barred() & ~before.barred()).any()
        opened += bool((before.barred() & ~after.barred()).any())
    assert opened > PROFILES / 2


def test_no_place_is_lost_but_to_what_was_opened(ready: Bench, known: Trainings) -> None:
    found = [
        one
        for number in range(AT_THE_DOOR)
        for one in flips(ready.index, known, told(number), TODAY)
    ]
    assert len(found) == AT_THE_DOOR * len(PUBLICS)
    assert [one for one in found if not one.harmless] == []
