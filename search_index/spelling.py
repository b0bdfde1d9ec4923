"""Words mended: the word of the catalogue that a misspelt one most likely means."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from simplemma import is_known

from search_index.lexicon import StandIn

FILE = "words.txt"
EDITS = ((9, 2), (5, 1))
"""From how many letters on how many edits are mended; a swap of neighbours is one edit."""

WEIGHT = 0.9
"""Of a mended word beside the word itself."""

RARE = 2
FAR_COMMONER = 20
"""A word of at most RARE trainings may itself be a typo of one that is so many times commoner."""

SOUND_FROM = 5
"""Letters from which a word may be found by its sound."""

FIRST_LETTER = 0.5
"""What another first letter costs, in edits: people seldom miss it."""

Frequency = Callable[[str], int]
Together = Callable[[str, str], int]


class Speller:
    """The words of a catalogue in alphabetic order.

    `frequency` says in how many trainings a word stands, `together` in how many two neighbours do.
    """

    def __init__(self, words: Mapping[str, str], frequency: Frequency, together: Together) -> None:
        self._shown = words
        self._words = list(words)
        self.frequency = frequency
        self._together = together
        self.mend = lru_cache(maxsize=4096)(self._mend)
        self.commoner = lru_cache(maxsize=4096)(self._commoner)

    @cached_property
    def _shelves(self) -> dict[tuple[str, int], list[str]]:
        """The words by first letter and length; under no letter those of every letter."""
        found = defaultdict(list)
        for word in self._words:
            found[word[:1], len(word)].append(word)
            found["", len(word)].append(word)
        return found

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for word in self._words:
            if len(word) >= SOUND_FROM and word.isalpha():
                found[sound(word)].append(word)
        return found

    def holds(self, word: str) -> bool:
        """Whether a training holds this folded word."""
        return self.frequency(word) > 0

    def writes(self, word: str) -> bool:
        """Whether a training holds this very word, and not only another form of it."""
        return word in self._shown and self.frequency(word) > 0

    def beginning(self, prefix: str) -> list[str]:
        """The words that begin so, in alphabetic order."""
        first = bisect_left(self._words, prefix)
        last = bisect_left(self._words, prefix + "\U0010ffff")
        return list(self._words[first:last])

    def _mend(self, word: str, written: str) -> StandIn | None:
        """What to search for a folded word that no training holds, None when nothing is near.

        A word of the French language is no typo, whether or not a training holds it.
        """
        if self.holds(word):
            return None
        split = self._split(word)
        if split is None and is_known(written.lower(), lang="fr"):
            return None
        near = () if split else (self._nearest(word), self._alike(word))
        found = max((one for one in near if one), default=None)
        words = split or ((found[2],) if found else ())
        return StandIn(words, WEIGHT, "typo", self.shown(words)) if words else None

    def shown(self, words: tuple[str, ...]) -> str:
        """Folded words as trainings write them, with their accents."""
        return " ".join(self._shown.get(word, word) for word in words)

    def _commoner(self, word: str) -> str | None:
        """The far commoner word that a rare one may be a typo of; for a hint, never by itself."""
        held = self.frequency(word)
        if not 0 < held <= RARE or is_known(word, lang="fr"):
            return None
        found = self._nearest(word)
        return self.shown((found[2],)) if found and found[1] >= FAR_COMMONER * held else None

    def _nearest(self, word: str) -> tuple[float, int, str] | None:
        """The likeliest word within the edits allowed; people seldom miss the first letter."""
        if any(letter.isdigit() for letter in word):
            return None
        same = max(self._near(word, word[0]), default=None)
        if same is not None and same[0] >= -1:
            return same
        return max((*self._near(word, ""), *((same,) if same else ())), default=None)

    def _near(self, word: str, first: str) -> Iterator[tuple[float, int, str]]:
        """Words with that first letter: nearness, frequency, word."""
        most = _edits(len(word) + 1)
        for length in range(len(word) - most, len(word) + most + 1):
            edits = _edits(max(length, len(word)))
            choices = self._shelves.get((first, length), ())
            near = extract(word, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
            for other, distance, _ in near:
                count = self.frequency(other)
                if count and other != word:
                    missed = FIRST_LETTER * (other[0] != word[0])
                    yield -distance - missed, count, other

    def _alike(self, word: str) -> tuple[float, int, str] | None:
        """The most frequent word that sounds the same; as good as one with one edit."""
        if len(word) < SOUND_FROM:
            return None
        found = ((-1.0, self.frequency(one), one) for one in self._by_sound.get(sound(word), ()))
        return max((one for one in found if one[1]), default=None)

    def _split(self, word: str) -> tuple[str, str] | None:
        """The two words that were written as one: "developpeurweb"."""
        parts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        known = [(self._together(*each), each) for each in parts]
        count, found = max(known, default=(0, ("", "")))
        return found if count else None


def _edits(letters: int) -> int:
    """How many edits are mended between words the longer of which has so many letters."""
    return next((edits for least, edits in EDITS if letters >= least), 0)


SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("qu|ck|c(?=[aou])|c(?![a-z])", "k"),
        ("c(?=[eiy])|ss|sc(?=[ei])|t(?=ion)", "s"),
        ("g(?=[eiy])", "j"),
        ("e?aux?|ault", "o"),
        ("ai|ei|et(?![a-z])|ez(?![a-z])|er(?![a-z])", "e"),
        ("y", "i"),
        ("h", ""),
        ("[ae]n(?=[^aeiou])|[ae]m(?=[pb])", "en"),
        ("(?<=[a-z]{3})[estdx]+(?![a-z])", ""),
        (r"(.)\1", r"\1"),
    )
)
"""Ways in which French writes one sound, each brought to one letter; the order matters."""


def sound(word: str) -> str:
    """How a folded French word sounds, roughly: graphiste and grafiste are the same.

    >>> sound("grafiste") == sound("graphistes")
    True
    """
    for pattern, one in SOUNDS:
        word = pattern.sub(one, word)
    return word


def save(words: Mapping[str, str], folder: Path) -> None:
    """Write the words of a catalogue in order, each with its accents where it has any."""
    lines = (f"{word} {shown}" if word != shown else word for word, shown in sorted(words.items()))
    (folder / FILE).write_text("\n".join(lines), encoding="utf-8")


def load(folder: Path) -> dict[str, str]:
    """The words of a generation in order, folded, each as it is written."""
    lines = (folder / FILE).read_text(encoding="utf-8").split("\n")
    pairs = (line.partition(" ") for line in lines if line)
    return {word: shown or word for word, _, shown in pairs}
