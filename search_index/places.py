"""The place that people write in `near`: commune, district, postcode, department or region."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from data import reference
from data.reference import Commune
from data.text import fold
from search_index.fields import DEFAULT_RADIUS_KM
from search_index.query import BadQuery, ParameterError
from search_index.results import PlaceFound

PARAMETERS = ("near", "region", "department")
"""The parameters that say where."""

POSTCODE = re.compile(r"\b\d{5}\b")
NUMBER = re.compile(r"\(?\b(?P<code>\d{2,3}|2[ab])\b\)?\s*\Z", re.IGNORECASE)
DISTRICT = re.compile(r"(?P<town>.+?)\s+(?P<number>\d{1,2})\s*(?:er|e|eme|ème)\b")


def find(text: str, radius_km: float | None) -> PlaceFound:
    """The place that `text` names, the biggest of that name; BadQuery when none is known.

    >>> find("Saint-Denis (974)", None).label
    'Saint-Denis (974)'
    """
    found = _meant(text)
    if found is None:
        reason = "lieu inconnu : donnez une commune ou un code postal"
        raise BadQuery([ParameterError("near", text, reason)])
    label = f"{found.name} ({found.department})"
    radius = float(DEFAULT_RADIUS_KM if radius_km is None else radius_km)
    latitude, longitude = found.latitude or 0.0, found.longitude or 0.0
    return PlaceFound(label, latitude, longitude, radius)


@lru_cache(maxsize=1024)
def _meant(text: str) -> Commune | None:
    """The likeliest commune whose coordinates are known."""
    known = (c for c in _candidates(text) if c.latitude is not None and c.longitude is not None)
    return next(known, None)


def _candidates(text: str) -> Iterable[Commune]:
    """The communes that may be meant, the likeliest first."""
    postcode = POSTCODE.search(text)
    if postcode:
        return _of_postcode(postcode.group(), text.replace(postcode.group(), " "))
    district = DISTRICT.match(text.lower())
    if district and (found := _district(district["town"], int(district["number"]))):
        return found
    number = None if "cedex" in text.lower() else NUMBER.search(text)
    if number and number.start() > 0:
        return _numbered(text[: number.start()], number["code"].upper())
    return reference.communes_by_name(text) or _chief_towns(text)


def _numbered(name: str, code: str) -> Iterable[Commune]:
    """The communes of that name in the department `code`, else the town's district."""
    named = [c for c in reference.communes_by_name(name) if c.department == code]
    return named or (_district(name, int(code)) if code.isdigit() else ())


def _of_postcode(postcode: str, rest: str) -> Iterable[Commune]:
    """The communes of the postcode, one that bears the name beside it before the others."""
    found = reference.communes_by_postcode(postcode)
    name = fold(re.sub(r"[(),]", " ", rest))
    return sorted(found, key=lambda commune: fold(commune.name) != name)


def _district(town: str, number: int) -> tuple[Commune, ...]:
    ending = "1er" if number == 1 else f"{number}e"
    return _districts().get(fold(f"{town} {ending}"), ())


@cache
def _districts() -> dict[str, tuple[Commune, ...]]:
    """The municipal districts of Paris, Lyon and Marseille by folded short name."""
    tail = " arrondissement"
    return {
        fold(commune.name).removesuffix(tail): (commune,)
        for commune in reference.communes().values()
        if fold(commune.name).endswith(tail)
    }


def _chief_towns(text: str) -> Iterable[Commune]:
    """The communes of the department or region that is named, the most populous first."""
    wanted = fold(text)
    codes = {
        department.code
        for department in reference.departments().values()
        if wanted in (fold(department.name), fold(department.code))
    }
    region = None if codes else reference.region_named(text)
    if region is not None:
        codes = {d.code for d in reference.departments().values() if d.region == region.code}
    inside = (c for c in reference.communes().values() if c.department in codes)
    return sorted(inside, key=lambda commune: -commune.population)
