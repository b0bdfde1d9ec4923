"""The query object: what the reader asked, checked once, the same for page, API and command."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Self

from search_index.fields import (
    FACET_PARAMETERS,
    FACETS,
    MAX_PAGE,
    MAX_PAGE_SIZE,
    MAX_TEXT,
    MAX_VALUES,
    PAGE_SIZE,
    SORTS,
)
from search_index.readers import Code, Day, Flag, Number, OneOf, Reader, Text, Whole

Params = list[tuple[str, str]]


@dataclass(frozen=True)
class ParameterError:
    """One parameter that cannot be taken, and why, in French."""

    parameter: str
    value: str
    reason: str


class BadQuery(ValueError):
    """Some parameters cannot be taken; `errors` names each of them."""

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{e.parameter} : {e.reason}" for e in self.errors))


@dataclass(frozen=True)
class SearchQuery:
    """A search: words, chosen values (one criterion OR, several AND), ranges, order and page.

    >>> SearchQuery.from_params([("q", "web"), ("region", "11")]).toggle("region", "84").region
    ('11', '84')
    """

    q: str = ""
    family: tuple[str, ...] = ()
    trade: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    certification: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    entry_level: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    hours_min: float | None = None
    hours_max: float | None = None
    cost_max: float | None = None
    starts_after: date | None = None
    starts_before: date | None = None
    near: str = ""
    radius_km: float | None = None
    place_unknown: bool = False
    literal: bool = False
    sort: str = "relevance"
    page: int = 1
    page_size: int = PAGE_SIZE
    lang: str = "fr"

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> Self:
        """Read a query string's pairs; empty values are left out; BadQuery names every bad one."""
        errors: list[ParameterError] = []
        given: dict[str, Any] = {}
        pairs = list(params)
        for name, raw in pairs:
            value = clean(raw)
            if not value:
                continue
            if name not in READERS:
                errors.append(ParameterError(name, value[:200], "paramètre inconnu"))
                continue
            try:
                read = READERS[name](value)
            except ValueError as error:
                errors.append(ParameterError(name, value[:200], str(error)))
                continue
            if name not in FACET_PARAMETERS:
                if name in given:
                    errors.append(ParameterError(name, value[:200], "donné plusieurs fois"))
                given[name] = read
            elif read not in given.get(name, ()):
                given[name] = (*given.get(name, ()), read)
        errors += _too_many(pairs)
        errors += _contradictions(given)
        if errors:
            raise BadQuery(errors)
        return cls(**given)

    def to_params(self) -> Params:
        """The pairs that `from_params` reads back to an equal query; defaults are left out."""
        pairs: Params = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            values = value if isinstance(value, tuple) else (value,)
            pairs += [(field.name, _written(one)) for one in values]
        return pairs

    def toggle(self, parameter: str, value: str) -> Self:
        """The first page of this search with `value` taken into the criterion, or out of it."""
        chosen: tuple[str, ...] = getattr(self, parameter)
        kept = tuple(one for one in chosen if one != value)
        change: dict[str, Any] = {parameter: kept if value in chosen else (*chosen, value)}
        return self._with(**change, page=1)

    def without(self, *parameters: str) -> Self:
        """The first page of this search with these parameters back at their defaults."""
        cleared: dict[str, Any] = {name: getattr(type(self), name) for name in parameters}
        if "near" in cleared:
            # Without a place neither a radius nor the order by distance means anything.
            cleared |= {"radius_km": None, "place_unknown": False}
            cleared |= {"sort": type(self).sort} if self.sort == "distance" else {}
        return self._with(**cleared | {"page": 1})

    def pages(self, total: int) -> int:
        """How many pages a list of so many trainings has, at least one."""
        return max(1, -(-total // self.page_size))

    def at_page(self, page: int) -> Self:
        """This search at another page."""
        return self._with(page=page)

    def sorted_by(self, sort: str) -> Self:
        """The first page of this search in another order."""
        return self._with(sort=sort, page=1)

    def word_for_word(self) -> Self:
        """The first page of this search without any word understood, mended or widened."""
        return self._with(literal=True, page=1)

    def with_words(self, q: str) -> Self:
        """The first page of this search with other words."""
        return self._with(q=q, page=1)

    def at_place(self, near: str) -> Self:
        """The first page of this search at another place, with the radius that fits it."""
        return self._with(near=near, radius_km=None, page=1)

    def around(self, near: str, radius_km: float) -> Self:
        """The first page of this search around a place."""
        return self._with(near=near, radius_km=radius_km, page=1)

    def with_unknown_places(self) -> Self:
        """The first page of this search, trainings whose place nobody told last."""
        return self._with(place_unknown=True, page=1)

    def with_radius(self, radius_km: float) -> Self:
        """The first page of this search with another radius around its place."""
        return self._with(radius_km=radius_km, page=1)

    def _with(self, **changes: Any) -> Self:
        """This search with other values: what `replace` gives, in a sixth of its time.

        A page names hundreds of searches that are one click away.
        """
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__ | changes)
        other.__dict__.pop("chosen", None)
        return other

    @cached_property
    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The facet parameters that filter, with their values."""
        return {name: getattr(self, name) for name in FACET_PARAMETERS if getattr(self, name)}

    @property
    def narrowing(self) -> tuple[str, ...]:
        """The names of all parameters beside the words that narrow the list."""
        others = (
            "hours_min",
            "hours_max",
            "cost_max",
            "starts_after",
            "starts_before",
            "near",
        )
        return (*self.chosen, *(n for n in others if getattr(self, n) not in (None, "")))


def clean(raw: str) -> str:
    """A value without control characters, NFC; other white space becomes one space.

    What is too long even before that stays as it is, to be refused.
    """
    if len(raw) > MAX_TEXT:
        return raw
    text = unicodedata.normalize("NFC", raw)
    shown = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(shown.split())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


READERS: dict[str, Reader] = {
    "q": Text(MAX_TEXT),
    **{c.parameter: OneOf(c.values) if c.values else Code() for c in FACETS},
    "hours_min": Number(0, 10_000),
    "hours_max": Number(0, 10_000),
    "cost_max": Number(0, 100_000),
    "starts_after": Day(),
    "starts_before": Day(),
    "near": Text(MAX_TEXT),
    "radius_km": Number(1, 1_000),
    "place_unknown": Flag(),
    "literal": Flag(),
    "sort": OneOf(SORTS),
    "page": Whole(1, MAX_PAGE),
    "page_size": Whole(1, MAX_PAGE_SIZE),
    "lang": OneOf({"fr": "Français"}),
}
"""How each parameter of the public contract is read."""


def _too_many(pairs: Params) -> Iterable[ParameterError]:
    times = Counter(name for name, _ in pairs)
    for name in FACET_PARAMETERS:
        if times[name] > MAX_VALUES:
            yield ParameterError(name, "", f"{MAX_VALUES} valeurs au plus")


def _contradictions(given: Mapping[str, Any]) -> Iterable[ParameterError]:
    for low, high in (("hours_min", "hours_max"), ("starts_after", "starts_before")):
        if low in given and high in given and given[low] > given[high]:
            yield ParameterError(high, str(given[high]), f"plus petit que {low}")
    for needing in ("radius_km",):
        if needing in given and "near" not in given:
            yield ParameterError(needing, _written(given[needing]), "demande aussi near")
    if given.get("sort") == "distance" and "near" not in given:
        yield ParameterError("sort", "distance", "demande aussi near")
