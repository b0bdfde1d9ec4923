"""The feed of a search: its trainings, those that changed last first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from data.catalogue import utc
from data.models import Formation
from data.text import xml_text
from portal import links, wording
from portal.cards import card
from search_index.query import SearchQuery

SPACE = UUID("7c8f1f0e-6d0a-5b52-9f0a-2f4a54e2a3c1")
"""The name space of our feeds: an id never changes, whatever the portal's address."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One training in the feed."""

    id: str
    title: str
    url: str
    updated: str
    author: str
    summary: str


@dataclass(frozen=True)
class Feed:
    """The feed of one search; `itself` is its own address, `page` that of the search page."""

    id: str
    title: str
    itself: str
    page: str
    updated: str
    entries: tuple[Entry, ...]


def feed_page(query: SearchQuery, formations: Sequence[Formation]) -> Feed:
    """The feed of a search with these trainings, the newest first."""
    everywhere = query.at_page(1)
    words = f" pour {wording.quoted(query.q)}" if query.q else ""
    where = f" – {query.near}" if query.near else ""
    return Feed(
        id=_urn(f"search {sorted(everywhere.to_params())}"),
        title=xml_text(f"Formations au numérique{words}{where}"),
        itself=links.absolute(links.feed(everywhere)),
        page=links.absolute(links.search(everywhere)),
        updated=_moment(max((utc(one.updated_at) for one in formations), default=NEVER)),
        entries=tuple(_entry(one) for one in formations),
    )


def _entry(formation: Formation) -> Entry:
    shown = card(formation, date.today())
    facts = " · ".join(fact.text for fact in shown.facts)
    return Entry(
        id=_urn(f"formation {formation.id}"),
        title=xml_text(formation.title),
        url=links.absolute(shown.url),
        updated=_moment(utc(formation.updated_at)),
        author=xml_text(shown.provider or "Organisme non communiqué"),
        summary=xml_text(" – ".join(part for part in (formation.summary, facts) if part)),
    )


def _urn(name: str) -> str:
    return uuid5(SPACE, name).urn


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
