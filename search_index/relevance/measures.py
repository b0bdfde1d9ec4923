"""How good a ranked list is: nDCG, recall, success, each between 0 and 1."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CUT = 10
"""Positions that nDCG looks at: what is read on a phone before giving up."""
DEEP = 50
RELEVANT = 2
"""The lowest grade that recall counts."""
TOP = 5

Grades = Mapping[str, int]
"""Grade 1 to 3 by id; an id that is absent has grade 0."""


@dataclass(frozen=True)
class Measures:
    """The measures of one answer, or the means of several; `empty` is the share of empty lists."""

    ndcg: float
    recall: float
    success: float
    empty: float


def ndcg(ranked: Sequence[str], grades: Grades, cut: int = CUT) -> float:
    """Discounted cumulative gain over that of the ideal order; 0 when nothing has a grade.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4),
    2002; gain 2^grade - 1 and discount log2(rank + 1) after Burges et al., ICML 2005.
    """
    ideal = dcg(sorted(grades.values(), reverse=True)[:cut])
    return dcg([grades.get(one, 0) for one in ranked[:cut]]) / ideal if ideal else 0.0


def dcg(grades: Sequence[int]) -> float:
    """The discounted cumulative gain of grades in their order, at least 0."""
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def recall(ranked: Sequence[str], grades: Grades, depth: int = DEEP) -> float:
    """The share of relevant trainings among the first `depth`, of as many as fit there."""
    relevant = {one for one, grade in grades.items() if grade >= RELEVANT}
    found = relevant.intersection(ranked[:depth])
    return len(found) / min(depth, len(relevant)) if relevant else 0.0


def success(ranked: Sequence[str], grades: Grades, top: int = TOP) -> float:
    """1 when one of the first `top` has the best grade that any training has, else 0."""
    best = max(grades.values(), default=0)
    return float(best > 0 and any(grades.get(one, 0) == best for one in ranked[:top]))


def measure(ranked: Sequence[str], grades: Grades) -> Measures:
    """All measures of one ranked list of ids."""
    return Measures(
        ndcg=ndcg(ranked, grades),
        recall=recall(ranked, grades),
        success=success(ranked, grades),
        empty=float(not ranked),
    )


def mean(found: Sequence[Measures]) -> Measures:
    """The mean of each measure; ValueError for none."""
    if not found:
        raise ValueError("aucune mesure")
    names = ("ndcg", "recall", "success", "empty")
    return Measures(*(sum(getattr(one, name) for one in found) / len(found) for name in names))
