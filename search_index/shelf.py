"""Labels looked up by the beginnings of their words, the most popular first."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from search_index.french import STOP_WORDS, bare
from search_index.postings import Ints, mapped

ARRAYS = ("starts", "holders", "openers")
LAST = "\U0010ffff"
MANY = 4
SIGNS = re.compile(r"(?:[^\w+#]|_)+")


@dataclass(frozen=True)
class Item:
    """What can be proposed: its label, a detail beside it, its value, other names it answers to."""

    label: str
    detail: str
    value: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Items in the order of their popularity, and the words that lead to them.

    `holders[starts[w]:starts[w + 1]]` are the items that hold word w, `openers` those whose label
    begins with each of `heads`.
    """

    items: tuple[Item, ...]
    words: tuple[str, ...]
    heads: tuple[str, ...]
    starts: Ints
    holders: Ints
    openers: Ints

    def find(self, asked: Sequence[str], count: int) -> list[Item]:
        """The items each asked word of which begins one of their words; best beginnings first."""
        if not asked:
            return []
        found = dict.fromkeys(self._opening(" ".join(asked), count))
        if len(found) < count:
            found |= dict.fromkeys(self._holding(asked, count))
        return [self.items[one] for one in list(found)[:count]]

    def _opening(self, text: str, count: int) -> list[int]:
        first, last = bisect_left(self.heads, text), bisect_left(self.heads, text + LAST)
        return _smallest(self.openers[first:last], count)

    def _holding(self, asked: Sequence[str], count: int) -> list[int]:
        lists = sorted(map(self._beginning, asked), key=len)
        found = lists[0]
        for other in lists[1:]:
            found = found[np.isin(found, other)]
        return _smallest(found, count)

    def _beginning(self, prefix: str) -> Ints:
        """The items with a word that begins so."""
        first, last = bisect_left(self.words, prefix), bisect_left(self.words, prefix + LAST)
        return self.holders[self.starts[first] : self.starts[last]]

    def save(self, folder: Path, name: str) -> None:
        """Write the shelf into an existing folder under a name."""
        items = [[one.label, one.detail, one.value] for one in self.items]
        text = json.dumps([items, self.words, self.heads], ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
        for array in ARRAYS:
            np.save(folder / f"{name}.{array}.npy", getattr(self, array))

    @classmethod
    def load(cls, folder: Path, name: str) -> Self:
        """The shelf of that name; other names of its items live on in its words alone."""
        items, words, heads = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        arrays = {array: mapped(folder / f"{name}.{array}.npy") for array in ARRAYS}
        return cls(tuple(Item(*one) for one in items), tuple(words), tuple(heads), **arrays)


def _smallest(found: Ints, count: int) -> list[int]:
    """The smallest distinct numbers; an item may begin so under several of its names or words."""
    near = MANY * count
    while near < len(found):
        # To sort all that begins with two letters would take longer than a key is pressed.
        smallest = np.unique(np.partition(found, near - 1)[:near])
        if len(smallest) >= count:
            return [int(one) for one in smallest[:count]]
        near *= MANY
    return [int(one) for one in np.unique(found)[:count]]


def spoken(text: str) -> list[str]:
    """The folded words of a text without signs; stop words go when other words stay.

    >>> spoken("L’École d’ingénieurs")
    ['ecole', 'ingenieurs']
    """
    words = SIGNS.sub(" ", bare(text)).split()
    return [word for word in words[:-1] if word not in STOP_WORDS] + words[-1:]


def shelved(items: Iterable[Item]) -> Shelf:
    """The shelf of these items, the most popular first."""
    kept = tuple(items)
    words: dict[str, list[int]] = {}
    heads: list[tuple[str, int]] = []
    for number, one in enumerate(kept):
        names = [spoken(name) for name in (one.label, *one.names)]
        heads += [(" ".join(name), number) for name in names]
        for word in dict.fromkeys(word for name in names for word in name):
            words.setdefault(word, []).append(number)
        for joined in {"".join(name) for name in names if 1 < len(name) <= 3}:
            words.setdefault(joined, []).append(number)
    heads.sort()
    ordered = sorted(words)
    return Shelf(
        items=kept,
        words=tuple(ordered),
        heads=tuple(head for head, _ in heads),
        starts=np.cumsum([0, *(len(words[word]) for word in ordered)], dtype=np.int32),
        holders=np.array([one for word in ordered for one in words[word]], dtype=np.int32),
        openers=np.array([number for _, number in heads], dtype=np.int32),
    )
