"""The facets of a list: for each value, the results that choosing it alone would show."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import repeat

import numpy as np

from data import reference
from data.vocabulary import ONLINE_REGION
from search_index.columns import Columns
from search_index.documents import ONLINE_LABEL, department_label
from search_index.facet_columns import Counts, FacetColumn
from search_index.fields import FACETS, Criterion
from search_index.filters import Filters
from search_index.query import SearchQuery
from search_index.results import Facet, FacetCount

NATURAL = {
    one.parameter: {value: place for place, value in enumerate(one.values or {})} for one in FACETS
}
"""Where each value of a closed list stands in it, by the facet's parameter."""


def facets(
    columns: Columns, query: SearchQuery, kept: Filters, wanted: Collection[str]
) -> tuple[Facet, ...]:
    """The facets wanted, each counted under all criteria but its own; chosen values stay at 0."""
    numbers = kept.counts(columns, wanted)
    return tuple(
        Facet(name, one.label, _counts(one, columns.facets[name], query, numbers[name]))
        for one in FACETS
        if (name := one.parameter) in numbers
    )


def _counts(
    criterion: Criterion, column: FacetColumn, query: SearchQuery, numbers: Counts
) -> tuple[FacetCount, ...]:
    chosen: Sequence[str] = getattr(query, criterion.parameter)
    # The values stand in the order of their labels, which decides between equal counts.
    shown = np.argsort(-numbers, kind="stable")[: np.count_nonzero(numbers)]
    places = shown.tolist()
    values, labels = ([each[at] for at in places] for each in (column.values, column.labels))
    selected = map(chosen.__contains__, values) if chosen else repeat(False)
    found = [*map(FacetCount, values, labels, numbers[shown].tolist(), selected)]
    if chosen:
        found += _absent(criterion, column, chosen, set(values))
    if criterion.order == "natural":
        natural = NATURAL[criterion.parameter]
        found.sort(key=lambda one: (natural.get(one.value, len(natural)), one.value))
    return tuple(found)


def _absent(
    criterion: Criterion, column: FacetColumn, chosen: Sequence[str], shown: set[str]
) -> Iterable[FacetCount]:
    for value in chosen:
        if value not in shown:
            label = _label(criterion, column, value)
            yield FacetCount(value, label or value, 0, True)


def label_of(columns: Columns, parameter: str, value: str) -> str | None:
    """The French label of a facet's value, from the closed lists or the catalogue; else None."""
    criterion = next((one for one in FACETS if one.parameter == parameter), None)
    return _label(criterion, columns.facets[parameter], value) if criterion else None


def _label(criterion: Criterion, column: FacetColumn, value: str) -> str | None:
    """The label in the catalogue, else of the closed list for a value that no training has."""
    if value in column.code_of:
        return column.labels[column.code_of[value]]
    if criterion.values is not None:
        return criterion.values.get(value)
    return NOMENCLATURES.get(criterion.parameter, dict)().get(value)


NOMENCLATURES: Mapping[str, Callable[[], dict[str, str]]] = {
    "family": lambda: {code: one.label for code, one in reference.families().items()},
    "trade": lambda: {code: one.label for code, one in reference.trades().items()},
    "region": lambda: {
        ONLINE_REGION: ONLINE_LABEL,
        **{code: one.name for code, one in reference.regions().items()},
    },
    "department": lambda: {
        code: department_label(one.name, code) for code, one in reference.departments().items()
    },
    "funding": lambda: {code: one.label for code, one in reference.funding_schemes().items()},
    "audience": lambda: {code: one.label for code, one in reference.audiences().items()},
}
"""The closed lists of the reference files, read only when a value is not in the catalogue."""
