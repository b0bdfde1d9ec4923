"""The work view's question answered by the real search: what it finds, what of it is new."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from data import catalogue
from data.saved_searches import SavedSearch
from portal.advisors.work import WorkQuery
from search_index.query import BadQuery
from search_index.results import Facet
from search_index.search import Index, among


@dataclass(frozen=True)
class Answered:
    """Every id found, in order, with the facets asked."""

    ids: list[str]
    facets: tuple[Facet, ...]


def answered(
    index: Index, session: Session, query: WorkQuery, today: date, wanted: Collection[str] = ()
) -> Answered:
    """All that a question finds; BadQuery names what cannot be taken."""
    seats = catalogue.with_seats(session, today) if query.seats else None
    return Answered(*among(index, query.asked, seats, wanted, today))


def replayed(index: Index, session: Session, row: SavedSearch, today: date) -> list[str]:
    """What a saved search finds today; nothing when it can no longer be read."""
    try:
        return answered(index, session, WorkQuery.saved(row.search), today).ids
    except BadQuery:
        return []


def fresh(found: Iterable[str], before: Iterable[str]) -> list[str]:
    """What is found and was not before, in the order found."""
    known = set(before)
    return [one for one in found if one not in known]
