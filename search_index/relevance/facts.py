"""What a judge reads of a training: plain facts, taken from the catalogue and not from an index."""

import calendar
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.models import Formation, FormationSession
from data.text import fold
from data.vocabulary import Modality, Precision

EARTH_RADIUS_KM = 6371.0
SIGNS = re.compile(r"[^a-z0-9+#]+")
"""What separates words for a judge; the signs of C++ and C# belong to the word."""


@dataclass(frozen=True)
class Facts:
    """One training as judged; None and empty are unknown, texts are folded and padded with blanks.

    `starts` holds the first and last possible day of each session; `anywhere` marks a training that
    is given online without a place.
    """

    id: str
    title: str
    text: str
    main_trade: str | None
    trades: frozenset[str]
    family: str | None
    region: str | None
    department: str | None
    point: tuple[float, float] | None
    anywhere: bool
    modality: str | None
    certification: str | None
    kind: str | None
    level: int | None
    entry_level: int | None
    rome: frozenset[str]
    funding: frozenset[str]
    audiences: frozenset[str]
    cost_eur: float | None
    hours: float | None
    starts: tuple[tuple[date, date], ...]
    provider: str
    network: str


def facts(formation: Formation) -> Facts:
    """The facts of one training whose relations are loaded."""
    place, certification = formation.place, formation.certification
    coordinates = (place.latitude, place.longitude) if place else (None, None)
    latitude, longitude = coordinates
    known = latitude is not None and longitude is not None
    return Facts(
        id=formation.id,
        title=phrase(formation.title),
        text=phrase(" ".join(_texts(formation))),
        main_trade=formation.trades[0].code if formation.trades else None,
        trades=frozenset(trade.code for trade in formation.trades),
        family=formation.family_code,
        region=place.region_code if place else None,
        department=place.department_code if place else None,
        point=(latitude, longitude) if known else None,  # type: ignore[arg-type]
        anywhere=formation.modality == Modality.ONLINE,
        modality=formation.modality.value if formation.modality else None,
        certification=certification.register_code if certification else None,
        kind=certification.kind.value if certification else None,
        level=certification.level if certification else None,
        entry_level=formation.entry_level,
        rome=frozenset(code for trade in formation.trades for code in trade.rome),
        funding=frozenset(scheme.code for scheme in formation.funding),
        audiences=frozenset(audience.code for audience in formation.audiences),
        cost_eur=formation.cost_eur,
        hours=formation.hours,
        starts=tuple(days for days in map(possible_days, formation.sessions) if days),
        provider=phrase(formation.provider.name if formation.provider else ""),
        network=phrase(_network(formation)),
    )


def phrase(text: str) -> str:
    """The folded words between blanks, so that a whole word or phrase is found by `in`.

    >>> phrase(" web ") in phrase("L’éco-conception du Web"), phrase("eco") in phrase("économie")
    (True, False)
    """
    return f" {' '.join(SIGNS.sub(' ', fold(text)).split())} "


def possible_days(session: FormationSession) -> tuple[date, date] | None:
    """The first and last day on which a session may start; None when nothing is known."""
    first = session.starts_on
    if first is None:
        return None
    if session.precision == Precision.MONTH:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if session.precision == Precision.YEAR:
        return first, date(first.year, 12, 31)
    return first, first


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees (haversine formula, Sinnott 1984)."""
    north, east = math.radians(one[0]), math.radians(one[1])
    other_north, other_east = math.radians(other[0]), math.radians(other[1])
    half = math.sin((other_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def _texts(formation: Formation) -> Iterable[str]:
    certification = formation.certification
    title = certification.title if certification else None
    found = (formation.title, formation.summary, formation.description, title)
    return (text for text in found if text)


def _network(formation: Formation) -> str:
    network = formation.provider.network if formation.provider else None
    return network.name if network else ""
