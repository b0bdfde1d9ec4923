"""Everything that a frame shows: the search page's own objects, as much of them as was chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for

from data.models import Formation
from portal import links
from portal.embed.asked import NAMES, Embed, is_ours
from portal.embed.frames import Around
from portal.embed.oembed import discovery
from portal.errors import (
    UNKNOWN_PLACE,
    Fault,
    Way,
    bad_names,
    faults_of,
    only_place,
    places_of,
    retry_text,
)
from portal.search.listed import Found
from portal.search.page import SearchPage, search_page
from portal.search.values import ValuesPage, values_page
from search_index.fields import FACET_PARAMETERS, MAX_TEXT
from search_index.query import BadQuery, Params, SearchQuery
from search_index.results import SearchResults

TITLE = "Formations au numérique"
UNREAD = ("Cette recherche n’a pas pu être lue", "Une partie de la demande n’est pas comprise.")

ICONS = {
    "place": "pin",
    "dates": "calendar",
    "hours": "clock",
    "cost": "euro",
    "certification": "medal",
    "entry_level": "door",
}
"""The facts of a card by the field that shows them."""

IN_RANGES = {
    "hours": ("hours_min", "hours_max"),
    "cost": ("cost_max",),
    "starts": ("starts_after", "starts_before"),
}
IN_SIGHT = ("q", "near", "sort", "page", "page_size", "lang", "literal")
"""Parameters that the form has a box for, or that begin anew with another search."""


@dataclass(frozen=True)
class EmbedPage:
    """The frame: its search page, what its form carries along unseen, its way to the portal."""

    title: str
    search: SearchPage
    form: str
    style: str
    hidden: Params
    radius: bool
    filters: bool
    portal: str
    sites: str
    oembed: str


def embed_page(
    embed: Embed, results: SearchResults, formations: Sequence[Formation], today: date, seen: Around
) -> EmbedPage:
    """The frame of these results; its links keep the scope, the look and the partner's site."""
    embed = _met(embed, seen)
    offered = _offered(embed)
    page = search_page(results, formations, today, embed.address, embed.values)
    full = embed.look.form == "full"
    return EmbedPage(
        title=embed.look.title or TITLE,
        search=replace(
            page,
            facets=tuple(one for one in page.facets if one.parameter in offered),
            ranges=tuple(one for one in page.ranges if one in offered),
            found=tuple(_chosen(one, embed.look.shown) for one in page.found),
            further=tuple(_chosen(one, embed.look.shown) for one in page.further),
        ),
        form=embed.look.form,
        style=_style(embed),
        hidden=list(_hidden(embed, offered, ("radius_km",) if full else ())),
        radius=full,
        filters=bool(offered),
        portal=links.search(embed.on_the_portal),
        sites=" ".join(seen.sites),
        oembed=discovery(links.absolute(embed.address(embed.query))),
    )


@dataclass(frozen=True)
class EmbedValues:
    """The frame with all values of one criterion in the place of the list."""

    title: str
    values: ValuesPage
    style: str
    sites: str


def embed_values(
    embed: Embed, parameter: str, contains: str, results: SearchResults, seen: Around
) -> EmbedValues:
    """The frame of the values of a criterion in these results, which are those of its scope."""
    embed = _met(embed, seen)
    listed, current = embed.values(parameter, embed.query), embed.query.page
    return EmbedValues(
        title=embed.look.title or TITLE,
        values=values_page(
            parameter, contains, current, results, embed.to_params(), listed, embed.address
        ),
        style=_style(embed),
        sites=" ".join(seen.sites),
    )


def _met(embed: Embed, seen: Around) -> Embed:
    """The embed with the partner's site as the frame's first page met it."""
    if seen.partner is None:
        return embed
    return replace(embed, look=replace(embed.look, site=seen.site))


def _style(embed: Embed) -> str:
    return links.look(embed.look.colour) if embed.look.colour else ""


def wanted(embed: Embed) -> tuple[str, ...]:
    """The facets to count: those that are offered, and those that name what is chosen."""
    offered = _offered(embed)
    return tuple(one for one in FACET_PARAMETERS if one in offered or one in embed.query.chosen)


def _offered(embed: Embed) -> tuple[str, ...]:
    """The filters of the frame; one that the scope has settled would offer a single value."""
    settled = {name for name, values in embed.scope.chosen.items() if len(values) == 1}
    return tuple(one for one in embed.look.offered if one not in settled)


def _chosen(found: Found, shown: Sequence[str]) -> Found:
    """A training with the facts that the partner chose."""
    icons = {icon for name, icon in ICONS.items() if name in shown}
    card = found.card
    return replace(
        found,
        card=replace(
            card,
            trades=card.trades if "trades" in shown else "",
            provider=card.provider if "provider" in shown else None,
            facts=tuple(fact for fact in card.facts if fact.icon in icons),
            label=card.label if "label" in shown else None,
        ),
        excerpt=found.excerpt if "why" in shown else (),
        why=found.why if "why" in shown else "",
    )


def _hidden(
    embed: Embed, offered: Sequence[str], boxes: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What the address says and no box of the form does."""
    seen = {*IN_SIGHT, *boxes, *offered}
    seen |= {name for one in offered for name in IN_RANGES.get(one, ())}
    yield from replace(embed, query=SearchQuery()).to_params()
    yield from ((name, value) for name, value in embed.query.to_params() if name not in seen)


@dataclass(frozen=True)
class Message:
    """What a frame says in the place of results; `retry` is the form without what is wrong."""

    status: int
    title: str
    detail: str
    faults: tuple[Fault, ...] = ()
    places: tuple[Way, ...] = ()
    builder: str = ""
    retry: str = ""
    retry_text: str = ""
    hidden: Sequence[tuple[str, str]] = ()
    q: str = ""
    near: str = ""
    style: str = ""


def not_registered(site: str) -> Message:
    """For the page of a site that is no partner's: who is asked for what, and nothing else."""
    return Message(
        403,
        "Ce site n’est pas encore enregistré",
        f"Les formations ne peuvent pas s’afficher sur {site}. Pour cela, le responsable du site "
        "l’enregistre auprès du réseau.",
        builder=url_for("builder.show", _anchor="enregistrer"),
    )


def failed() -> Message:
    """For a failure of ours."""
    return Message(
        500, "Les formations ne s’affichent pas", "La faute est de notre côté. Revenez plus tard."
    )


def bad_address(error: BadQuery, given: Params) -> Message:
    """For an address that cannot be read: each reason, and the same frame without what is wrong.

    The scope and the look are never left out: what is wrong in them is the partner's to mend.
    """
    rest = _without(bad_names(error), given)
    return Message(
        400,
        *(UNKNOWN_PLACE if rest and only_place(error) else UNREAD),
        faults_of(error, NAMES),
        places=tuple(_at_places(rest, error)) if rest else (),
        retry_text=retry_text(error),
        retry=rest.address(rest.query) if rest else "",
        hidden=list(_hidden(rest, (), ())) if rest else [],
        q=dict(given).get("q", "")[:MAX_TEXT],
        near=dict(given).get("near", "")[:MAX_TEXT],
        style=_style(rest) if rest else "",
    )


def _at_places(rest: Embed, error: BadQuery) -> Iterator[Way]:
    """The same frame at each place that an unknown one may be."""
    for one in places_of(error):
        yield Way(one, rest.address(rest.query.at_place(one)))


def _without(bad: set[str], given: Params) -> Embed | None:
    if any(is_ours(name) for name in bad):
        return None
    try:
        return Embed.from_params((name, value) for name, value in given if name not in bad)
    except BadQuery:
        return None
