"""Rows of tables in any of the common formats, each with the line it starts on."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from data.intake.files import ZIP, encoding_of, opened_text, starts_with, usable
from data.intake.report import UnusableFile

Row = dict[str, Any]
Rows = Iterator[tuple[int, Row]]
SEPARATORS = ",;\t|"

csv.field_size_limit(min(sys.maxsize, 16 * 1024 * 1024))


def kind_of(path: Path) -> str:
    """`xml`, `json`, `xlsx` or `csv`, by what the file holds and not by its name."""
    head = starts_with(usable(path))
    if head.startswith(ZIP):
        return "xlsx"
    text = head.decode(encoding_of(path), errors="replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return "xml"
    return "json" if text.startswith(("[", "{")) else "csv"


def rows_of(path: Path, kind: str, *, items: str = "", encoding: str | None = None) -> Rows:
    """The rows of a table; `items` is the dotted path of the list inside a JSON document."""
    if kind == "csv":
        return csv_rows(path, encoding)
    if kind == "json":
        return json_rows(path, items)
    if kind == "xlsx":
        return xlsx_rows(path)
    raise UnusableFile(f"{path.name} : ce format ({kind}) n’est pas un tableau")


def csv_rows(path: Path, encoding: str | None = None) -> Rows:
    """The rows of a CSV file, its separator found in its first line."""
    with opened_text(path, encoding) as file:
        first = file.readline()
        file.seek(0)
        separator = max(SEPARATORS, key=first.count)
        reader = csv.DictReader(file, delimiter=separator, strict=True)
        names = [name.strip() for name in reader.fieldnames or []]
        if len(names) < 2:
            raise UnusableFile(f"{path.name} : ce n’est pas un tableau (une seule colonne)")
        reader.fieldnames = names
        line = 2
        try:
            for row in reader:
                yield line, {k: v for k, v in row.items() if k is not None and v is not None}
                line = reader.line_num + 1
        except csv.Error as error:
            raise UnusableFile(f"{path.name}, ligne {line} : CSV incomplet ({error})") from error


def json_rows(path: Path, items: str = "") -> Rows:
    """The objects of a JSON list, of the list at `items`, or of a file with one object a line."""
    with opened_text(path) as file:
        text = file.read()
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield from _json_lines(path, text, error)
        return
    for step in filter(None, items.split(".")):
        document = document.get(step) if isinstance(document, dict) else None
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        document = lists[0] if len(lists) == 1 else [document]
    if not isinstance(document, list) or not all(isinstance(one, dict) for one in document):
        raise UnusableFile(f"{path.name} : une liste d’objets JSON est attendue")
    yield from enumerate(document, start=1)


def _json_lines(path: Path, text: str, whole: Exception) -> Rows:
    lines = text.splitlines()
    try:
        rows = [(n, json.loads(line)) for n, line in enumerate(lines, 1) if line.strip()]
    except (ValueError, RecursionError):
        raise UnusableFile(f"{path.name} : JSON illisible ou tronqué ({whole})") from whole
    if not all(isinstance(row, dict) for _, row in rows):
        raise UnusableFile(f"{path.name} : une liste d’objets JSON est attendue")
    yield from rows


def xlsx_rows(path: Path) -> Rows:
    """The rows of the first sheet, whose first line names the columns."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        table = workbook.get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError, OSError) as error:
        raise UnusableFile(f"{path.name} : classeur illisible ou tronqué ({error})") from error
    if not table:
        raise UnusableFile(f"{path.name} : classeur vide")
    names = [str(cell).strip() for cell in table[0]]
    for line, cells in enumerate(table[1:], start=2):
        row = {name: _cell(cell) for name, cell in zip(names, cells, strict=False) if name}
        if any(value != "" for value in row.values()):
            yield line, row


def _cell(value: Any) -> Any:
    """Whole numbers lose the ".0" that a spreadsheet gives every number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def columns_of(path: Path, kind: str) -> set[str]:
    """The names of the columns, or of all keys of the first hundred objects."""
    names: set[str] = set()
    for number, (_, row) in enumerate(rows_of(path, kind)):
        names |= set(row)
        if number == 100:
            break
    return names
