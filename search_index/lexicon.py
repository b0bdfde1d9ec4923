"""What stands for what people type: synonyms, job titles and codes, looked up by stems."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from data import reference
from data.reference import Synonym, Trade
from data.text import fold
from search_index.documents import trade_word
from search_index.french import stem, words

FILE = "synonyms.json"
TRADE_NAME = 1.0
"""The weight of a trade that is recognised by its name or by what people call it."""

SAME_CODE = 0.8
"""The weight of another code of the same certification beside the one that was typed."""


@dataclass(frozen=True)
class StandIn:
    """A word or phrase that answers for another one: its folded words, and its weight beside it.

    `how` is "word", "prefix", "trade", "typo", "synonym" or "kin" (a neighbouring trade); `said` is
    the text for people.
    """

    words: tuple[str, ...]
    weight: float
    how: str
    said: str


@dataclass(frozen=True)
class Lexicon:
    """Stand-ins by the stems of the words that they answer for.

    `words` are the single words among these, folded, each as it is written.
    """

    entries: Mapping[tuple[str, ...], tuple[StandIn, ...]]
    longest: int
    stems: frozenset[str]
    words: Mapping[str, str]

    @cached_property
    def _in_any_order(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The keys of several stems by these in alphabetic order."""
        return {tuple(sorted(key)): key for key in self.entries if len(key) > 1}

    def stand_ins(self, parts: Sequence[str]) -> tuple[StandIn, ...]:
        """What stands for these folded words, the weightiest first.

        Who types keywords puts them in any order: "auto mécanicien", "photo retouche".
        """
        key = tuple(stem(part) for part in parts)
        if len(key) > 1 and key not in self.entries:
            key = self._in_any_order.get(tuple(sorted(key)), key)
        return self.entries.get(key, ())

    def knows(self, parts: Sequence[str]) -> bool:
        """Whether the word is one of the vocabulary, and so no typo."""
        return all(stem(part) in self.stems for part in parts)


def lexicon(synonyms: Iterable[Synonym]) -> Lexicon:
    """The lexicon of the reference vocabulary and of these synonyms of the network's team."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], StandIn]] = defaultdict(dict)
    synonyms = tuple(synonyms)
    for one in (*reference.synonyms(), *_codes(), *synonyms):
        _take(found, one.words, one.means, one.weight)
        if one.both:
            _take(found, one.means, one.words, one.weight)
            _take(found, one.words, one.words, one.weight)
            _take(found, one.means, one.means, one.weight)
    for typed, other in _trades():
        found[typed][other.words] = other
    entries = {
        key: tuple(sorted(others.values(), key=lambda other: (-other.weight, other.words)))
        for key, others in found.items()
    }
    stems = frozenset(part for key in entries for part in key)
    longest = max((len(key) for key in entries), default=1)
    return Lexicon(entries, longest, stems, _single_words(synonyms))


def _single_words(synonyms: Iterable[Synonym]) -> dict[str, str]:
    """The words that people type alone, folded, as they are written."""
    texts = [text for one in (*reference.synonyms(), *synonyms) for text in one.words]
    texts += [text for trade in reference.trades().values() for text in trade.words]
    return {
        word.text: text.lower()
        for text in texts
        for word in words(text)
        if len(word.parts) == 1 and " " not in text
    }


def _take(
    found: dict[tuple[str, ...], dict[tuple[str, ...], StandIn]],
    typed: Iterable[str],
    meant: Iterable[str],
    weight: float,
) -> None:
    meanings = [(parts, text) for text in meant if (parts := _parts(text))]
    for text in typed:
        key = key_of(text)
        for parts, said in meanings:
            if key and key != tuple(stem(part) for part in parts):
                held = found[key].get(parts)
                if held is None or held.weight < weight:
                    found[key][parts] = StandIn(parts, weight, "synonym", said)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for word in words(text) for part in word.parts)


@cache
def _trades() -> tuple[tuple[tuple[str, ...], StandIn], ...]:
    """Each trade under its name and the words that people type for it, by their stems.

    Words that are no evidence of a trade are left out; one of several trades says less of each.
    """
    named = [
        (key_of(text), trade)
        for trade in reference.trades().values()
        for text in dict.fromkeys((trade.label, *trade.words))
        if fold(text) not in reference.general_words()
    ]
    meaning = Counter(key for key, _ in named)
    return tuple((key, _trade(trade, TRADE_NAME / meaning[key])) for key, trade in named if key)


def _trade(trade: Trade, weight: float) -> StandIn:
    return StandIn((trade_word(trade.code),), weight, "trade", trade.label)


def key_of(text: str) -> tuple[str, ...]:
    """The stems by which a text is looked up: ("data",) for "Data !", none for "!"."""
    return tuple(stem(part) for part in _parts(text))


@cache
def _codes() -> tuple[Synonym, ...]:
    """Codes of certifications of one title: the registers give a new code at each renewal."""
    codes = defaultdict(list)
    for code, one in reference.certifications().items():
        codes[one.title].append(code)
    return tuple(
        Synonym((code,), tuple(other for other in same if other != code), weight=SAME_CODE)
        for same in codes.values()
        if len(same) > 1
        for code in same
    )


def save(synonyms: Iterable[Synonym], folder: Path) -> None:
    """Keep the team's synonyms with the generation that they work in."""
    rows = [[one.words, one.means, one.both, one.weight] for one in synonyms]
    (folder / FILE).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def kept(folder: Path) -> tuple[Synonym, ...]:
    """The team's synonyms that work in a generation."""
    rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return tuple(Synonym(tuple(w), tuple(m), both, weight) for w, m, both, weight in rows)


def load(folder: Path) -> Lexicon:
    """The lexicon of a generation."""
    return lexicon(kept(folder))
