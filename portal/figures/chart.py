"""The pictures beside a table: bars, and the map of the regions as tiles."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.figures import Figure
from data.figures.places import ONLINE, OVERSEAS
from portal import links
from portal.figures import words

WIDTH, STEP, LABEL_LENGTH = 360, 40, 46
SHADES = 5

TILES = {
    ONLINE: ("online", "En ligne"),
    "Hauts-de-France": ("hdf", "HDF"),
    "Normandie": ("nor", "NOR"),
    "Île-de-France": ("idf", "IDF"),
    "Grand Est": ("ges", "GES"),
    "Bretagne": ("bre", "BRE"),
    "Pays de la Loire": ("pdl", "PDL"),
    "Centre-Val de Loire": ("cvl", "CVL"),
    "Bourgogne-Franche-Comté": ("bfc", "BFC"),
    "Nouvelle-Aquitaine": ("naq", "NAQ"),
    "Auvergne-Rhône-Alpes": ("ara", "ARA"),
    "Occitanie": ("occ", "OCC"),
    "Provence-Alpes-Côte d'Azur": ("pac", "PACA"),
    "Corse": ("cor", "COR"),
    OVERSEAS: ("om", "Outre-mer"),
}
"""Each territory's place on the map, by the name of its class in the style sheet, and its label."""


@dataclass(frozen=True)
class Bar:
    """One bar: its label shortened, its value, its place from the top and its length."""

    label: str
    text: str
    y: int
    length: float


@dataclass(frozen=True)
class Chart:
    """Bars in a picture that is `WIDTH` by `height`, and the same in one sentence."""

    bars: tuple[Bar, ...]
    height: int
    summary: str


@dataclass(frozen=True)
class Tile:
    """One territory of the map; the darker its `shade`, 0 to 4, the larger its value."""

    code: str
    short: str
    name: str
    text: str
    shade: int
    url: str | None


def chart(figure: Figure) -> Chart | None:
    """The bars of the table's chosen column; None where it has none, or fewer than two."""
    column = figure.table.chart
    if column is None:
        return None
    known = [(row[0], row[column]) for row in figure.rows]
    shown = [(str(label), one) for label, one in known if isinstance(one, int | float)]
    most = max((one for _, one in shown), default=0)
    if len(shown) < 2 or most <= 0:
        return None
    name = figure.columns[column]
    digits = words.digits(one for _, one in shown)
    bars = tuple(
        Bar(
            _short(words.line(label)),
            words.value(one, name, digits=digits),
            place * STEP,
            _length(one, most),
        )
        for place, (label, one) in enumerate(shown)
    )
    first = max(shown, key=lambda pair: pair[1])
    summary = (
        f"{words.column(name)} en barres, {len(bars)} lignes ; la plus longue :"
        f" {words.line(first[0])}, {words.value(first[1], name, digits=digits)}."
        " Le tableau dit la même chose."
    )
    return Chart(bars, len(bars) * STEP, summary)


def _length(number: float, most: float) -> float:
    return round(max(WIDTH * number / most, 1), 1)


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1].rstrip()}…"


def tiles(figure: Figure) -> tuple[Tile, ...]:
    """The territories of a table that lists them, as a map; empty for any other table."""
    column = figure.table.chart
    if figure.columns[0] != "region" or column is None:
        return ()
    name = figure.columns[column]
    numbers = [one for row in figure.rows if isinstance(one := row[column], int | float)]
    return tuple(
        Tile(
            *TILES[str(row[0])],
            name=words.line(str(row[0])),
            text=words.value(row[column], name) if row[column] is not None else "non publié",
            shade=_shade(row[column], numbers),
            url=links.search_in("region", codes) if codes else None,
        )
        for row, codes in zip(figure.rows, figure.codes, strict=True)
        if row[0] in TILES
    )


def _shade(value: object, numbers: Sequence[float]) -> int:
    """The fifth of the values that this one is in."""
    if not isinstance(value, int | float) or not numbers:
        return 0
    return min(SHADES - 1, SHADES * sum(one < value for one in numbers) // len(numbers))
