"""What a year's counts allow to say: rates with their n and interval, or why there is none."""

from dataclasses import dataclass
from math import sqrt

from data.models import YearlyResult

LEAST_PEOPLE = 20
"""Below this many people no rate is published (InserJeunes publishes under the same rule)."""

Z_95 = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True)
class Rate:
    """A share of `n` people, from 0 to 1, with its 95 % interval; None where `withheld`."""

    n: int | None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: str | None = None


def positive_exit(result: YearlyResult) -> Rate:
    """The share of learners in work or study three months on, among the known situations.

    The interval is Wilson's (E. B. Wilson, JASA 22, 1927): honest for small n and near 0 and 1.
    """
    n, positive = result.known_outcomes, result.positive_exits
    if n is None or positive is None:
        return Rate(n=n, withheld="unknown")
    if n < LEAST_PEOPLE:
        return Rate(n=n, withheld="too_few")
    rate = positive / n
    centre = rate + Z_95**2 / (2 * n)
    half = Z_95 * sqrt(rate * (1 - rate) / n + Z_95**2 / (4 * n * n))
    scale = 1 + Z_95**2 / n
    # Rounding must not put the rate outside its own interval.
    return Rate(
        n,
        rate,
        max(0.0, min(rate, (centre - half) / scale)),
        min(1.0, max(rate, (centre + half) / scale)),
    )


def mean_salary(result: YearlyResult) -> Rate:
    """The number of salaries and, in `rate`, their mean in gross euros a year, or why none."""
    n, mean = result.salaries, result.mean_salary_eur
    if n is None or mean is None:
        return Rate(n=n, withheld="unknown")
    return Rate(n=n, withheld="too_few") if n < LEAST_PEOPLE else Rate(n=n, rate=float(mean))
