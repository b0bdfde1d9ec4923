"""Criteria that were only read from words, where few trainings meet them: an order, and no door."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.vocabulary import Modality
from search_index.blending import BENEATH
from search_index.columns import Columns
from search_index.facet_columns import Documents, Mask
from search_index.filters import Filters, Somewhere
from search_index.matching import Answering

SHORT = 10
"""A list with fewer trainings that hold the words and meet the criteria goes on beyond these."""

HIGHEST = 0.99 * BENEATH
"""The best of what follows as a share of the lowest that meets everything: no place lifts it."""

PARTLY = 0.5
"""What a blended training lacks beside one that is wholly online, or on site: others lack 1."""

FAR_KM = 500.0
NEXT_DOOR, FAR_AWAY = 0.5, 1.5
"""What a training lacks that lies just outside the place asked, and one at FAR_KM or more."""

Floats = NDArray[np.float64]


def few(found: Answering, strict: Filters) -> bool:
    """Whether few of the trainings that the words found meet all criteria (`strict`)."""
    if found.scores is None or strict.failed is None:
        return False
    return int(np.count_nonzero(_complete(found, strict))) < SHORT


def loosened(
    found: Answering, strict: Filters, columns: Columns, where: Somewhere | None
) -> Answering:
    """What the words found, with all that does not meet the criteria beneath what does.

    What lacks least of them comes first, so that a place is left step by step. Where nothing meets
    them and holds all the words, what meets them in part is no better than the others.
    """
    if found.scores is None or strict.failed is None:
        return found
    complete = _complete(found, strict)
    others = strict.failed > 0
    scores = found.scores.astype(np.float64)
    if others.any():
        own = scores[others] / _lacks(columns, found.documents, strict, where)[others]
        floor = scores[complete].min() if complete.any() else own.max()
        scores[others] = HIGHEST * floor * own / own.max()
    own_whole = found.documents[complete]
    return replace(found, scores=scores.astype(np.float32), whole=own_whole)


def _complete(found: Answering, strict: Filters) -> Mask:
    """Which of the trainings found hold the words that are asked of each and meet the criteria."""
    meets = np.asarray(strict.failed == 0)
    return meets if found.whole is None else meets & np.isin(found.documents, found.whole)


def _lacks(
    columns: Columns, documents: Documents, strict: Filters, where: Somewhere | None
) -> Floats:
    """How much each training lacks of the criteria."""
    lacks = np.zeros(len(documents))
    for parameter, failing in strict.failing.items():
        cost = np.ones(len(documents))
        if parameter == "modality":
            cost[columns.facets["modality"].has(Modality.BLENDED, documents)] = PARTLY
        elif parameter == "near" and where is not None:
            cost = _farness(columns, documents, where)
        lacks += cost * failing
    return lacks


def _farness(columns: Columns, documents: Documents, where: Somewhere) -> Floats:
    """How far outside a place each training is, from NEXT_DOOR to FAR_AWAY; unknown: between."""
    middle = (NEXT_DOOR + FAR_AWAY) / 2
    if where.kilometres is None:
        around = np.zeros(len(documents), dtype=bool)
        for region in _around(where):
            around |= columns.facets["region"].has(region, documents)
        return np.where(around, NEXT_DOOR, middle)
    kilometres = where.kilometres[columns.point[documents]]
    far = NEXT_DOOR + (FAR_AWAY - NEXT_DOOR) * np.minimum(kilometres / FAR_KM, 1.0)
    return np.where(np.isnan(far), middle, far)


def _around(where: Somewhere) -> tuple[str, ...]:
    """The regions next to a region asked, or the one that a department lies in."""
    if where.place.kind == "department":
        return (reference.departments()[where.place.code].region,)
    return reference.regions()[where.place.code].neighbours if where.place.kind == "region" else ()
