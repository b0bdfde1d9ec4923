"""The words of the synthetic records: the project's own French first, then invented words.

Their order is their frequency: the rank of a word decides how often it is drawn (`zipf`).
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.demonstration import pieces

SIZE = 45_000
"""Different words, as many as a catalogue of some hundred thousand trainings holds."""

SEED = 1951
EXPONENT, SHIFT = 1.05, 2.7
"""Of the law of Zipf and Mandelbrot, which word counts of most languages follow closely."""

TOPIC_WORDS = 600
TOPIC_EXPONENT = 0.9
COMMON_RANKS = 300
"""The most frequent words belong to no trade."""

FILES = ("common", "communication", "data", "developpement", "gestion-pilotage",
         "interface-graphisme", "iot-robotique", "maintenance-support", "marketing-ecommerce",
         "reseau-securite")  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
SLOT = re.compile(r"\{\w+\}")

ONSETS = tuple("b c d f g j l m n p r s t v l m n r t d br ch cl cr gr pl pr tr".split())
VOWELS = tuple("a e i o u é a e i o ai au eu oi ou an en in on".split())
CODAS = ("", "", "", "", "", "l", "r", "s")
ENDINGS = tuple(
    "e er eur euse age ment tion ssion ité ique isme iste able ible ance ence oir elle ette if ive"
    " ure ade al eux".split()
)
Counts = NDArray[np.intp]


@cache
def words() -> tuple[str, ...]:
    """SIZE different words, the most frequent first."""
    own = Counter(word for text in _texts() for word in WORD.findall(SLOT.sub(" ", text.lower())))
    ranked = [word for word, _ in own.most_common()]
    return tuple(dict.fromkeys([*ranked, *_invented()]))[:SIZE]


@cache
def topics() -> NDArray[np.int32]:
    """For each trade, in the order of the reference, the ranks of its words, own words first."""
    rng = np.random.default_rng(SEED)
    rank = {word: at for at, word in enumerate(words())}
    rows = []
    for trade in reference.trades().values():
        told = (*trade.words, *_strings(pieces.read(trade.family)["trades"][trade.code]))
        own = (rank.get(word, 0) for text in told for word in WORD.findall(text.lower()))
        drawn = rng.choice(np.arange(COMMON_RANKS, SIZE), TOPIC_WORDS, replace=False)
        kept = dict.fromkeys([at for at in own if at >= COMMON_RANKS] + drawn.tolist())
        rows.append(list(kept)[:TOPIC_WORDS])
    return np.array(rows, dtype=np.int32)


def zipf(count: int, exponent: float) -> NDArray[np.float64]:
    """Cumulative probabilities of `count` ranks, the last one exactly 1."""
    weights = 1 / (np.arange(count) + SHIFT) ** exponent
    summed = np.cumsum(weights)
    return np.asarray(summed / summed[-1])


def invented(rng: np.random.Generator, count: int) -> list[str]:
    """Words that sound French, not all different."""
    syllables = rng.integers(1, 4, count).tolist()
    onsets = rng.integers(0, len(ONSETS), (count, 4)).tolist()
    vowels = rng.integers(0, len(VOWELS), (count, 3)).tolist()
    codas = rng.integers(0, len(CODAS), (count, 3)).tolist()
    endings = rng.integers(0, len(ENDINGS), count).tolist()
    parts = zip(syllables, onsets, vowels, codas, endings, strict=True)
    return [
        "".join(ONSETS[o[n]] + VOWELS[v[n]] + CODAS[c[n]] for n in range(length))
        + ONSETS[o[-1]]
        + ENDINGS[ending]
        for length, o, v, c, ending in parts
    ]


def _invented() -> list[str]:
    return invented(np.random.default_rng(SEED), SIZE + SIZE // 2)


def _texts() -> Iterator[str]:
    for name in FILES:
        read = pieces.read(name)
        yield from _strings(read.get("trades", read))
    for trade in reference.trades().values():
        yield from (trade.label, trade.plain, *trade.words)
    for family in reference.families().values():
        yield from (family.label, family.plain, *family.words)
    for certification in reference.certifications().values():
        yield certification.title


def _strings(value: Any) -> Iterator[str]:
    """All texts anywhere in the values of a TOML table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
