"""What a year's counts allow to say: rates with their n and interval, or why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from math import sqrt

from data.models import YearlyResult

LEAST_PEOPLE = 20
"""Below this many people no rate is published (InserJeunes publishes under the same rule)."""

Z_95 = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""

UNKNOWN, TOO_FEW = "unknown", "too_few"


@dataclass(frozen=True)
class Rate:
    """A share of `n` people, from 0 to 1, with its 95 % interval; None where `withheld`."""

    n: int | None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: str | None = None


def share(part: int | None, n: int | None) -> Rate:
    """A part of n people, or the reason why none is told; more than all is an error of the source.

    The interval is Wilson's (E. B. Wilson, JASA 22, 1927): honest for small n and near 0 and 1.
    """
    if n is None or part is None or part > n:
        return Rate(n=n, withheld=UNKNOWN)
    if n < LEAST_PEOPLE:
        return Rate(n=n, withheld=TOO_FEW)
    rate = part / n
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


def admission(result: YearlyResult) -> Rate:
    """The share of candidates who were admitted."""
    return share(result.admitted, result.candidates)


def completion(result: YearlyResult) -> Rate:
    """The share of those whose training ended in the year who went to its end."""
    return share(result.finished, ended(result))


def dropout(result: YearlyResult) -> Rate:
    """The share of those whose training ended in the year who left before its end."""
    return share(result.dropped_out, ended(result))


def ended(result: YearlyResult) -> int | None:
    """People whose training ended in the year, at its end or before; None where unknown."""
    if result.finished is None or result.dropped_out is None:
        return None
    return result.finished + result.dropped_out


def positive_exit(result: YearlyResult) -> Rate:
    """The share of learners in work or study three months on, among the known situations."""
    return share(result.positive_exits, result.known_outcomes)


def mean_salary(result: YearlyResult) -> Rate:
    """The number of salaries and, in `rate`, their mean in gross euros a year, or why none."""
    n, mean = result.salaries, result.mean_salary_eur
    if n is None or mean is None:
        return Rate(n=n, withheld=UNKNOWN)
    return Rate(n=n, withheld=TOO_FEW) if n < LEAST_PEOPLE else Rate(n=n, rate=float(mean))


MEASURES: Mapping[str, Callable[[YearlyResult], Rate]] = {
    "admission": admission,
    "completion": completion,
    "dropout": dropout,
    "positive_exit": positive_exit,
    "salary": mean_salary,
}
"""Everything that is measured of a training's year, in the order in which it is told."""

PAIRS = {
    "admission": ("admitted", "candidates"),
    "completion": ("finished", "dropped_out"),
    "positive_exit": ("positive_exits", "known_outcomes"),
    "salary": ("mean_salary_eur", "salaries"),
}
"""The two counts that each measure needs together; dropout needs those of completion."""

Compared = Mapping[tuple[int, str | None], Mapping[str, Rate]]
"""By year and family (None: all of them), what stands beside a training's own rates."""


@dataclass(frozen=True)
class Measure:
    """One rate of a training's year beside that of its family and of the whole network."""

    own: Rate
    family: Rate
    network: Rate


@dataclass(frozen=True)
class Results:
    """A training's year: what is told of it everywhere; counts that give a rate away are None."""

    year: int
    candidates: int | None
    admitted: int | None
    started: int | None
    finished: int | None
    dropped_out: int | None
    measures: Mapping[str, Measure]


NOTHING = Rate(n=None, withheld=UNKNOWN)


def results(result: YearlyResult, family: str | None, compared: Compared) -> Results:
    """The year as it may be told, beside the family's and the network's."""
    measures = {
        name: Measure(
            measure(result),
            compared.get((result.year, family or ""), {}).get(name, NOTHING),
            compared.get((result.year, None), {}).get(name, NOTHING),
        )
        for name, measure in MEASURES.items()
    }
    people = ended(result)
    few = people is not None and 0 < people < LEAST_PEOPLE
    return Results(
        year=result.year,
        candidates=result.candidates,
        admitted=result.admitted,
        started=result.started,
        finished=None if few else result.finished,
        dropped_out=None if few else result.dropped_out,
        measures=measures,
    )


@dataclass(frozen=True)
class Sums:
    """A measure over several trainings: its counts, and what those that tell no rate hold."""

    part: int = 0
    n: int = 0
    hidden: int = 0
    hidden_people: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(mine + one for mine, one in zip(astuple(self), astuple(other), strict=True)))

    @property
    def gives_away(self) -> bool:
        """Whether taking the told trainings away would leave one alone, or too few people."""
        return self.hidden == 1 or 0 < self.hidden_people < LEAST_PEOPLE


def compare(sums: Mapping[tuple[int, str], Mapping[str, Sums]]) -> Compared:
    """The rates of each year's families and of all trainings, from the families' sums.

    A family's rate from which a withheld one could be worked out is withheld as well. The whole
    network's is public, so a single withheld family takes the smallest told one with it.
    """
    found: dict[tuple[int, str | None], dict[str, Rate]] = {}
    for year in {year for year, _ in sums}:
        own = {family: measured for (one, family), measured in sums.items() if one == year}
        for name in PAIRS:
            each = {family: measured[name] for family, measured in own.items()}
            rates = {family: _rate(name, one) for family, one in each.items()}
            if sum(rate.withheld == TOO_FEW for rate in rates.values()) == 1:
                rates |= _smallest_told(rates)
            whole = share_of(name, sum(each.values(), Sums()))
            for family, rate in (*rates.items(), (None, whole)):
                found.setdefault((year, family), {})[name] = rate
    return {group: _with_dropout(measured) for group, measured in found.items()}


def _smallest_told(rates: Mapping[str, Rate]) -> dict[str, Rate]:
    told = [(rate.n or 0, family) for family, rate in rates.items() if rate.rate is not None]
    return {min(told)[1]: Rate(n=None, withheld=TOO_FEW)} if told else {}


def _rate(name: str, one: Sums) -> Rate:
    return Rate(n=None, withheld=TOO_FEW) if one.gives_away else share_of(name, one)


def share_of(name: str, one: Sums) -> Rate:
    """The measure of these sums, whatever small trainings they hold."""
    if not one.n:
        return NOTHING
    if name != "salary":
        return share(one.part, one.n)
    few = one.n < LEAST_PEOPLE
    return Rate(one.n, withheld=TOO_FEW) if few else Rate(one.n, float(round(one.part / one.n)))


def _with_dropout(measured: dict[str, Rate]) -> dict[str, Rate]:
    """With the rate of those who left: what the rate of completion leaves."""
    done = measured["completion"]
    if done.rate is None or done.low is None or done.high is None:
        return measured | {"dropout": done}
    left = replace(done, rate=1 - done.rate, low=1 - done.high, high=1 - done.low)
    return measured | {"dropout": left}
