"""Dates as catalogues write them, with what they really tell: a day, a month or a year."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from data.vocabulary import Precision

COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})-(\d{2})")
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")
UNKNOWN_DATE: tuple[None, Precision] = (None, Precision.DAY)


def dated(text: str | None, formats: Sequence[str] = FORMATS) -> tuple[date | None, Precision]:
    """The date in a text and its precision; (None, day) where there is none.

    >>> dated("20170900")
    (datetime.date(2017, 9, 1), <Precision.MONTH: 'month'>)
    """
    if not text or set(text) <= {"0", "9"}:
        return UNKNOWN_DATE
    if found := COMPACT.fullmatch(text) or MONTH.fullmatch(text):
        year, month, *rest = (int(part) for part in found.groups())
        return _partial(year, month, rest[0] if rest else 0)
    for pattern in formats:
        try:
            return datetime.strptime(text[:19], pattern).date(), Precision.DAY
        except ValueError:
            continue
    return UNKNOWN_DATE


def _partial(year: int, month: int, day: int) -> tuple[date | None, Precision]:
    precision = Precision.YEAR if month == 0 else Precision.MONTH if day == 0 else Precision.DAY
    try:
        return date(year, month or 1, day or 1), precision
    except ValueError:
        return UNKNOWN_DATE
