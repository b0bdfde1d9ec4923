"""The trainings that a browser keeps, in its own signed cookie and nowhere else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import session as cookie

from portal import links
from search_index.query import BadQuery, SearchQuery

NAME = "kept"
MOST = 50
MOST_SEARCHES, LONGEST_SEARCH = 3, 150
"""A cookie holds 4,093 bytes, of which these limits leave half to the others that share it."""

ID = re.compile(r"[a-z2-7]{12}\Z")


@dataclass(frozen=True)
class Kept:
    """One training kept, and the search in which it was found, as a query string."""

    id: str
    search: str = ""

    @property
    def query(self) -> SearchQuery | None:
        """The search, while it can still be read."""
        try:
            return SearchQuery.from_params(parse_qsl(self.search)) if self.search else None
        except BadQuery:
            return None


@dataclass(frozen=True)
class Selection:
    """What is kept, in order, and what was taken out last with its place, to be put back."""

    kept: tuple[Kept, ...] = ()
    dropped: tuple[tuple[int, Kept], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what is kept."""
        return tuple(one.id for one in self.kept)

    def with_one(self, formation_id: str, search: str = "") -> Self:
        """With one more training at the end; nothing changes when it is kept or all is full."""
        if formation_id in self.ids or len(self.kept) >= MOST or not ID.match(formation_id):
            return self
        return replace(self, kept=(*self.kept, Kept(formation_id, search)))

    def without(self, formation_id: str) -> Self:
        """Without one training, which can be put back."""
        gone = [(at, one) for at, one in enumerate(self.kept) if one.id == formation_id]
        if not gone:
            return self
        kept = tuple(one for one in self.kept if one.id != formation_id)
        return replace(self, kept=kept, dropped=tuple(gone))

    def emptied(self) -> Self:
        """Without any training; all can be put back."""
        return replace(self, kept=(), dropped=tuple(enumerate(self.kept)))

    def undone(self) -> Self:
        """With what was taken out last where it stood."""
        kept = list(self.kept)
        for at, one in self.dropped:
            if one.id not in self.ids and len(kept) < MOST:
                kept.insert(at, one)
        return replace(self, kept=tuple(kept), dropped=())

    def to_json(self) -> dict[str, Any]:
        """As the cookie keeps it: each search once."""
        everything = [*self.kept, *(one for _, one in self.dropped)]
        known = [*dict.fromkeys(one.search for one in everything if one.search)]
        searches = known[-MOST_SEARCHES:]
        place = {search: at for at, search in enumerate(searches)}

        def short(one: Kept) -> list[Any]:
            return [one.id, place.get(one.search, -1)]

        return {
            "kept": [short(one) for one in self.kept],
            "dropped": [[at, *short(one)] for at, one in self.dropped],
            "searches": searches,
        }

    @classmethod
    def from_json(cls, raw: Any) -> Self:
        """What `to_json` made; an empty selection for anything else."""
        try:
            searches = [*raw["searches"], ""]
            return cls(
                tuple(Kept(one, searches[at]) for one, at in raw["kept"]),
                tuple((place, Kept(one, searches[at])) for place, one, at in raw["dropped"]),
            )
        except (KeyError, TypeError, ValueError, IndexError):
            return cls()


def selection() -> Selection:
    """What this browser keeps."""
    return Selection.from_json(cookie.get(NAME))


def keep(changed: Selection) -> None:
    """Have this browser keep this."""
    if changed.kept or changed.dropped:
        cookie[NAME] = changed.to_json()
    else:
        cookie.pop(NAME, None)


def wanted(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids among these that can be ids, each once, no more than are kept."""
    return tuple(dict.fromkeys(one for one in ids if ID.match(one)))[:MOST]


def search_of(address: str) -> str:
    """The query string of a search's address without its page and order; else nothing.

    Words that are too long, or that no search takes, are left out.
    """
    parts = urlsplit(address)
    if parts.path != links.search():
        return ""
    try:
        query = SearchQuery.from_params(parse_qsl(parts.query))
    except BadQuery:
        return ""
    text = urlencode(query.without("sort", "page_size").to_params())
    return text if len(text) <= LONGEST_SEARCH else ""
