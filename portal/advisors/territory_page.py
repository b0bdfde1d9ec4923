"""What a department offers by family and level, beside its neighbours, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data import reference
from data.reference.neighbours import nearest
from data.vocabulary import LEVELS
from portal import links, wording

NOTHING = "rien"


@dataclass(frozen=True)
class Cell:
    """A count with the list behind it; no address where there is nothing."""

    text: str
    url: str | None


@dataclass(frozen=True)
class FamilyRow:
    """One family: its counts by level, in all, and in each neighbouring department."""

    label: str
    levels: tuple[Cell, ...]
    total: Cell
    neighbours: tuple[Cell, ...]


@dataclass(frozen=True)
class Department:
    """One department that can be chosen."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class TerritoryPage:
    """One department; empty of rows before one is chosen."""

    title: str
    departments: tuple[Department, ...]
    levels: tuple[str, ...]
    neighbours: tuple[str, ...]
    rows: tuple[FamilyRow, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """What departments offer: by family and level here, by family in each department."""

    levels: Mapping[tuple[str, str], int]
    families: Mapping[tuple[str, str], int]


def territory_page(code: str, offer: Offer) -> TerritoryPage:
    """The page of a department; `offer` counts its trainings and its neighbours'."""
    known = reference.departments()
    near = nearest(code)
    rows = tuple(_row(code, near, family, offer) for family in reference.families()) if code else ()
    return TerritoryPage(
        title=f"{known[code].name} ({code})" if code else "",
        departments=tuple(
            Department(one, f"{one} – {department.name}", one == code)
            for one, department in known.items()
        ),
        levels=tuple(LEVELS.values()),
        neighbours=tuple(f"{known[one].name} ({one})" for one in near),
        rows=rows,
        missing=tuple(_missing(code, near, offer)) if code else (),
    )


def _row(code: str, near: Sequence[str], family: str, offer: Offer) -> FamilyRow:
    def there(department: str) -> Cell:
        params = {"family": family, "department": department}
        return _cell(offer.families.get((department, family), 0), params)

    return FamilyRow(
        label=reference.families()[family].label,
        levels=tuple(
            _cell(
                offer.levels.get((family, str(level)), 0),
                {"family": family, "department": code, "level": str(level)},
            )
            for level in LEVELS
        ),
        total=there(code),
        neighbours=tuple(there(one) for one in near),
    )


def _cell(count: int, params: dict[str, str]) -> Cell:
    if not count:
        return Cell(NOTHING, None)
    return Cell(wording.number(count), links.desk_for(list(params.items())))


def _missing(code: str, near: Sequence[str], offer: Offer) -> list[str]:
    """Each family without a training here, with the nearest department that has one."""
    found = []
    for family, one in reference.families().items():
        if offer.families.get((code, family), 0):
            continue
        holders = [each for each in near if offer.families.get((each, family), 0)]
        names = [reference.departments()[each].name for each in holders]
        where = f" (au plus près : {names[0]})" if names else ", ni chez les voisins"
        found.append(f"{one.label}{where}")
    return found
