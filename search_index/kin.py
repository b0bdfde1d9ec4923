"""Neighbours of a trade that no training of the catalogue prepares for, which then stand for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

from data import reference
from data.reference import Trade
from search_index.clauses import Group, Term, Words
from search_index.documents import trade_word
from search_index.lexicon import StandIn

KIN = 0.5
"""The weight of a trade of the same family and code beside one that no training prepares for,
times the nearness of the two."""

KIN_RARE = 3
KIN_SHARE, KIN_LEAST = 0.6, 0.1
"""How near neighbours must be, as a share of the nearest, and at all."""

Kin = Callable[[str], Iterable[StandIn]]
"""From a trade's word in texts to its neighbours."""

Nearness = Callable[[str, str], float]
"""How near two trades are, by their codes: a cosine."""


def kin(word: str, frequency: Callable[[str], int], nearness: Nearness) -> tuple[StandIn, ...]:
    """The nearest trades that trainings prepare for, of the family and a ROME code of a trade.

    Trades are given and found by their words in texts; `frequency` says how many trainings have
    one.
    """
    own = _by_word().get(word)
    if own is None:
        return ()
    near = {
        other_word: max(0.0, nearness(own.code, other.code))
        for other_word, other in _by_word().items()
        if other is not own and other.family == own.family and {*own.rome} & {*other.rome}
        if frequency(other_word)
    }
    least = max(KIN_LEAST, KIN_SHARE * max(near.values(), default=0.0))
    return tuple(
        StandIn((one,), KIN * cosine * _common(frequency(one)), "kin", _by_word()[one].label)
        for one, cosine in near.items()
        if cosine >= least
    )


def _common(trainings: int) -> float:
    """Takes back what a score gives to the rare: no neighbour is nearer for being seldom taught."""
    return trainings / (trainings + KIN_RARE)


@cache
def _by_word() -> dict[str, Trade]:
    return {trade_word(one.code): one for one in reference.trades().values()}


def with_kin(asked: Words, holds: Callable[[Term], bool], kin: Kin) -> Words:
    """The same words; a trade that no training prepares for is stood for by its neighbours.

    Beside another word that trainings hold it has none: what is held tells more than a neighbour.
    """
    meant = (group for group in asked.groups if not all(term.optional for term in group.terms))
    if any(_held(group, holds) for group in meant):
        return asked
    return replace(asked, groups=tuple(_with_kin(group, kin) for group in asked.groups))


def _held(group: Group, holds: Callable[[Term], bool]) -> bool:
    """Whether a training holds the group as a whole, or each of its words is held."""
    each = all(holds(term) for term in group.terms)
    return each or (len(group.terms) > 1 and holds(_whole(group)))


def _whole(group: Group) -> Term:
    """What answers all words of a group at once, as one term."""
    first = group.terms[0]
    return first if len(group.terms) == 1 else replace(first, forms=(), others=group.others)


def _with_kin(group: Group, kin: Kin) -> Group:
    own = _whole(group).others
    trades = [one.words[0] for one in own if one.how == "trade"]
    near = {other.words: other for trade in trades for other in kin(trade)}
    others = (*own, *near.values())
    if len(group.terms) > 1:
        return replace(group, others=others)
    return Group((replace(group.terms[0], others=others),))


def stood_for(asked: Words) -> Iterator[str]:
    """The words for which only neighbouring trades stand."""
    for group in asked.groups:
        others = (*group.others, *(other for term in group.terms for other in term.others))
        if any(other.how == "kin" for other in others):
            yield " ".join(term.written for term in group.terms)
