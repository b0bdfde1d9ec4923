"""The hidden utility says of plain cases what anybody would say, and knows its own limits."""

from dataclasses import replace

import numpy as np
import pytest

from search_index.evaluation.learners import Learner, learner
from search_index.evaluation.trainings import Trainings
from search_index.evaluation.utility import grades, noisy, travel, utility

LEARNERS = 60


@pytest.fixture(scope="module")
def someone() -> Learner:
    return learner(3)


def with_column(known: Trainings, name: str, value: float) -> Trainings:
    return replace(known, **{name: np.full(len(known.ids), value)})


def test_it_lies_between_nothing_and_all(known: Trainings) -> None:
    for number in range(LEARNERS):
        found = utility(learner(number), known)
        assert ((found >= 0) & (found <= 1)).all()
        assert not found[~known.open].any()


def test_a_closed_door_is_worth_nothing(known: Trainings, someone: Learner) -> None:
    assert not utility(someone, with_column(known, "entry", 8.0)).any()
    assert utility(someone, with_column(known, "entry", 0.0)).any()


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [("hours", 35.0, 4_000.0), ("cost", 0.0, 9_000.0), ("waits", 5.0, 700.0)],
)
def test_worse_facts_never_please_more(
    known: Trainings, name: str, good: float, bad: float
) -> None:
    fell = 0
    for number in range(LEARNERS):
        one = learner(number)
        better = utility(one, with_column(known, name, good))
        worse = utility(one, with_column(known, name, bad))
        assert (worse <= better + 1e-12).all()
        fell += bool(worse.sum() < better.sum())
    assert fell > LEARNERS / 3


def test_what_is_unknown_is_worth_the_mean(known: Trainings, someone: Learner) -> None:
    hours = np.where(np.arange(len(known.ids)) % 2, 35.0, 9_000.0)
    some = replace(known, hours=np.where(np.arange(len(hours)) == 0, np.nan, hours))
    low, high = replace(known, hours=hours * 0 + 9_000.0), replace(known, hours=hours * 0 + 35.0)
    worth = [utility(someone, one)[0] for one in (low, some, high)]
    assert worth == sorted(worth)


def test_kilometres_are_those_of_the_globe(known: Trainings, someone: Learner) -> None:
    home = someone.person.commune
    here = with_column(with_column(known, "latitude", home.latitude or 0.0),
                       "longitude", home.longitude or 0.0)  # fmt: skip
    assert travel(someone, here) == pytest.approx(0.0, abs=0.2)
    north = with_column(here, "latitude", (home.latitude or 0.0) + 1.0)
    away = travel(someone, north)
    assert away[away > 0] == pytest.approx(111.2, abs=0.1)


def test_chance_moves_what_is_possible_and_nothing_else(known: Trainings, someone: Learner) -> None:
    found = utility(someone, known)
    assert (noisy(found, someone, 0.0) == found).all()
    moved = noisy(found, someone, 0.6)
    assert ((moved > 0) == (found > 0)).all()
    assert not np.allclose(moved, found)


def test_grades_are_shares_of_the_best(known: Trainings) -> None:
    found = np.zeros(len(known.ids))
    found[:5] = (0.5, 0.33, 0.2, 0.1, 0.09)
    best = dict(zip(known.ids[:4], (3, 3, 2, 1), strict=True))
    assert grades(found, known) == best
    assert grades(found * 0, known) == {}
