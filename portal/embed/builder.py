"""The page where a partner makes their code: every choice, the frame as it will be, the code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from portal import links, wording
from portal.embed import code
from portal.embed.asked import NAMES, Embed
from portal.embed.look import FIELDS, FORMS, NOTHING, OFFERED
from portal.embed.page import TITLE
from portal.errors import Fault
from portal.htmx import htmx
from portal.search.filters import Choice, FacetView, facet_views
from portal.search.page import Option
from search_index.fields import RADII_KM
from search_index.query import BadQuery, Params
from search_index.results import SearchResults
from search_index.scope import PREFIX

OWN_COLOUR = "0b3b41"
"""The portal's own colour, which stands in the box before another is chosen."""

SCOPES = ("region", "department", "family", "trade", "provider", "network", "modality",
          "certification", "funding", "audience")  # fmt: skip
"""The criteria that the page offers for a scope; an address may name the others too."""

COUNTS = (3, 5, 10, 20, 50)
FORMER = "former"
"""The form that the boxes of the page stood for: with another, they begin anew."""


@dataclass(frozen=True)
class Code:
    """One way to take the search along: what it is called, for whom it is, and its text."""

    id: str
    name: str
    plain: str
    text: str


@dataclass(frozen=True)
class BuilderPage:
    """The builder: the boxes as filled, what is wrong with them, or the frame and its code.

    A `bare` page may meet a browser without JavaScript; what htmx asked for never does.
    """

    title: str
    colour: str
    forms: tuple[Option, ...]
    counts: tuple[Option, ...]
    fields: tuple[Choice, ...]
    offered: tuple[Choice, ...]
    scopes: tuple[FacetView, ...]
    near: str
    radii: tuple[Option, ...]
    former: str
    heading: str
    faults: tuple[Fault, ...]
    preview: str
    codes: tuple[Code, ...]
    bare: bool


def chosen(params: Iterable[tuple[str, str]]) -> Params:
    """The parameters of an embed that the page's form means.

    Boxes that were all unticked mean nothing shown; of a form just left, its boxes mean nothing.

    >>> chosen([("former", "full"), ("form", "compact"), ("fields", "cost")])
    [('form', 'compact')]
    """
    pairs = [(name, value) for name, value in params if value.strip()]
    given = dict(pairs)
    if FORMER not in given:
        return pairs
    kept = [pair for pair in pairs if pair[0] != FORMER and pair != ("colour", f"#{OWN_COLOUR}")]
    if given.get("form", "full") != given[FORMER]:
        return [pair for pair in kept if pair[0] not in ("fields", "facets", "count")]
    return kept + [(name, NOTHING) for name in ("fields", "facets") if name not in given]


def settled(embed: Embed) -> Embed:
    """The same embed, its address without what the form gives anyway."""
    look, form = embed.look, FORMS[embed.look.form]
    return replace(
        embed,
        look=replace(
            look,
            count=0 if look.count == form.count else look.count,
            fields=() if set(look.shown) == set(form.fields) else look.fields,
            facets=() if set(look.offered) == set(form.facets) else look.facets,
        ),
    )


def builder_page(embed: Embed, inside: SearchResults) -> BuilderPage:
    """The builder of an embed; `inside` are the results of its scope, with their facets."""
    embed = settled(embed)
    address = embed.address(embed.query)
    page = _filled(embed, inside)
    return replace(page, preview=address, codes=_codes(embed, address))


def refused(error: BadQuery, given: Params, inside: SearchResults) -> BuilderPage:
    """The builder with what is wrong in its boxes; words stay there as they were given."""
    faults = tuple(
        Fault(NAMES.get(one.parameter, "Paramètre inconnu"), one.parameter, one.value, one.reason)
        for one in error.errors
    )
    typed = dict(given)
    return replace(
        _filled(readable(given), inside),
        title=typed.get("title", ""),
        colour=f"#{typed.get('colour', OWN_COLOUR).removeprefix('#')}",
        near=typed.get(f"{PREFIX}near", ""),
        faults=faults,
    )


def readable(given: Params) -> Embed:
    """The embed of whatever can be read of these pairs."""
    try:
        return Embed.from_params(given)
    except BadQuery as error:
        bad = {one.parameter for one in error.errors}
        bad |= {"radius_km"} if "near" in bad else set()
        bad |= {f"{PREFIX}radius_km"} if f"{PREFIX}near" in bad else set()
        return Embed.from_params((name, value) for name, value in given if name not in bad)


def _filled(embed: Embed, inside: SearchResults) -> BuilderPage:
    look, scope = embed.look, embed.scope
    return BuilderPage(
        title=look.title,
        colour=f"#{look.colour or OWN_COLOUR}",
        forms=tuple(Option(v, form.label, v == look.form) for v, form in FORMS.items()),
        counts=tuple(
            Option(str(n), wording.found(n), n == look.page_size)
            for n in sorted({*COUNTS, look.page_size})
        ),
        fields=_choices("fields", FIELDS.items(), look.shown),
        offered=_choices("facets", OFFERED.items(), look.offered),
        scopes=tuple(map(_scope_view, facet_views(inside.facets))),
        near=scope.near,
        radii=tuple(
            Option(f"{km}" if km else "", f"{km} km" if km else "Adapté", km == scope.radius_km)
            for km in (None, *RADII_KM)
        ),
        former=look.form,
        heading=wording.found(inside.total),
        faults=(),
        preview="",
        codes=(),
        bare=not htmx,
    )


def _choices(
    parameter: str, names: Iterable[tuple[str, str]], ticked: Sequence[str]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{parameter}-{value}", parameter, value, label, "", "", value in ticked)
        for value, label in names
        if value != NOTHING
    )


def _scope_view(facet: FacetView) -> FacetView:
    """A facet of the search as one of the scope."""

    def own(choices: Sequence[Choice]) -> tuple[Choice, ...]:
        return tuple(
            replace(one, id=f"scope-{one.id}", parameter=PREFIX + one.parameter) for one in choices
        )

    return replace(facet, open=bool(facet.chosen), shown=own(facet.shown), more=own(facet.more))


def _codes(embed: Embed, address: str) -> tuple[Code, ...]:
    src = links.absolute(address)
    portal = links.absolute(links.search(embed.on_the_portal))
    script = links.absolute(url_for("embed.loader"))
    title = embed.look.title or TITLE
    call = portal.replace(url_for("search.results"), url_for("api.formations"), 1)
    return (
        Code("element", "Code à coller (conseillé)",
             "La hauteur suit le contenu. Sans JavaScript, un lien reste.",
             code.element(script, src, title, portal)),
        Code("iframe", "Cadre simple",
             "Pour un site qui n’accepte aucun script. La hauteur ne change pas.",
             code.iframe(src, title)),
        Code("oembed", "Lien pour WordPress et d’autres",
             "Collez ce lien seul sur une ligne : le site en fait un cadre (oEmbed).", src),
        Code("api", "Appel de l’API",
             "Pour un site qui fait lui-même sa page : les mêmes formations en JSON.", call),
    )  # fmt: skip
