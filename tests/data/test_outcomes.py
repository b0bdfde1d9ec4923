"""A rate carries its n and its interval; below 20 people it is withheld."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models import YearlyResult
from data.outcomes import mean_salary, positive_exit


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
    assert positive_exit(year()).withheld == "unknown"
    assert mean_salary(year(salaries=30)).withheld == "unknown"
    assert mean_salary(year(salaries=3, mean_salary_eur=24000)).withheld == "too_few"
    assert mean_salary(year(salaries=20, mean_salary_eur=24000)).rate == 24000
