"""Formations as a table, one a row: CSV that spreadsheets open, and workbooks."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import xlsxwriter

from data import licence
from data.intake.own import guarded
from data.models import Formation
from portal import wording
from portal.feeds.columns import COLUMNS, Row, Value

MARK = "\ufeff"
SEPARATOR = ";"
"""With a semicolon and decimal commas a French spreadsheet opens the file as a table."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""


More = Mapping[str, Callable[[Formation], Value]]
"""Columns that a table has beside the usual ones: title, and what it says of a training."""

NO_MORE: More = {}


def csv_lines(
    formations: Iterable[Formation], today: date, more: More = NO_MORE
) -> Iterator[bytes]:
    """The table as CSV, a line at a time: UTF-8 with its mark, semicolons, decimal commas.

    A text that a spreadsheet could take for a formula gets an apostrophe before it.
    """
    yield MARK.encode() + _line((*(column.title for column in COLUMNS), *more))
    for one in formations:
        cells = (*Row(one, today).cells(), *(tell(one) for tell in more.values()))
        yield _line(map(_written, cells))


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=SEPARATOR, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def _written(value: Value) -> str:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if value is None else str(value)


def workbook(formations: Iterable[Formation], today: date, about: str) -> bytes:
    """The table as a workbook; texts are written as texts, so that none is ever a formula.

    `about` says what the table holds, on a sheet of its own beside the licence and the day.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Formations")
        sheet.freeze_panes(1, 2)
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.title, bold)
        for row, one in enumerate(formations, start=1):
            for number, value in enumerate(Row(one, today).cells()):
                _write(sheet, (row, number), value, dated)
        _explain(book.add_worksheet("À propos"), about, today)
    return file.getvalue()


def _write(sheet: Any, cell: tuple[int, int], value: Value, dated: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*cell, value, dated)
    elif isinstance(value, str):
        sheet.write_string(*cell, value[:LONGEST_CELL])
    elif value is not None:
        sheet.write_number(*cell, value)


def _explain(sheet: Any, about: str, today: date) -> None:
    lines = (
        about,
        f"Établi le {wording.day(today)}.",
        f"Licence : {licence.NAME} – {licence.URL}",
        "Une cellule vide : l’information n’a pas été communiquée.",
    )
    sheet.set_column(0, 0, 100)
    for row, text in enumerate(lines):
        sheet.write_string(row, 0, text)
