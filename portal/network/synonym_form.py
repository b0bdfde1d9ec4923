"""The form by which the team proposes a synonym: what was written, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.reference import Synonym
from data.usage import LONGEST
from data.vocabulary import SynonymState
from portal import wording
from search_index.lexicon import key_of
from search_index.query import clean

MISSING = {
    "word": "écrivez le mot que les gens cherchent",
    "meaning": "écrivez ce que ce mot veut dire",
}
NO_WORD = "aucun mot ne se lit ici"
SAME = "ce sens est déjà le mot lui-même : le portail les lit de la même façon"
HELD = {
    SynonymState.WAITING: "ce synonyme est déjà à l’essai",
    SynonymState.ACCEPTED: "ce synonyme est déjà accepté",
}


@dataclass(frozen=True)
class SynonymForm:
    """The form as it was filled; `faults` has what is wrong by field."""

    word: str = ""
    meaning: str = ""
    both: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)
    most: int = LONGEST

    @property
    def synonym(self) -> Synonym:
        """What is proposed."""
        return Synonym((self.word,), (self.meaning,), self.both)


def read(written: Mapping[str, str]) -> SynonymForm:
    """The form that was sent: { word, meaning, both }; `both` is given when it is ticked."""
    word, meaning = clean(written.get("word", "")), clean(written.get("meaning", ""))
    faults = {
        name: why
        for name, text in (("word", word), ("meaning", meaning))
        if (why := _fault(name, text))
    }
    if not faults and key_of(word) == key_of(meaning):
        faults["meaning"] = SAME
    return SynonymForm(word, meaning, bool(written.get("both")), faults)


def _fault(name: str, text: str) -> str:
    if not text:
        return MISSING[name]
    if len(text) > LONGEST:
        return f"{wording.counted(len(text), 'caractère')}, {LONGEST} au plus"
    return "" if key_of(text) else NO_WORD
