"""The places that people write: commune, district, postcode, department, region, the country."""

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract, extractOne
from simplemma import is_known

from data import reference
from data.reference import Commune
from data.text import fold
from search_index.fields import RADII_BY_POPULATION
from search_index.french import STOP_WORDS, stem, words
from search_index.query import BadQuery, ParameterError
from search_index.results import PlaceChoice, PlaceFound

PARAMETERS = ("near",)
"""The parameters that say where; what they find is never widened by itself."""

POSTCODE = re.compile(r"\b\d{5}\b")
NUMBER = re.compile(r"\(?\b(?P<code>\d{2,3}|2[ab])\b\)?(?:,[^)]*\))?\s*\Z", re.IGNORECASE)
DISTRICT = re.compile(r"(?P<town>.+?)\s+(?P<number>\d{1,2})\s*(?:er|e|eme|ème)?\b")
DISTRICT_TAIL = " arrondissement"
COUNTRY = re.compile(
    r"(?:(?:dans |sur |en )?(?:toute )?(?:la )?france(?: entiere)?|partout(?: en france)?|"
    r"n importe ou|peu importe|national)\Z"
)
BEFORE = re.compile(
    r"(?P<whole>(?:(?<!\w)(?:a cote|autour|aux alentours|aux environs|proche|pres|du cote|"
    r"(?:la )?region|(?:le )?departement|ville)\s+)?"
    r"(?<!\w)(?:a|au|aux|sur|vers|dans|en|de|du|d|des)\s+"
    r"(?:(?:le|la|les|l|departement|region|ville|de|du|d)\s+)*)\Z"
)
WEAK = re.compile(r"(?<!\w)(?:de|du|d|des)\s+(?:(?:le|la|les|l)\s+)*\Z")
"""After "de" alone a name may be anything: only a whole phrase such as "près de" tells a place."""

VERSIONED = re.compile(
    r"(?:windows|angular|java|php|office|excel|word|python|niveau|html|css|bac|mac|ios|android|"
    r"unity|symfony|server|solidworks|autocad|revit|cs|version|module|bloc|article|groupe)\s+\Z"
)
"""After these words a number is a version or a rank and no department."""

ORDINARY = frozenset(
    """
    orange code java die sens bar salon centre lot cher sud est ouest
    bureau web data design site jeu vif tours-de saint sainte ville bourg mer ile val
    fort grand grande petit pont port marche bois france gap cloud table image video photo
    """.split()
)
"""Names of places that are ordinary words as well: taken for places only after a preposition."""

AFTER_PREPOSITION = 1_000
BARE = 10_000
"""Inhabitants from which on a commune's name is taken for a place."""

BIG = 50_000
MISSPELT_FROM = 6
"""Towns big enough, and words long enough, for a name to be recognised with one letter wrong."""

OTHERS = 8
SHARE_OF_BIGGEST = 0.05
KNOWN_ELSEWHERE = 5_000
"""Another commune of a name is worth asking about when it has a twentieth of the inhabitants of
the biggest one, or this many in another region."""

NEAR_MISSES = 3
MISSED_EDITS = 2


def find(text: str, radius_km: float | None) -> PlaceFound:
    """The place that `text` names, the biggest of that name; BadQuery when none is known.

    A department or region is found whole, without regard to a radius.

    >>> find("Saint-Denis (974)", None).label
    'Saint-Denis (974)'
    """
    found = _found(text)
    if found is None:
        raise BadQuery([ParameterError("near", text, _unknown(text))])
    if radius_km is None or found.kind != "commune":
        return found
    return replace(found, radius_km=radius_km)


@lru_cache(maxsize=4096)
def _found(text: str) -> PlaceFound | None:
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
    code = _department_codes().get(folded)
    if code is None:
        return None
    label = f"{reference.departments()[code].name} ({code})"
    return PlaceFound(label, None, None, None, "department", code)


@cache
def _department_codes() -> dict[str, str]:
    """Departments by folded name, number, and both: "rhone", "69", "rhone (69)"."""
    codes: dict[str, str] = {}
    for code, one in reference.departments().items():
        name, number = fold(one.name), code.lower()
        codes |= {name: code, number: code, f"{name} ({number})": code, f"{name} {number}": code}
    return codes


def _unknown(text: str) -> str:
    """Why a place cannot be taken, with the names that come nearest."""
    near = extract(
        fold(text), _towns(), scorer=OSA.distance, score_cutoff=MISSED_EDITS, limit=NEAR_MISSES
    )
    names = " ou ".join(_towns_by_name()[name] for name, _, _ in near)
    ask = f" ; vouliez-vous dire {names} ?" if names else ""
    return f"lieu inconnu : donnez une commune, un code postal, un département ou une région{ask}"


@cache
def _towns_by_name() -> dict[str, str]:
    """Labels of the communes of some size, and of the territories, by folded name."""
    towns = sorted(reference.communes().values(), key=lambda one: one.population)
    names = {
        fold(one.name): f"{one.name} ({one.department})"
        for one in towns
        if one.population >= AFTER_PREPOSITION
    }
    names |= {fold(one.name): one.name for one in reference.departments().values()}
    return names | {fold(one.name): one.name for one in reference.regions().values()}


@cache
def _towns() -> tuple[str, ...]:
    return tuple(_towns_by_name())


def _communes(text: str) -> tuple[Commune, ...]:
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
    "saint pierre de la reunion": "Saint-Pierre (974)",
}
"""Names of towns as their people shorten them."""


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


def _towns_of_some_size() -> Iterable[Commune]:
    communes = reference.communes().values()
    return (one for one in communes if one.population >= AFTER_PREPOSITION)


ARTICLES = re.compile(r"(?:la|le|les|l) ")
NAMES_ELSEWHERE = ("france", "toute", "partout", "n", "peu", "national", "st", "ste")


@cache
def first_words() -> frozenset[str]:
    """Every word that can begin the name of a place, from which on a text is looked at."""
    names = [fold(one.name) for one in _towns_of_some_size()]
    names += [*_department_codes(), *FAMILIAR, *NAMES_ELSEWHERE]
    for region in reference.regions().values():
        former = (name for _, name in region.former)
        names += [fold(name) for name in (region.name, *region.short, *former)]
    names += [ARTICLES.sub("", name, count=1) for name in names]
    return frozenset(name.split()[0] for name in names if name) | _postcodes()


@cache
def _postcodes() -> frozenset[str]:
    return frozenset(code for one in reference.communes().values() for code in one.postcodes)


@lru_cache(maxsize=8192)
def worth(name: str, after_preposition: bool, at_edge: bool, alone: bool) -> str:
    """The name, if these folded words of a question name a place there; else nothing.

    After a preposition a smaller town is enough; without one it must stand first or last.
    """
    folded = " ".join(name.split())
    if POSTCODE.fullmatch(folded):
        return folded if folded in _postcodes() else ""
    if POSTCODE.search(folded) and _found(POSTCODE.sub("", folded)) is None:
        return ""
    if folded.isdigit() and (len(folded) == 1 or not (after_preposition or at_edge)):
        return ""
    ordinary = folded in ORDINARY or folded in STOP_WORDS or (not alone and _spoken(folded))
    found = _found(folded)
    if found is None and (after_preposition or at_edge):
        folded = _misspelt(folded)
        found = _found(folded) if folded else None
    if found is None or (ordinary and not (after_preposition and not _spoken(folded))):
        return ""
    if found.kind != "commune":
        return folded
    population = reference.communes()[found.code].population
    enough = AFTER_PREPOSITION if after_preposition else BARE
    return folded if population >= enough and (after_preposition or at_edge) else ""


def _misspelt(folded: str) -> str:
    """The big town whose name was written with one letter wrong or not to its end, if one was."""
    if len(folded) < MISSPELT_FROM or _spoken(folded) or is_known(folded, lang="fr"):
        return ""
    near = extractOne(folded, _big_towns(), scorer=OSA.distance, score_cutoff=1)
    if near:
        return near[0]
    begun = [one for one in _big_towns() if one.startswith(folded) and " " not in one]
    return begun[0] if len(begun) == 1 else ""


@cache
def _big_towns() -> tuple[str, ...]:
    communes = reference.communes().values()
    return tuple(fold(one.name) for one in communes if one.population >= BIG)


@cache
def _vocabulary() -> frozenset[str]:
    """Stems of what people type for trades: never a place inside a question."""
    texts = [word for trade in reference.trades().values() for word in (trade.label, *trade.words)]
    texts += [word for family in reference.families().values() for word in family.words]
    return frozenset(stem(word.text) for text in texts for word in words(text))


def _spoken(folded: str) -> bool:
    """Whether the words are those of trades rather than of a place."""
    return all(stem(word) in _vocabulary() for word in folded.split())
