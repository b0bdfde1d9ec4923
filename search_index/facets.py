"""The facets of a list: for each value, the results that choosing it alone would show."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise, repeat

from data import reference
from data.vocabulary import ONLINE_REGION
from search_index.columns import Columns
from search_index.documents import ONLINE_LABEL, department_label
from search_index.facet_columns import Counts, FacetColumn
from search_index.fields import BY_PARAMETER, Criterion
from search_index.filters import Filters
from search_index.query import SearchQuery
from search_index.results import Facet, FacetCount
from search_index.rolls import Roll, natural


def facets(
    columns: Columns, query: SearchQuery, kept: Filters, wanted: Collection[str]
) -> tuple[Facet, ...]:
    """The facets wanted, each counted under all criteria but its own; chosen values stay at 0."""
    if not wanted:
        return ()
    roll = columns.rolls(tuple(wanted))
    found, ends = _found(roll, query, kept.counts(roll))
    each = (found[first:end] for first, end in pairwise((0, *ends)))
    return tuple(
        Facet(name, BY_PARAMETER[name].label, _with_absent(columns, query, name, counts))
        for name, counts in zip(roll.columns, each, strict=True)
    )


def _found(roll: Roll, query: SearchQuery, numbers: Counts) -> tuple[list[FacetCount], list[int]]:
    """The values that are found, a facet after the other, and where facets end."""
    shown, ends = roll.shown(numbers)
    places = shown.tolist()
    values, labels = ([each[at] for at in places] for each in (roll.values, roll.labels))
    chosen = {roll.places.get((name, one)) for name, each in query.chosen.items() for one in each}
    selected = map(chosen.__contains__, places) if chosen else repeat(False)
    return [*map(FacetCount, values, labels, numbers[shown].tolist(), selected)], ends


def _with_absent(
    columns: Columns, query: SearchQuery, name: str, counts: Sequence[FacetCount]
) -> tuple[FacetCount, ...]:
    """The counts of a facet, with the chosen values that nothing has."""
    chosen = query.chosen.get(name, ())
    absent = [value for value in chosen if not any(one.value == value for one in counts)]
    if not absent:
        return tuple(counts)
    criterion = BY_PARAMETER[name]
    every = [*counts, *_absent(criterion, columns.facets[name], absent)]
    if criterion.order == "natural":
        every.sort(key=lambda one: natural(criterion, one.value))
    return tuple(every)


def _absent(
    criterion: Criterion, column: FacetColumn, values: Iterable[str]
) -> Iterable[FacetCount]:
    for value in values:
        yield FacetCount(value, _label(criterion, column, value) or value, 0, True)


def label_of(columns: Columns, parameter: str, value: str) -> str | None:
    """The French label of a facet's value, from the closed lists or the catalogue; else None."""
    criterion = BY_PARAMETER.get(parameter)
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
