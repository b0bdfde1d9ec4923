"""The addresses of the portal; the only file that names routes from a query."""

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import current_app, request, url_for

from search_index.query import SearchQuery

EVERYTHING = SearchQuery()


def absolute(path: str) -> str:
    """A path with the public origin before it, for whatever leaves the portal."""
    return (current_app.config["PUBLIC_ORIGIN"] or request.host_url.rstrip("/")) + path


def search(query: SearchQuery = EVERYTHING) -> str:
    """The address of a search, without parameters that stand at their defaults."""
    pairs = urlencode(query.to_params())
    return url_for("search.results") + (f"?{pairs}" if pairs else "")


def search_for(**criteria: str) -> str:
    """The address of the search with one value in each criterion: `search_for(family="data")`."""
    return search(SearchQuery.from_params(criteria.items()))


def search_in(parameter: str, values: Iterable[str]) -> str:
    """The address of the search with several values in one criterion."""
    return search(SearchQuery.from_params([(parameter, value) for value in values]))


def key_figures() -> str:
    """The address of the years that have key figures."""
    return url_for("figures.index")


def figures(year: int) -> str:
    """The address of a year's key figures."""
    return url_for("figures.show", year=year)


def figures_document(year: int) -> str:
    """The address of a year's key figures in the API."""
    return url_for("api.figures", year=year)


def figure_table(year: int, name: str, file_format: str) -> str:
    """The address of one table as "csv" or "json"."""
    return url_for(f"figures.table_{file_format}", year=year, name=name)


def report(report_id: int) -> str:
    """The address of one training's yearly report, for its provider."""
    return url_for("providers.report", report_id=report_id)


def reports_table(year: int) -> str:
    """The address of a provider's reports of a year as one table."""
    return url_for("providers.reports_table", year=year)


PROVIDERS_DESK = "/organisme"
"""The path of a provider's first page, for mails that are written outside any request."""


def follow_up(year: int) -> str:
    """The address of the follow-up of a year's reports."""
    return url_for("network.follow_up", year=year)


def follow_up_table(year: int) -> str:
    """The address of the reports still awaited, as a table."""
    return url_for("network.follow_up_table", year=year)


def formation(formation_id: str) -> str:
    """The address of one training."""
    return url_for("formation.show", formation_id=formation_id)


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


def sign_in(back: str = "") -> str:
    """The address of the sign-in page, that leads back afterwards."""
    return url_for("accounts.sign_in", suite=back or None)


def one_time(endpoint: str) -> str:
    """The address of a link for one use, with TOKEN where its token goes."""
    return url_for(endpoint, token="TOKEN")  # noqa: S106 - it is put in later


def account() -> str:
    """The address of one's own account, or of the sign-in page for who is not signed in."""
    return url_for("accounts.show")


def desk(endpoint: str) -> str:
    """The address of the first page of a role."""
    return url_for(endpoint)


def register(code: str) -> str | None:
    """The national register's page of RNCP31114, RNCP31114BC01, RS5599...; None for other codes."""
    for prefix, folder in (("RNCP", "rncp"), ("RS", "rs")):
        if code.startswith(prefix):
            own = code.removeprefix(prefix).split("BC")[0]
            return f"https://www.francecompetences.fr/recherche/{folder}/{own}/"
    return None
