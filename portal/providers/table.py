"""The yearly reports of many trainings as one table: to fill in a spreadsheet and send back."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from data import reference, reporting
from data.intake.own import guarded
from data.intake.readers import Row, kind_of, rows_of
from data.intake.report import UnusableFile
from data.listed import listed_answers
from data.questionnaire import ANY_TRADE, BadAnswer, Value, fields, read
from data.yearly import ReportStatus, YearlyReport
from portal.providers.page import plain

FIRST = ("formation", "titre")
UNSAFE, LONGEST_NAME = re.compile(r"[^\w.-]"), 60
"""What a file's name may not hold on this machine, and its length in characters."""

EVERY_COLUMN = frozenset(fields([ANY_TRADE, *reference.trades()]))
"""The questions of all trainings together."""


@dataclass(frozen=True)
class Taken:
    """What came of a table: reports filled in, and what could not be taken, line by line."""

    reports: int
    faults: tuple[str, ...]


def written(session: Session, reports: Sequence[YearlyReport]) -> str:
    """The reports as CSV, one a line, with what is answered so far; salaries of every trade."""
    text = io.StringIO()
    trades = reporting.trades_of(session, reports)
    every = sorted({trade for each in trades.values() for trade in each or (ANY_TRADE,)})
    names = list(fields(every))
    writer = csv.writer(text, delimiter=";")
    writer.writerow((*FIRST, *names))
    for report in reports:
        known = reporting.answers(session, report)
        cells = (plain(known.get(name)) for name in names)
        writer.writerow((report.formation_id, guarded(report.title), *cells))
    return text.getvalue()


def rows_in(name: str, data: bytes) -> list[tuple[int, Row]]:
    """The lines of a CSV or XLSX file that was sent; UnusableFile says why there are none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (UNSAFE.sub("_", name)[-LONGEST_NAME:].lstrip(".") or "fichier")
        path.write_bytes(data)
        return list(rows_of(path, kind_of(path)))


def take(session: Session, name: str, data: bytes, reports: Sequence[YearlyReport]) -> Taken:
    """Fill the drafts in from a CSV or XLSX file; good lines go in beside bad ones.

    Reports already sent are left as they are: they are corrected one by one, with a reason.
    """
    of = {report.formation_id: report for report in reports}
    try:
        rows = rows_in(name, data)
    except UnusableFile as error:
        return Taken(0, (str(error),))
    trades = reporting.trades_of(session, reports)
    filled, faults = 0, _unknown_columns(rows)
    for line, row in rows:
        wrong = list(_line(session, {k: str(v) for k, v in row.items()}, of, trades))
        filled += not wrong
        faults += [f"Ligne {line} : {one}" for one in wrong]
    return Taken(filled, tuple(faults))


def _unknown_columns(rows: Sequence[tuple[int, Row]]) -> list[str]:
    """The columns that are no question of any training, which nothing is read of."""
    known = {*FIRST, *EVERY_COLUMN}
    names = dict.fromkeys(name for _, row in rows for name in row if name)
    return [
        f"Colonne inconnue, laissée de côté : {name[:60]}" for name in names if name not in known
    ]


def _line(
    session: Session,
    row: Mapping[str, str],
    of: Mapping[str, YearlyReport],
    trades: Mapping[int, Sequence[str]],
) -> Iterator[str]:
    """Take one line; what is wrong with it, and then nothing of it is taken."""
    report = of.get(row.get("formation", "").strip())
    if report is None:
        yield f"formation inconnue ou qui n’est pas la vôtre ({row.get('formation', '')[:60]})"
        return
    if report.status == ReportStatus.SUBMITTED:
        yield f"« {report.title} » est déjà rendu ; corrigez-le sur sa page"
        return
    known, told = fields(trades[report.id or 0]), listed_answers(session, report)
    given: dict[str, Value | None] = {}
    faults = []
    for name, text in row.items():
        if name in FIRST or not text.strip() or text == plain(told.get(name)):
            continue
        if name in told:
            faults.append(f"{name} « {text[:40]} » : la liste des apprenants dit {told[name]}")
        elif name in known:
            try:
                given[name] = read(known[name], text)
            except BadAnswer as error:
                faults.append(f"{known[name].label} ({name}) « {text[:40]} » : {error}")
        elif name in EVERY_COLUMN:
            faults.append(f"{name} « {text[:40]} » : ce métier n’est pas de cette formation")
    yield from faults
    if not faults:
        reporting.keep(session, report, known, given)
