"""Real choices: near trainings that do not repeat each other's trade and provider."""

import numpy as np

from search_index.columns import Floats
from search_index.facet_columns import Documents
from search_index.recommend.space import Space

WEIGHT = 0.04
"""What it costs, in score, to repeat one already chosen in both trade and provider."""


def diverse(space: Space, documents: Documents, distances: Floats, count: int) -> Documents:
    """Positions of `count` of the documents, the nearest first, by maximal marginal relevance.

    Each next one has the best score less WEIGHT times its likeness to the likest already chosen
    (Carbonell and Goldstein 1998); half of the likeness is the trades, half the provider.
    """
    left = 1 - distances
    worst = np.zeros(len(documents))
    trades = space.codes["trade"][documents]
    providers = space.columns.facets["provider"].codes[documents]
    chosen: list[int] = []
    for _ in range(min(count, len(documents))):
        value = left - WEIGHT * worst
        value[chosen] = -np.inf
        best = int(np.argmax(value))
        chosen.append(best)
        alike = 0.5 * (trades == trades[best]) + 0.5 * (providers == providers[best])
        np.maximum(worst, alike, out=worst)
    return np.array(chosen, dtype=np.intp)
