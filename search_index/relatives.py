"""Words of one family that the stemmer leaves apart: who welds (soudeur) does soudage."""

from collections.abc import Callable, Iterator

from search_index.french import stem

ROOT, WORD = 3, 6
"""Letters of the root that relatives share, and of the word that is typed, at least."""

ENDINGS = (
    ("erie", "ier"),
    ("erie", "er"),
    ("age", "eur"),
    ("ure", "eur"),
    ("age", "ure"),
    ("ulture", "ole"),
    ("ulteur", "ole"),
    ("ique", "icien"),
    ("icite", "icien"),
    ("ie", "ien"),
    ("ie", "iste"),
    ("isme", "iste"),
    ("isme", "istique"),
    ("ariat", "aire"),
    ("ion", "eur"),
    ("er", "eur"),
)
"""Endings that stand for each other: those of a craft, and of who does it or belongs to it."""

APART = frozenset(
    """
    formation formateur technique technicien direction directeur information section secteur
    operation operateur application applicateur facture facteur action acteur chauffage chauffeur
    mission motion vision option voyage traiter traiteur porter porteur server serveur
    """.split()
)
"""Words that stand in so many titles that they tell no craft, or that only look alike."""


def relatives(word: str, held: Callable[[str], bool]) -> Iterator[str]:
    """The relatives of a folded word, of those that are `held`.

    >>> list(relatives("soudeur", {"soudage", "soudure"}.__contains__))
    ['soudage', 'soudure']
    """
    single = word.removesuffix("s")
    if single in APART or len(single) < WORD:
        return
    for pair in ENDINGS:
        for ending, other in (pair, pair[::-1]):
            root = single.removesuffix(ending)
            near = root + other
            if root == single or len(root) < ROOT or near in APART:
                continue
            if held(near) and stem(near) != stem(single):
                yield near
