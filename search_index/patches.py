"""Postings as those of an older generation and a patch, so that a small change costs little.

Documents keep their numbers: a fresh one takes the place of one that is gone, or stands at the end.
What is fresh is weighed with what the base knows of each term and of the lengths, as a segment of
any engine is; when the patch grows, or the catalogue is small, all is weighed together anew.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from search_index.postings import (
    DOCUMENT_SHIFT,
    NOWHERE,
    Ints,
    Lists,
    Longs,
    Part,
    Postings,
    mapped,
    together,
    weighed,
)

FROM = 20_000
"""Trainings from which a patch is quicker than weighing all of them."""

SHARE = 0.02
"""A larger share of the documents is not patched: it would be felt in the weights."""

GONE = "fresh.gone.npy"
LOW = (1 << DOCUMENT_SHIFT) - 1
"""Field and position within a place."""


@dataclass(frozen=True)
class Exchange:
    """`gone` rows of an old state, and the rows (`slots`) in which the fresh documents stand.

    `take` says for each new row which of the old rows, followed by the fresh ones, stands there.
    """

    gone: Longs
    slots: Longs
    take: Longs


def exchange(held: int, gone: Longs, fresh: int) -> Exchange:
    """Fresh documents for gone ones; rows at the end that nothing fills must be among the gone."""
    size = held - len(gone) + fresh
    slots = np.concatenate((gone[gone < size], np.arange(held, size)))
    take = np.arange(size)
    take[slots] = held + np.arange(fresh)
    return Exchange(gone, slots, take)


def stranded(held: int, gone: Longs, fresh: int) -> Longs:
    """The rows beyond the new end that are not gone: they must go, and come again as fresh."""
    return np.setdiff1d(np.arange(held - len(gone) + fresh, held), gone)


@dataclass(frozen=True)
class Patched:
    """The postings of `base` without its documents `gone`, and with those of `fresh`.

    `gone` ascends; `fresh` numbers its documents as the whole does, and has the whole's lengths.
    """

    base: Postings
    gone: Longs
    fresh: Postings

    @property
    def lengths(self) -> Ints:
        """How many terms each field of each document has."""
        return self.fresh.lengths

    def list_of(self, term: str) -> Lists:
        """The documents of a term in ascending order, their impacts and fields."""
        documents, impacts, fields = self.base.list_of(term)
        at = documents.searchsorted(self._gone)
        held = at < len(documents)
        held[held] = documents[at[held]] == self._gone[held]
        if held.any():
            documents, impacts, fields = (
                np.delete(documents, at[held]),
                np.delete(impacts, at[held]),
                np.delete(fields, at[held]),
            )
        fresh = self.fresh.list_of(term)
        if not len(fresh[0]):
            return documents, impacts, fields
        into = documents.searchsorted(fresh[0])
        return (
            np.insert(documents, into, fresh[0]),
            np.insert(impacts, into, fresh[1]),
            np.insert(fields, into, fresh[2]),
        )

    def places_of(self, term: str) -> Longs:
        """Every place of a term, ascending."""
        standing, fresh = self.base.places_of(term), self.fresh.places_of(term)
        first = standing.searchsorted(self.gone << DOCUMENT_SHIFT)
        last = standing.searchsorted((self.gone + 1) << DOCUMENT_SHIFT)
        standing = np.delete(standing, _ranges(first, last))
        return np.insert(standing, standing.searchsorted(fresh), fresh) if len(fresh) else standing

    def alone(self, places: Longs) -> Lists:
        """The documents, impacts and fields of a term that stands at these ascending places."""
        return self.fresh.alone(places)

    @cached_property
    def _gone(self) -> Ints:
        # In the type of the lists, or these would be copied whole to be looked into.
        return self.gone.astype(np.int32)

    @property
    def small(self) -> bool:
        """Whether the patch is worth its while."""
        held, size = len(self.base.lengths), len(self.lengths)
        changed = len(self.gone) + max(0, size - held)
        return size >= FROM and changed <= SHARE * size

    def whole(self) -> Postings:
        """The same as one, weighed anew."""
        base, fresh = self.base, self.fresh
        gone = np.zeros(len(base.lengths), dtype=bool)
        gone[self.gone] = True
        kept = ~gone[base.places >> DOCUMENT_SHIFT]
        parts = [(base, base.places, kept), (fresh, fresh.places, slice(None))]
        return weighed(together(parts, self.lengths, mixed=True))

    def save(self, folder: Path) -> None:
        """Write the patch into a folder that holds the files of the base already."""
        self.fresh.save(folder, "fresh")
        np.save(folder / GONE, self.gone)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The base and the patch of a folder, mapped."""
        return cls(Postings.load(folder), mapped(folder / GONE), Postings.load(folder, "fresh"))


def _ranges(first: Longs, last: Longs) -> Longs:
    """The numbers from each first to before its last."""
    counts = last - first
    return np.repeat(last - np.cumsum(counts), counts) + np.arange(counts.sum())


def load(folder: Path) -> Postings | Patched:
    """The postings of a generation."""
    return Patched.load(folder) if (folder / GONE).is_file() else Postings.load(folder)


def patched(old: Postings | Patched, change: Exchange, new: Postings) -> Postings | Patched:
    """The postings after an exchange; `new` numbers the fresh documents from 0."""
    places = (change.slots[new.places >> DOCUMENT_SHIFT] << DOCUMENT_SHIFT) | (new.places & LOW)
    parts: list[Part] = [(new, places, slice(None))]
    base, gone = old if isinstance(old, Postings) else old.base, NOWHERE
    if isinstance(old, Patched):
        stays = np.isin(old.fresh.places >> DOCUMENT_SHIFT, change.gone, invert=True)
        gone, parts = old.gone, [(old.fresh, old.fresh.places, stays), *parts]
    lengths = np.concatenate((old.lengths, new.lengths))[change.take]
    fresh = together(parts, lengths, mixed=True)
    replaced = change.gone[change.gone < len(base.lengths)]
    found = Patched(base, np.union1d(gone, replaced), fresh)
    return replace(found, fresh=weighed(fresh, base)) if found.small else found.whole()
