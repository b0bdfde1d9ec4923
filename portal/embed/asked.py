"""An embedded search as its address says it: the visitor's search, the scope, the look."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from portal import errors, links
from portal.embed import look
from portal.embed.look import Look
from search_index.query import BadQuery, ParameterError, Params, SearchQuery
from search_index.scope import NO_SCOPE, PREFIX, read_scope, scope_params

NAMES = {
    **errors.NAMES,
    **look.NAMES,
    **{f"{PREFIX}{name}": f"Périmètre : {label}" for name, label in errors.NAMES.items()},
}
"""What people call each parameter of an embed."""


@dataclass(frozen=True)
class Embed:
    """What a frame shows: a visitor's search inside a scope, with a look."""

    query: SearchQuery = field(default_factory=SearchQuery)
    scope: SearchQuery = NO_SCOPE
    look: Look = field(default_factory=Look)

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> Self:
        """Read an address's pairs; BadQuery names every bad one.

        >>> Embed.from_params([("q", "web"), ("scope.region", "11"), ("form", "compact")]).query.q
        'web'
        """
        pairs = [("count" if name == "page_size" else name, value) for name, value in params]
        faults: list[ParameterError] = []
        query, scope, seen = SearchQuery(), NO_SCOPE, Look()
        try:
            query = SearchQuery.from_params(pair for pair in pairs if not is_ours(pair[0]))
        except BadQuery as error:
            faults += error.errors
        try:
            scope = read_scope(pairs)
        except BadQuery as error:
            faults += error.errors
        try:
            seen = Look.from_params(pair for pair in pairs if pair[0] in look.READERS)
        except BadQuery as error:
            faults += error.errors
        if faults:
            raise BadQuery(faults)
        return cls(replace(query, page_size=seen.page_size), scope, seen)

    def to_params(self) -> Params:
        """The pairs that `from_params` reads back to an equal embed."""
        query = replace(self.query, page_size=SearchQuery.page_size)
        return [*self.look.to_params(), *scope_params(self.scope), *query.to_params()]

    def address(self, query: SearchQuery) -> str:
        """Where the frame shows another search in the same scope and look."""
        return links.embed(replace(self, query=query).to_params())

    def values(self, parameter: str, query: SearchQuery, contains: str = "") -> str:
        """Where the frame shows all values of a criterion, or those that hold a text."""
        held = [(links.CONTAINS, contains)] if contains else []
        return links.embed_values(parameter, replace(self, query=query).to_params() + held)

    @property
    def on_the_portal(self) -> SearchQuery:
        """The same search there, where the scope is a filter like others.

        Of a criterion that both have the visitor's stays: it can only be the narrower one.
        """
        own = {name for name, _ in self.query.to_params()}
        added = {n: getattr(self.scope, n) for n in self.scope.narrowing if n not in own}
        if "near" in added:
            added["radius_km"] = self.scope.radius_km
        return replace(self.query, **added, page=1, page_size=SearchQuery.page_size)


def is_ours(name: str) -> bool:
    """Whether a parameter is the partner's, of the scope or of the look, and not the visitor's."""
    return name in look.READERS or name.startswith(PREFIX)
