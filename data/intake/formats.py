"""Which reader a file needs: told by its content, or by the name given."""

from collections.abc import Iterator
from pathlib import Path

from data.intake import lheo, mapping, own
from data.intake.files import usable
from data.intake.readers import columns_of, kind_of
from data.intake.report import Candidate, UnusableFile

Read = tuple[str, Iterator[Candidate]]
"""The source's name and its rows."""


def candidates_of(path: Path, source: str | None) -> Read:
    """The rows of a file; `source` is `lheo`, `csv` (our own table) or a mapping's name."""
    kind = kind_of(usable(path))
    if kind == "xml":
        if source not in {None, "lheo"}:
            raise UnusableFile(f"{path.name} : du XML, que la source {source} ne sait pas lire")
        return "lheo", lheo.read(path)
    if source is None:
        return _recognised(path, kind)
    if source in {"csv", "json"}:
        return own.SOURCE, own.read(path, kind)
    if source not in mapping.mappings():
        raise UnusableFile(f"source inconnue : {source} ; {_choices()}")
    return source, mapping.read(path, mapping.mappings()[source])


def _recognised(path: Path, kind: str) -> Read:
    columns = columns_of(path, kind)
    if own.is_own(columns):
        return own.SOURCE, own.read(path, kind)
    name = mapping.recognised(columns)
    if name is None:
        raise UnusableFile(f"{path.name} : colonnes d’aucune source connue ; {_choices()}")
    return name, mapping.read(path, mapping.mappings()[name])


def _choices() -> str:
    return "sources possibles (--source) : " + ", ".join(("lheo", "csv", *mapping.mappings()))
