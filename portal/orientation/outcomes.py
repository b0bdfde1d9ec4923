"""What became of a training's past learners, in a few words with their number and year."""

from collections.abc import Sequence

from data.models import YearlyResult
from data.outcomes import LEAST_PEOPLE, mean_salary, positive_exit
from portal import wording
from portal.wording import NO_BREAK


def told(results: Sequence[YearlyResult]) -> str:
    """The newest figure that enough people stand behind, else why there is none.

    `results` are the years of one training, the newest first.
    """
    figures = [text for say in OUTCOMES for one in results if (text := say(one))]
    if figures:
        return figures[0]
    rates = [positive_exit(one) for one in results]
    few = next((rate.n for rate in rates if rate.withheld == "too_few"), None)
    if few is None:
        return "résultats des anciens non communiqués"
    return f"trop peu de réponses ({wording.number(few)}) pour juger des résultats"


def _exits(result: YearlyResult) -> str:
    rate = positive_exit(result)
    if rate.rate is None:
        return ""
    share = wording.percent(rate.rate)
    return f"{share} en emploi ou en études trois mois après {_among(rate.n, result)}"


def _left(result: YearlyResult) -> str:
    started, left = result.started, result.dropped_out
    if started is None or left is None or started < LEAST_PEOPLE:
        return ""
    return f"{wording.percent(left / started)} ont arrêté avant la fin {_among(started, result)}"


def _paid(result: YearlyResult) -> str:
    salary = mean_salary(result)
    if salary.rate is None:
        return ""
    euros = f"{wording.number(salary.rate)}{NO_BREAK}€"
    return f"{euros} brut par an en moyenne ensuite {_among(salary.n, result)}"


def _among(people: int | None, result: YearlyResult) -> str:
    return f"(sur {wording.counted(people or 0, 'personne')}, en {result.year})"


OUTCOMES = (_exits, _left, _paid)
"""What is told of the people of past years, the most telling first."""
