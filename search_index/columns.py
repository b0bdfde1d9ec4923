"""The facts of all trainings as NumPy columns, one row a document, mapped into memory."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index import facet_columns
from search_index.documents import Document
from search_index.facet_columns import Documents, FacetColumn, Mask
from search_index.fields import FACET_PARAMETERS, HIDDEN
from search_index.french import bare
from search_index.postings import Ints, mapped
from search_index.rolls import Rolls, rolls

Floats = NDArray[np.float64]

NAMES = "facets.json"
NAMED = (*FACET_PARAMETERS, *HIDDEN)
DIGEST_BYTES = 4


@dataclass(frozen=True)
class Columns:
    """All columns of a generation; unknown numbers are NaN, days are ordinals.

    `ids` are bytes. `outcomes` has six numbers a row, as `documents.Row` says. `point` is the
    position of each training's coordinates in `latitudes` and `longitudes`, -1 when unknown. The
    sessions of row r stand at `sessions[r]:sessions[r + 1]`. `tie` is a digest of the id, so that
    among equals no alphabet gives an advantage.
    """

    facets: Mapping[str, FacetColumn]
    ids: NDArray[np.bytes_]
    hours: Floats
    cost: Floats
    lower: Floats
    outcomes: Floats
    point: Ints
    latitudes: Floats
    longitudes: Floats
    anywhere: Mask
    tie: NDArray[np.uint32]
    title_rank: Ints
    sessions: Ints
    first_days: Ints
    last_days: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def id(self, document: int) -> str:
        """The public id of a training."""
        return str(self.ids[document].decode())

    def names(self, documents: Documents) -> list[str]:
        """The public ids of some trainings."""
        return [one.decode() for one in self.ids[documents].tolist()]

    def holding(self, ids: Iterable[str]) -> Mask:
        """For each row whether its training is one of these."""
        wanted = np.array([one.encode() for one in ids], dtype=np.bytes_)
        return np.isin(self.ids, wanted)

    def rows(self, ids: Iterable[str]) -> Documents:
        """The rows of these trainings, ascending; those that are not here are left out."""
        return np.flatnonzero(self.holding(ids))

    @cached_property
    def rolls(self) -> Rolls:
        """The facets of any names as one."""
        return rolls(self.facets)

    @cached_property
    def session_rows(self) -> Ints:
        """The row of each session."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.sessions))

    @cached_property
    def next_starts(self) -> "NextStarts":
        """The next start of each training, worked out once a day."""
        return NextStarts(self)


class NextStarts:
    """The ordinal of the next start of each training on a day; NaN without one to come."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.on = lru_cache(maxsize=2)(self._on)

    def _on(self, day: int) -> Floats:
        columns = self._columns
        soonest = np.full(len(columns), np.inf)
        coming = columns.last_days >= day
        rows, days = columns.session_rows[coming], columns.first_days[coming]
        np.minimum.at(soonest, rows, days)
        soonest[np.isinf(soonest)] = np.nan
        return soonest


ARRAYS = tuple(field.name for field in fields(Columns) if field.name != "facets")


def build(documents: Sequence[Document]) -> Columns:
    """The columns of these documents, in their order."""
    rows = [one.row for one in documents]
    starts = [days for row in rows for days in row.starts]
    points = [(row.latitude, row.longitude) for row in rows]
    known = sorted({point for point in points if None not in point})
    place = {point: position for position, point in enumerate(known)}
    empty: dict[str, str] = {}
    return Columns(
        facets={n: facet_columns.facet([row.facets.get(n, empty) for row in rows]) for n in NAMED},
        ids=np.array([one.id.encode() for one in documents], dtype=np.bytes_),
        hours=_numbers(row.hours for row in rows),
        cost=_numbers(row.cost for row in rows),
        lower=_numbers(row.lower for row in rows),
        outcomes=_numbers(number for row in rows for number in row.outcomes).reshape(-1, 6),
        point=np.array([place.get(point, -1) for point in points], dtype=np.int32),
        latitudes=_numbers(point[0] for point in known),
        longitudes=_numbers(point[1] for point in known),
        anywhere=np.array([row.anywhere for row in rows], dtype=bool),
        tie=np.array([_digest(one.id) for one in documents], dtype=np.uint32),
        title_rank=ranks([row.title for row in rows]),
        sessions=_ends(len(row.starts) for row in rows),
        first_days=np.array([days[0] for days in starts], dtype=np.int32),
        last_days=np.array([days[1] for days in starts], dtype=np.int32),
    )


def _digest(formation_id: str) -> int:
    digest = hashlib.blake2b(formation_id.encode(), digest_size=DIGEST_BYTES).digest()
    return int.from_bytes(digest, "little")


def _numbers(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _ends(counts: Iterable[int]) -> Ints:
    return np.cumsum([0, *counts], dtype=np.int32)


def ranks(titles: Sequence[str]) -> Ints:
    """The rank of each title among the distinct ones, accents and case aside, from 0."""
    folded = [bare(title) for title in titles]
    rank = {title: position for position, title in enumerate(sorted(set(folded)))}
    return np.array([rank[title] for title in folded], dtype=np.int32)


def merged(old: Columns, new: Columns, take: Documents) -> Columns:
    """The rows of `old` and those of `new` after them, as `take` chooses and orders them.

    Ranks of titles are for the caller.
    """

    def taken(name: str) -> Any:
        return np.concatenate((getattr(old, name), getattr(new, name)))[take]

    shifted = np.where(new.point < 0, -1, new.point + len(old.latitudes)).astype(np.int32)
    counts = np.concatenate((np.diff(old.sessions), np.diff(new.sessions)))[take]
    begins = np.concatenate((old.sessions[:-1], new.sessions[:-1] + len(old.first_days)))[take]
    sessions = np.cumsum(np.concatenate(([0], counts)), dtype=np.int32)
    days = np.repeat(begins - sessions[:-1], counts) + np.arange(sessions[-1])
    plain = ("ids", "hours", "cost", "lower", "outcomes", "anywhere", "tie")
    return Columns(
        facets={n: facet_columns.joined(old.facets[n], new.facets[n], take) for n in NAMED},
        **{name: taken(name) for name in plain},
        point=np.concatenate((old.point, shifted))[take],
        latitudes=np.concatenate((old.latitudes, new.latitudes)),
        longitudes=np.concatenate((old.longitudes, new.longitudes)),
        title_rank=new.title_rank,
        sessions=sessions,
        first_days=np.concatenate((old.first_days, new.first_days))[days],
        last_days=np.concatenate((old.last_days, new.last_days))[days],
    )


def stacked(first: Columns, second: Columns) -> Columns:
    """All rows of the one, and after them those of the other."""
    return merged(first, second, np.arange(len(first) + len(second)))


def save(columns: Columns, folder: Path) -> None:
    """Write the columns into an existing folder: one .npy file each, values and labels as JSON."""
    for name in ARRAYS:
        np.save(folder / f"{name}.npy", getattr(columns, name))
    for name, facet in columns.facets.items():
        np.save(folder / f"facet.{name}.npy", facet.codes)
        np.save(folder / f"facet.{name}.sets.npy", np.stack((facet.sets, facet.members)))
    names = {name: [one.values, one.labels, one.size] for name, one in columns.facets.items()}
    (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Columns:
    """The columns of a folder, mapped into memory and so shared between processes."""
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    facets = {}
    for name, (values, labels, size) in names.items():
        sets, members = mapped(folder / f"facet.{name}.sets.npy")
        codes = mapped(folder / f"facet.{name}.npy")
        facets[name] = FacetColumn(tuple(values), tuple(labels), codes, sets, members, size)
    return Columns(facets=facets, **{name: mapped(folder / f"{name}.npy") for name in ARRAYS})
