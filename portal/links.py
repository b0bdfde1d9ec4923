"""The one file that names routes from a query."""

from flask import url_for
from werkzeug.datastructures import MultiDict

from search_index.query import SearchQuery


def search(query: SearchQuery | None = None) -> str:
    """The address of a search."""
    pairs = MultiDict(query.to_params() if query else [])
    return url_for("search.page", **pairs.to_dict(flat=False))  # type: ignore[arg-type]


def formation(formation_id: str) -> str:
    """The address of one training."""
    return url_for("formation.page", formation_id=formation_id)


def family(code: str) -> str:
    """The address of a family of trades."""
    return url_for("trades.family", code=code)


REGISTERS = {
    "RNCP": "https://www.francecompetences.fr/recherche/rncp/{}/",
    "RS": "https://www.francecompetences.fr/recherche/rs/{}/",
}


def register(code: str | None) -> str | None:
    """The public register's own page of an RNCP or RS code, or None."""
    for prefix, address in REGISTERS.items():
        if code and code.startswith(prefix):
            return address.format(code.removeprefix(prefix).split("BC")[0])
    return None
