"""The project's own formats: a JSON list of records, and one CSV table that says the same.

In the table, parts have dotted names (`provider.name`), lists are joined by " | ", the parts of
a session or of a year's results by "/", and an empty cell is unknown.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.intake.readers import rows_of
from data.intake.report import Candidate
from data.record import FormationRecord, ResultRecord, SessionRecord

SOURCE = "portail"
BETWEEN = " | "
TEXTS = ("source_key", "title", "summary", "description", "prerequisites", "url")
PARTS = {
    "provider": ("name", "siret", "legal_status", "network", "direct", "url"),
    "place": (
        *("commune", "insee_code", "postcode", "department", "region", "latitude", "longitude"),
    ),
    "certification": ("kind", "code", "title", "level"),
    "label": ("programme", "call", "status", "granted_on", "expires_on"),
}
FACTS = ("trade_family", "modality", "hours", "months", "entry_level", "cost_eur")
LISTS = ("trades", "audiences", "funding")
ROWS = {"sessions": tuple(SessionRecord.model_fields), "results": tuple(ResultRecord.model_fields)}
CODES = ("rome", "formacode", "nsf")
LAST = ("origins", "published", "demonstration", "updated_at")
COLUMNS = (
    *TEXTS,
    *(f"{part}.{name}" for part, names in PARTS.items() for name in names),
    *FACTS,
    *LISTS,
    *ROWS,
    *(f"codes.{name}" for name in CODES),
    *LAST,
)
"""The columns of the own table, in order."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""First characters that a spreadsheet may take for a formula: such cells get an apostrophe."""


def is_own(columns: set[str]) -> bool:
    """Whether a table or list is in the project's own format."""
    return {"source_key", "title"} <= columns


def read(path: Path, kind: str) -> Iterator[Candidate]:
    """The records of an own file."""
    for line, row in rows_of(path, kind, items=""):
        fields = of_cells(row) if kind != "json" else row
        yield Candidate(path.name, line, fields)


def guarded(text: str) -> str:
    """The cell as a spreadsheet may open it without running it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _bare(text: str) -> str:
    return text[1:] if text.startswith("'") else text


def cells_of(record: FormationRecord) -> dict[str, str]:
    """The record as the cells of one row."""
    plain = record.model_dump(mode="json", exclude_none=True)
    cells = {name: plain.get(name) for name in (*TEXTS, *FACTS, *LAST)}
    cells["origins"] = BETWEEN.join(f"{k}={v}" for k, v in plain["origins"].items())
    for part, names in PARTS.items():
        cells |= {f"{part}.{name}": plain.get(part, {}).get(name) for name in names}
    cells |= {name: BETWEEN.join(plain[name]) for name in LISTS}
    cells |= {f"codes.{name}": BETWEEN.join(plain["codes"].get(name, ())) for name in CODES}
    for name, keys in ROWS.items():
        cells[name] = BETWEEN.join(
            "/".join(str(one.get(key, "")) for key in keys) for one in plain[name]
        )
    return {name: guarded(_cell(value)) for name, value in cells.items()}


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def of_cells(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record that the cells of one row give."""
    cells = {name: _bare(str(value)) for name, value in row.items() if str(value) != ""}
    fields: dict[str, Any] = {
        name: cells[name] for name in (*TEXTS, *FACTS, *LAST) if name in cells
    }
    for part, names in PARTS.items():
        known = {name: cells[f"{part}.{name}"] for name in names if f"{part}.{name}" in cells}
        fields |= {part: known} if known else {}
    fields |= {name: cells[name].split(BETWEEN) for name in LISTS if name in cells}
    codes = {n: cells[f"codes.{n}"].split(BETWEEN) for n in CODES if f"codes.{n}" in cells}
    fields |= {"codes": codes} if codes else {}
    for name, keys in ROWS.items():
        if name in cells:
            fields[name] = [_row(keys, one) for one in cells[name].split(BETWEEN)]
    if "origins" in cells:
        pairs = (one.partition("=") for one in cells["origins"].split(BETWEEN))
        fields["origins"] = {key: value for key, _, value in pairs}
    return fields


def _row(keys: tuple[str, ...], text: str) -> dict[str, str]:
    return {key: value for key, value in zip(keys, text.split("/"), strict=False) if value}
