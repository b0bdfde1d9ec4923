"""The facets of a list: for each value, the results that choosing it alone would show."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from data import reference
from data.vocabulary import ONLINE_REGION
from search_index.columns import Columns, FacetColumn
from search_index.documents import ONLINE_LABEL, department_label
from search_index.fields import FACETS, Criterion
from search_index.filters import Filters
from search_index.query import SearchQuery
from search_index.results import Facet, FacetCount


def facets(
    columns: Columns, query: SearchQuery, kept: Filters, wanted: Iterable[str]
) -> tuple[Facet, ...]:
    """The facets wanted, each counted under all criteria but its own; chosen values stay at 0."""
    return tuple(
        Facet(one.parameter, one.label, _counts(one, columns.facets[one.parameter], query, kept))
        for one in FACETS
        if one.parameter in wanted
    )


def _counts(
    criterion: Criterion, column: FacetColumn, query: SearchQuery, kept: Filters
) -> tuple[FacetCount, ...]:
    chosen: Sequence[str] = getattr(query, criterion.parameter)
    numbers = column.counts(kept.without(criterion.parameter))
    shown = numbers.nonzero()[0]
    if criterion.order == "count":
        # The values stand in the order of their labels, which decides between equal counts.
        shown = shown[np.argsort(-numbers[shown], kind="stable")]
    values, labels = column.values, column.labels
    found = [
        FacetCount(values[at], labels[at], count, values[at] in chosen)
        for at, count in zip(shown.tolist(), numbers[shown].tolist(), strict=True)
    ]
    if chosen:
        found += _absent(criterion, column, chosen, {one.value for one in found})
    return tuple(found if criterion.order == "count" else _natural(criterion, found))


def _absent(
    criterion: Criterion, column: FacetColumn, chosen: Sequence[str], shown: set[str]
) -> Iterable[FacetCount]:
    for value in chosen:
        if value not in shown:
            label = _label(criterion, column, value)
            yield FacetCount(value, label or value, 0, True)


def _natural(criterion: Criterion, found: list[FacetCount]) -> list[FacetCount]:
    natural = {value: position for position, value in enumerate(criterion.values or {})}
    return sorted(found, key=lambda one: (natural.get(one.value, len(natural)), one.value))


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
