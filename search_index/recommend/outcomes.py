"""What became of past learners as one figure, which few people cannot carry far."""

import numpy as np
from numpy.typing import NDArray

from search_index.columns import Columns, Floats

PRIOR = 30
"""Learners of the family's mean that are added to each training's own, so that a rate of few people
stays near it (a beta prior of that mean, as empirical Bayes has it)."""

SALARIES = (15_000, 35_000)
"""Gross euros a year at which the salary's part is 0 and 1."""


def results(columns: Columns) -> Floats:
    """From 0 to 1, NaN where nothing is known of at least 20 people.

    The mean of the share in work or study, of the share that did not drop out, and of where the
    salary lies between SALARIES, each as far as it is known and drawn to its family's mean.
    """
    known, positive, ended, left, salaries, salary = columns.outcomes.T
    low, high = SALARIES
    paid = np.clip((salary - low) / (high - low), 0, 1)
    parts = ((known, positive), (ended, ended - left), (salaries, salaries * paid))
    families = columns.facets["family"].codes
    drawn = np.stack([shrunk(people, good, families) for people, good in parts])
    told = ~np.isnan(drawn)
    total = np.where(told, drawn, 0).sum(axis=0)
    found: Floats = np.full(len(families), np.nan)
    np.divide(total, told.sum(axis=0), out=found, where=told.any(axis=0))
    return found


def shrunk(people: Floats, good: Floats, groups: NDArray[np.integer]) -> Floats:
    """The shares of `people` that are `good`, each drawn to its group's by PRIOR people."""
    told = ~np.isnan(people) & ~np.isnan(good)
    size = int(groups.max(initial=0)) + 1
    everyone = np.bincount(groups[told], people[told], size)
    fine = np.bincount(groups[told], good[told], size)
    overall = float(fine.sum() / everyone.sum()) if told.any() else 0.0
    mean = np.divide(fine, everyone, out=np.full(size, overall), where=everyone > 0)
    drawn: Floats = (good + PRIOR * mean[groups]) / (people + PRIOR)
    return drawn
