"""The links between the pages of a list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal import wording
from portal.links import Address
from search_index.results import SearchResults


@dataclass(frozen=True)
class PageLink:
    """One number of the pagination; no address for the page that is shown or for a gap."""

    text: str
    name: str
    url: str | None
    current: bool = False


@dataclass(frozen=True)
class Pagination:
    """The links between pages; empty when everything stands on one."""

    previous: str | None
    next: str | None
    pages: tuple[PageLink, ...]


def pagination(results: SearchResults, to: Address) -> Pagination:
    """The links from this page of results to the others, at the addresses that `to` gives."""
    current, last = results.query.page, results.pages
    if last == 1 and current == 1:
        return Pagination(None, None, ())

    def at(page: int) -> str | None:
        inside = 1 <= page <= last and page != current
        return to(results.query.at_page(page)) if inside else None

    # From beyond the end the way back leads to the last page.
    return Pagination(at(min(current - 1, last)), at(current + 1), tuple(_links(current, last, at)))


def _links(current: int, last: int, at: Callable[[int], str | None]) -> Iterator[PageLink]:
    for page in numbers(current, last):
        if page is None:
            yield PageLink("…", "", None)
        else:
            yield PageLink(wording.number(page), f"Page {page}", at(page), page == current)


def numbers(current: int, last: int) -> Iterator[int | None]:
    """First, last and the pages around the current one, None where some are left out.

    >>> list(numbers(5, 9))
    [1, None, 4, 5, 6, None, 9]
    """
    before = 0
    for page in sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)}):
        if page > before + 1:
            yield None
        yield page
        before = page
