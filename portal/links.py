"""The addresses of the portal; the only file that names routes from a query."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from flask import current_app, request, url_for

from search_index.query import SearchQuery

EVERYTHING = SearchQuery()

Address = Callable[[SearchQuery], str]
"""Where a search is read: on the portal, or in the frame of another site."""


def absolute(path: str) -> str:
    """A path with the public origin before it, for whatever leaves the portal."""
    return (current_app.config["PUBLIC_ORIGIN"] or request.host_url.rstrip("/")) + path


def search(query: SearchQuery = EVERYTHING) -> str:
    """The address of a search, without parameters that stand at their defaults."""
    pairs = urlencode(query.to_params())
    return url_for("search.results") + (f"?{pairs}" if pairs else "")


def embed(params: Sequence[tuple[str, str]]) -> str:
    """The address of a search for the frame of another site."""
    pairs = urlencode(params)
    return url_for("embed.formations") + (f"?{pairs}" if pairs else "")


def look(colour: str) -> str:
    """The address of the style sheet of a colour."""
    return url_for("embed.look", colour=colour)


def builder(params: Sequence[tuple[str, str]] = ()) -> str:
    """The address of the page where partners make their code."""
    pairs = urlencode(params)
    return url_for("builder.show") + (f"?{pairs}" if pairs else "")


def search_for(**criteria: str) -> str:
    """The address of the search with one value in each criterion: `search_for(family="data")`."""
    return search(SearchQuery.from_params(criteria.items()))


def formation(formation_id: str) -> str:
    """The address of one training."""
    return url_for("formation.show", formation_id=formation_id)


def orientation(screen: str | None = None) -> str:
    """The address of the questionnaire, or of one of its screens."""
    return url_for("orientation.show", etape=screen)


def suggestions() -> str:
    """The address of the suggestions made from one's answers."""
    return url_for("orientation.results")


def shared(token: str) -> str:
    """The whole address of what a person shows to an advisor."""
    return url_for("orientation.shared", token=token, _external=True)


def feed(query: SearchQuery) -> str:
    """The address of the feed of a search."""
    pairs = urlencode(query.to_params())
    return url_for("feeds.feed") + (f"?{pairs}" if pairs else "")


def table(query: SearchQuery, ending: str) -> str:
    """The address of a search as a table, "csv" or "xlsx"."""
    pairs = urlencode(query.at_page(1).to_params())
    return url_for("feeds.sheet" if ending == "xlsx" else "feeds.table") + (
        f"?{pairs}" if pairs else ""
    )


def image(formation_id: str) -> str:
    """The address of the image of one training."""
    return url_for("feeds.image", formation_id=formation_id)


def developers() -> str:
    """The address of the page that explains the API."""
    return url_for("api.explained")


def privacy() -> str:
    """The address of what the portal counts."""
    return url_for("privacy.show")


def trades() -> str:
    """The address of the page of all trades."""
    return url_for("trades.index")


def family(code: str) -> str:
    """The address of one family of trades."""
    return url_for("trades.family", slug=code)


def trade(family_code: str, code: str) -> str:
    """The address of one trade on its family's page."""
    return url_for("trades.family", slug=family_code, _anchor=code)


def register(code: str) -> str | None:
    """The national register's page of RNCP31114, RNCP31114BC01, RS5599...; None for other codes."""
    for prefix, folder in (("RNCP", "rncp"), ("RS", "rs")):
        if code.startswith(prefix):
            own = code.removeprefix(prefix).split("BC")[0]
            return f"https://www.francecompetences.fr/recherche/{folder}/{own}/"
    return None
