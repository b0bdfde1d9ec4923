"""Which words of a question name a place: the town of Vienne, not the pose of a vitre."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from simplemma import is_known

from data import reference
from data.reference import Commune
from data.text import fold
from search_index.french import STOP_WORDS, bare, stem, words
from search_index.places import AFTER_PREPOSITION, BARE, FAMILIAR, POSTCODE, department_codes, known

BEFORE = re.compile(
    r"(?P<whole>(?:(?<!\w)(?:a cote|autour|aux alentours|aux environs|proche|pres|du cote|"
    r"(?:pas (?:trop |tres )?)?loin|a proximite|(?:sur |dans )?(?:le )?(?:secteur|bassin)|"
    r"(?:la )?(?:region|banlieue)|(?:le )?departement|ville)\s+)?"
    r"(?<!\w)(?:a|au|aux|sur|vers|dans|en|de|du|d|des)\s+"
    r"(?:(?:le|la|les|l|departement|region|ville|de|du|d)\s+)*)\Z"
)
CLEAR = re.compile(
    r"(?:a|vers|(?:.*\s)?(?:cote|autour|alentours|environs|proche|pres|ville)(?:\s+(?:de|du|d|des))?)\s+"
)
"""After these a name that is a French word as well is a place; after "de", "en" or "à la" it is the
word: "formation de couture", "travail en mer"."""

APART = str.maketrans("'’ʼ-–,;:!?()./", " " * 14)
"""Signs between the words of a name."""

VERSIONED = re.compile(
    r"(?:windows|angular|java|php|office|excel|word|python|niveau|html|css|bac|mac|ios|android|"
    r"unity|symfony|server|solidworks|autocad|revit|cs|version|module|bloc|article|groupe|ecole)\s+\Z"
)
"""After these words a number is a version or a rank and no department."""

ORDINARY = frozenset(
    """
    orange code java die sens bar salon centre lot cher sud est ouest
    bureau web data design site jeu vif tours-de saint sainte ville bourg mer ile val
    national macon garde moule avion fontaine tampon possession persan passage madeleine vitre
    fort grand grande petit pont port marche bois france gap cloud table image video photo
    """.split()
)
"""Names of places that are ordinary words as well: places only after a clear preposition."""

BIG = 50_000
MISSPELT_FROM = 6
"""Towns big enough, and words long enough, for a name to be recognised with one letter wrong."""


def _towns_of_some_size() -> Iterable[Commune]:
    communes = reference.communes().values()
    return (one for one in communes if one.population >= AFTER_PREPOSITION)


ARTICLES = re.compile(r"(?:la|le|les|l) ")
WRITTEN_ARTICLE = re.compile(r"(?:la|le|les|l)['’\s]\s*", re.IGNORECASE)
NAMES_ELSEWHERE = ("france", "toute", "partout", "n", "peu", "national", "st", "ste")


@cache
def first_words() -> frozenset[str]:
    """Every word that can begin the name of a place, from which on a text is looked at."""
    names = [fold(one.name) for one in _towns_of_some_size()]
    names += [*department_codes(), *FAMILIAR, *NAMES_ELSEWHERE]
    for region in reference.regions().values():
        former = (name for _, name in region.former)
        names += [fold(name) for name in (region.name, *region.short, *former)]
    names += [ARTICLES.sub("", name, count=1) for name in names]
    return frozenset(name.split()[0] for name in names if name) | _postcodes()


@cache
def _postcodes() -> frozenset[str]:
    whole_towns = (name for name in FAMILIAR if POSTCODE.fullmatch(name))
    codes = (code for one in reference.communes().values() for code in one.postcodes)
    return frozenset((*codes, *whole_towns))


@lru_cache(maxsize=8192)
def worth(written: str, before: str, at_edge: bool, alone: bool) -> str:
    """The name, folded, if these words of a question name a place there; else nothing.

    `before` is the preposition, folded: after one a smaller town is enough; without one the name
    must stand first or last.
    """
    folded = " ".join(bare(written).translate(APART).split())
    if POSTCODE.fullmatch(folded):
        return folded if folded in _postcodes() else ""
    if POSTCODE.search(folded) and known(POSTCODE.sub("", folded)) is None:
        return ""
    if folded.isdigit() and (len(folded) == 1 or not (before or at_edge)):
        return ""
    if _ordinary(folded, before, alone):
        return ""
    place = known(folded)
    if place is None and (before or at_edge):
        folded = _misspelt(folded, written)
        place = known(folded) if folded else None
    if place is None or place.kind != "commune":
        return folded if place else ""
    enough = _enough(reference.communes()[place.code], folded, written, before)
    return folded if enough and (before or at_edge) else ""


def _ordinary(folded: str, before: str, alone: bool) -> bool:
    """Whether these are words before they are a name; a clear "à" may make a name of some."""
    if _spoken(folded) and (before or not alone):
        return True
    return (folded in ORDINARY or folded in STOP_WORDS) and not CLEAR.fullmatch(before)


def _enough(commune: Commune, folded: str, written: str, before: str) -> bool:
    """Whether a commune is big enough to be meant, more so where its name is a French word."""
    article = WRITTEN_ARTICLE.match(written)
    bare_name = written[article.end() :] if article else written
    if commune.population >= BIG or not _a_word(bare_name, commune.name):
        return commune.population >= (AFTER_PREPOSITION if before else BARE)
    if bare(written) != written.lower() != commune.name.lower():
        # Its accents are those of the word: a maçon is not Mâcon.
        return False
    # "À la couture" is about sewing, "à La Couture" in that village.
    whole_name = fold(commune.name) == folded and (not article or article[0][0].isupper())
    clear = whole_name and CLEAR.fullmatch(before)
    return commune.population >= (AFTER_PREPOSITION if clear else BARE)


def _a_word(written: str, name: str) -> bool:
    """Whether a name is a French word too, also where its accents were left out: "hopital"."""
    accented = WRITTEN_ARTICLE.sub("", name, count=1).lower()
    words = (written.lower(), *((accented,) if bare(accented) == written.lower() else ()))
    return any(is_known(word, lang="fr") for word in words)


def _misspelt(folded: str, written: str) -> str:
    """The big town whose name was written with one letter wrong or not to its end, if one was."""
    if len(folded) < MISSPELT_FROM or _spoken(folded) or _french(folded, written):
        return ""
    near = extractOne(folded, _big_towns(), scorer=OSA.distance, score_cutoff=1)
    if near:
        return near[0]
    begun = [one for one in _big_towns() if one.startswith(folded) and " " not in one]
    return begun[0] if len(begun) == 1 else ""


def _french(folded: str, written: str) -> bool:
    return is_known(folded, lang="fr") or is_known(written.lower(), lang="fr")


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
