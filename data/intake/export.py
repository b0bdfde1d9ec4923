"""The catalogue written out in the project's own formats, to be read back as it was."""

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import xlsxwriter

from data.intake.lheo_export import lheo
from data.intake.own import COLUMNS, cells_of
from data.models import Formation, Place, Provider
from data.record import (
    CertificationRecord,
    FormationRecord,
    LabelRecord,
    PlaceRecord,
    ProviderRecord,
    ResultRecord,
    SessionRecord,
)


def record_of(formation: Formation) -> FormationRecord:
    """The row and its relations as the record that would make them."""
    certification, label = formation.certification, formation.label
    return FormationRecord(
        **formation.model_dump(include=set(FormationRecord.model_fields) & set(_own(formation))),
        provider=_provider(formation.provider) if formation.provider else None,
        trade_family=formation.family_code,
        trades=tuple(trade.code for trade in formation.trades),
        place=_place(formation.place) if formation.place else None,
        certification=CertificationRecord(
            code=certification.register_code,
            **certification.model_dump(include={"kind", "title", "level"}),
        )
        if certification
        else None,
        audiences=tuple(sorted(audience.code for audience in formation.audiences)),
        funding=tuple(sorted(scheme.code for scheme in formation.funding)),
        sessions=tuple(
            SessionRecord(**s.model_dump(exclude={"id", "formation_id"}))
            for s in formation.sessions
        ),
        label=LabelRecord(**label.model_dump(exclude={"formation_id"})) if label else None,
        results=tuple(
            ResultRecord(**r.model_dump(exclude={"formation_id"})) for r in formation.results
        ),
    )


def _own(formation: Formation) -> Iterable[str]:
    return formation.model_dump()


def _provider(provider: Provider) -> ProviderRecord:
    facts = provider.model_dump(exclude={"code", "network_code"})
    return ProviderRecord(**facts, network=provider.network.name if provider.network else None)


def _place(place: Place) -> PlaceRecord:
    facts = place.model_dump(exclude={"code", "department_code", "region_code"})
    return PlaceRecord(**facts, department=place.department_code, region=place.region_code)


def _write_csv(path: Path, records: Iterable[FormationRecord]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for count, record in enumerate(records, start=1):  # noqa: B007 - counted for the caller
            writer.writerow(cells_of(record))
    return count


def _write_json(path: Path, records: Iterable[FormationRecord]) -> int:
    rows = [record.model_dump(mode="json", exclude_none=True) for record in records]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(rows)


def _write_lheo(path: Path, records: Iterable[FormationRecord]) -> int:
    count = 0
    with path.open("wb") as file:
        for piece in lheo(records):
            file.write(piece)
            count += piece.startswith(b"<formation")
    return count


def _write_xlsx(path: Path, records: Iterable[FormationRecord]) -> int:
    """The own table as a workbook whose cells are texts, so that none is a formula."""
    count = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Formations")
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name)
        for count, record in enumerate(records, start=1):
            cells = cells_of(record)
            for column, name in enumerate(COLUMNS):
                if cells[name]:
                    sheet.write_string(count, column, cells[name][:LONGEST_CELL])
    return count


LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""

FORMATS: dict[str, Callable[[Path, Iterable[FormationRecord]], int]] = {
    "csv": _write_csv,
    "json": _write_json,
    "lheo": _write_lheo,
    "xlsx": _write_xlsx,
}
"""The formats that an export can take, by the end of the file's name."""


def write(path: Path, file_format: str, formations: Iterable[Formation]) -> int:
    """Write the formations; how many there were."""
    return FORMATS[file_format](path, map(record_of, formations))
