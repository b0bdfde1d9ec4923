"""The places that people write: commune, district, postcode, department, region, the country."""

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from data import reference
from data.reference import Commune
from data.text import fold
from search_index.fields import RADII_BY_POPULATION
from search_index.query import BadQuery, ParameterError
from search_index.results import PlaceChoice, PlaceFound

PARAMETERS = ("near",)
"""The parameters that say where: a place stays said when other criteria of the words are let go."""

POSTCODE = re.compile(r"\b\d{5}\b")
WITH_DIGITS = re.compile(r"\S*\d\S*")
NUMBER = re.compile(r"\(?\b(?P<code>\d{2,3}|2[ab])\b\)?(?:,[^)]*\))?\s*\Z", re.IGNORECASE)
DISTRICT = re.compile(r"(?P<town>.+?)\s+(?P<number>\d{1,2})\s*(?:er|e|eme|ème)?\b")
DISTRICT_TAIL = " arrondissement"
COUNTRY = re.compile(
    r"(?:(?:dans |sur |en )?(?:toute )?(?:la )?france(?: entiere)?|partout(?: en france)?|"
    r"n importe ou|peu importe|national)\Z"
)
AFTER_PREPOSITION = 1_000
BARE = 10_000
"""Inhabitants from which on a commune's name is taken for a place."""

OTHERS = 8
SHARE_OF_BIGGEST = 0.05
KNOWN_ELSEWHERE = 5_000
"""Another commune of a name is worth asking about when it has a twentieth of the inhabitants of
the biggest one, or this many in another region."""

UNKNOWN = "lieu inconnu : donnez une commune, un code postal, un département ou une région"
NEAR_MISSES = 3
MISSED_EDITS = {0: 1, 5: 2}
"""How many edits a name may be away, by the letters written: two of "bzh" leave little of it."""


def find(text: str, radius_km: float | None) -> PlaceFound:
    """The place that `text` names, the biggest of that name; BadQuery when none is known.

    A department or region is found whole, without regard to a radius.

    >>> find("Saint-Denis (974)", None).label
    'Saint-Denis (974)'
    """
    found = known(text)
    if found is None:
        raise BadQuery([ParameterError("near", text, _unknown(text))])
    if radius_km is None or found.kind != "commune":
        return found
    return replace(found, radius_km=radius_km)


@lru_cache(maxsize=4096)
def known(text: str) -> PlaceFound | None:
    """The place that a text names, None when nobody knows it."""
    folded = fold(text)
    if COUNTRY.match(folded):
        return PlaceFound("Toute la France", None, None, None, "country")
    territory = _territory(folded)
    communes = [c for c in _communes(text) if c.latitude is not None and c.longitude is not None]
    if territory is not None and not _city(communes):
        return territory
    return _commune(communes[0], communes) if communes else None


def _city(communes: list[Commune]) -> bool:
    """Whether a name of a department is first of all that of a town: Paris, Vienne."""
    return bool(communes) and communes[0].population >= BARE


def _commune(found: Commune, same: Iterable[Commune]) -> PlaceFound:
    label = f"{found.name} ({found.department})"
    radius = next(km for people, km in RADII_BY_POPULATION if _people(found) >= people)
    others = tuple(_others(found, same))
    return PlaceFound(
        label, found.latitude, found.longitude, float(radius), "commune", found.insee, others
    )


def _people(commune: Commune) -> float:
    """The inhabitants of a commune; a district is as big as its town."""
    in_town = fold(commune.name).endswith(DISTRICT_TAIL)
    return math.inf if in_town else commune.population


def _others(found: Commune, same: Iterable[Commune]) -> list[PlaceChoice]:
    """Communes of the very same name that may have been meant as well."""
    worth = [
        one
        for one in same
        if fold(one.name) == fold(found.name)
        and one.insee != found.insee
        and (
            one.population >= SHARE_OF_BIGGEST * found.population
            or (one.region != found.region and one.population >= KNOWN_ELSEWHERE)
        )
    ]
    return [
        PlaceChoice(
            f"{one.name} ({one.department}, {reference.departments()[one.department].name})",
            f"{one.name} ({one.department})",
        )
        for one in worth[:OTHERS]
    ]


def _territory(folded: str) -> PlaceFound | None:
    """The region or department of that name; a number is always a department's."""
    region = None if folded.isdigit() else reference.region_named(folded)
    if region is not None:
        return PlaceFound(region.name, None, None, None, "region", region.code)
    code = department_codes().get(folded)
    if code is None:
        return None
    label = f"{reference.departments()[code].name} ({code})"
    return PlaceFound(label, None, None, None, "department", code)


@cache
def department_codes() -> dict[str, str]:
    """Departments by folded name, number, and both: "rhone", "69", "rhone (69)"."""
    codes: dict[str, str] = {}
    for code, one in reference.departments().items():
        name, number = fold(one.name), code.lower()
        codes |= {name: code, number: code, f"{name} ({number})": code, f"{name} {number}": code}
    return codes | COUNTIES


def _unknown(text: str) -> str:
    """Why a place cannot be taken, with the names that come nearest."""
    names = " ou ".join(nearest(text))
    return f"{UNKNOWN} ; vouliez-vous dire {names} ?" if names else UNKNOWN


def nearest(text: str) -> tuple[str, ...]:
    """The places that an unknown one may be, each as `find` takes it, the likeliest first.

    A number beside the name says little: it may be what is wrong.

    >>> nearest("lion")[0]
    'Lyon (69)'
    """
    name = fold(WITH_DIGITS.sub(" ", text))
    edits = max(edits for letters, edits in MISSED_EDITS.items() if len(name) >= letters)
    found = extract(name, _towns(), scorer=OSA.distance, score_cutoff=edits, limit=NEAR_MISSES)
    return tuple(_towns_by_name()[one] for one, _, _ in found)


@cache
def _towns_by_name() -> dict[str, str]:
    """Labels of the territories, then of the communes of some size, by folded name.

    The biggest come first: of names that are equally near, the one that more people live in is
    the likelier.
    """
    towns = sorted(reference.communes().values(), key=lambda one: -one.population)
    by_name = {fold(one.name): one.name for one in reference.regions().values()}
    for department in reference.departments().values():
        by_name.setdefault(fold(department.name), department.name)
    for town in towns:
        if town.population >= AFTER_PREPOSITION:
            by_name.setdefault(fold(town.name), f"{town.name} ({town.department})")
    return by_name


@cache
def _towns() -> tuple[str, ...]:
    return tuple(_towns_by_name())


def _communes(text: str) -> tuple[Commune, ...]:
    """The communes that may be meant, the likeliest first."""
    postcode = POSTCODE.search(text)
    if postcode and postcode.group() not in FAMILIAR:
        return _of_postcode(postcode.group(), text.replace(postcode.group(), " "))
    district = DISTRICT.match(text.lower())
    if district and (found := _district(district["town"], int(district["number"]))):
        return found
    number = None if "cedex" in text.lower() else NUMBER.search(text)
    if number and number.start() > 0:
        return _numbered(text[: number.start()], number["code"].upper())
    return _familiar(text) or reference.communes_by_name(text)


FAMILIAR = {
    "aix": "Aix-en-Provence",
    "boulogne": "Boulogne-Billancourt",
    "chalon": "Chalon-sur-Saône",
    "chalons": "Châlons-en-Champagne",
    "clermont": "Clermont-Ferrand",
    "st etienne": "Saint-Étienne",
    "montbe": "Montbéliard",
    "la roche": "La Roche-sur-Yon",
    "bourg": "Bourg-en-Bresse",
    "charleville": "Charleville-Mézières",
    "vitry": "Vitry-sur-Seine",
    "ivry": "Ivry-sur-Seine",
    "evry": "Évry-Courcouronnes",
    "cergy pontoise": "Cergy",
    "saint denis de la reunion": "Saint-Denis (974)",
    "saint denis la reunion": "Saint-Denis (974)",
    "saint pierre de la reunion": "Saint-Pierre (974)",
    "saint pierre la reunion": "Saint-Pierre (974)",
    "bdx": "Bordeaux",
    "mtp": "Montpellier",
    "tlse": "Toulouse",
    "paris la defense": "Puteaux",
    "roissy": "Roissy-en-France",
    "saint quentin en yvelines": "Montigny-le-Bretonneux",
    "marne la vallee": "Noisy-le-Grand",
    "sophia antipolis": "Valbonne",
    "pays basque": "Bayonne",
    "cote basque": "Bayonne",
    "bassin minier": "Lens",
    "75000": "Paris",
    "69000": "Lyon",
    "13000": "Marseille",
}
"""Names of towns as their people shorten them, of places in them or around them, and the postcodes
that towns of districts are given as a whole."""

COUNTIES = {
    "cote d azur": "06",
    "touraine": "37",
    "anjou": "49",
    "perigord": "24",
    "bearn": "64",
    "quercy": "46",
    "cotentin": "50",
    "roussillon": "66",
    "pays catalan": "66",
    "forez": "42",
    "beaujolais": "69",
    "cornouaille": "29",
    "bigorre": "65",
}
"""Countries of old and coasts by the department that they lie in, where it is one."""


def _familiar(text: str) -> tuple[Commune, ...]:
    name = FAMILIAR.get(fold(text))
    return _communes(name) if name else ()


def _numbered(name: str, code: str) -> tuple[Commune, ...]:
    """The communes of that name in the department `code`, else the town's district."""
    named = tuple(c for c in reference.communes_by_name(name) if c.department == code)
    return named or (_district(name, int(code)) if code.isdigit() else ())


def _of_postcode(postcode: str, rest: str) -> tuple[Commune, ...]:
    """The communes of the postcode, one that bears the name beside it before the others."""
    found = reference.communes_by_postcode(postcode)
    name = fold(re.sub(r"[(),]", " ", rest))
    return tuple(sorted(found, key=lambda commune: fold(commune.name) != name))


def _district(town: str, number: int) -> tuple[Commune, ...]:
    ending = "1er" if number == 1 else f"{number}e"
    return _districts().get(fold(f"{town} {ending}"), ())


@cache
def _districts() -> dict[str, tuple[Commune, ...]]:
    """The municipal districts of Paris, Lyon and Marseille by folded short name."""
    return {
        fold(commune.name).removesuffix(DISTRICT_TAIL): (commune,)
        for commune in reference.communes().values()
        if fold(commune.name).endswith(DISTRICT_TAIL)
    }
