"""The vocabulary from which meaning is learnt beside the trainings: a row a trade or family."""

from collections.abc import Iterable, Sequence

from data import reference
from data.reference import Family, Trade

Topic = tuple[str, dict[str, str]]
"""A trade's code, or "" for what is no trade, and its texts by field, as of a training."""

WordsAndMeanings = tuple[Sequence[str], Sequence[str]]
"""What people type, and what they mean by it."""


def topics(synonyms: Iterable[WordsAndMeanings] = ()) -> tuple[Topic, ...]:
    """Each trade and family with the words people type for it, and each synonym."""
    trades = (_trade(trade) for trade in reference.trades().values())
    families = (_family(family) for family in reference.families().values())
    return (*trades, *families, *(_synonym(*each) for each in synonyms))


def _trade(trade: Trade) -> Topic:
    words = (trade.plain, *trade.words, *trade.rome)
    return trade.code, {"trade": trade.label, "words": "\n".join(words)}


def _family(family: Family) -> Topic:
    return "", {"trade": family.label, "words": "\n".join((family.plain, *family.words))}


def _synonym(words: Sequence[str], means: Sequence[str]) -> Topic:
    return "", {"words": "\n".join((*words, *means))}
