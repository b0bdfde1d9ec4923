"""A training's yearly results in words: each rate with its number of people, or why none."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.outcomes import TOO_FEW, Rate, Results
from portal import wording

UNKNOWN_RATE = "Taux non communiqué : l’organisme n’a pas transmis la situation des personnes."
UNKNOWN_SALARY = "Salaire non communiqué"


@dataclass(frozen=True)
class RateView:
    """A rate in words and, from 0 to 100, for the bar; the numbers are None where withheld.

    `beside` says what it is in the family and in the whole network.
    """

    text: str
    detail: str
    percent: float | None = None
    low: float | None = None
    width: float | None = None
    title: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearView:
    """One year's results; unknown counts are left out of `counts`, unknown rates of `rates`."""

    year: str
    counts: tuple[tuple[str, str], ...]
    positive_exit: RateView
    rates: tuple[RateView, ...]
    salary: str
    salary_beside: tuple[str, ...]


COUNTS = {
    "candidates": "Candidatures",
    "admitted": "Personnes admises",
    "started": "Ont commencé",
    "finished": "Sont allées au bout",
    "dropped_out": "Ont arrêté avant la fin",
}

RATES = {
    "admission": ("Candidatures acceptées", "candidature", "candidatures"),
    "completion": ("Sont allées au bout de la formation", *("personne", "personnes")),
    "dropout": ("Ont arrêté avant la fin", *("personne", "personnes")),
}
"""The rates beside placement: title, and what their people are."""


def year_view(result: Results, family: str | None = None) -> YearView:
    """The results of one year; `family` is the name of the training's family of trades."""
    exits, salary = result.measures["positive_exit"], result.measures["salary"]
    return YearView(
        year=str(result.year),
        counts=tuple(_counts(result)),
        positive_exit=_rate(
            exits.own,
            "Trop peu de réponses ({n}) pour publier un taux",
            "personne dont la situation est connue",
            "personnes dont la situation est connue",
            beside=_beside(exits.family, exits.network, family),
        ),
        rates=tuple(_rates(result, family)),
        salary=_salary(salary.own),
        salary_beside=tuple(
            f"{name} : {_euros(one.rate)}"
            for name, one in _named(salary.family, salary.network, family)
            if one.rate is not None
        ),
    )


def _counts(result: Results) -> Iterator[tuple[str, str]]:
    for field, label in COUNTS.items():
        count = getattr(result, field)
        if count is not None:
            yield label, wording.number(count)


def _rates(result: Results, family: str | None) -> Iterator[RateView]:
    for name, (title, one, several) in RATES.items():
        measure = result.measures[name]
        if measure.own.withheld in (None, TOO_FEW):
            beside = _beside(measure.family, measure.network, family)
            few = "Trop peu de monde ({n}) pour publier un taux"
            yield _rate(measure.own, few, one, several, title, beside)


def _rate(
    rate: Rate, few: str, one: str, several: str, title: str = "", beside: tuple[str, ...] = ()
) -> RateView:
    if rate.rate is None or rate.low is None or rate.high is None:
        text = few.format(n=wording.number(rate.n or 0)) if rate.n else UNKNOWN_RATE
        return RateView(text if rate.withheld == TOO_FEW else UNKNOWN_RATE, "", title=title,
                        beside=beside)  # fmt: skip
    people = f"Sur {wording.counted(rate.n or 0, one, several)}."
    interval = f"entre {wording.percent(rate.low)} et {wording.percent(rate.high)}"
    return RateView(
        text=wording.percent(rate.rate),
        detail=f"{people} Compte tenu du hasard, le taux est sans doute {interval} "
        f"(intervalle à 95{wording.NARROW}%).",
        percent=round(rate.rate * 100, 1),
        low=round(rate.low * 100, 1),
        width=round((rate.high - rate.low) * 100, 1),
        title=title,
        beside=beside,
    )


def _named(family: Rate, network: Rate, name: str | None) -> Iterator[tuple[str, Rate]]:
    if name:
        yield f"Famille « {name} »", family
    yield "Tout le réseau", network


def _beside(family: Rate, network: Rate, name: str | None) -> tuple[str, ...]:
    """The family's and the network's rates with their people; those not told are left out."""
    return tuple(
        f"{group} : {wording.percent(one.rate)} (sur {wording.number(one.n or 0)})"
        for group, one in _named(family, network, name)
        if one.rate is not None
    )


def _euros(salary: float) -> str:
    return f"{wording.number(salary)}{wording.NO_BREAK}€"


def _salary(salary: Rate) -> str:
    if salary.rate is not None:
        known = wording.counted(salary.n or 0, "salaire connu", "salaires connus")
        return f"{_euros(salary.rate)} brut par an en moyenne ({known})"
    if salary.withheld == TOO_FEW:
        return f"Trop peu de salaires connus ({wording.number(salary.n or 0)}) pour une moyenne"
    return UNKNOWN_SALARY
