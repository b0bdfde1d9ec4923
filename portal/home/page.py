"""What the first page shows."""

from dataclasses import dataclass

from data.catalogue import Overview
from portal import links
from portal.wording import counted, number
from search_index.query import SearchQuery


@dataclass(frozen=True)
class FamilyCard:
    """A family of trades as a way in."""

    code: str
    label: str
    plain: str
    count: str
    url: str


def family_cards(overview: Overview) -> tuple[FamilyCard, ...]:
    """The nine families with their counts and searches."""
    return tuple(
        FamilyCard(
            family.code,
            family.label,
            family.plain,
            counted(count, "formation", "formations"),
            links.search(SearchQuery(family=(family.code,))),
        )
        for family, count in overview.families
    )


@dataclass(frozen=True)
class HomePage:
    """The catalogue in figures and the ways in."""

    formations: str
    providers: str
    regions: str
    families: tuple[FamilyCard, ...]

    @classmethod
    def of(cls, overview: Overview) -> "HomePage":
        """The page of a catalogue's overview."""
        return cls(
            formations=number(overview.formations),
            providers=number(overview.providers),
            regions=number(overview.regions),
            families=family_cards(overview),
        )
