"""What a reader may be about to type: trades, trainings, providers and places, in groups."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from data import reference
from search_index.columns import Columns
from search_index.french import bare
from search_index.shelf import Item, Shelf, shelved, spoken
from search_index.spelling import Speller

LONGEST = 100
"""Characters that are looked at; whoever typed more is past being helped."""

TITLES_KEPT = 100_000
KINDS = {"trade": "Métiers", "training": "Formations", "provider": "Organismes", "place": "Lieux"}
OWN = ("trade", "training", "provider")
"""The kinds of a catalogue; places are the same for all."""

TOWNS = ((2, 50_000), (3, 20_000), (4, 5_000))
"""Up to so many letters only places of so many inhabitants are proposed: "dev" is no village."""

DISTRICT = " Arrondissement ("

PARAMETERS = {"trade": "trade", "training": "q", "provider": "provider", "place": "near"}


@dataclass(frozen=True)
class Option:
    """One proposal: what it says, a detail, and the search parameter that it sets."""

    label: str
    detail: str
    parameter: str
    value: str


@dataclass(frozen=True)
class Group:
    """Proposals of one kind."""

    kind: str
    label: str
    options: tuple[Option, ...]


Find = Callable[[Sequence[str], int], list[Item]]
"""From the words asked to so many items at most."""


@dataclass(frozen=True)
class Completer:
    """The shelves of one generation by kind."""

    shelves: Mapping[str, Shelf]

    def complete(self, text: str, limit: int, speller: Speller | None = None) -> tuple[Group, ...]:
        """At most `limit` proposals of each kind for a text that is being typed.

        A misspelt word is mended only when nothing begins as it does.
        """
        asked = spoken(text[:LONGEST])
        towns = partial(_places, text)
        groups = tuple(self._groups(asked, limit, towns))
        if groups or speller is None:
            return groups
        mended = [speller.mend(word, word) for word in asked]
        better = [one.words[0] if one else word for one, word in zip(mended, asked, strict=True)]
        return tuple(self._groups(better, limit, towns)) if better != asked else ()

    def _groups(self, asked: Sequence[str], limit: int, towns: Find) -> Iterator[Group]:
        for kind, label in KINDS.items():
            find = towns if kind == "place" else self.shelves[kind].find
            options = tuple(_option(kind, item) for item in find(asked, limit))
            if options:
                yield Group(kind, label, options)

    def save(self, folder: Path) -> None:
        """Write the shelves into an existing folder."""
        for kind, shelf in self.shelves.items():
            shelf.save(folder, f"completion.{kind}")


def _option(kind: str, item: Item) -> Option:
    return Option(item.label, item.detail, PARAMETERS[kind], item.value)


def load(folder: Path) -> Completer:
    """The completer of a generation."""
    return Completer({kind: Shelf.load(folder, f"completion.{kind}") for kind in OWN})


def build(columns: Columns, titles: Sequence[str]) -> Completer:
    """The completer of a catalogue; what no training has is not proposed."""
    return Completer(
        {
            "trade": shelved(_trades(columns)),
            "training": shelved(_titles(titles)),
            "provider": shelved(_valued(columns, "provider", lambda _value: ())),
        }
    )


def _valued(
    columns: Columns, facet: str, names: Callable[[str], tuple[str, ...]]
) -> Iterator[Item]:
    """The values of a facet, those of most trainings first."""
    column = columns.facets[facet]
    counts = column.counts()
    for at in sorted(range(len(column.values)), key=lambda one: (-counts[one], column.labels[one])):
        if counts[at]:
            value = column.values[at]
            yield Item(column.labels[at], _trainings(int(counts[at])), value, names(value))


def _trades(columns: Columns) -> Iterator[Item]:
    """The trades under their own name and under each word that people type for them."""
    known = reference.trades()
    words = {code: trade.words for code, trade in known.items()}
    return _valued(columns, "trade", lambda code: words.get(code, ()))


def _titles(titles: Sequence[str]) -> Iterator[Item]:
    """The distinct titles, the most frequent first."""
    for title, count in Counter(titles).most_common(TITLES_KEPT):
        yield Item(title, _trainings(count) if count > 1 else "", title)


def _trainings(count: int) -> str:
    return f"{count} formation" if count == 1 else f"{count} formations"


SAINT = re.compile(r"\bSaint(e?)\b")


def _shortened(saint: re.Match[str]) -> str:
    """Saint and Sainte as people write them on a phone."""
    return f"St{saint[1]}"


def warm() -> None:
    """Make the shelves of places before anybody types."""
    for _, least in (*TOWNS, (0, 0)):
        places(least)
    _short_names()


def _places(text: str, asked: Sequence[str], limit: int) -> list[Item]:
    """The places that a text begins: the fewer its letters, the bigger; and what it names whole."""
    letters = sum(map(str.isalnum, text))
    least = next((people for most, people in TOWNS if letters <= most), 0)
    whole = _short_names().get(bare(text).strip(), ()) if least else ()
    found = dict.fromkeys((*places(least).find(asked, limit), *whole))
    return list(found)[:limit]


@cache
def _short_names() -> Mapping[str, tuple[Item, ...]]:
    """The places whose whole name is so short that a beginning would not find them all: Eu, Die."""
    named: dict[str, tuple[Item, ...]] = {}
    for one in places().items:
        for name in one.names[:1]:
            if len(name) <= TOWNS[-1][0]:
                named[bare(name)] = (*named.get(bare(name), ()), one)
    return named


@cache
def places(least: int = 0) -> Shelf:
    """Regions, departments and communes of so many people, the most populous first; made once.

    A district of a city is none of its own before the city's name is written.
    """
    known = (item for people, item in _populous() if people >= least)
    return shelved(one for one in known if not least or DISTRICT not in one.label)


@cache
def _populous() -> Sequence[tuple[int, Item]]:
    """Every place with its inhabitants, the most populous first."""
    communes = reference.communes().values()
    by_region: Counter[str] = Counter()
    by_department: Counter[str] = Counter()
    for one in communes:
        by_region[one.region] += one.population
        by_department[one.department] += one.population
    departments = reference.departments()
    # Paris is both, and both lead to the same.
    towns = {f"{one.name} ({one.department})" for one in communes}
    found = [
        (by_region[region.code], Item(region.name, "région", region.name, region.short))
        for region in reference.regions().values()
    ]
    for code, department in departments.items():
        label = f"{department.name} ({code})"
        if label not in towns:
            item = Item(label, "département", label, (code,))
            found.append((by_department[code], item))
    for one in communes:
        label = f"{one.name} ({one.department})"
        names = (one.name, SAINT.sub(_shortened, one.name))
        item = Item(label, departments[one.department].name, label, names)
        found.append((one.population, item))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].label))
