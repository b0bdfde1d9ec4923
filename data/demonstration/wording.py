"""The texts of the demonstration: readable French put together from many pieces."""

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from data.reference import Commune, Trade

VOWELS = tuple("aeiouyhéèêâîôœ")
SPOKEN = {
    "developpeur-web-mobile": "développeur web et mobile",
    "integrateur-web-mobile": "intégrateur web et mobile",
    "technicien-administrateur-systeme-et-reseau": "technicien système et réseau",
    "technicien-de-maintenance-support-et-service": "technicien de maintenance informatique",
    "communication-digitale-community-manager": "community manager",
}
"""Trades whose printed label nobody would say aloud."""


@cache
def texts() -> dict[str, dict[str, list[str]]]:
    """The pieces, by family or `common`, then by their part in a text."""
    with (Path(__file__).parent / "texts.toml").open("rb") as file:
        return tomllib.load(file)


def spoken(trade: Trade) -> str:
    """The trade inside a sentence: "développeur mobile", "UX/UI designer"."""
    label = SPOKEN.get(trade.code, trade.label)
    return label if label[1:2].isupper() else label[0].lower() + label[1:]


def of(word: str) -> str:
    """The word after "de": "de testeur", "d’intégrateur"."""
    vowel = word.lower().startswith(VOWELS) and not word.startswith(("UX", "hel", "Hel"))
    return ("d’" if vowel else "de ") + word


def at(commune: Commune | None) -> str:
    """The place with its preposition: "à Lyon", "au Havre", "aux Abymes", "à distance"."""
    if commune is None:
        return "à distance"
    for article, short in (("Le ", "au "), ("Les ", "aux ")):
        if commune.name.startswith(article):
            return short + commune.name.removeprefix(article)
    return f"à {commune.name}"


def provider_names(random: Random) -> Iterator[str]:
    """Invented names without end, each once."""
    first, second = texts()["common"]["provider_first"], texts()["common"]["provider_second"]
    names = [f"{one} {two}" for one in first for two in second]
    random.shuffle(names)
    yield from names
    yield from (f"{names[n % len(names)]} {n // len(names) + 1}" for n in count(len(names)))


class Writer:
    """Writes one training's texts; `facts` fill the gaps of the pieces."""

    def __init__(self, random: Random, trade: Trade, commune: Commune | None, hours: int) -> None:
        name = spoken(trade)
        self.random = random
        self.own = texts()[trade.family]
        self.common = texts()["common"]
        self.trade = trade
        self.online = commune is None
        self.facts: dict[str, Any] = {
            "trade": name,
            "Trade": name[0].upper() + name[1:],
            "de_trade": of(name),
            "town": at(commune),
            "weeks": max(2, round(hours / 35)),
        }

    def line(self, part: str) -> str:
        """One of the common pieces, filled."""
        return self.random.choice(self.common[part]).format(**self.facts)

    def description(self) -> str:
        """Three to six paragraphs in a varying order, with a list or a sentence of skills."""
        opening = self.random.sample(self.own["open"], self.random.choice((1, 2)))
        first = " ".join([*opening, self.line("aim")])
        if self.random.random() < 0.35:
            first = " ".join([self.line("aim"), *opening])
        blocks = [self._skills(), self._days(), self._people(), self._support(), self._after()]
        kept = self.random.sample(blocks, self.random.choice((3, 4, 5)))
        kept += [self._practical()] if self.random.random() < 0.6 else []
        return "\n\n".join([first, *kept])

    def _skills(self) -> str:
        drawn = self.random.sample(self.own["skill"], self.random.choice((3, 4, 5, 6)))
        tools = [word for word in self.trade.words if word[:1].isupper()]
        lead = self.line("learn")
        tail = f"\n\nOutils et mots du métier : {', '.join(tools)}." if tools else ""
        if self.random.random() < 0.7:
            return lead + "".join(f"\n- {skill}" for skill in drawn) + tail
        return f"{lead} {', '.join(drawn[:-1])} et {drawn[-1]}.{tail}"

    def _days(self) -> str:
        facts = self.facts | {"project": self.random.choice(self.own["project"])}
        return self.random.choice(self.common["days"]).format(**facts)

    def _people(self) -> str:
        return " ".join(self.random.sample(self.common["audience"], self.random.choice((1, 2))))

    def _support(self) -> str:
        pieces = self.random.sample(self.common["support"], self.random.choice((1, 2)))
        return " ".join(pieces).format(**self.facts | {"weeks": self.random.choice((3, 4, 6, 8))})

    def _after(self) -> str:
        return self.line("after")

    def _practical(self) -> str:
        return self.line("practical_online" if self.online else "practical")
