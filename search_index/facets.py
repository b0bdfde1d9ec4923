"""The facets of a list: for each value, the results that choosing it alone would show."""

from collections.abc import Callable, Mapping, Sequence

from data import reference
from data.vocabulary import ONLINE_REGION
from search_index.columns import Columns, FacetColumn
from search_index.documents import ONLINE_LABEL, department_label
from search_index.fields import FACETS, Criterion
from search_index.filters import Filters
from search_index.query import SearchQuery
from search_index.results import Facet, FacetCount


def facets(columns: Columns, query: SearchQuery, kept: Filters) -> tuple[Facet, ...]:
    """Every facet, counted under all criteria but its own; chosen values stay even at 0."""
    return tuple(
        Facet(one.parameter, one.label, _counts(one, columns.facets[one.parameter], query, kept))
        for one in FACETS
    )


def _counts(
    criterion: Criterion, column: FacetColumn, query: SearchQuery, kept: Filters
) -> tuple[FacetCount, ...]:
    chosen: Sequence[str] = getattr(query, criterion.parameter)
    numbers = column.counts(kept.passing_without(criterion.parameter)).tolist()
    found = [
        FacetCount(value, label, number, value in chosen)
        for value, label, number in zip(column.values, column.labels, numbers, strict=True)
        if number or value in chosen
    ]
    absent = (value for value in chosen if value not in column.code_of)
    found += [
        FacetCount(value, _reference_label(criterion, value) or value, 0, True) for value in absent
    ]
    return tuple(_ordered(criterion, found))


def _ordered(criterion: Criterion, found: list[FacetCount]) -> list[FacetCount]:
    if criterion.order == "count":
        return sorted(found, key=lambda one: (-one.count, one.label, one.value))
    natural = {value: position for position, value in enumerate(criterion.values or {})}
    return sorted(found, key=lambda one: (natural.get(one.value, len(natural)), one.value))


def label_of(columns: Columns, parameter: str, value: str) -> str | None:
    """The French label of a facet's value, from the closed lists or the catalogue; else None."""
    criterion = next((one for one in FACETS if one.parameter == parameter), None)
    if criterion is None:
        return None
    column = columns.facets[parameter]
    if value in column.code_of:
        return column.labels[column.code_of[value]]
    return _reference_label(criterion, value)


def _reference_label(criterion: Criterion, value: str) -> str | None:
    """The label of a value that no training has today, from the closed lists; else None."""
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
