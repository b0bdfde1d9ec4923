"""The key figures of a year, computed from the stored answers: `figures(session, 2019)`.

Counts of trainings are never withheld. Counts of people below 20, shares and means that tell of
such a group, and what would give one away are withheld (data.figures.withholding), with one
exception: what the network's own report of that year printed is public already and stays as
printed, which the table's note says. What that report left out where it printed a table stays
out as well, so that the demonstration does not fill the gaps with its own inventions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from data import reference
from data.figures.cells import Group, Row, Value
from data.figures.counts import Counts, counts, years
from data.figures.groups import ALL, FINISHED, KNOWN_EXITS, SALARIES, groups, sums
from data.figures.table import Table
from data.figures.tables import TABLES
from data.figures.withholding import withheld

__all__ = ["Figure", "Figures", "Withheld", "figures", "years"]

TOO_FEW, NOT_PRINTED = "too_few", "not_printed"
PEOPLE = {"learners": ALL, "finished": FINISHED, "known": KNOWN_EXITS, "salaries": SALARIES}
"""The group of people that a table is of, by the word for it."""


@dataclass(frozen=True)
class Withheld:
    """A cell that is not shown: its line (-1 in the total), its column and the reason."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Figure:
    """One table as it may be shown; withheld cells are None."""

    table: Table
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    codes: tuple[tuple[str, ...], ...]
    total: Mapping[str, Value]
    notes: tuple[str, ...]
    n: int | None
    withheld: tuple[Withheld, ...] = ()

    @property
    def missing(self) -> Mapping[tuple[int, str], str]:
        """The reason of each withheld cell, by line and column."""
        return {(one.row, one.column): one.reason for one in self.withheld}

    @property
    def name(self) -> str:
        """The table's name in addresses and documents."""
        return self.table.name

    def column(self, name: str) -> list[Value]:
        """The values of a column, in order; none of a name that is not a column's."""
        if name not in self.columns:
            return []
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def document(self) -> dict[str, Any]:
        """The table as JSON: the shape of the published key figures, and what they left out."""
        found: dict[str, Any] = {
            "title": self.title,
            "columns": list(self.columns),
            "rows": [list(row) for row in self.rows],
        }
        if self.total:
            found["total"] = dict(self.total)
        if self.notes:
            found["note"] = " ".join(self.notes)
        return found | {
            "n": self.n,
            "of": self.table.of,
            "withheld": [vars(one) for one in self.withheld],
        }


@dataclass(frozen=True)
class Figures:
    """All tables of a year, in the report's order; groups that are `hidden` are told nowhere."""

    year: int
    tables: Mapping[str, Figure]
    demonstration: bool
    answered: int
    asked: int
    counts: Counts
    hidden: frozenset[Group] = frozenset()
    updated: date | None = None

    def document(self) -> dict[str, Any]:
        """The tables by name."""
        return {name: figure.document() for name, figure in self.tables.items()}


def figures(session: Session, year: int) -> Figures | None:
    """The key figures of the year; None where no report of it is stored."""
    found = counts(session, year)
    if found is None:
        return None
    hidden = withheld(groups(found), sums(found))
    made = (_figure(table, found, hidden) for table in TABLES)
    return Figures(
        year=year,
        tables={one.name: one for one in made if one.rows},
        demonstration=found.demonstration,
        answered=found.answers.answered,
        asked=found.answers.asked,
        counts=found,
        hidden=hidden,
        updated=found.updated,
    )


def _figure(table: Table, found: Counts, hidden: frozenset[Group]) -> Figure:
    columns = table.columns if isinstance(table.columns, tuple) else table.columns(found)
    printed = reference.key_figures(found.year).get(table.name, {})
    words = {"year": found.year, "before": found.year - 1, "told": table.n(found)}
    rows = table.rows(found)
    shown = _Shown(columns, printed.get("rows", []), hidden)
    cells = tuple(tuple(shown.row(number, row)) for number, row in enumerate(rows))
    total = table.total(found) if table.total else None
    return Figure(
        table=table,
        title=table.title.format(**words),
        columns=columns,
        rows=cells,
        codes=tuple(row.codes for row in rows),
        total=shown.total(total.values, total.groups, printed.get("total", {})) if total else {},
        notes=reference.key_figure_notes(found.year, table.name),
        n=None if PEOPLE.get(table.of) in hidden else table.n(found),
        withheld=tuple(shown.withheld),
    )


@dataclass
class _Shown:
    """Decides cell by cell what is shown, and remembers what is not."""

    columns: Sequence[str]
    printed: Sequence[Sequence[Value]]
    hidden: frozenset[Group]
    withheld: list[Withheld] = field(default_factory=list)

    def row(self, number: int, row: Row) -> Iterator[Value]:
        """The cells of a line as they may be shown."""
        printed = next((line for line in self.printed if line[0] == row.cells[0]), None)
        for place, value in enumerate(row.cells):
            group = row.groups[place] if place < len(row.groups) else None
            public = printed[place] if printed and place < len(printed) else None
            reason = self._reason(value, group, printed is not None, public)
            if reason:
                self.withheld.append(Withheld(number, self.columns[place], reason))
            yield None if reason else value

    def total(
        self, values: Mapping[str, Value], of: Mapping[str, Group], printed: Mapping[str, Value]
    ) -> dict[str, Value]:
        """The total's values as they may be shown."""
        found: dict[str, Value] = {}
        for name, value in values.items():
            reason = self._reason(value, of.get(name), bool(printed), printed.get(name))
            if reason:
                self.withheld.append(Withheld(-1, name, reason))
            found[name] = None if reason else value
        return found

    def _reason(
        self, value: Value, group: Group | None, was_printed: bool, public: Value
    ) -> str | None:
        if value is None or (was_printed and value == public):
            return None
        if group in self.hidden:
            return TOO_FEW
        return NOT_PRINTED if was_printed and public is None else None
