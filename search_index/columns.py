"""The numbers and codes of all trainings as NumPy columns, one row per Whoosh document."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.text import fold
from search_index.documents import Row
from search_index.fields import FACET_PARAMETERS

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]

NAMES = "names.json"
NUMBERS = ("hours", "latitude", "longitude", "lower", "alive", "anywhere", "tie", "title_rank")
NO_ROW = Row({}, "", None, None, None, False, (), None)
"""What a deleted document leaves in the columns."""


@dataclass(frozen=True)
class FacetColumn:
    """A facet with several values a row: entry i says that row `rows[i]` has value `codes[i]`."""

    values: tuple[str, ...]
    labels: tuple[str, ...]
    rows: Ints
    codes: Ints

    @cached_property
    def code_of(self) -> Mapping[str, int]:
        """The position of each value."""
        return {value: code for code, value in enumerate(self.values)}

    def having(self, chosen: Iterable[str], documents: int) -> Mask:
        """The rows with at least one of the chosen values; unknown values match nothing."""
        wanted = np.zeros(len(self.values), dtype=bool)
        wanted[[self.code_of[value] for value in chosen if value in self.code_of]] = True
        mask = np.zeros(documents, dtype=bool)
        mask[self.rows[wanted[self.codes]]] = True
        return mask

    def counts(self, mask: Mask) -> NDArray[np.intp]:
        """How many rows of `mask` have each value."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))


@dataclass(frozen=True)
class Columns:
    """All columns of a generation; unknown numbers are NaN, `starts` are days as ordinals.

    `tie` orders equals: a digest of the id, so that no alphabet gives an advantage.
    """

    ids: tuple[str, ...]
    facets: Mapping[str, FacetColumn]
    hours: Floats
    latitude: Floats
    longitude: Floats
    lower: Floats
    alive: Mask
    anywhere: Mask
    tie: Ints
    title_rank: Ints
    start_rows: Ints
    first_days: Ints
    last_days: Ints

    def __len__(self) -> int:
        return len(self.ids)


def build(documents: Sequence[tuple[str, Row] | None]) -> Columns:
    """The columns of the documents in Whoosh's order; None stands for a deleted one."""
    ids = tuple(one[0] if one else "" for one in documents)
    rows = [one[1] if one else NO_ROW for one in documents]
    starts = [(at, *days) for at, row in enumerate(rows) for days in row.starts]
    return Columns(
        ids=ids,
        facets={name: _facet(name, rows) for name in FACET_PARAMETERS},
        hours=_numbers(row.hours for row in rows),
        latitude=_numbers(row.latitude for row in rows),
        longitude=_numbers(row.longitude for row in rows),
        lower=_numbers(row.lower for row in rows),
        alive=np.array([one is not None for one in documents], dtype=bool),
        anywhere=np.array([row.anywhere for row in rows], dtype=bool),
        tie=_ranks([(_digest(one), one) for one in ids]),
        title_rank=_ranks([fold(row.title) for row in rows]),
        start_rows=np.array([start[0] for start in starts], dtype=np.int32),
        first_days=np.array([start[1] for start in starts], dtype=np.int32),
        last_days=np.array([start[2] for start in starts], dtype=np.int32),
    )


def _digest(formation_id: str) -> bytes:
    return hashlib.blake2b(formation_id.encode(), digest_size=8).digest()


def _numbers(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _ranks(keys: Sequence[Any]) -> Ints:
    """The rank of each key among the distinct keys, from 0."""
    rank = {key: position for position, key in enumerate(sorted(set(keys)))}
    return np.array([rank[key] for key in keys], dtype=np.int32)


def _facet(name: str, rows: Sequence[Row]) -> FacetColumn:
    labels: dict[str, str] = {}
    for row in rows:
        labels.update(row.facets.get(name, {}))
    values = tuple(sorted(labels))
    code_of = {value: code for code, value in enumerate(values)}
    entries = [(at, code_of[v]) for at, row in enumerate(rows) for v in row.facets.get(name, {})]
    return FacetColumn(
        values=values,
        labels=tuple(labels[value] for value in values),
        rows=np.array([entry[0] for entry in entries], dtype=np.int32),
        codes=np.array([entry[1] for entry in entries], dtype=np.int32),
    )


def save(columns: Columns, folder: Path) -> None:
    """Write the columns into an existing folder: one .npy file each, values and labels as JSON."""
    for name in (*NUMBERS, "start_rows", "first_days", "last_days"):
        np.save(folder / f"{name}.npy", getattr(columns, name))
    for name, facet in columns.facets.items():
        np.save(folder / f"facet.{name}.npy", np.stack((facet.rows, facet.codes)))
    names = {name: [facet.values, facet.labels] for name, facet in columns.facets.items()}
    (folder / NAMES).write_text(
        json.dumps({"ids": columns.ids, "facets": names}, ensure_ascii=False), encoding="utf-8"
    )


def load(folder: Path) -> Columns:
    """The columns of a folder, mapped into memory and so shared between processes."""
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    arrays: dict[str, Any] = {
        name: _mapped(folder / f"{name}.npy")
        for name in (*NUMBERS, "start_rows", "first_days", "last_days")
    }
    return Columns(
        ids=tuple(names["ids"]),
        facets={
            name: _facet_from(folder / f"facet.{name}.npy", values, labels)
            for name, (values, labels) in names["facets"].items()
        },
        **arrays,
    )


def _facet_from(path: Path, values: list[str], labels: list[str]) -> FacetColumn:
    rows, codes = _mapped(path)
    return FacetColumn(tuple(values), tuple(labels), rows, codes)


def _mapped(path: Path) -> NDArray[Any]:
    # The plain view of a mapping: np.memmap itself slows each small operation down. An empty
    # file cannot be mapped.
    try:
        return np.asarray(np.load(path, mmap_mode="r"))
    except ValueError:
        return np.asarray(np.load(path))
