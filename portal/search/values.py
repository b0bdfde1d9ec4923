"""All values of one criterion on a page of its own, where a name is found among hundreds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from data.text import fold
from portal import links, wording
from portal.links import CONTAINS, Address
from portal.search.filters import NOUNS, Choice, Noun, choice_of
from portal.search.page import context_of
from portal.search.pagination import numbers
from search_index.fields import BY_PARAMETER, MAX_TEXT, MAX_VALUES
from search_index.query import BadQuery, ParameterError, Params, clean
from search_index.results import Facet, FacetCount, SearchResults

PER_PAGE = 100

Read = TypeVar("Read")


@dataclass(frozen=True)
class PageButton:
    """One page of the list; no number for a gap. A button, for it takes along what is ticked."""

    number: str
    name: str
    current: bool = False


@dataclass(frozen=True)
class ValuesPage:
    """All values of a criterion under a search, or those that hold a text.

    `chosen` stand on every page and whatever the text is, so that no tick is ever lost; `hidden`
    is the rest of the search, `form` where it is asked, `listed` where this list is asked again.
    """

    title: str
    heading: str
    context: str
    hint: str
    found: str
    position: str
    contains: str
    chosen: tuple[Choice, ...]
    others: tuple[Choice, ...]
    pages: tuple[PageButton, ...]
    hidden: Params
    form: str
    listed: str
    back: str


def asked(params: Iterable[tuple[str, str]], read: Callable[[Params], Read]) -> tuple[str, Read]:
    """The text that values have to hold, and the other pairs as `read` takes them.

    BadQuery names whatever is bad in both.
    """
    pairs = list(params)
    given = [text for name, raw in pairs if name == CONTAINS and (text := clean(raw))]
    faults = list(_faults(given))
    try:
        rest = read([pair for pair in pairs if pair[0] != CONTAINS])
    except BadQuery as error:
        raise BadQuery([*faults, *error.errors]) from None
    if faults:
        raise BadQuery(faults)
    return "".join(given), rest


def _faults(given: list[str]) -> Iterator[ParameterError]:
    if len(given) > 1:
        yield ParameterError(CONTAINS, given[-1][:200], "donné plusieurs fois")
    elif given and len(given[0]) > MAX_TEXT:
        yield ParameterError(CONTAINS, given[0][:200], f"{MAX_TEXT} caractères au plus")


def values_page(
    parameter: str,
    contains: str,
    page: int,
    results: SearchResults,
    params: Params,
    listed: str,
    to: Address = links.search,
) -> ValuesPage:
    """The values of a criterion in these results; `params` are the pairs of the whole search.

    Searches stand at the addresses that `to` gives, this list at `listed`.
    """
    noun = NOUNS[parameter]
    facet = next(one for one in results.facets if one.parameter == parameter)
    holding = _holding(facet, contains)
    others = [one for one in holding if not one.selected]
    last = max(1, -(-len(others) // PER_PAGE))
    current = min(page, last)
    first = (current - 1) * PER_PAGE
    here = others[first : first + PER_PAGE]
    return ValuesPage(
        title=_title(noun, contains, current),
        heading=noun.whole,
        context=context_of(results),
        hint=f"Cochez ce qui vous convient, {MAX_VALUES} au plus, puis voyez les formations.",
        found=_found(noun, contains, len(holding)),
        position=_position(first, len(here), len(others)),
        contains=contains,
        chosen=tuple(choice_of(facet, one) for one in facet.counts if one.selected),
        others=tuple(choice_of(facet, one) for one in here),
        pages=tuple(_pages(current, last)),
        hidden=[pair for pair in params if pair[0] not in (parameter, "page")],
        form=_path(to(links.EVERYTHING)),
        listed=_path(listed),
        back=to(results.query.at_page(1)),
    )


def _holding(facet: Facet, contains: str) -> list[FacetCount]:
    """The values whose name holds each word of a text, in the order of the list."""
    parts = fold(contains).split()
    names = {one.value: fold(one.label) for one in facet.counts}
    found = [one for one in facet.counts if all(part in names[one.value] for part in parts)]
    # Closed lists have an order of their own.
    if BY_PARAMETER[facet.parameter].order == "count":
        found.sort(key=lambda one: (names[one.value], one.value))
    return found


def _title(noun: Noun, contains: str, page: int) -> str:
    held = f" : {wording.quoted(contains)}" if contains else ""
    return noun.whole + held + (f", page {wording.number(page)}" if page > 1 else "")


def _found(noun: Noun, contains: str, count: int) -> str:
    if not count:
        return f"Aucun nom ne contient {wording.quoted(contains)}" if contains else "Rien à choisir"
    counted = wording.counted(count, noun.one, noun.several)
    return f"{counted} dont le nom contient {wording.quoted(contains)}" if contains else counted


def _position(first: int, here: int, of: int) -> str:
    """Which of the list stand on this page, where that is not all."""
    if here == of:
        return "À choisir"
    return f"{wording.number(first + 1)} à {wording.number(first + here)} sur {wording.number(of)}"


def _pages(current: int, last: int) -> Iterator[PageButton]:
    if last == 1:
        return
    for page in numbers(current, last):
        if page is None:
            yield PageButton("", "…")
        else:
            yield PageButton(str(page), f"Page {wording.number(page)}", page == current)


def _path(address: str) -> str:
    """An address without its parameters, which a form sends anew."""
    return address.partition("?")[0]
