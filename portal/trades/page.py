"""What the pages of the trades show."""

from dataclasses import dataclass

from data.models import Trade, TradeFamily
from portal import links
from portal.wording import counted
from search_index.query import SearchQuery

Families = tuple[tuple[TradeFamily, int, tuple[tuple[Trade, int], ...]], ...]


@dataclass(frozen=True)
class TradeLine:
    """A trade in plain words, with its trainings; `url` is None where there is none."""

    label: str
    plain: str
    count: str
    url: str | None


@dataclass(frozen=True)
class FamilyPage:
    """A family of trades with its trades."""

    code: str
    label: str
    plain: str
    count: str
    url: str
    search_url: str
    trades: tuple[TradeLine, ...]


@dataclass(frozen=True)
class TradesPage:
    """The nine families."""

    families: tuple[FamilyPage, ...]

    @classmethod
    def of(cls, families: Families) -> "TradesPage":
        """The page of the families as the catalogue counts them."""
        return cls(tuple(_family(*one) for one in families))


def _family(family: TradeFamily, count: int, trades: tuple[tuple[Trade, int], ...]) -> FamilyPage:
    return FamilyPage(
        code=family.code,
        label=family.label,
        plain=family.plain,
        count=_formations(count),
        url=links.family(family.code),
        search_url=links.search(SearchQuery(family=(family.code,))),
        trades=tuple(_line(trade, number) for trade, number in trades),
    )


def _line(trade: Trade, count: int) -> TradeLine:
    url = links.search(SearchQuery(trade=(trade.code,))) if count else None
    return TradeLine(trade.label, trade.plain, _formations(count), url)


def _formations(count: int) -> str:
    return counted(count, "formation", "formations") if count else "Aucune formation en ce moment"
