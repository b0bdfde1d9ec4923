"""The scope of a site that shows our results: criteria that its visitor cannot leave.

A scope is a search of its own that stands beside the visitor's. It never enters the visitor's
query, so that no words, chip or repair made from that query can name it, and so none can widen it.
"""

from collections.abc import Iterable
from dataclasses import replace

from search_index import places
from search_index.fields import FACET_PARAMETERS
from search_index.query import BadQuery, ParameterError, Params, SearchQuery

PREFIX = "scope."
PARAMETERS = (*FACET_PARAMETERS, "hours_min", "hours_max", "cost_max", "near", "radius_km")
"""What a scope may say: no words, which rank as well, and no dates, which go by."""

NO_SCOPE = SearchQuery()


def read_scope(params: Iterable[tuple[str, str]]) -> SearchQuery:
    """The scope of a query string's `scope.…` pairs; BadQuery names each bad one as written.

    >>> read_scope([("q", "web"), ("scope.region", "11")]).region
    ('11',)
    """
    pairs = [(n.removeprefix(PREFIX), value) for n, value in params if n.startswith(PREFIX)]
    unknown = [
        ParameterError(PREFIX + name, value[:200], "paramètre inconnu")
        for name, value in pairs
        if name not in PARAMETERS
    ]
    try:
        scope = SearchQuery.from_params(pair for pair in pairs if pair[0] in PARAMETERS)
        if scope.near:
            places.find(scope.near, scope.radius_km)
    except BadQuery as error:
        named = [replace(one, parameter=PREFIX + one.parameter) for one in error.errors]
        raise BadQuery([*unknown, *named]) from None
    if unknown:
        raise BadQuery(unknown)
    return scope


def scope_params(scope: SearchQuery) -> Params:
    """The pairs that `read_scope` reads back to an equal scope."""
    return [(PREFIX + name, value) for name, value in scope.to_params()]
