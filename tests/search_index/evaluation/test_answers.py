"""Learners type possible profiles, each its own, and leave out what they leave out."""

from datetime import date

import numpy as np
import pytest

from search_index.evaluation.answers import inflected, profile, said
from search_index.evaluation.learners import Learner, learner
from search_index.evaluation.tastes import kinship, sayings, trades

DAY = date(2027, 1, 15)


@pytest.fixture(scope="module")
def learners() -> list[Learner]:
    return [learner(number) for number in range(300)]


def told(one: Learner, missing: float) -> set[str]:
    return set(profile(one, missing, DAY).model_dump(exclude_defaults=True))


def test_a_learner_is_the_same_whoever_else_is_drawn(learners: list[Learner]) -> None:
    again = learner(17)
    assert (again.person, again.trades, again.care) == (
        learners[17].person,
        learners[17].trades,
        learners[17].care,
    )
    assert (again.appeal == learners[17].appeal).all()
    assert learner(17, seed=1).person != again.person


def test_the_wished_trade_pleases_most(learners: list[Learner]) -> None:
    for one in learners:
        assert one.appeal.max() == one.appeal[trades().index(one.trades[0])] == 1.0
        assert one.appeal.min() >= 0


def test_more_missing_leaves_out_more_of_the_same(learners: list[Learner]) -> None:
    for one in learners:
        assert told(one, 0.0) >= told(one, 0.25) >= told(one, 0.5)
        assert told(one, 1.1) == set()
    kept = sum(len(told(one, 0.5)) for one in learners) / sum(len(told(one, 0)) for one in learners)
    assert kept == pytest.approx(0.5, abs=0.05)


def test_learners_answer_as_they_are(learners: list[Learner]) -> None:
    for one in learners:
        asked = profile(one, 0.0, DAY)
        assert asked.education_level == one.person.education
        assert asked.audiences == () or set(asked.audiences) == one.person.audiences
        place = asked.place
        assert (place is None) == one.moves
        if place is not None and place.kind == "commune":
            assert place.radius_km == one.reach_km
            assert place.latitude == pytest.approx(one.person.commune.latitude, abs=0.3)
        wishes = (asked.trades, asked.families, (asked.words,))
        known = {"trade": 0, "family": 1, "words": 2}[one.says]
        assert any(wishes[known])


def test_words_are_the_learners_own(learners: list[Learner]) -> None:
    found = {said(one, np.random.default_rng(one.number)) for one in learners}
    assert len(found) > 200
    assert all(2 <= len(one) < 200 for one in found)


@pytest.mark.parametrize(
    ("word", "woman", "feminine"),
    [
        ("développeur web", True, "développeuse"),
        ("administrateur réseau", True, "administratrice"),
        ("technicien", True, "technicienne"),
        ("développeur web", False, "développeur"),
        ("PHP", True, "PHP"),
    ],
)
def test_trades_are_inflected(word: str, woman: bool, feminine: str) -> None:
    forms = {inflected(word, woman, np.random.default_rng(seed)) for seed in range(40)}
    singular = " ".join((feminine, *word.split()[1:]))
    assert singular in forms
    assert len(forms) <= 2


def test_kinship_is_that_of_what_one_does_all_day() -> None:
    row = dict(zip(trades(), kinship()[trades().index("infographiste")], strict=True))
    assert row["infographiste"] == pytest.approx(1.0)
    assert row["webdesigner"] > 0.8 > row["technicien-fibre-optique"]
    assert "dessiner" in sayings("infographiste")
