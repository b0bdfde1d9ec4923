"""The first few of many documents without a look at all of them, exactly (after MaxScore).

Turtle and Flood, "Query evaluation: strategies and optimizations", Information Processing and
Management 31(6), 1995: a document is left out when even the highest impacts of the lists that it
may stand in could not lift it among the first.
"""

from collections.abc import Sequence

import numpy as np

from search_index.postings import NOTHING, Ints, Lists, Singles

SLACK = 1 - 1e-5
"""Sums of single precision may differ in the last digits; what comes so near is looked at."""

FEW = 20
"""A list is searched for so many times fewer documents than it has, and else spread out whole."""

Ranked = tuple[Ints, Singles]
"""Documents with their scores."""


def best_of_any(lists: Sequence[Lists], count: int, size: int) -> Ranked:
    """The best `count` documents of an index of `size` that stand in any of the lists.

    Lists of high impacts come first. Of a later one a posting is looked at, and searched for in the
    lists after it, only while it can still reach the last of the best so far.
    """
    ranked = sorted(((float(one[1].max()), one) for one in lists), key=_highest)
    spread = np.zeros(size, np.float32)
    found, scored, least = NOTHING[0], NOTHING[1], 0.0
    for at, (most, one) in enumerate(ranked):
        later = ranked[at + 1 :]
        if most + sum(each for each, _ in later) < least:
            break
        # At most `count` of these stand in an earlier list: they are scored already, and first.
        documents, impacts = best(*_scored(one, later, least, spread), 2 * count)
        found, where = np.unique(np.concatenate((found, documents)), return_index=True)
        scored = np.concatenate((scored, impacts))[where]
        found, scored = best(found, scored, count)
        least = float(scored[-1]) * SLACK if len(found) == count else 0.0
    return found, scored


def _scored(
    one: Lists, later: Sequence[tuple[float, Lists]], least: float, spread: Singles
) -> Ranked:
    """The documents of a list that can reach a score, with what the later lists add."""
    beyond = sum(most for most, _ in later)
    documents, impacts = _reaching(one[0], one[1], least - beyond)
    for most, other in later:
        beyond -= most
        impacts = impacts + _impacts(documents, other, spread)
        documents, impacts = _reaching(documents, impacts, least - beyond)
    return documents, impacts


def _reaching(documents: Ints, impacts: Singles, least: float) -> Ranked:
    """The documents whose score so far is enough."""
    if least <= 0:
        return documents, impacts
    enough = impacts >= np.float32(least)
    return documents[enough], impacts[enough]


def _highest(ranked: tuple[float, Lists]) -> float:
    return -ranked[0]


def best_of_all(words: Sequence[Sequence[Lists]], count: int, size: int) -> Ranked:
    """The best `count` documents that stand, for each word, in one of its lists at least."""
    held = np.zeros(size, np.uint8)
    for number, lists in enumerate(sorted(words, key=_length)):
        for documents, _, _ in lists:
            # Where all words before this one stand there are as many counted as its number.
            held[documents[held[documents] == number]] = number + 1
    found = np.flatnonzero(held == len(words)).astype(np.int32)
    spread = np.zeros(size, np.float32)
    scored = np.zeros(len(found), np.float32)
    for one in (one for lists in words for one in lists):
        scored += _impacts(found, one, spread)
    return best(found, scored, count)


def _length(lists: Sequence[Lists]) -> int:
    return sum(len(documents) for documents, _, _ in lists)


def _impacts(documents: Ints, one: Lists, spread: Singles) -> Singles:
    """The impact of each document in a list, 0 where it does not stand; `spread` stays zeros."""
    listed, impacts, _ = one
    if FEW * len(documents) < len(listed):
        at = np.minimum(listed.searchsorted(documents), len(listed) - 1)
        return np.where(listed[at] == documents, impacts[at], np.float32(0))
    spread[listed] = impacts
    found = spread[documents]
    spread[listed] = 0
    return found


def best(documents: Ints, scored: Singles, count: int) -> Ranked:
    """The first `count` by score; among equals the lower number first where numbers ascend."""
    if len(documents) > count:
        least = np.partition(scored, len(scored) - count)[len(scored) - count]
        near = scored >= least
        documents, scored = documents[near], scored[near]
    order = np.argsort(-scored, kind="stable")[:count]
    return documents[order], scored[order]
