"""Everything that the page of a year's key figures shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.figures import Figure, Figures
from data.figures.cells import Value, percent
from data.figures.targets import Progress
from data.outcomes import LEAST_PEOPLE, TOO_FEW
from portal import links, wording
from portal.figures import words
from portal.figures.chart import Chart, Tile, chart, tiles


@dataclass(frozen=True)
class Cell:
    """One cell; `reason` says why it is empty, `url` leads to the search that shows the line."""

    text: str
    reason: str | None = None
    url: str | None = None
    number: bool = False


@dataclass(frozen=True)
class FigureView:
    """One table with its picture, of how many it tells, and where to take it from."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[str, Cell], ...]
    notes: tuple[str, ...]
    source: str
    chart: Chart | None
    tiles: tuple[Tile, ...]
    csv: str
    json: str


@dataclass(frozen=True)
class SectionView:
    """A part of the page."""

    code: str
    title: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True)
class Highlight:
    """One figure that stands for many, with what it is of."""

    text: str
    noun: str
    anchor: str


@dataclass(frozen=True)
class YearLink:
    """A year that has figures."""

    year: int
    url: str
    here: bool = False


@dataclass(frozen=True)
class TargetView:
    """What a programme aims at, what the year says of it, and from where."""

    aim: str
    measured: str
    source: str


@dataclass(frozen=True)
class FiguresPage:
    """The key figures of one year."""

    year: int
    answered: str
    updated: str | None
    demonstration: bool
    highlights: tuple[Highlight, ...]
    sections: tuple[SectionView, ...]
    years: tuple[YearLink, ...]
    api: str
    targets: tuple[TargetView, ...]


@dataclass(frozen=True)
class FiguresIndex:
    """The years that have key figures, newest first, each with its highlights."""

    years: tuple[tuple[YearLink, tuple[Highlight, ...]], ...]


HIGHLIGHTS = (
    ("formations_by_region", None, "formations", "formations labellisées"),
    ("learners_by_year", "trained (finished + started - dropped out)", -1,
     "personnes formées ou en formation"),
    ("sourcing", "admission rate percent", 1, "des candidatures admises"),
    ("target_groups", "niveau bac ou infra en recherche d'emploi", 1,
     "ont le bac ou moins et cherchaient un emploi"),
    ("outcomes", None, "positive_percent",
     "en emploi ou en études 3 mois après, quand on sait"),
    ("salaries", "tous", 1, "de salaire brut moyen par an"),
)  # fmt: skip
"""The figures on top: table, line (None: its total), column or name, and what it is."""


def figures_page(
    now: Figures, before: Figures | None, years: Sequence[int], targets: Sequence[Progress]
) -> FiguresPage:
    """The page of a year; `before` are the figures of the year before, where there are any."""
    return FiguresPage(
        year=now.year,
        answered=_answered(now),
        updated=wording.day(now.updated) if now.updated else None,
        demonstration=now.demonstration,
        highlights=tuple(_highlights(now)),
        sections=tuple(_sections(now, before)),
        years=tuple(YearLink(one, links.figures(one), one == now.year) for one in years),
        api=links.figures_document(now.year),
        targets=tuple(target_view(one, now.year) for one in targets),
    )


def target_view(one: Progress, year: int) -> TargetView:
    """A target in words."""
    target, reached = one.target, one.reached
    if reached.rate is None:
        measured = WITHHELD if reached.withheld == TOO_FEW else NOT_TOLD[target.group]
        return TargetView(f"{target.programme.upper()} : {target.text}", measured, "")
    n = reached.n or 0
    share = f"{percent(round(reached.rate * n), n)}{wording.NARROW}%"
    of = wording.counted(n, *OF[target.of])
    met = "objectif atteint" if one.met else "objectif non atteint"
    return TargetView(
        f"{target.programme.upper()} : {target.text}",
        f"{share} {REACHED[target.of]} en {year}, sur {of} : {met}",
        SOURCES[target.group],
    )


OF = {
    "learners": ("apprenant", "apprenants"),
    "session": ("session", "sessions"),
    "formations": ("formation", "formations"),
}
REACHED = {
    "learners": "des apprenants",
    "session": "des sessions y arrivent",
    "formations": "des formations qui ont un lieu",
}
WITHHELD = f"non publié : moins de {LEAST_PEOPLE} réponses"
NOT_TOLD = {
    "target_level": "non connu : aucun rapport ne compte ses apprenants",
    "women": "non connu : aucun rapport ne dit qui suit quelle session",
    "priority": "non connu : aucun rapport ne dit si la formation est dans un quartier prioritaire",
}
SOURCES = {
    "target_level": "D’après le niveau des apprenants à l’entrée.",
    "women": "D’après les listes d’apprenants par session, ou la réponse de l’organisme.",
    "priority": "D’après la réponse des organismes : le portail n’a pas les limites des quartiers.",
}


def figures_index(every: Sequence[Figures]) -> FiguresIndex:
    """The page that lists the years."""
    return FiguresIndex(
        tuple((YearLink(one.year, links.figures(one.year)), tuple(_highlights(one)))
              for one in every)
    )  # fmt: skip


def _answered(now: Figures) -> str:
    asked = wording.counted(now.asked, "formation interrogée", "formations interrogées")
    return f"{wording.number(now.answered)} réponses pour {asked}"


def _highlights(now: Figures) -> Iterator[Highlight]:
    for name, label, column, noun in HIGHLIGHTS:
        figure = now.tables.get(name)
        found = _value(figure, label, column) if figure else None
        if figure and found is not None:
            unit = str(column) if label is None else figure.columns[int(column)]
            yield Highlight(words.value(found, unit, label or ""), noun, f"#{name}")


def _value(figure: Figure, label: str | None, column: str | int) -> Value:
    if label is None:
        return figure.total.get(str(column))
    row = next((one for one in figure.rows if one[0] == label), None)
    return row[int(column)] if row else None


def _sections(now: Figures, before: Figures | None) -> Iterator[SectionView]:
    for code, title, names in words.SECTIONS:
        held = [now.tables[name] for name in names if name in now.tables]
        earlier = before.tables if before else {}
        views = tuple(_view(now, one, earlier.get(one.name)) for one in held)
        if views:
            yield SectionView(code, title, views)


def _view(now: Figures, figure: Figure, before: Figure | None) -> FigureView:
    beside = _beside(figure, before)
    year = () if beside is None else (f"En {now.year - 1}",)
    return FigureView(
        name=figure.name,
        title=figure.title.replace("'", "’").replace(": ", f"{wording.NO_BREAK}: "),
        columns=(*(words.column(name) for name in figure.columns), *year),
        rows=tuple(
            (*_row(figure, number), *(() if beside is None else (beside[number],)))
            for number in range(len(figure.rows))
        ),
        totals=tuple(_totals(figure)),
        notes=figure.notes,
        source=_source(now, figure),
        chart=chart(figure),
        tiles=tiles(figure),
        csv=links.figure_table(now.year, figure.name, "csv"),
        json=links.figure_table(now.year, figure.name, "json"),
    )


def _beside(figure: Figure, before: Figure | None) -> list[Cell] | None:
    """What the charted column was a year before, line by line; None where there is nothing."""
    column = figure.table.chart
    if before is None or column is None:
        return None
    name = figure.columns[column]
    places = {row[0]: number for number, row in enumerate(before.rows)}
    return [
        _cell(before, places[row[0]], name, before.rows[places[row[0]]][column], str(row[0]))
        if row[0] in places
        else Cell("–", words.UNKNOWN)
        for row in figure.rows
    ]


def _row(figure: Figure, number: int) -> Iterator[Cell]:
    row, codes = figure.rows[number], figure.codes[number]
    head = 1 if figure.columns[0] == "rank" else 0
    for place, (name, value) in enumerate(zip(figure.columns, row, strict=True)):
        url = None
        if place == head and codes and figure.table.parameter:
            url = links.search_in(figure.table.parameter, codes)
        found = _cell(figure, number, name, value, str(row[0]))
        yield Cell(found.text, found.reason, url, isinstance(value, int | float) or value is None)


def _cell(figure: Figure, number: int, name: str, value: Value, label: str) -> Cell:
    reason = figure.missing.get((number, name))
    if value is None:
        return Cell("–", words.WITHHELD.get(reason or "", words.UNKNOWN), number=True)
    digits = words.digits(figure.column(name)) if "percent" in name else 0
    return Cell(words.value(value, name, label, digits), number=not isinstance(value, str))


def _totals(figure: Figure) -> Iterator[tuple[str, Cell]]:
    for name, value in figure.total.items():
        yield words.TOTALS.get(name, name), _cell(figure, -1, name, value, "")


NO_REPORTS = {
    "learner_aid_by_duration": "Source : CNOUS, cité par les chiffres clés 2019, annexe 3.",
    "label_calls": "Source : chiffres clés 2019, « Moments-clés ».",
}
"""The tables that the reports of the year do not tell, and where they come from."""


def _source(now: Figures, figure: Figure) -> str:
    if figure.name in NO_REPORTS:
        return NO_REPORTS[figure.name]
    of = words.counted(figure)
    kind = "données de démonstration" if now.demonstration else "déclarations des organismes"
    day = f", au {wording.day(now.updated)}" if now.updated else ""
    source = f"Source : rapports annuels {now.year} ({kind}){day}."
    return f"{of}. {source}" if of else source
