"""What people like to do all day, and how near two trades are by it: a judge's own kinship.

It reads only the sentence that says what one does in a trade and the family, never the words or the
codes by which a model may call trades near.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.text import fold

ACTIVITIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "code": (
        ("programm", "logiciel", "application", "code", "langage"),
        ("programmer", "comprendre comment marche un logiciel", "la logique"),
    ),
    "draw": (
        ("dessin", "image", "affiche", "photo", "maquette", "3d", "apparence", "agreable"),
        ("dessiner", "les belles images", "être créatif"),
    ),
    "repair": (
        ("repar", "install", "branch", "montez", "raccord", "depann", "remettez", "materiel"),
        ("bricoler", "réparer des appareils", "travailler de mes mains"),
    ),
    "help": (
        ("aide", "apprenez", "conseill", "repond", "gens", "personnes", "expliqu"),
        ("aider les gens", "expliquer", "rendre service"),
    ),
    "protect": (
        ("proteg", "surveill", "attaque", "pirate", "serveur", "reseau d", "sur."),
        ("protéger contre les pirates", "que tout marche sans panne", "les serveurs"),
    ),
    "sell": (
        ("client", "vend", "vente", "magasin", "publicite", "marchand"),
        ("vendre", "le commerce", "convaincre"),
    ),
    "write": (
        ("ecrivez des textes", "racont", "reseaux sociaux", "marque", "connaitre", "site a jour"),
        ("écrire", "les réseaux sociaux", "raconter des histoires"),
    ),
    "count": (
        ("chiffre", "donnees", "tableau", "prevoir", "carte", "mesur"),
        ("les chiffres", "les mathématiques", "analyser"),
    ),
    "lead": (
        ("organis", "decid", "equipe", "projet", "menez", "pilot", "entreprise a se"),
        ("organiser", "travailler en équipe", "mener un projet"),
    ),
    "make": (
        ("robot", "machine", "fabriqu", "objet", "drone", "puce", "piece"),
        ("fabriquer", "les robots", "les machines"),
    ),
}
"""Each activity: how the sentences of trades speak of it, folded, and how people say it."""

FAMILY_COUNTS = 0.6
"""How much the activities of a whole family colour each of its trades."""


@cache
def trades() -> tuple[str, ...]:
    """The codes of the trades, in the order of every vector here."""
    return tuple(reference.trades())


@cache
def activities() -> NDArray[np.float64]:
    """One row a trade, one column an activity, of length 1."""
    rows = np.array([_spoken(reference.trades()[code].plain) for code in trades()])
    families = np.array([reference.trades()[code].family for code in trades()])
    means = {family: rows[families == family].mean(axis=0) for family in set(families)}
    mixed = rows + FAMILY_COUNTS * np.array([_unit(means[family]) for family in families])
    return np.array([_unit(row) for row in mixed])


def _spoken(sentence: str) -> NDArray[np.float64]:
    folded = fold(sentence)
    return _unit(np.array([float(any(s in folded for s in stems)) for stems, _ in _table()]))


def _table() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return list(ACTIVITIES.values())


def _unit(row: NDArray[np.float64]) -> NDArray[np.float64]:
    length = float(np.linalg.norm(row))
    return row / length if length else row


@cache
def kinship() -> NDArray[np.float64]:
    """How alike two trades' days are, from 0 to 1: the cosine of their activities."""
    rows = activities()
    return np.clip(rows @ rows.T, 0.0, 1.0)


def sayings(trade: str) -> list[str]:
    """How people speak of what they would like in a trade, its weightiest activities first."""
    row = activities()[trades().index(trade)]
    order = np.argsort(-row, kind="stable")[: int((row > 0.3).sum()) or 1]
    return [said for place in order for said in _table()[place][1]]
