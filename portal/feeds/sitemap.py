"""The pages that search engines may know, in parts that each stay within the protocol's bound."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from data import reference
from portal import links

PART = 50_000
"""Addresses of one part, at most (sitemaps.org protocol)."""

PAGES = "pages"

Changes = Callable[[int], Iterable[tuple[str, datetime]]]
"""Ids with their last change, from a number on, at most PART of them."""


@dataclass(frozen=True)
class Part:
    """One part of the map."""

    name: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One address, with the time of its last change where it is known."""

    url: str
    modified: str | None = None


def parts(count: int) -> list[Part]:
    """The parts that a catalogue of so many trainings needs."""
    names = [PAGES, *(f"formations-{number}" for number in range(1, -(-count // PART) + 1))]
    return [Part(name, links.absolute(f"/sitemap/{name}.xml")) for name in names]


def map_of(name: str, changes: Changes) -> Iterator[Entry]:
    """The addresses of the part of this name, which is one of `parts`."""
    if name == PAGES:
        for path in _fixed():
            yield Entry(links.absolute(path))
        return
    number = int(name.rpartition("-")[2])
    for one, moment in changes(PART * (number - 1)):
        address = links.absolute(links.formation(one))
        yield Entry(address, moment.isoformat(timespec="seconds"))


def _fixed() -> Iterator[str]:
    yield from ("/", links.search(), links.trades(), links.privacy(), links.developers())
    yield from (links.family(code) for code in reference.families())
