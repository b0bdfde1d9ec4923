"""The texts of one training, put together from pieces that fit its facts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from data import reference
from data.demonstration import pieces
from data.demonstration.french import at, capital, hours_spoken, listed, months_spoken, of, town
from data.demonstration.pieces import TradePieces
from data.record import CertificationRecord
from data.reference import Commune, Trade
from data.vocabulary import CertificationKind, Modality

TAG = re.compile(r"^\[(\w+)\] ")
SLOT = re.compile(r"\{(\w+)\}")
ENTRY = {3: "CAP", 4: "bac", 5: "bac + 2", 6: "bac + 3", 7: "bac + 5"}
REGISTERS = {"vous": 50, "on": 35, "tu": 15}
"""How providers speak to people, in 100 of them; a provider keeps to one register."""

LONG_MONTHS = 5
TOWARDS = {
    "women": "public_women",
    "qpv": "public_qpv",
    "disabled": "public_disabled",
    "young": "public_young",
    "career-change": "public_career",
}
"""The sentence that speaks to a public, by the public's code."""

SECTIONS = {"L": "learn", "D": "days", "P": "project", "S": "support", "F": "after"}
"""Letters of a structure whose sentence is drawn from the pieces of the register alone."""

ONLY_WITH = (
    (re.compile(r"^POEC"), "poec"),
    (re.compile(r"alternance"), "alternance"),
    (re.compile(r"^BTS|^Bachelor|^Mastère"), "diploma"),
    (re.compile(r"^CQP"), "cqp"),
)
"""Titles that promise something, and what must then be true of the training."""


NEVER_TWICE = (" : ", "parcours", "pprendre")
"""What a title's shape must not add to a title that says it already."""


@dataclass(frozen=True)
class Told:
    """The facts of one training that its texts speak of; None is unknown and left unsaid."""

    trade: Trade
    provider: str
    commune: Commune | None
    modality: Modality
    hours: int
    months: float
    certification: CertificationRecord
    entry_level: int | None
    audiences: tuple[str, ...]
    funding: tuple[str, ...]
    free: bool
    seats: int | None


class Deck:
    """Words drawn one after the other, coming again only when all have been drawn."""

    def __init__(self, random: Random, words: list[str]) -> None:
        self.words = random.sample(words, len(words))
        self.next = 0

    def take(self, count: int) -> list[str]:
        """The next words; fewer when there are not so many different ones."""
        count = min(count, len(self.words))
        drawn = [self.words[(self.next + n) % len(self.words)] for n in range(count)]
        self.next += count
        return drawn


class Writer:
    """Writes one training's texts; what is drawn depends on the generator alone."""

    def __init__(self, random: Random, told: Told) -> None:
        self.random = random
        self.told = told
        self.family = pieces.read(told.trade.family)
        self.trade: TradePieces = pieces.of_trade(told.trade.family, told.trade.code)
        # The provider's name seeds its voice, so that all of its trainings speak alike.
        voices = Random(told.provider)
        self.register = voices.choices(list(REGISTERS), list(REGISTERS.values()))[0]
        self.brand = voices.choice(self.family["brands"])
        self.decks = {
            slot: Deck(random, getattr(self.trade, words))
            for slot, words in (
                ("do", "does"),
                ("tool", "tools"),
                ("project", "projects"),
                ("job", "jobs"),
            )
        }
        self.tags = self._tags()
        self.facts = self._facts()
        self.known = {*self.facts, *self._drawn()}

    def _tags(self) -> set[str]:
        told = self.told
        said = {
            "long": told.months >= LONG_MONTHS,
            "place": told.commune is not None,
            "open": told.entry_level == 0,
            "poec": "poei-poec" in told.funding,
            "alternance": "alternance" in told.funding,
            "diploma": told.certification.kind is CertificationKind.DIPLOMA,
            "cqp": told.certification.kind is CertificationKind.CQP,
        }
        return {tag for tag, true in said.items() if true}

    def _facts(self) -> dict[str, str]:
        """The fillings that stay the same in all texts of this training."""
        told = self.told
        facts = {
            "plain": reference.trades()[told.trade.code].plain,
            "name": self.trade.name,
            "brand": self.brand,
            "months": months_spoken(told.months),
            "hours": hours_spoken(told.hours),
            "certification": told.certification.title or "",
        }
        if told.commune:
            facts |= {"in_town": at(told.commune), "town": town(told.commune)}
        if told.entry_level:
            facts["entry"] = ENTRY[told.entry_level]
        if told.seats:
            facts["seats"] = str(told.seats)
        return facts

    def _drawn(self) -> dict[str, str]:
        """The fillings drawn anew for each piece: {do}, {do2}, {de_do}, {tools}, {job2}..."""
        facts = {}
        for slot, deck in self.decks.items():
            for number, words in enumerate(deck.take(3), start=1):
                facts[slot if number == 1 else f"{slot}{number}"] = words
        facts |= {f"de_{slot}": of(facts[slot]) for slot in ("do", "do3")}
        return facts | {"tools": listed(self.decks["tool"].take(self.random.choice((3, 4, 5))))}

    def _filled(self, piece: str, **more: str) -> str:
        facts = self.facts | self._drawn() | more
        facts |= {f"{name}_cap": capital(words) for name, words in facts.items()}
        return capital(TAG.sub("", piece).format_map(facts))

    def _usable(self, piece: str, known: set[str]) -> bool:
        tag = TAG.match(piece)
        return (not tag or tag[1] in self.tags) and all(
            slot.removesuffix("_cap") in known for slot in SLOT.findall(piece)
        )

    def _one(self, choices: list[str]) -> str:
        """One of the pieces whose facts are all known, filled; empty when there is none."""
        usable = [piece for piece in choices if self._usable(piece, self.known)]
        return self._filled(self.random.choice(usable)) if usable else ""

    def _common(self, part: str) -> str:
        return self._one(pieces.common(self.register)[part])

    def title(self) -> str:
        """The training's title: the trade's own, a register's title, or one with a programme."""
        certification = self.told.certification
        if certification.kind is CertificationKind.RNCP_TITLE and self.random.random() < 0.25:
            return f"Titre professionnel {certification.title}"
        base = self.random.choice([t for t in self.trade.titles if self._promised(t)])
        if self.random.random() < 0.45:
            return base
        shapes = [
            shape
            for shape in pieces.common("titles")["suffixes"]
            if self._usable(shape, {*self.facts, "base"})
            and not any(word in base and word in shape for word in NEVER_TWICE)
        ]
        return self._filled(self.random.choice(shapes), base=base)

    def _promised(self, title: str) -> bool:
        return all(tag in self.tags for shape, tag in ONLY_WITH if shape.search(title))

    def summary(self) -> str:
        """One or two sentences."""
        choices = pieces.common("summary")
        return self._one(choices["any"] + choices.get(self.register, []))

    def prerequisites(self) -> str | None:
        """What is asked at the door, None where that is unknown."""
        if self.told.entry_level is None:
            return None
        part = "level" if self.told.entry_level else "open"
        return self._one(pieces.common("prerequisites")[part])

    def description(self) -> str:
        """Three to six paragraphs in one of many orders."""
        order = self.random.choice(pieces.common("structure")["orders"])
        paragraphs = [
            " ".join(text for letter in letters.split() if (text := self._section(letter)))
            for letters in order.split("|")
        ]
        return "\n\n".join(text.replace(" \n", "\n").strip() for text in paragraphs if text)

    def _section(self, letter: str) -> str:
        """One section of a description by its letter in the structures; empty when unsaid."""
        if letter in SECTIONS:
            return self._common(SECTIONS[letter])
        return SPECIAL[letter](self)

    def _opening(self) -> str:
        own = self.family[f"openings_{self.register}"]
        return self._one(own if self.random.random() < 0.5 else self._openings_of_all())

    def _openings_of_all(self) -> list[str]:
        return pieces.common(self.register)["openings"]

    def _bullets(self) -> str:
        skills = self.decks["do"].take(self.random.choice((3, 4, 5)))
        intro = self.random.choice(pieces.common(self.register)["bullets"])
        lines = [f"\n– {capital(skill)}" for skill in skills]
        if self.random.random() < 0.4:
            lines.append(f"\n– Outils : {listed(self.decks['tool'].take(4))}")
        return "\n" + intro + "".join(lines)

    def _public(self) -> str:
        parts = [TOWARDS[code] for code in self.told.audiences if code in TOWARDS]
        if parts and self.random.random() < 0.6:
            parts = [self.random.choice(parts)]
            if self.random.random() < 0.5:
                return self._common(parts[0])
        else:
            parts = []
        return " ".join(self._common(part) for part in ["public", *parts]).strip()

    def _admission(self) -> str:
        if self.told.entry_level is None:
            return ""
        return self._common("admission_level" if self.told.entry_level else "admission_open")

    def _job(self) -> str:
        return self._one(self.family["job"])

    def _where(self) -> str:
        return self._common(self.told.modality.value)

    def _price(self) -> str:
        return self._common("free") if self.told.free else ""

    def _certified(self) -> str:
        return self._one(pieces.common("certified")[self.told.certification.kind.value])


SPECIAL: dict[str, Callable[[Writer], str]] = {
    "O": Writer._opening,
    "J": Writer._job,
    "B": Writer._bullets,
    "W": Writer._public,
    "A": Writer._admission,
    "C": Writer._certified,
    "M": Writer._where,
    "G": Writer._price,
}
"""Letters whose sentence depends on a fact of the training."""
