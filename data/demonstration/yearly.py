"""The year 2019 of the demonstration: all answers of its reports, and each training's results."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np

from data.demonstration.money import Money, money, salaries
from data.demonstration.profiles import Learners, learners
from data.demonstration.raking import Whole, chosen, spread
from data.demonstration.sizes import YEAR, Sizes, Subject, printed, sizes
from data.people import KNOWN, POSITIVE
from data.record import ResultRecord
from data.vocabulary import Programme
from data.yearly import Approach

APPROACHES = (148, 40, 22, 21, 19, 6, 5, 3)
"""The 264 trainings that told of their teaching, as the printed percentages allow."""

SOCIAL, PROFESSIONAL = "social", "professionnel"

POSITIVE_2018 = (0.58, 0.9)
"""Shares of positive exits in 2018, around the 74 % that the report of 2019 prints."""

SALARY_EUR = {
    **{"developpement": 25_600, "reseau-securite": 23_600, "maintenance-support": 22_700},
    **{"marketing-ecommerce": 23_900, "interface-graphisme": 22_600, "data": 28_400},
    **{"iot-robotique": 24_300, "communication": 22_300, "gestion-pilotage": 25_100},
}
"""A usual first gross salary by family in 2018, in euros a year."""


@dataclass(frozen=True)
class DemonstrationYear:
    """Everything that the trainings answered; arrays by training, `salaries` by learner."""

    sizes: Sizes
    learners: Learners
    salaries: Whole
    money: Money
    candidates: Whole
    admitted: Whole
    social_hours: Whole
    professional_hours: Whole
    approaches: tuple[Approach | None, ...]


@cache
def year(subjects: tuple[Subject, ...], seed: int) -> DemonstrationYear:
    """The answers of 2019, the same for the same seed."""
    random = np.random.default_rng(seed)
    counted = sizes(subjects, random)
    people = learners(subjects, counted, random)
    admitted = _admitted(counted, random)
    return DemonstrationYear(
        sizes=counted,
        learners=people,
        salaries=salaries(subjects, people, random),
        money=money(subjects, counted, random),
        candidates=_candidates(admitted, counted, random),
        admitted=admitted,
        social_hours=_hours(SOCIAL, counted, random),
        professional_hours=_hours(PROFESSIONAL, counted, random),
        approaches=_approaches(counted, random),
    )


def _admitted(counted: Sizes, random: np.random.Generator) -> Whole:
    """Everyone who came was admitted, and some who were did not come."""
    came = counted.learners.sum(axis=1)
    absent = printed("sourcing", "admitted") - int(came.sum())
    more = spread(absent, came * random.gamma(2.0, 1.0, len(came)))
    admitted: Whole = came + more
    return admitted


def _candidates(admitted: Whole, counted: Sizes, random: np.random.Generator) -> Whole:
    """As many for one admitted where a session ended, which is published, as elsewhere."""
    ended = counted.sessions_finished > 0
    total = printed("sourcing", "candidates")
    there = round(total * int(admitted[ended].sum()) / int(admitted.sum()))
    lean = admitted * random.gamma(4.0, 1.0, len(admitted))
    found = admitted.copy()
    for mask, number in ((ended, there), (~ended, total - there)):
        found += spread(number - int(admitted[mask].sum()), lean * mask)
    return found


def _hours(kind: str, counted: Sizes, random: np.random.Generator) -> Whole:
    """Hours of support whose mean over those that answered is the printed one."""
    total = printed("support_hours", kind) * int(counted.answered.sum())
    return spread(total, counted.answered * random.gamma(2.5, 1.0, len(counted.answered)))


def _approaches(counted: Sizes, random: np.random.Generator) -> tuple[Approach | None, ...]:
    told = random.permutation(
        chosen(random, sum(APPROACHES), counted.answered.astype(float))
    ).tolist()
    named = [approach for approach, n in zip(Approach, APPROACHES, strict=True) for _ in range(n)]
    found = dict(zip(told, named, strict=True))
    return tuple(found.get(number) for number in range(len(counted.answered)))


def results(
    subjects: Sequence[Subject], answers: DemonstrationYear, number: int, random: Random
) -> tuple[ResultRecord, ...]:
    """The years of a training that ended a session in 2019, with 2018 where its label is older."""
    if not answers.sizes.sessions_finished[number]:
        return ()
    own = _result(answers, number)
    if subjects[number].programme is Programme.PIC:
        return (own,)
    return (_earlier(subjects[number].family, random), own)


def _result(answers: DemonstrationYear, number: int) -> ResultRecord:
    mine = answers.learners.training == number
    outcomes = answers.learners.outcome[mine]
    paid = answers.salaries[mine]
    finished, dropped, started = (int(one) for one in answers.sizes.learners[number])
    known = int((paid > 0).sum())
    return ResultRecord(
        year=YEAR,
        candidates=int(answers.candidates[number]),
        admitted=int(answers.admitted[number]),
        started=finished + dropped + started,
        finished=finished,
        dropped_out=dropped,
        known_outcomes=int(np.isin(outcomes, KNOWN).sum()),
        positive_exits=int(np.isin(outcomes, POSITIVE).sum()),
        salaries=known,
        mean_salary_eur=round(int(paid.sum()) / known) if known else None,
    )


def _earlier(family: str, random: Random) -> ResultRecord:
    """A year for which the report of 2019 prints nothing by training."""
    admitted = sum(random.randint(10, 20) for _ in range(random.choice((1, 1, 2, 2, 3, 4))))
    started = admitted - random.randint(0, admitted // 12)
    dropped = round(started * random.uniform(0.02, 0.3))
    finished = round((started - dropped) * random.uniform(0.6, 1.0))
    known = round(finished * random.uniform(0.55, 1.0))
    positive = round(known * random.uniform(*POSITIVE_2018))
    paid = round(positive * random.uniform(0.2, 0.7))
    mean = 10 * round(SALARY_EUR[family] * random.uniform(0.88, 1.14) / 10)
    return ResultRecord(
        year=YEAR - 1,
        candidates=round(admitted * random.uniform(2, 8)),
        admitted=admitted,
        started=started,
        finished=finished,
        dropped_out=dropped,
        known_outcomes=known,
        positive_exits=positive,
        salaries=paid,
        mean_salary_eur=mean if paid else None,
    )
