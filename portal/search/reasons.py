"""Why a training is in the list, in a few words made from the reasons of the search."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from portal import wording
from search_index.results import Hit, Reason

MOST = 3
"""Clauses on one card; the most telling ones stand first."""

WHERE = {
    "trade": "le métier",
    "title": "l’intitulé",
    "certification": "la certification",
    "words": "les mots du métier",
    "provider": "l’organisme",
    "place": "le lieu",
    "summary": "le résumé",
    "description": "le programme",
}
"""The text fields as people call them."""

ALIKE = "parle de la même chose avec d’autres mots"


def why(hit: Hit) -> tuple[str, ...]:
    """The clauses of a hit, none for one that no words were asked for."""
    clauses: dict[str, None] = {}
    told: set[str] = set()
    for reason in hit.reasons:
        for clause in _clauses(reason, told):
            clauses[clause] = None
    return tuple(clauses)[:MOST]


def said(hit: Hit) -> tuple[str, ...]:
    """Every word that a hit answers to, as typed and as found."""
    return tuple(dict.fromkeys(word for one in hit.reasons for word in (*one.words, *one.found)))


def _clauses(reason: Reason, told: set[str]) -> Iterator[str]:
    """What one reason adds to what has been told of each word already."""
    if reason.how == "meaning":
        yield ALIKE
        return
    fresh = [pair for pair in zip(reason.words, reason.found, strict=True) if pair[0] not in told]
    told.update(typed for typed, _ in fresh)
    if fresh:
        yield SAYINGS[reason.how](fresh, WHERE.get(reason.field, ""))


Pairs = Sequence[tuple[str, str]]


def _quoted(words: Sequence[str]) -> str:
    """« a », « b » et « c »."""
    quoted = [wording.quoted(word) for word in dict.fromkeys(words)]
    return " et ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def _word(pairs: Pairs, where: str) -> str:
    return f"{_quoted([typed for typed, _ in pairs])} dans {where}"


def _trade(pairs: Pairs, _where: str) -> str:
    return f"prépare au métier {_quoted([found for _, found in pairs])}"


def _mended(pairs: Pairs, where: str) -> str:
    typed, found = pairs[0]
    return f"{_quoted([found])} (vous avez écrit {_quoted([typed])}) dans {where}"


def _synonym(pairs: Pairs, where: str) -> str:
    typed, found = pairs[0]
    return f"{_quoted([found])}, proche de {_quoted([typed])}, dans {where}"


def _kin(pairs: Pairs, _where: str) -> str:
    typed, found = pairs[0]
    return f"prépare au métier {_quoted([found])}, voisin de {_quoted([typed])}"


SAYINGS: Mapping[str, Callable[[Pairs, str], str]] = {
    "word": _word,
    "prefix": _word,
    "trade": _trade,
    "typo": _mended,
    "synonym": _synonym,
    "kin": _kin,
}
"""How each kind of reason is told."""
