"""The money of 2019: grants, budgets, who paid, and what the learners earn afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data import reference
from data.demonstration.profiles import Learners
from data.demonstration.raking import Numbers, Whole, chosen, raked, spread
from data.demonstration.sizes import YEAR, Sizes, Subject
from data.people import Outcome, Sex
from data.yearly import Scheme

UNROUNDED = "Formations hors réseau"
"""The operator whose grants, printed in whole euros, take up the cents of the regions' sums."""

PAID = tuple(
    outcome for outcome in Outcome if outcome <= Outcome.SAME_JOB and outcome != Outcome.STUDY
)
KNOWN_SALARIES = {True: 0.75, False: 0.5}
"""The share of salaries known, in the trades whose mean is printed and in the others."""

SALARY_SPREAD = 0.11
WOMEN = 1 / 4
"""The share of women by which the means of both sexes make the printed mean of all."""


@dataclass(frozen=True)
class Money:
    """By training: grant in cents, budget in euros, what each scheme paid in cents."""

    grants: Whole
    budgets: Whole
    funding: dict[Scheme, Whole]


def money(subjects: Sequence[Subject], counted: Sizes, random: np.random.Generator) -> Money:
    """The printed sums by operator, region and scheme, to the euro and to the cent."""
    weights = random.gamma(6.0, 1.0, len(subjects)) * np.array(
        [max(one.hours, 100) ** 0.5 for one in subjects]
    )
    grants = _grants(subjects, weights)
    return Money(grants, _budgets(subjects, grants, weights), _funding(counted, grants, random))


def _grants(subjects: Sequence[Subject], weights: Numbers) -> Whole:
    """Grants that add up by operator (in euros) and by region (in cents), raked over both."""
    figures = reference.key_figures(YEAR)
    regions = {row[0]: round(100 * row[1]) for row in figures["grant_by_region"]["rows"]}
    operators = {row[0]: 100 * row[2] for row in figures["budget_by_network"]["rows"]}
    operators[UNROUNDED] += sum(regions.values()) - sum(operators.values())
    of_region = np.array([one.territory for one in subjects])
    of_operator = np.array([one.operator for one in subjects])
    granted = weights * (np.array([operators[one] for one in of_operator]) > 0)
    cells = sorted({(one.operator, one.territory) for one in subjects})
    members = [(of_operator == operator) & (of_region == region) for operator, region in cells]
    sums = [(np.array([cell[0] == name for cell in cells]), total)
            for name, total in operators.items()]  # fmt: skip
    sums += [(np.array([cell[1] == name for cell in cells]), total)
             for name, total in regions.items()]  # fmt: skip
    totals = raked(np.array([granted[mask].sum() for mask in members]), sums)
    grants = np.zeros(len(subjects), dtype=np.int64)
    for mask, total in zip(members, totals, strict=True):
        grants += spread(int(total), granted * mask) if total else 0
    return grants


def _budgets(subjects: Sequence[Subject], grants: Whole, weights: Numbers) -> Whole:
    """Budgets that hold the grant and add up by operator."""
    budgets = -(-grants // 100)
    of_operator = np.array([one.operator for one in subjects])
    for name, _, _, total in reference.key_figures(YEAR)["budget_by_network"]["rows"]:
        mine = of_operator == name
        budgets = budgets + spread(total - int(budgets[mine].sum()), weights * mine)
    return budgets


def _funding(counted: Sizes, grants: Whole, random: np.random.Generator) -> dict[Scheme, Whole]:
    """Each scheme's sum over some of the trainings that answered, more where more people learn."""
    people = counted.learners.sum(axis=1)
    found = {}
    for name, euros in reference.key_figures(YEAR)["funding"]["rows"]:
        scheme = next(one for one in Scheme if one.label == name)
        cents = round(100 * euros)
        some = random.random(len(grants)) < min(0.9, 0.05 + cents / 2e9)
        drawn = counted.answered & (some | (random.random(len(grants)) < 0.03))
        lean = drawn * (1.0 + people) * random.gamma(3.0, 1.0, len(grants))
        # The label's own grant is paid over several years, never more than was granted.
        paid = counted.answered * (grants + 1.0) if scheme == Scheme.LABEL else lean
        found[scheme] = spread(cents, paid, grants if scheme == Scheme.LABEL else None)
    return found


def salaries(subjects: Sequence[Subject], learners: Learners, random: np.random.Generator) -> Whole:
    """The gross salary of some of those in work, in euros a year, 0 where it is not known.

    The means by sex and by trade are the printed ones.
    """
    means = dict(reference.key_figures(YEAR)["salaries"]["rows"])
    labels = np.array([reference.trades()[one.trade].label for one in subjects])[learners.training]
    names = [name for name in means if name not in ("tous", "femmes", "hommes")]
    trade = np.array([names.index(label) if label in names else len(names) for label in labels])
    known = _known(learners, trade < len(names), random)
    woman = learners.sex == Sex.WOMAN
    usual = np.array([*(means[name] for name in names), means["tous"] * 0.97])
    cells = [(sex, number) for sex in (True, False) for number in range(len(usual))]
    members = [known & (woman == sex) & (trade == number) for sex, number in cells]
    counts = np.array([int(mask.sum()) for mask in members])
    sexes = np.array([sex for sex, _ in cells])
    trades = np.array([number for _, number in cells])
    sums = [
        (sexes, means["femmes"] * int(counts[sexes].sum())),
        (~sexes, means["hommes"] * int(counts[~sexes].sum())),
        *((trades == number, means[name] * int(counts[trades == number].sum()))
          for number, name in enumerate(names)),
    ]  # fmt: skip
    totals = raked(counts * usual[trades], sums)
    found = np.zeros(len(known), dtype=np.int64)
    for mask, total in zip(members, totals, strict=True):
        if total:
            found[mask] = spread(
                int(total), random.normal(1.0, SALARY_SPREAD, int(mask.sum())).clip(0.75, 1.5)
            )
    return found


def _known(learners: Learners, ranked: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Whose salary is known: three men for a woman, as the printed means ask."""
    paid = np.isin(learners.outcome, PAID)
    chance = np.where(ranked, KNOWN_SALARIES[True], KNOWN_SALARIES[False])
    known = paid & (random.random(len(paid)) < chance)
    woman = learners.sex == Sex.WOMAN
    men = int((known & ~woman).sum())
    women = min(int((known & woman).sum()), int(men * WOMEN / (1 - WOMEN)))
    kept = np.zeros(len(known), dtype=bool)
    for sex, count in ((woman, women), (~woman, round(women * (1 - WOMEN) / WOMEN))):
        kept[chosen(random, count, (known & sex).astype(float))] = True
    return kept
