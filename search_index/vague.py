"""Trainings whose place is told roughly or not at all: those that may be here, and the others."""

import numpy as np

from data import reference
from search_index.columns import Columns
from search_index.facet_columns import Mask, Rows
from search_index.results import PlaceFound


def perhaps(columns: Columns, rows: Rows, place: PlaceFound) -> Mask:
    """The trainings of which a source tells only a territory, and the place lies in it.

    Of a department asked they are those whose region alone is known.
    """
    vague: Mask = (columns.point[rows] < 0) & ~columns.anywhere[rows]
    if place.kind not in ("commune", "department") or not vague.any():
        return np.zeros(len(vague), dtype=bool)
    region, department = _around(place)
    here = ~_tells(columns, rows, "department") & columns.facets["region"].has(region, rows)
    if place.kind == "commune":
        here |= columns.facets["department"].has(department, rows)
    return here & vague


def placeless(columns: Columns, rows: Rows) -> Mask:
    """The trainings that tell neither place nor territory, and are not followed online."""
    nowhere: Mask = (columns.point[rows] < 0) & ~columns.anywhere[rows]
    if nowhere.any():
        nowhere &= ~_tells(columns, rows, "region") & ~_tells(columns, rows, "department")
    return nowhere


def _around(place: PlaceFound) -> tuple[str, str]:
    """The codes of the region and the department of a commune or department."""
    if place.kind == "department":
        return reference.departments()[place.code].region, place.code
    commune = reference.communes()[place.code]
    return commune.region, commune.department


def _tells(columns: Columns, rows: Rows, parameter: str) -> Mask:
    """Whether the trainings have any value of a facet."""
    facet = columns.facets[parameter]
    filled = np.zeros(facet.size, dtype=bool)
    filled[facet.sets] = True
    found: Mask = filled.take(facet.codes[rows])
    return found
