"""Everything that the first page shows."""

from dataclasses import dataclass

from data.catalogue import Overview
from data.models import TradeFamily
from portal import links, wording


@dataclass(frozen=True)
class FamilyCard:
    """One family of trades: its picture's name, plain sentence, and its trainings."""

    icon: str
    label: str
    plain: str
    count: str
    url: str


@dataclass(frozen=True)
class Figure:
    """One figure of the catalogue with its noun."""

    number: str
    noun: str


@dataclass(frozen=True)
class HomePage:
    """The first page: the search, the families, the way for those who do not know yet."""

    search: str
    trades: str
    orientation: str
    figures: tuple[Figure, ...]
    families: tuple[FamilyCard, ...]
    updated: str | None


def home_page(overview: Overview) -> HomePage:
    """The first page of the catalogue that this overview counts."""
    return HomePage(
        search=links.search(),
        trades=links.trades(),
        orientation=links.orientation(),
        figures=(
            _figure(overview.formations, "formation", "formations"),
            _figure(overview.providers, "organisme", "organismes"),
            _figure(overview.regions, "région", "régions"),
        ),
        families=tuple(family_card(family, count) for family, count in overview.families),
        updated=wording.day(overview.updated_at.date()) if overview.updated_at else None,
    )


def family_card(family: TradeFamily, count: int) -> FamilyCard:
    """The card that leads to a family's trainings."""
    return FamilyCard(
        icon=family.code,
        label=family.label,
        plain=family.plain,
        count=wording.found(count),
        url=links.search_for(family=family.code),
    )


def _figure(count: int, one: str, several: str) -> Figure:
    return Figure(wording.number(count), one if count < 2 else several)
