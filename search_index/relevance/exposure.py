"""Who is seen: how the first ten places of many searches fall to providers and trainings."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.text import fold
from search_index.query import SearchQuery
from search_index.relevance.gate import TODAY, Bench
from search_index.relevance.judgements import judged_queries
from search_index.relevance.measures import CUT
from search_index.search import search

SEED = 2027
SEARCHES = 1000


@dataclass(frozen=True)
class Seen:
    """One provider: its trainings, and its exposure, the sum of 1 / log2(rank + 1) over places.

    The position discount is that of nDCG; exposure after Singh and Joachims, KDD 2018.
    """

    provider: str
    trainings: int
    exposure: float

    @property
    def each(self) -> float:
        """The exposure per training."""
        return self.exposure / self.trainings


@dataclass(frozen=True)
class Exposure:
    """All providers, the most seen per training first, and three figures.

    `gini` tells how unequally trainings are seen and `gini_providers` how unequally providers per
    training, from 0 (alike) to 1; `alphabet` is the rank correlation (-1 to 1) of a provider's
    exposure per training with its place in the alphabet, about 0 when names do not matter.
    """

    searches: int
    providers: tuple[Seen, ...]
    gini: float
    gini_providers: float
    alphabet: float


def exposure(ready: Bench, searches: int = SEARCHES) -> Exposure:
    """The exposure over that many seeded searches: judged queries, each with a region or none."""
    chance = random.Random(SEED)  # noqa: S311 - the same searches in every run
    queries = [one.q for one in judged_queries() if one.valid]
    regions: list[tuple[str, ...]] = [(), *((code,) for code in reference.regions())]
    seen: dict[str, float] = defaultdict(float)
    for _ in range(searches):
        asked = SearchQuery(q=chance.choice(queries), region=chance.choice(regions), page_size=CUT)
        for rank, hit in enumerate(search(ready.index, asked, TODAY).hits, start=1):
            seen[hit.formation_id] += 1 / math.log2(rank + 1)
    return _summed(ready, seen, searches)


def _summed(ready: Bench, seen: Mapping[str, float], searches: int) -> Exposure:
    trainings: Counter[str] = Counter()
    exposed: dict[str, float] = defaultdict(float)
    for row in ready.rows:
        if row.provider is not None:
            trainings[row.provider.name] += 1
            exposed[row.provider.name] += seen.get(row.id, 0.0)
    providers = sorted(
        (Seen(name, count, exposed[name]) for name, count in trainings.items()),
        key=lambda one: (-one.each, one.provider),
    )
    by_name = sorted(providers, key=lambda one: fold(one.provider))
    return Exposure(
        searches=searches,
        providers=tuple(providers),
        gini=gini([seen.get(row.id, 0.0) for row in ready.rows]),
        gini_providers=gini([one.each for one in providers]),
        alphabet=rank_correlation([one.each for one in by_name], range(len(by_name))),
    )


def gini(values: Sequence[float]) -> float:
    """The Gini coefficient of values of at least 0: 0 when all are alike, near 1 for one alone."""
    ordered = np.sort(np.asarray(values, dtype=float))
    n, total = len(ordered), ordered.sum()
    if not total:
        return 0.0
    return float(2 * (np.arange(1, n + 1) * ordered).sum() / (n * total) - (n + 1) / n)


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank; 0 when one side is all alike."""
    ranks = [_ranks(np.asarray(values, dtype=float)) for values in (one, other)]
    if any(np.ptp(each) == 0 for each in ranks):
        return 0.0
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[np.float64] = (last - (counts - 1) / 2)[inverse]
    return ranks
