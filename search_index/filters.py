"""Each criterion of a query as a mask over the documents; a document must pass all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from search_index.columns import Columns, Floats, Mask
from search_index.query import SearchQuery
from search_index.results import PlaceFound

EARTH_KM = 6371.0088


def distances_km(columns: Columns, place: PlaceFound) -> Floats:
    """Great-circle kilometres from the place to each document; NaN where it has no coordinates."""
    latitude, longitude = np.radians(columns.latitude), np.radians(columns.longitude)
    here_latitude, here_longitude = (
        np.radians(place.latitude or 0),
        np.radians(place.longitude or 0),
    )
    half = (
        np.sin((latitude - here_latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(here_latitude) * np.sin((longitude - here_longitude) / 2) ** 2
    )
    kilometres: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return kilometres


def within(columns: Columns, distances: Floats, radius_km: float) -> Mask:
    """Placed trainings inside the radius, and those that are followed from anywhere."""
    mask: Mask = (distances <= radius_km) | columns.anywhere
    return mask


def starting(columns: Columns, after: date | None, before: date | None) -> Mask:
    """Trainings one session of which may start in the range; without known start: none."""
    fits = np.ones(len(columns.start_rows), dtype=bool)
    if after is not None:
        fits &= columns.last_days >= after.toordinal()
    if before is not None:
        fits &= columns.first_days <= before.toordinal()
    mask = np.zeros(len(columns), dtype=bool)
    mask[columns.start_rows[fits]] = True
    return mask


def _at_least(values: Floats, limit: float) -> Mask:
    mask: Mask = values >= limit
    return mask


def _at_most(values: Floats, limit: float) -> Mask:
    mask: Mask = values <= limit
    return mask


HOURS: Mapping[str, Callable[[Floats, float], Mask]] = {
    "hours_min": _at_least,
    "hours_max": _at_most,
}
"""Ranges of hours; a comparison with NaN is false, so unknown hours never pass a range."""


@dataclass(frozen=True)
class Filters:
    """The masks of a query by the parameter that gave each, and how many each document fails."""

    masks: Mapping[str, Mask]
    failed: np.ndarray[tuple[int], np.dtype[np.int16]]

    @property
    def passing(self) -> Mask:
        """The documents that pass every criterion."""
        mask: Mask = self.failed == 0
        return mask

    def passing_without(self, parameter: str) -> Mask:
        """The documents that pass every criterion but this one, whether or not they pass it."""
        if parameter not in self.masks:
            return self.passing
        mask: Mask = self.failed == ~self.masks[parameter]
        return mask


def filters(
    columns: Columns, query: SearchQuery, text: Mask | None, distances: Floats | None, radius: float
) -> Filters:
    """All criteria of a query; `text` is the mask of its words, `distances` those to its place."""
    masks = {
        name: columns.facets[name].having(values, len(columns))
        for name, values in query.chosen.items()
    }
    for name, compare in HOURS.items():
        if (limit := getattr(query, name)) is not None:
            masks[name] = compare(columns.hours, limit)
    if query.starts_after or query.starts_before:
        name = "starts_after" if query.starts_after else "starts_before"
        masks[name] = starting(columns, query.starts_after, query.starts_before)
    if distances is not None:
        masks["near"] = within(columns, distances, radius)
    if text is not None:
        masks["q"] = text
    failed = np.zeros(len(columns), dtype=np.int16)
    # A deleted document fails more criteria than there are.
    failed[~columns.alive] = len(masks) + 1
    for mask in masks.values():
        failed += ~mask
    return Filters(masks, failed)
