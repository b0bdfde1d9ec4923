"""Why a document is in the list: the fields in which the words stand, or what stands for them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_index.clauses import Words
from search_index.lexicon import StandIn
from search_index.matching import Matcher
from search_index.postings import FIELDS, Ints, Lists
from search_index.results import Reason

HOWS = ("word", "prefix", "trade", "typo", "synonym", "kin", "meaning")
"""The ways to answer, the surest first."""
RANK = {how: rank for rank, how in enumerate(HOWS)}

BITS = [tuple(bit for bit in range(len(FIELDS)) if mask >> bit & 1) for mask in range(256)]

KEPT = 8192
said_once = lru_cache(maxsize=KEPT)(Reason)
"""The hits of a page, and of many pages, have the same few reasons."""


class Entry(NamedTuple):
    """One possible reason: how it answers, the words typed, those that stand there, its lists."""

    how: str
    typed: str
    said: str
    lists: tuple[Lists, ...]


def reasons(
    matcher: Matcher, asked: Words, documents: NDArray[np.intp]
) -> list[tuple[Reason, ...]]:
    """For each document the fields in which the wanted words stand, the weightiest first."""
    entries = list(_entries(matcher, asked))
    # In the type of the lists, or these would be copied whole to be looked into.
    numbers = documents.astype(np.int32)
    held = [_held(entry.lists, numbers) for entry in entries]
    if len(entries) == 1:
        return _alone(entries[0], held[0])
    # Many documents of a page hold the same words in the same fields.
    patterns = [*zip(*held, strict=True)] if held else [()] * len(numbers)
    known = {pattern: tuple(_reasons(entries, pattern)) for pattern in set(patterns)}
    return [known[pattern] for pattern in patterns]


def _entries(matcher: Matcher, asked: Words) -> Iterator[Entry]:
    """What may be the reason of a hit: each term and each stand-in, with its lists."""
    for group in asked.groups:
        for term in group.terms:
            own = tuple(one for form in term.forms for one in matcher.lists(form, term.field))
            yield Entry("word", term.written, term.written, own)
            yield from _stand_ins(matcher, term.written, term.others)
        yield from _stand_ins(matcher, " ".join(one.written for one in group.terms), group.others)


def _stand_ins(matcher: Matcher, typed: str, others: Iterable[StandIn]) -> Iterator[Entry]:
    for other in others:
        yield Entry(other.how, typed, other.said, tuple(matcher.lists(other.words)))


def _held(lists: Iterable[Lists], numbers: Ints) -> list[int]:
    """The fields in which each document stands in any of the lists, as bits."""
    held = np.zeros(len(numbers), np.uint8)
    for listed, _, fields in lists:
        at = listed.searchsorted(numbers)
        there = listed.take(at, mode="clip") == numbers
        held |= fields.take(at, mode="clip") * there
    return held.tolist()


def _alone(entry: Entry, masks: Sequence[int]) -> list[tuple[Reason, ...]]:
    """The reasons of documents that hold the one entry in the fields of these masks."""
    typed, said = (entry.typed,), (entry.said,)
    known = {
        mask: tuple(said_once(FIELDS[field], typed, entry.how, said) for field in BITS[mask])
        for mask in set(masks)
    }
    return [known[mask] for mask in masks]


def _reasons(entries: Sequence[Entry], pattern: Sequence[int]) -> Iterator[Reason]:
    """The reasons of documents that hold each entry in the fields whose bits the pattern gives."""
    found: dict[tuple[int, int], dict[tuple[str, str], None]] = {}
    for (how, typed, said, _), mask in zip(entries, pattern, strict=True):
        for field in BITS[mask]:
            found.setdefault((RANK[how], field), {})[typed, said] = None
    for (rank, field), there in sorted(found.items()):
        words, meant = zip(*there, strict=True)
        yield said_once(FIELDS[field], words, HOWS[rank], meant)
