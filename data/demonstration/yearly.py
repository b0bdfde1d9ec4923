"""The yearly reports of a demonstration training: counts of people that add up."""

from random import Random

from data.record import LabelRecord, ResultRecord
from data.vocabulary import Programme

REPORTING = 0.34
"""The share of trainings with a report, so that "not known" stays the usual case."""

POSITIVE = (0.58, 0.9)
"""Shares of positive exits, around the 74 % that the report prints."""

SALARY_EUR = {
    **{"developpement": 25_600, "reseau-securite": 23_600, "maintenance-support": 22_700},
    **{"marketing-ecommerce": 23_900, "interface-graphisme": 22_600, "data": 28_400},
    **{"iot-robotique": 24_300, "communication": 22_300, "gestion-pilotage": 25_100},
}
"""A usual first gross salary by family, in euros a year, around the printed 24,397."""


def results(random: Random, label: LabelRecord, family: str) -> tuple[ResultRecord, ...]:
    """One or two years for a third of the trainings; many too small for a rate."""
    if random.random() > REPORTING:
        return ()
    years = (2019,) if label.programme is Programme.PIC else (2018, 2019)
    return tuple(_result(random, year, family) for year in years)


def _result(random: Random, year: int, family: str) -> ResultRecord:
    groups = random.choice((1, 1, 2, 2, 3, 4))
    admitted = sum(random.randint(10, 20) for _ in range(groups))
    started = admitted - random.randint(0, admitted // 12)
    dropped = round(started * random.uniform(0.02, 0.3))
    finished = round((started - dropped) * random.uniform(0.6, 1.0))
    known = round(finished * random.uniform(0.55, 1.0))
    positive = round(known * random.uniform(*POSITIVE))
    salaries = round(positive * random.uniform(0.2, 0.7))
    mean = 10 * round(SALARY_EUR[family] * random.uniform(0.88, 1.14) / 10)
    return ResultRecord(
        year=year,
        candidates=round(admitted * random.uniform(2, 8)),
        admitted=admitted,
        started=started,
        finished=finished,
        dropped_out=dropped,
        known_outcomes=known,
        positive_exits=positive,
        salaries=salaries,
        mean_salary_eur=mean if salaries else None,
    )
