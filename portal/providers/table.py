"""The yearly reports of many trainings as one table: to fill in a spreadsheet and send back."""

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from data import reporting
from data.intake.own import guarded
from data.intake.readers import kind_of, rows_of
from data.intake.report import UnusableFile
from data.questionnaire import BadAnswer, Value, fields, read
from data.yearly import ReportStatus, YearlyReport
from portal.providers.page import plain

FIRST = ("formation", "titre")


@dataclass(frozen=True)
class Taken:
    """What came of a table: reports filled in, and what could not be taken, line by line."""

    reports: int
    faults: tuple[str, ...]


def written(session: Session, reports: Sequence[YearlyReport]) -> str:
    """The reports as CSV, one a line, with what is answered so far."""
    text = io.StringIO()
    names = list(fields(listed=False))
    writer = csv.writer(text, delimiter=";")
    writer.writerow((*FIRST, *names))
    for report in reports:
        known = reporting.answers(session, report)
        cells = (plain(known.get(name)) for name in names)
        writer.writerow((report.formation_id, guarded(report.title), *cells))
    return text.getvalue()


def take(session: Session, name: str, data: bytes, reports: Sequence[YearlyReport]) -> Taken:
    """Fill the drafts in from a CSV or XLSX file; good lines go in beside bad ones.

    Reports already sent are left as they are: they are corrected one by one, with a reason.
    """
    of = {report.formation_id: report for report in reports}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "fichier")
        path.write_bytes(data)
        try:
            rows = list(rows_of(path, kind_of(path)))
        except UnusableFile as error:
            return Taken(0, (str(error),))
    filled, faults = 0, []
    for line, row in rows:
        wrong = list(_line(session, {k: str(v) for k, v in row.items()}, of))
        filled += not wrong
        faults += [f"Ligne {line} : {one}" for one in wrong]
    return Taken(filled, tuple(faults))


def _line(
    session: Session, row: Mapping[str, str], of: Mapping[str, YearlyReport]
) -> Iterator[str]:
    """Take one line; what is wrong with it, and then nothing of it is taken."""
    report = of.get(row.get("formation", "").strip())
    if report is None:
        yield f"formation inconnue ou qui n’est pas la vôtre ({row.get('formation', '')[:60]})"
        return
    if report.status == ReportStatus.SUBMITTED:
        yield f"« {report.title} » est déjà rendu ; corrigez-le sur sa page"
        return
    known, given = fields(reporting.is_listed(session, report)), {}
    faults = []
    for name, text in row.items():
        if name in known and text.strip():
            try:
                given[name] = read(known[name], text)
            except BadAnswer as error:
                faults.append(f"{known[name].label} ({name}) « {text[:40]} » : {error}")
    yield from faults
    if not faults:
        values: dict[str, Value | None] = given
        reporting.keep(session, report, values)
