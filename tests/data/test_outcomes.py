"""A rate carries its n and its interval; below 20 people it is withheld, wherever it could show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models import YearlyResult
from data.outcomes import (
    MEASURES,
    TOO_FEW,
    UNKNOWN,
    Sums,
    admission,
    compare,
    completion,
    dropout,
    mean_salary,
    positive_exit,
    results,
)


def year(**counts: int | None) -> YearlyResult:
    return YearlyResult(formation_id="a", year=2019, **counts)


def test_a_rate_has_the_interval_of_wilson() -> None:
    rate = positive_exit(year(known_outcomes=100, positive_exits=74))
    assert rate.rate == 0.74
    # Source of the expected bounds: the formula worked by hand for 74 of 100.
    assert (rate.low, rate.high) == (
        pytest.approx(0.6463, abs=1e-3),
        pytest.approx(0.8158, abs=1e-3),
    )


def test_a_true_zero_is_a_rate() -> None:
    assert positive_exit(year(known_outcomes=25, positive_exits=0)).rate == 0


@given(n=st.integers(0, 19), positive=st.integers(0, 19))
def test_below_twenty_people_nothing_is_published(n: int, positive: int) -> None:
    rate = positive_exit(year(known_outcomes=n, positive_exits=min(n, positive)))
    assert (rate.rate, rate.low, rate.high, rate.withheld) == (None, None, None, "too_few")


@given(n=st.integers(20, 5000), data=st.data())
def test_the_interval_holds_the_rate(n: int, data: st.DataObject) -> None:
    rate = positive_exit(year(known_outcomes=n, positive_exits=data.draw(st.integers(0, n))))
    assert rate.rate is not None
    assert rate.low is not None
    assert rate.high is not None
    assert 0 <= rate.low <= rate.rate <= rate.high <= 1


def test_unknown_is_not_too_few() -> None:
    assert all(measure(year()).withheld == UNKNOWN for measure in MEASURES.values())
    assert mean_salary(year(salaries=30)).withheld == UNKNOWN
    assert mean_salary(year(salaries=3, mean_salary_eur=24000)).withheld == TOO_FEW
    assert mean_salary(year(salaries=20, mean_salary_eur=24000)).rate == 24000


def test_more_than_all_is_no_rate() -> None:
    assert admission(year(candidates=30, admitted=40)).withheld == UNKNOWN


def test_those_still_in_training_neither_went_to_the_end_nor_left() -> None:
    one = year(started=100, finished=30, dropped_out=10)
    assert (completion(one).rate, dropout(one).rate, completion(one).n) == (0.75, 0.25, 40)


def test_counts_that_would_give_a_withheld_rate_away_are_withheld() -> None:
    told = results(year(started=18, finished=14, dropped_out=4), None, {})
    assert (told.started, told.finished, told.dropped_out) == (18, None, None)
    assert told.measures["completion"].own.withheld == TOO_FEW
    told = results(year(started=30, finished=20, dropped_out=0), None, {})
    assert (told.finished, told.dropped_out) == (20, 0)


def of(part: int, n: int, hidden: int = 0, hidden_people: int = 0) -> dict[str, Sums]:
    names = ("admission", "completion", "positive_exit", "salary")
    return {name: Sums(part, n, hidden, hidden_people) for name in names}


def test_the_family_and_the_network_stand_beside() -> None:
    compared = compare({(2019, "data"): of(30, 40), (2019, "communication"): of(10, 60)})
    told = results(year(known_outcomes=20, positive_exits=15), "data", compared)
    measure = told.measures["positive_exit"]
    assert (measure.own.rate, measure.family.rate, measure.network.rate) == (0.75, 0.75, 0.4)
    assert (measure.family.n, measure.network.n) == (40, 100)
    assert told.measures["dropout"].network.rate == pytest.approx(0.6)


def test_a_year_of_which_nothing_is_known_has_nothing_beside() -> None:
    measure = results(year(), "data", {}).measures["positive_exit"]
    assert (measure.family.withheld, measure.network.withheld) == (UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("hidden", "people"),
    [(1, 12), (1, 19), (2, 19)],
)
def test_a_family_does_not_give_its_small_trainings_away(hidden: int, people: int) -> None:
    compared = compare(
        {(2019, "data"): of(60, 100, hidden, people), (2019, "x"): of(60, 80),
         (2019, "y"): of(60, 200)}
    )  # fmt: skip
    assert compared[2019, "data"]["positive_exit"].withheld == TOO_FEW
    # One withheld family alone could be worked out from the whole, which is public.
    assert compared[2019, "x"]["positive_exit"].withheld == TOO_FEW
    assert compared[2019, "y"]["positive_exit"].rate == 0.3
    assert compared[2019, None]["positive_exit"].n == 380


def test_enough_small_trainings_hide_one_another() -> None:
    compared = compare({(2019, "data"): of(60, 100, hidden=3, hidden_people=30)})
    assert compared[2019, "data"]["positive_exit"].rate == 0.6
