"""The year's people agree with themselves, with their trainings and with what these publish."""

from datetime import date

import numpy as np

from data.demonstration import formations
from data.demonstration.catalogue import subjects, yearly_answers
from data.demonstration.yearly import year
from data.people import Education, Outcome, Situation, State

SUBJECTS = subjects()
ANSWERS = yearly_answers()
PEOPLE = ANSWERS.learners


def test_only_trainings_that_answered_have_learners() -> None:
    answered = ANSWERS.sizes.answered
    assert answered.sum() == 687
    assert all(SUBJECTS[n].active for n in np.flatnonzero(answered))
    assert answered[PEOPLE.training].all()


def test_only_those_who_finished_have_an_outcome_and_a_salary() -> None:
    finished = PEOPLE.state == State.FINISHED
    assert ((PEOPLE.outcome > 0) == finished).all()
    paid = ANSWERS.salaries > 0
    assert (PEOPLE.outcome[paid] <= Outcome.SAME_JOB).all()
    assert (PEOPLE.outcome[paid] != Outcome.STUDY).all()
    assert 15_000 < ANSWERS.salaries[paid].min() < ANSWERS.salaries[paid].max() < 45_000
    assert not PEOPLE.career_change[~finished].any()


def test_people_in_two_trainings_are_in_target() -> None:
    again = PEOPLE.again
    assert again.sum() == 6
    assert (PEOPLE.education[again] == Education.BAC).all()
    assert (PEOPLE.situation[again] == Situation.JOBSEEKER).all()


def test_money_agrees() -> None:
    money = ANSWERS.money
    assert (money.budgets * 100 >= money.grants).all()
    assert all((cents[~ANSWERS.sizes.answered] == 0).all() for cents in money.funding.values())
    assert (ANSWERS.candidates >= ANSWERS.admitted).all()


def test_what_a_training_publishes_is_what_it_answered() -> None:
    records = formations(date(2026, 11, 24))
    for number, record in enumerate(records):
        told = [one for one in record.results if one.year == 2019]
        assert bool(told) == bool(ANSWERS.sizes.sessions_finished[number])
        for one in told:
            finished, dropped, started = ANSWERS.sizes.learners[number]
            assert (one.finished, one.dropped_out) == (finished, dropped)
            assert one.started == finished + dropped + started
    results = [one for record in records for one in record.results if one.year == 2019]
    assert sum(one.positive_exits or 0 for one in results) == 3455
    assert sum(one.known_outcomes or 0 for one in results) == 4657


def test_the_same_seed_makes_the_same_people() -> None:
    other = year.__wrapped__(SUBJECTS, 2019)
    assert (other.learners.outcome == PEOPLE.outcome).all()
    assert (other.salaries == ANSWERS.salaries).all()
    assert (other.money.grants == ANSWERS.money.grants).all()
