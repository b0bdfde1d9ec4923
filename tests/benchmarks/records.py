"""Synthetic French trainings of about 1.4 kB of text each, drawn by a seed, as many as wanted.

Words follow Zipf's law, a third of them from a list of the training's own trade, so that words
occur together as in real texts. Nobody and nothing in them exists, but for trades and communes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.vocabulary import Modality
from search_index.documents import ONLINE_LABEL, Document
from tests.benchmarks import facts, vocabulary
from tests.benchmarks.facts import Provider
from tests.benchmarks.rows import CHANCES, DRAWN, KINDS, MODALITIES, Cast, Dice, row
from tests.benchmarks.vocabulary import EXPONENT, SIZE, TOPIC_EXPONENT, TOPIC_WORDS, Counts

SEED = 2019
BATCH = 1000
PROVIDED = 20
"""Trainings of one provider, on average."""

AT_HOME = 0.8
TWO_TRADES = 0.3
TOPICAL = 0.35
"""Share of the words that come from the list of the training's trade."""

SENTENCE, PARAGRAPH = 1 / 14, 1 / 70
"""The chance that a word ends a sentence, or a paragraph."""

TITLE, SUMMARY = (1, 4), (14, 28)
"""Words from and to, the last not included."""

DESCRIPTION = (4.55, 0.45)
"""Mean and spread of the logarithm of a description's words."""

HOURS = (5.3, 1.0)
"""The same of its hours, which come in sevens."""

SHAPES = ("{}", "Devenir {}", "Formation {}", "Parcours {}")
Law = NDArray[np.float64]
"""Cumulative probabilities."""


@dataclass(frozen=True)
class Draw:
    """What was drawn for one record: places in lists, chances from 0 to 1, and texts."""

    trade: int
    other: int
    provider: int
    town: int
    modality: int
    kind: int
    at_home: float
    two_trades: float
    dice: Dice
    title: str
    summary: str
    description: str


def records(count: int, seed: int = SEED) -> Iterator[Document]:
    """The first `count` trainings of a seed; memory does not grow with them.

    Only which provider gives a training depends on `count`.
    """
    providers = facts.providers(max(1, count // PROVIDED), seed)
    for first in range(0, count, BATCH):
        rng = np.random.default_rng((seed, first))
        draws = _draws(rng, len(providers))
        for number, draw in zip(range(first, min(first + BATCH, count)), draws, strict=False):
            yield _document(number, draw, providers[draw.provider])


def _draws(rng: np.random.Generator, providers: int) -> Iterator[Draw]:
    """One batch, always drawn whole so that the first records do not hang on how many follow."""
    trades = _chosen(rng, _popularity(), BATCH)
    lists = (
        trades,
        _chosen(rng, _popularity(), BATCH),
        (providers * rng.random(BATCH) ** 1.5).astype(int),
        _chosen(rng, facts.towns()[1], BATCH),
        _chosen(rng, np.cumsum(list(MODALITIES.values())), BATCH),
        _chosen(rng, np.cumsum(DRAWN), BATCH),
        rng.random(BATCH),
        rng.random(BATCH),
    )
    description = np.clip(rng.lognormal(*DESCRIPTION, BATCH), 20, 500).astype(int)
    lengths = (rng.integers(*SUMMARY, BATCH), description)
    titles = _texts(rng, trades, rng.integers(*TITLE, BATCH), topical=1.0)
    texts = [titles, *(_texts(rng, trades, each, TOPICAL) for each in lengths)]
    columns = (*(each.tolist() for each in lists), _dice(rng), *texts)
    return (Draw(*one) for one in zip(*columns, strict=True))


def _dice(rng: np.random.Generator) -> Iterator[Dice]:
    drawn = (
        7 * np.ceil(rng.lognormal(*HOURS, BATCH) / 7),
        rng.random((BATCH, CHANCES)),
        rng.integers(0, 4, (BATCH, 3)),
        rng.integers(-200, 400, (BATCH, 4)),
    )
    return (Dice(*one) for one in zip(*(each.tolist() for each in drawn), strict=True))


def _chosen(rng: np.random.Generator, law: Law, count: int) -> Counts:
    return np.minimum(law.searchsorted(rng.random(count)), len(law) - 1)


@cache
def _popularity() -> Law:
    """How often each trade is taught, few of them often."""
    trades = len(reference.trades())
    weights = np.random.default_rng(SEED).permutation(1 / (np.arange(trades) + 4.0))
    return np.asarray(np.cumsum(weights) / weights.sum())


@cache
def _laws() -> tuple[Law, Law]:
    """How often each of all words is written, and each of the words of one trade."""
    return vocabulary.zipf(SIZE, EXPONENT), vocabulary.zipf(TOPIC_WORDS, TOPIC_EXPONENT)


@cache
def _written() -> NDArray[np.object_]:
    """Each word plain, then each at the end of a sentence, then each at the end of a paragraph."""
    words = vocabulary.words()
    return np.array([f"{word}{end}" for end in ("", ".", ".\n") for word in words], dtype=object)


def _texts(
    rng: np.random.Generator, trades: Counts, lengths: Counts, topical: float
) -> Iterator[str]:
    """For each record a text of so many words, a share of them of its trade."""
    total = int(lengths.sum())
    ranks = _chosen(rng, _laws()[0], total)
    own = np.flatnonzero(rng.random(total) < topical)
    owners = np.repeat(trades, lengths)[own]
    ranks[own] = vocabulary.topics()[owners, _chosen(rng, _laws()[1], len(own))]
    ending = rng.random(total)
    ranks += SIZE * ((ending < SENTENCE).astype(int) + (ending < PARAGRAPH))
    words = _written()[ranks].tolist()
    ends = np.cumsum(lengths).tolist()
    return (" ".join(words[end - n : end]) for end, n in zip(ends, lengths.tolist(), strict=True))


def _document(number: int, draw: Draw, provider: Provider) -> Document:
    cast = _cast(draw, provider)
    texts = _documents_texts(cast, draw)
    return Document(f"r{number:07}", f"{number:016x}", row(cast, draw.dice, texts["title"]), texts)


def _cast(draw: Draw, provider: Provider) -> Cast:
    modality = list(MODALITIES)[draw.modality]
    town = facts.towns()[0][provider.town if draw.at_home < AT_HOME else draw.town]
    both = draw.two_trades < TWO_TRADES and draw.other != draw.trade
    trades = (draw.trade, draw.other) if both else (draw.trade,)
    return Cast(
        tuple(facts.subjects()[trade] for trade in trades),
        provider,
        None if modality == Modality.ONLINE else town,
        modality,
        list(KINDS)[draw.kind],
    )


def _documents_texts(cast: Cast, draw: Draw) -> dict[str, str]:
    first = cast.subjects[0]
    certified = first.certifications[draw.other % len(first.certifications)]
    register = certified if KINDS[cast.kind][1] else ()
    shaped = SHAPES[draw.provider % len(SHAPES)].format(first.label)
    return {
        "trade": "\n".join(one.label for one in cast.subjects),
        "title": f"{shaped} {draw.title.replace('.', '')}".strip().replace("\n", ""),
        "certification": "\n".join((*register, cast.kind.label)),
        "words": "\n".join(one.words for one in cast.subjects),
        "provider": cast.provider.text,
        "place": cast.town.text if cast.town else ONLINE_LABEL,
        "summary": draw.summary,
        "description": draw.description,
    }
