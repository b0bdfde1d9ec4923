"""Everything that the pages of the trades show."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.models import Trade, TradeFamily
from portal import links, wording

Families = Sequence[tuple[TradeFamily, int, Sequence[tuple[Trade, int]]]]


@dataclass(frozen=True)
class TradeView:
    """One trade: what one does all day, its ROME codes, and its trainings if there are any."""

    code: str
    label: str
    plain: str
    rome: str
    count: str
    url: str | None


@dataclass(frozen=True)
class FamilyView:
    """One family with its trades; `url` is its page, `search` its trainings, `number` how many."""

    icon: str
    label: str
    plain: str
    count: str
    number: str | None
    url: str
    search: str
    trades: tuple[TradeView, ...]


@dataclass(frozen=True)
class TradesPage:
    """The nine families."""

    families: tuple[FamilyView, ...]


@dataclass(frozen=True)
class FamilyPage:
    """One family, and the ways to the others."""

    family: FamilyView
    others: tuple[FamilyView, ...]
    trades: str


def trades_page(families: Families) -> TradesPage:
    """The page of all families."""
    return TradesPage(tuple(_family(*one) for one in families))


def family_page(families: Families, code: str) -> FamilyPage:
    """The page of the family with this code."""
    views = [_family(*one) for one in families]
    shown = next(view for view in views if view.icon == code)
    return FamilyPage(shown, tuple(view for view in views if view != shown), links.trades())


def _family(family: TradeFamily, count: int, trades: Sequence[tuple[Trade, int]]) -> FamilyView:
    return FamilyView(
        icon=family.code,
        label=family.label,
        plain=family.plain,
        count=wording.found(count),
        number=wording.number(count) if count else None,
        url=links.family(family.code),
        search=links.search_for(family=family.code),
        trades=tuple(_trade(trade, number) for trade, number in trades),
    )


def _trade(trade: Trade, count: int) -> TradeView:
    return TradeView(
        code=trade.code,
        label=trade.label,
        plain=trade.plain,
        rome=", ".join(trade.rome),
        count=wording.found(count),
        url=links.search_for(trade=trade.code) if count else None,
    )
