"""The criteria of a query over the documents that its words find; one must pass all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from search_index import vague
from search_index.columns import Columns, Floats
from search_index.facet_columns import ALL, Codes, Counts, Documents, Mask, Rows, of
from search_index.postings import Bytes
from search_index.query import SearchQuery
from search_index.results import PlaceFound
from search_index.rolls import Roll

EARTH_KM = 6371.0088


def distances_km(columns: Columns, place: PlaceFound) -> Floats | None:
    """Great-circle kilometres to each known point, NaN last for the unknown; None without point."""
    if place.latitude is None or place.longitude is None:
        return None
    latitude, longitude = np.radians(columns.latitudes), np.radians(columns.longitudes)
    here_latitude, here_longitude = np.radians([place.latitude, place.longitude])
    half = (
        np.sin((latitude - here_latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(here_latitude) * np.sin((longitude - here_longitude) / 2) ** 2
    )
    kilometres = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return np.append(kilometres, np.nan)


@dataclass(frozen=True)
class Somewhere:
    """A place as the filters see it: what it was understood as, and kilometres by point."""

    place: PlaceFound
    kilometres: Floats | None

    def holds(self, columns: Columns, rows: Rows, query: SearchQuery) -> Mask:
        """The trainings of the place, those that may be there, those followed from anywhere.

        Those that tell no place at all are among them only when that was asked for.
        """
        inside = self._inside(columns, rows, self.place.radius_km)
        inside |= columns.anywhere[rows]
        inside |= vague.perhaps(columns, rows, self.place)
        if query.place_unknown:
            inside |= vague.placeless(columns, rows)
        return inside

    def _inside(self, columns: Columns, rows: Rows, radius_km: float | None) -> Mask:
        if radius_km is not None and self.kilometres is not None:
            near: Mask = self.kilometres <= radius_km
            return near[columns.point[rows]]
        if self.place.kind in columns.facets:
            return columns.facets[self.place.kind].has(self.place.code, rows)
        return np.ones(len(columns.anywhere[rows]), dtype=bool)


def starting(columns: Columns, after: date | None, before: date | None) -> Mask:
    """Trainings one session of which may start in the range; without known start: none."""
    fits = np.ones(len(columns.first_days), dtype=bool)
    if after is not None:
        fits &= columns.last_days >= after.toordinal()
    if before is not None:
        fits &= columns.first_days <= before.toordinal()
    mask = np.zeros(len(columns), dtype=bool)
    mask[columns.session_rows[fits]] = True
    return mask


def _at_least(values: Floats, limit: float) -> Mask:
    mask: Mask = values >= limit
    return mask


def _at_most(values: Floats, limit: float) -> Mask:
    mask: Mask = values <= limit
    return mask


RANGES: Mapping[str, tuple[str, Callable[[Floats, float], Mask]]] = {
    "hours_min": ("hours", _at_least),
    "hours_max": ("hours", _at_most),
    "cost_max": ("cost", _at_most),
}
"""Ranges by column; a comparison with NaN is false, so what is unknown never passes one."""


@dataclass(frozen=True)
class Filters:
    """For each parameter of a query the documents that fail it, as a mask over `documents`.

    `failed` counts for each document the criteria that it fails; None where there is none. `codes`
    are those of the documents in each facet that was chosen from. `places` says where among
    `documents` those stand that pass every criterion; None stands for all.
    """

    documents: Documents | None
    failing: Mapping[str, Mask]
    failed: Bytes | None
    codes: Mapping[str, Codes]
    places: Documents | None

    @cached_property
    def passing(self) -> Documents | None:
        """The documents that pass every criterion; None stands for all documents."""
        return self._at(self.places)

    def counts(self, roll: Roll) -> Counts:
        """How many have each value of some facets, of those that pass every other criterion."""
        chosen = {name: self._codes_without(name) for name in self.codes if name in roll.columns}
        return roll.tallies.counts(self.passing, chosen)

    def without(self, parameter: str) -> Documents | None:
        """The documents that pass every criterion but this one, whether or not they pass it."""
        if parameter not in self.failing:
            return self.passing
        return self._at(self._only(parameter).nonzero()[0])

    def failing_only(self, parameter: str) -> Documents:
        """Where those stand that fail this criterion, which is one of the failing, and no other."""
        return (self._only(parameter) & self.failing[parameter]).nonzero()[0]

    def total_without(self, parameter: str) -> int:
        """How many documents pass every criterion but this one, which is one of the failing."""
        return int(np.count_nonzero(self._only(parameter)))

    def _codes_without(self, parameter: str) -> Codes:
        """The codes in a chosen facet of the documents that fail no other criterion."""
        codes = self.codes[parameter]
        if len(self.failing) == 1:
            return codes
        return of(codes, self._only(parameter).nonzero()[0])

    def _only(self, parameter: str) -> Mask:
        """Which documents fail no other criterion."""
        return np.asarray(self.failed == self.failing[parameter].view(np.uint8))

    def _at(self, places: Documents | None) -> Documents | None:
        if places is None or self.documents is None:
            return self.documents if places is None else places
        return self.documents.take(places, mode="clip")


@dataclass(frozen=True)
class Criteria:
    """The criteria of a query beside its words, with the place that it names."""

    query: SearchQuery
    where: Somewhere | None


def filters(
    columns: Columns, documents: Documents | None, asked: Criteria, scope: Criteria | None
) -> Filters:
    """All criteria asked and those of the scope, over the documents that the words find.

    A facet is counted without its own criterion, never without one of the scope.
    """
    rows: Rows = ALL if documents is None else documents
    codes = _codes(columns, rows, asked)
    failing = _failing(columns, rows, asked, codes)
    if scope is not None:
        scoped = _failing(columns, rows, scope, _codes(columns, rows, scope))
        failing |= {f"scope.{name}": mask for name, mask in scoped.items()}
    masks = [mask.view(np.uint8) for mask in failing.values()]
    failed = sum(masks[1:], masks[0]) if masks else None
    places = None if failed is None else (failed == 0).nonzero()[0]
    return Filters(documents, failing, failed, codes, places)


def _codes(columns: Columns, rows: Rows, criteria: Criteria) -> dict[str, Codes]:
    return {name: of(columns.facets[name].codes, rows) for name in criteria.query.chosen}


def _failing(
    columns: Columns, rows: Rows, criteria: Criteria, codes: Mapping[str, Codes]
) -> dict[str, Mask]:
    query, where = criteria.query, criteria.where
    failing: dict[str, Mask] = {}
    for name, values in query.chosen.items():
        failing[name] = columns.facets[name].lacking(values, codes[name])
    for name, (column, compare) in RANGES.items():
        if (limit := getattr(query, name)) is not None:
            failing[name] = ~compare(getattr(columns, column)[rows], limit)
    if query.starts_after or query.starts_before:
        name = "starts_after" if query.starts_after else "starts_before"
        failing[name] = ~starting(columns, query.starts_after, query.starts_before)[rows]
    if where is not None and where.place.kind != "country":
        failing["near"] = ~where.holds(columns, rows, query)
    return failing
