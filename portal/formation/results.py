"""A training's yearly results in words: each rate with its number of people, or why none."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.models import YearlyResult
from data.outcomes import Rate, mean_salary, positive_exit
from portal import wording

UNKNOWN_RATE = "Taux non communiqué : l’organisme n’a pas transmis la situation des personnes."
UNKNOWN_SALARY = "Salaire non communiqué"


@dataclass(frozen=True)
class RateView:
    """A rate in words and, from 0 to 100, for the bar; the numbers are None where withheld."""

    text: str
    detail: str
    percent: float | None = None
    low: float | None = None
    width: float | None = None


@dataclass(frozen=True)
class YearView:
    """One year's results; unknown counts are left out of `counts`."""

    year: str
    counts: tuple[tuple[str, str], ...]
    positive_exit: RateView
    salary: str


COUNTS = {
    "candidates": "Candidatures",
    "admitted": "Personnes admises",
    "started": "Ont commencé",
    "finished": "Sont allées au bout",
    "dropped_out": "Ont arrêté avant la fin",
}


def year_view(result: YearlyResult) -> YearView:
    """The results of one year."""
    return YearView(
        year=str(result.year),
        counts=tuple(_counts(result)),
        positive_exit=_rate(positive_exit(result)),
        salary=_salary(mean_salary(result)),
    )


def _counts(result: YearlyResult) -> Iterator[tuple[str, str]]:
    for field, label in COUNTS.items():
        count = getattr(result, field)
        if count is not None:
            yield label, wording.number(count)


def _rate(rate: Rate) -> RateView:
    if rate.rate is None or rate.low is None or rate.high is None:
        return RateView(_withheld(rate), "")
    people = f"Sur {wording.counted(rate.n or 0, 'personne')} dont la situation est connue."
    interval = f"entre {wording.percent(rate.low)} et {wording.percent(rate.high)}"
    return RateView(
        text=wording.percent(rate.rate),
        detail=f"{people} Compte tenu du hasard, le taux est sans doute {interval} "
        f"(intervalle à 95{wording.NARROW}%).",
        percent=round(rate.rate * 100, 1),
        low=round(rate.low * 100, 1),
        width=round((rate.high - rate.low) * 100, 1),
    )


def _withheld(rate: Rate) -> str:
    if rate.withheld == "too_few":
        return f"Trop peu de réponses ({wording.number(rate.n or 0)}) pour publier un taux"
    return UNKNOWN_RATE


def _salary(salary: Rate) -> str:
    if salary.rate is not None:
        known = wording.counted(salary.n or 0, "salaire connu", "salaires connus")
        return f"{wording.number(salary.rate)}{wording.NO_BREAK}€ brut par an en moyenne ({known})"
    if salary.withheld == "too_few":
        return f"Trop peu de salaires connus ({wording.number(salary.n or 0)}) pour une moyenne"
    return UNKNOWN_SALARY
