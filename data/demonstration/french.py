"""What French asks of words put side by side: elision, articles, numbers and lists."""

from data.reference import Commune

SMALL = "zéro un deux trois quatre cinq six sept huit neuf dix onze".split()
YEARS = {12: "un an", 24: "deux ans", 36: "trois ans"}
VOWELS = tuple("aeiouhéèêâîôœ")


def of(words: str) -> str:
    """The words after "de": "de monter", "d’installer", "d’héberger"."""
    return f"d’{words}" if words.lower().startswith(VOWELS) else f"de {words}"


def town(commune: Commune) -> str:
    """The commune as people write it: "Paris 15e" for the district."""
    return commune.name.replace(" Arrondissement", "")


def at(commune: Commune) -> str:
    """The place with its preposition: "à Lyon", "au Havre", "aux Abymes"."""
    name = town(commune)
    for article, short in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return short + name.removeprefix(article)
    return f"à {name}"


def listed(words: list[str]) -> str:
    """The words as one list: "HTML, CSS et Git"."""
    return f"{', '.join(words[:-1])} et {words[-1]}"


def capital(text: str) -> str:
    """The text with a first capital letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def months_spoken(months: float) -> str:
    """A duration given in halves of a month: "deux semaines", "sept mois et demi", "un an"."""
    if months in YEARS:
        return YEARS[int(months)]
    if months < 1:
        return "deux semaines"
    whole = int(months)
    number = SMALL[whole] if whole < len(SMALL) else str(whole)
    return f"{number} mois" + (" et demi" if months != whole else "")


def hours_spoken(hours: int) -> str:
    """A number of hours with its thousands apart: "490 heures", "1 260 heures"."""
    return f"{hours:,} heures".replace(",", " ")
