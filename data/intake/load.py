"""An import as one transaction: read, recognise, check, store, report."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from data.intake.checks import checked
from data.intake.formats import candidates_of
from data.intake.report import Candidate, LoadReport, UnusableFile
from data.intake.store import store
from data.record import FormationRecord

Progress = Callable[[int], None]
"""Called with the number of rows read so far."""


def load(
    engine: Engine,
    paths: Sequence[Path],
    *,
    source: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Take the files in, all or nothing where one is unusable; good rows go in beside bad ones.

    `source` names the format where the files do not tell it themselves. A dry run does the whole
    work, then takes it back.
    """
    report = LoadReport(dry_run=dry_run)
    try:
        with Session(engine) as session:
            for path in _files(paths):
                _take(session, path, source, report, progress)
            session.rollback() if dry_run else session.commit()
    except UnusableFile as reason:
        return LoadReport(unusable=str(reason), dry_run=dry_run)
    return report


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(one for one in path.iterdir() if one.is_file())
        if not inside:
            raise UnusableFile(f"{path} : dossier vide")
        yield from inside


def _take(
    session: Session, path: Path, source: str | None, report: LoadReport, progress: Progress | None
) -> None:
    before = report.read
    name, candidates = candidates_of(path, source)
    counts = store(session, name, _records(candidates, report, progress))
    if report.read == before:
        raise UnusableFile(f"{path.name} : aucune formation dans ce fichier")
    report.counts += counts


def _records(
    candidates: Iterator[Candidate], report: LoadReport, progress: Progress | None
) -> Iterator[FormationRecord]:
    """The records of the good rows; the bad ones go into the report."""
    for candidate in candidates:
        report.read += 1
        record, remarks = checked(candidate)
        if record is None:
            report.rejected += 1
            report.rejects += remarks
        else:
            report.warnings += remarks
            yield record
        if progress:
            progress(report.read)
