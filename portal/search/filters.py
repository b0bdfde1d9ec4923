"""The filters of the search page: facets with their counts, and what is filtered as chips."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal import links, wording
from portal.links import Address
from search_index.query import SearchQuery
from search_index.results import Facet, FacetCount, Part, PlaceFound, SearchResults

SHOWN = 8
"""How many values of a long facet stand in view."""

MORE = 32
"""How many stand behind "more"; any other is found by its name, on a page of its own."""

SLACK = 2
"""A facet that is longer by no more than this is shown whole: hiding one value helps nobody."""

OPEN = ("family", "region", "modality")
"""The facets that stand open before anything is chosen."""


class Noun(NamedTuple):
    """What the values of a criterion are called."""

    all: str
    one: str
    several: str

    @property
    def whole(self) -> str:
        """All of them: "Tous les organismes"."""
        return f"{self.all} les {self.several}"


NOUNS: Mapping[str, Noun] = {
    "family": Noun("Toutes", "famille de métiers", "familles de métiers"),
    "trade": Noun("Tous", "métier", "métiers"),
    "region": Noun("Toutes", "région", "régions"),
    "department": Noun("Tous", "département", "départements"),
    "modality": Noun("Toutes", "façon de suivre la formation", "façons de suivre la formation"),
    "certification": Noun("Tous", "diplôme ou certificat", "diplômes et certificats"),
    "level": Noun("Tous", "niveau obtenu", "niveaux obtenus"),
    "entry_level": Noun("Tous", "niveau demandé à l’entrée", "niveaux demandés à l’entrée"),
    "funding": Noun("Tous", "financement possible", "financements possibles"),
    "audience": Noun("Tous", "public", "publics"),
    "network": Noun("Tous", "réseau", "réseaux"),
    "provider": Noun("Tous", "organisme", "organismes"),
    "programme": Noun("Tous", "programme", "programmes"),
}
"""The nouns of each criterion."""


@dataclass(frozen=True)
class Choice:
    """One value to tick, with the number of trainings that it would show."""

    id: str
    parameter: str
    value: str
    label: str
    count: str
    noun: str
    selected: bool


@dataclass(frozen=True)
class FacetView:
    """One group of values: those in view, those behind "more", and what its heading says.

    `every` leads to all of them, where there are more than stand here.
    """

    parameter: str
    label: str
    chosen: str
    open: bool
    shown: tuple[Choice, ...]
    more: tuple[Choice, ...]
    more_label: str
    every: str = ""
    every_label: str = ""


@dataclass(frozen=True)
class Chip:
    """One filter in force, with the address of the same search without it.

    A chip that was `understood` from the words says in `gain` how many more trainings that finds.
    """

    text: str
    name: str
    url: str
    understood: bool = False
    gain: str = ""


def facet_views(
    facets: tuple[Facet, ...], every: Callable[[str], str] | None = None
) -> tuple[FacetView, ...]:
    """The facets that have a value to offer.

    `every` gives the address of all values of a facet; without it all of them stand here.
    """
    return tuple(_facet(facet, every) for facet in facets if facet.counts)


def _facet(facet: Facet, every: Callable[[str], str] | None) -> FacetView:
    counts = facet.counts
    chosen = sum(one.selected for one in counts)
    limit = _end(counts, SHOWN)
    last = _end(counts, SHOWN + MORE) if every else len(counts)
    # A chosen value stays in view wherever its count ranks it.
    shown = [one for rank, one in enumerate(counts) if rank < limit or one.selected]
    more = [one for one in counts[limit:last] if not one.selected]
    whole = len(shown) + len(more) == len(counts)
    return FacetView(
        parameter=facet.parameter,
        label=facet.label,
        chosen=wording.counted(chosen, "choisi") if chosen else "",
        open=bool(chosen) or facet.parameter in OPEN,
        shown=tuple(choice_of(facet, one) for one in shown),
        more=tuple(choice_of(facet, one) for one in more),
        more_label=f"Voir plus ({wording.number(len(more))})",
        every="" if whole or every is None else every(facet.parameter),
        every_label=f"{NOUNS[facet.parameter].whole} ({wording.number(len(counts))})",
    )


def _end(counts: Sequence[FacetCount], most: int) -> int:
    """How many of these make about `most`."""
    return len(counts) if len(counts) <= most + SLACK else most


def choice_of(facet: Facet, count: FacetCount) -> Choice:
    """A value of a facet to tick."""
    return Choice(
        id=f"{facet.parameter}-{count.value}",
        parameter=facet.parameter,
        value=count.value,
        label=count.label,
        count=wording.number(count.count),
        noun="formation" if count.count < 2 else "formations",
        selected=count.selected,
    )


def chips(results: SearchResults, to: Address = links.search) -> tuple[Chip, ...]:
    """Every filter in force beside the words, in the order of the page; `to` gives addresses."""
    query = results.query
    found = [*_places(results), *_values(results), *ranges(query)]
    chosen = (Chip(text, f"Retirer le filtre {text}", to(less)) for text, less in found)
    return (*(_understood(part, to) for part in results.parts), *chosen)


def _understood(part: Part, to: Address) -> Chip:
    more = f"{wording.number(part.gain)}{wording.NO_BREAK}de plus" if part.gain > 0 else ""
    name = f"{part.label} : ne pas tenir compte de {wording.quoted(part.written)}"
    return Chip(
        text=part.label,
        name=f"{name}, {more}" if more else name,
        url=to(part.without),
        understood=True,
        gain=f"+{wording.number(part.gain)}" if more else "",
    )


def _places(results: SearchResults) -> Iterator[tuple[str, SearchQuery]]:
    if results.place and results.query.near:
        yield around(results.place), results.query.without("near")
    if results.place and results.query.place_unknown:
        yield "Et lieu non communiqué", results.query.without("place_unknown")


def around(place: PlaceFound) -> str:
    """A place as a chip reads: "Lyon (69), 20 km", "Bretagne"."""
    if place.radius_km is None:
        return place.label
    return f"{place.label}, {wording.kilometres(place.radius_km)}"


def _values(results: SearchResults) -> Iterator[tuple[str, SearchQuery]]:
    for facet in results.facets:
        for count in facet.counts:
            if count.selected:
                yield count.label, results.query.toggle(facet.parameter, count.value)


def ranges(query: SearchQuery) -> Iterator[tuple[str, SearchQuery]]:
    """Each limit of hours, cost or dates in force, with the search without it."""
    for parameter, text in (
        ("hours_min", query.hours_min is not None and f"Au moins {_hours(query.hours_min)}"),
        ("hours_max", query.hours_max is not None and f"Au plus {_hours(query.hours_max)}"),
        ("cost_max", _cost(query.cost_max)),
        ("starts_after", query.starts_after and f"À partir du {wording.day(query.starts_after)}"),
        ("starts_before", query.starts_before and f"Avant le {wording.day(query.starts_before)}"),
    ):
        if text:
            yield text, query.without(parameter)


def _cost(most: float | None) -> str:
    if most is None:
        return ""
    return f"Au plus {wording.number(most)}{wording.NO_BREAK}€" if most else "Gratuite"


def _hours(value: float) -> str:
    return f"{wording.number(value)}{wording.NO_BREAK}h"
