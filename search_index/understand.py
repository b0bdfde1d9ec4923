"""What in a text is no word to look for but a criterion: a place, a date, a price, a level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from search_index import phrases, place_words, places
from search_index.french import bare

MASK = "\x00"
"""Stands for characters that may not be understood any more: quoted, refused or read already."""

PROTECTED = re.compile(r'"[^"]*"?|(?<!\S)-\S+')
TOKEN = re.compile(r"[^\W_]+")
OTHER = re.compile(r"\s(?:ou|et)\s+\Z")
BETWEEN = re.compile(r"(?<!\w)entre\s+\Z")
LONGEST_PLACE = 6
"""Words in the longest name of a place that is looked for."""


@dataclass(frozen=True)
class Intent:
    """Characters `start` to before `end` of a text, read as the parameters of `changes`.

    `parameter` is the main one, `label` what a reader sees of it. Without changes the words are
    only set aside: "partout en France".
    """

    parameter: str
    changes: tuple[tuple[str, str], ...]
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text with its criteria read out of it."""

    words: str
    intents: tuple[Intent, ...]


@lru_cache(maxsize=4096)
def read(q: str, today: date) -> Reading:
    """The criteria that a text states, and the words that are left.

    >>> [one.label for one in read("web à Lyon en alternance", date(2027, 1, 1)).intents]
    ['Lyon (69)', 'En alternance']
    """
    plain = _Plain(q)
    for said in phrases.SITUATION.finditer(plain.text):
        plain.hide(said.start(), said.end())
    found = [*_phrases(plain, today), *_place(plain)]
    intents = tuple(sorted(found, key=lambda one: one.start))
    return Reading(_left(q, intents), intents)


def _left(q: str, intents: tuple[Intent, ...]) -> str:
    kept, at = [], 0
    for one in intents:
        kept.append(q[at : one.start])
        at = one.end
    return " ".join(" ".join((*kept, q[at:])).split())


class _Plain:
    """A text folded character by character, so that what is found can be shown in the original."""

    def __init__(self, q: str) -> None:
        letters: list[str] = []
        self._origin: list[int] = []
        for at, character in enumerate(q):
            for letter in bare(character) or " ":
                letters.append(" " if letter in "'’ʼ-–,;:!?()./" else letter)
                self._origin.append(at)
        self.text = "".join(letters)
        self._whole = q
        for piece in PROTECTED.finditer(bare(q) if len(bare(q)) == len(self.text) else ""):
            self.hide(piece.start(), piece.end())

    def hide(self, start: int, end: int) -> None:
        """Let nothing else be read in these characters of the folded text."""
        self.text = self.text[:start] + MASK * (end - start) + self.text[end:]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text stands in the original."""
        return self._origin[start], self._origin[end - 1] + 1

    def written(self, start: int, end: int) -> str:
        """A piece of the folded text as it stands in the original."""
        first, last = self.original(start, end)
        return self._whole[first:last]


def _phrases(plain: _Plain, today: date) -> Iterator[Intent]:
    """The criteria of the table of phrases; each parameter is read once."""
    taken: set[str] = set()
    for phrase in phrases.TABLE:
        for match in phrase.meant(plain.text):
            meant = phrase.read(match, today)
            if meant is None or meant.parameter in taken:
                continue
            taken.add(meant.parameter)
            start, end = match.span()
            plain.hide(start, end)
            yield Intent(meant.parameter, meant.changes, meant.label, *plain.original(start, end))
            break


def _place(plain: _Plain) -> Iterator[Intent]:
    """The one place of a text: the longest name, else one after a preposition; of two the first."""
    tokens = [match.span() for match in TOKEN.finditer(plain.text)]
    candidates = list(_named(plain, tokens))
    if not candidates:
        return
    _, _, start, end, name = max(candidates)
    start, name = _first_of_two(plain, tokens, start) or (start, name)
    found = places.find(name, None)
    changes = () if found.kind == "country" else (("near", name),)
    yield Intent("near", changes, found.label, *plain.original(start, end))


def _first_of_two(
    plain: _Plain, tokens: list[tuple[int, int]], start: int
) -> tuple[int, str] | None:
    """Where the place before "ou" and the one that starts there begins, and its name."""
    other = OTHER.search(plain.text[:start])
    before = [span for span in tokens if other and span[1] <= other.start()]
    for begin, _ in before[-LONGEST_PLACE:]:
        end = before[-1][1]
        said = place_words.BEFORE.search(plain.text[:begin])
        whole = said["whole"] if said else ""
        if MASK not in plain.text[begin:end] and (
            name := place_words.worth(plain.written(begin, end), whole, True, False)
        ):
            first = said.start("whole") if said else begin
            between = BETWEEN.search(plain.text[:first])
            return (between.start() if between else first), name
    return None


def _named(
    plain: _Plain, tokens: list[tuple[int, int]]
) -> Iterator[tuple[int, bool, int, int, str]]:
    """Names of places: length, whether a preposition stands before, span with it, name."""
    text = plain.text
    for first in range(len(tokens)):
        known = text[tokens[first][0] : tokens[first][1]] in place_words.first_words()
        # A word that begins no name may still be one that is misspelt.
        longest = LONGEST_PLACE if known else 1
        for last in range(min(len(tokens), first + longest), first, -1):
            begin, end = tokens[first][0], tokens[last - 1][1]
            if MASK in text[begin:end]:
                continue
            before = place_words.BEFORE.search(text[:begin])
            if text[begin:end].isdigit() and place_words.VERSIONED.search(text[:begin]):
                continue
            ends = (first == 0, last == len(tokens))
            said = before["whole"] if before else ""
            name = place_words.worth(plain.written(begin, end), said, any(ends), all(ends))
            if name:
                start = before.start("whole") if before else begin
                yield end - begin, bool(before), start, end, name
                break
