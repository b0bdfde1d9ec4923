"""One typo in a query: does what was first for the right words stay where people look?"""

import random
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_index.relevance.facts import Facts
from search_index.relevance.gate import TODAY
from search_index.relevance.judgements import Judged
from search_index.relevance.measures import TOP
from search_index.relevance.peers import Ask

SEED = "2027"
KINDS = ("short", "title")
MOST_WORDS = 2
SHORTEST = 5
"""Letters a word has at least when one typo in it is to be forgiven."""


@dataclass(frozen=True)
class Typo:
    """A query with one typo: its kind, the words as typed, and where its target then stands.

    `target` is the first training of grade 3 for the right words; `rank` is its place from 1 among
    the answers, or None; `served` says whether any training of grade 3 is in the top five.
    """

    q: str
    typed: str
    kind: str
    target: str
    rank: int | None
    served: bool

    @property
    def kept(self) -> bool:
        """Whether the target is still in the top five."""
        return self.rank is not None and self.rank <= TOP


def typos(ask: Ask, queries: Iterable[Judged], trainings: Sequence[Facts]) -> tuple[Typo, ...]:
    """Every seeded typo in the valid queries of one or two words, asked of one engine."""
    return tuple(typo for one in queries for typo in _of_query(ask, one, trainings))


def _of_query(ask: Ask, judged: Judged, trainings: Sequence[Facts]) -> Iterator[Typo]:
    if not judged.valid or judged.kind not in KINDS or len(judged.q.split()) > MOST_WORDS:
        return
    grades = judged.grades(trainings, TODAY)
    best = {one for one, grade in grades.items() if grade == 3}
    target = next((one for one in ask(judged.q) if one in best), None)
    if target is None:
        return
    for kind, typed in variants(judged.q):
        found = ask(typed)
        rank = found.index(target) + 1 if target in found else None
        yield Typo(judged.q, typed, kind, target, rank, bool(best.intersection(found[:TOP])))


def variants(q: str) -> Iterator[tuple[str, str]]:
    """One variant of each kind of typo, always the same for the same query; none without a
    word of five letters.

    >>> dict(variants("drone"))["double"] in {"ddrone", "drrone", "droone", "dronne", "dronee"}
    True
    """
    words = q.split()
    long = [number for number, word in enumerate(words) if len(word) >= SHORTEST]
    for kind, change in CHANGES.items():
        chance = random.Random(f"{SEED} {kind} {q}")  # noqa: S311 - the same typos in every run
        if not long:
            continue
        number = chance.choice(long)
        changed = change(words[number], chance)
        yield kind, " ".join([*words[:number], changed, *words[number + 1 :]])


def _delete(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _double(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def _swap(word: str, chance: random.Random) -> str:
    at = chance.choice([at for at in range(len(word) - 1) if word[at] != word[at + 1]])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _replace(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    letter = chance.choice([one for one in string.ascii_lowercase if one != word[at].lower()])
    return word[:at] + letter + word[at + 1 :]


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "delete": _delete,
    "double": _double,
    "swap": _swap,
    "replace": _replace,
}
