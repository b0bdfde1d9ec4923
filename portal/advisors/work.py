"""The question of the work view: a search, and what only an advisor asks beside it."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import parse_qsl, urlencode

from portal.advisors.columns import COLUMNS, DEFAULT
from search_index.query import BadQuery, ParameterError, SearchQuery

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])\Z")
ROWS = 100


@dataclass(frozen=True)
class WorkQuery:
    """A search of a hundred rows, its month of start, seats asked or not, and the columns shown."""

    search: SearchQuery
    month: str = ""
    seats: bool = False
    columns: tuple[str, ...] = DEFAULT

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> Self:
        """Read the address; BadQuery names every parameter that cannot be taken."""
        pairs = [(name, value) for name, value in params if value]
        own = [(name, value) for name, value in pairs if name in ("month", "seats", "column")]
        errors = [ParameterError(*pair, REASONS[pair[0]]) for pair in own if not _good(*pair)]
        if errors:
            raise BadQuery(errors)
        given = dict(own)
        search = SearchQuery.from_params(pair for pair in pairs if pair not in own)
        columns = tuple(dict.fromkeys(value for name, value in own if name == "column"))
        return cls(
            replace(search, page_size=ROWS),
            given.get("month", ""),
            "seats" in given,
            columns or DEFAULT,
        )

    @classmethod
    def saved(cls, text: str) -> Self:
        """The question of a saved search."""
        return cls.from_params(parse_qsl(text))

    def to_params(self) -> list[tuple[str, str]]:
        """The pairs that `from_params` reads back; defaults are left out."""
        search = replace(self.search, page_size=SearchQuery.page_size)
        columns = () if self.columns == DEFAULT else self.columns
        return [
            *search.to_params(),
            *([("month", self.month)] if self.month else []),
            *([("seats", "1")] if self.seats else []),
            *(("column", one) for one in columns),
        ]

    def to_saved(self) -> str:
        """The question without its page and columns, as it is saved and asked again."""
        return urlencode(replace(self, search=self.search.at_page(1), columns=DEFAULT).to_params())

    @property
    def asked(self) -> SearchQuery:
        """The search with the month in it, where no other dates are asked."""
        if not self.month or self.search.starts_after or self.search.starts_before:
            return self.search
        return in_month(self.search, self.month)


def in_month(search: SearchQuery, month: str) -> SearchQuery:
    """The search of what starts in a month such as "2027-03"."""
    year, number = (int(part) for part in month.split("-"))
    last = calendar.monthrange(year, number)[1]
    return replace(
        search, starts_after=date(year, number, 1), starts_before=date(year, number, last)
    )


def months_from(today: date, count: int = 12) -> list[str]:
    """The months to come, this one first: "2026-11", "2026-12"..."""
    start = today.year * 12 + today.month - 1
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(start, start + count)]


def _good(name: str, value: str) -> bool:
    if name == "month":
        return bool(MONTH.match(value))
    return value == "1" if name == "seats" else value in COLUMNS


REASONS = {
    "month": "un mois est attendu, par exemple 2027-03",
    "seats": "valeur possible : 1",
    "column": "valeurs possibles : " + ", ".join(COLUMNS),
}
