"""The trainings in the space of profiles: one small code a feature, kept with the generation.

A feature of named values has a code for each of them (where there are several, a code for each
set), an ordered one a code for each step. A fact that a training does not give has a code of its
own, so that a question can charge it exactly half.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from data import reference
from search_index.columns import Columns, Floats
from search_index.columns import load as load_columns
from search_index.facet_columns import FacetColumn
from search_index.meaning import Singles
from search_index.postings import Ints, mapped

Codes = NDArray[np.unsignedinteger[Any]]

HOURS = (35, 70, 105, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000, 1200, 1400, 1800,
         2400)  # fmt: skip
"""Upper ends of the steps of a length, in hours."""
WEEKS = tuple(range(1, 53))
"""Upper ends of the steps of the time until the next start, in weeks."""
RESULTS = tuple(step / 20 for step in range(1, 20))
"""Upper ends of the steps of the past learners' results, from 0 to 1."""

ORDERED: Mapping[str, Sequence[float]] = {"hours": HOURS, "start": WEEKS, "results": RESULTS}
"""The ordered features with their steps; the code after them is beyond the last one."""
OUTSIDE = {"hours": 1, "start": 2, "results": 1}
"""How many codes then follow: unknown, and for the start that every known one has passed."""

PLAIN = ("family", "modality", "certification", "entry_level", "audience", "status")
"""The features whose codes are those of a column of the search."""

NAMED = ("trade", "meaning", "place", "funding", *PLAIN)
"""The features of named values."""

KEPT = ("trade_shares", "places", "funding", "clusters")
PARTS = "recommend.json"


@dataclass(frozen=True)
class Space:
    """All trainings as codes, and what each code stands for.

    `codes` has one array a feature, `sizes` the number of its codes. For each code of "trade"
    `trade_shares` says how much it is of each trade (in the order of `trades`), from 0 to 1. For
    each code of "place" `places` has the position of its point, region and department (-1 unknown)
    and whether it is followed from anywhere. `funding` has for each code the set of schemes and
    whether there is nothing to pay. `clusters` are directions that texts lie near to.
    """

    columns: Columns
    codes: Mapping[str, Codes]
    sizes: Mapping[str, int]
    trade_shares: Singles
    places: Ints
    funding: Ints
    clusters: Singles
    version: str

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def trades(self) -> Mapping[str, int]:
        """The column of each trade."""
        return {code: column for column, code in enumerate(reference.trades())}

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each training by its id."""
        return {one.decode(): row for row, one in enumerate(self.columns.ids.tolist())}

    @cached_property
    def values(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """For each feature of a column of the search, the values that each of its codes has."""
        columns = ("trade", "lead", "funding", *PLAIN)
        return {name: sets_of(self.columns.facets[name]) for name in columns}

    @cached_property
    def on(self) -> "OnDay":
        """The space as it is on a day (an ordinal), when the next starts are so far away."""
        return OnDay(self)

    def save(self, folder: Path) -> None:
        """Write the space into the folder of a generation, beside the columns it goes with."""
        for feature, codes in self.codes.items():
            np.save(folder / f"recommend.codes.{feature}.npy", codes)
        for name in KEPT:
            np.save(folder / f"recommend.{name}.npy", getattr(self, name))
        (folder / PARTS).write_text(json.dumps([self.sizes, self.version]), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The space of a generation, its arrays mapped into memory and so shared."""
        sizes, version = json.loads((folder / PARTS).read_text(encoding="utf-8"))
        kept = [feature for feature in sizes if feature != "start"]
        return cls(
            columns=load_columns(folder),
            codes={one: mapped(folder / f"recommend.codes.{one}.npy") for one in kept},
            sizes=sizes,
            version=version,
            **{name: mapped(folder / f"recommend.{name}.npy") for name in KEPT},
        )


class OnDay:
    """Gives the space of a day; the last two days are kept."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._given = lru_cache(maxsize=2)(self._made)

    def __call__(self, day: int) -> Space:
        return self._given(day)

    def _made(self, day: int) -> Space:
        columns = self._space.columns
        weeks = steps_of((columns.next_starts.on(day) - day) / 7, WEEKS)
        dated = np.diff(columns.sessions) > 0
        weeks[dated & (weeks == unknown(WEEKS))] += 1
        return replace(self._space, codes={**self._space.codes, "start": weeks})


def unknown(steps: Sequence[float]) -> int:
    """The code of what is unknown of an ordered feature."""
    return len(steps) + 1


def sets_of(facet: FacetColumn) -> tuple[tuple[str, ...], ...]:
    """The values of each code of a column."""
    found: list[list[str]] = [[] for _ in range(facet.size)]
    for code, member in zip(facet.sets.tolist(), facet.members.tolist(), strict=True):
        found[code].append(facet.values[member])
    return tuple(map(tuple, found))


def steps_of(values: Floats, steps: Sequence[float]) -> Codes:
    """The step that each value lies in, its upper end included; the last code is unknown."""
    found = np.searchsorted(np.asarray(steps, dtype=np.float64), values, side="left")
    return np.where(np.isnan(values), unknown(steps), found).astype(np.uint8)
