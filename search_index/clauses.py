"""From the reader's words to what is asked of the posting lists: groups of terms and stand-ins."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from search_index.asides import NOISE, RANKS, asking, paces
from search_index.french import bare, stem, words
from search_index.lexicon import Lexicon, StandIn
from search_index.relatives import relatives
from search_index.spelling import Speller

MAX_TERMS = 32
MAX_PREFIXED = 64
"""How many words a prefix stands for at most; deeper prefixes are surer."""

ALL_UP_TO = 2
ALL_BUT_ONE_UP_TO = 4
SHARE = 0.75
"""How many of the words must match: all of two, all but one of four, then three quarters."""

ABBREVIATED = 2
"""Letters of a word that stands for itself inside a phrase that is known, and not for its synonyms:
else "green it" would be everything about computers."""

RELATIVE = 0.4
"""The weight of a word of the same family beside the word itself."""

JOINED = (2, 3)
"""How many words may be one word in the catalogue."""

CODE = re.compile(r"\d{3,6}")
FULL_CODE = re.compile(r"(?:rncp|rs)?\d{3,6}")

FIELD_NAMES = {
    "titre": "title",
    "intitule": "title",
    "metier": "trade",
    "certification": "certification",
    "organisme": "provider",
    "lieu": "place",
    "resume": "summary",
    "description": "description",
}
"""The fields that a reader can name: `titre:web`."""

PIECE = re.compile(
    r"(?P<minus>(?<!\S)-)?(?:(?P<field>[^\W\d_]{4,13}):(?=[^\s:]))?"
    r'(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))'
)


@dataclass(frozen=True)
class Term:
    """One word or phrase asked: any of its forms answers, or one of its stand-ins.

    A form of several parts is a phrase. `field` narrows to one text field, a `prefix` takes every
    word that begins so, and what is `quoted` stands for itself alone. What is `optional` adds to
    the score and is asked of no training.
    """

    text: str
    written: str
    forms: tuple[tuple[str, ...], ...]
    field: str = ""
    prefix: bool = False
    quoted: bool = False
    others: tuple[StandIn, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Group:
    """Terms that stand together, and the stand-ins each of which answers all of them at once."""

    terms: tuple[Term, ...]
    others: tuple[StandIn, ...] = ()


@dataclass(frozen=True)
class Words:
    """A text as understood: groups of terms wanted, terms refused, words mended."""

    groups: tuple[Group, ...]
    refused: tuple[Term, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups or self.refused)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The wanted terms in order."""
        return tuple(term for group in self.groups for term in group.terms)

    @cached_property
    def needed(self) -> int:
        """How many of the wanted terms a document must answer."""
        asked = sum(not term.optional for term in self.terms)
        if asked <= ALL_UP_TO:
            return asked
        return asked - 1 if asked <= ALL_BUT_ONE_UP_TO else int(np.ceil(asked * SHARE))


def understand(text: str) -> Words:
    """Read words, "phrases", -refused words, pref* and field:word, word for word.

    >>> [term.text for term in understand('formation "site web" -php').terms]
    ['site web']
    """
    wanted: dict[str, Term] = {}
    refused: dict[str, Term] = {}
    text, said = paces(asking(text))
    for piece in PIECE.finditer(text):
        target = refused if piece["minus"] else wanted
        for term in _terms(piece):
            target.setdefault(f"{term.field}:{term.text}{term.prefix:d}", term)
    terms = _ordering([*wanted.values()][:MAX_TERMS])
    groups = tuple(Group((term,)) for term in (*terms, *map(_pace, said)))
    return Words(groups, tuple(refused.values())[:MAX_TERMS])


def _ordering(terms: list[Term]) -> Iterator[Term]:
    """The terms, those of rank and single digits optional beside others that mean something."""
    others = any(not (_noise(term) or _rank(term)) for term in terms)
    for term in terms:
        yield replace(term, optional=True) if others and _rank(term) else term


def _pace(said: str) -> Term:
    """What is said of the week as a phrase that no training must have."""
    parts = tuple(part for word in words(said) for part in word.parts)
    return Term(" ".join(parts), said, (parts,), quoted=True, optional=True)


def _noise(term: Term) -> bool:
    return _plain(term) and term.text in NOISE


def _rank(term: Term) -> bool:
    return _plain(term) and (term.text in RANKS or (term.text.isdigit() and len(term.text) == 1))


def without_noise(asked: Words, kept: Container[Term] = ()) -> Words:
    """The same words without what people write around them, where anything else remains."""
    groups = tuple(
        group for group in asked.groups if any(t in kept or not _noise(t) for t in group.terms)
    )
    return replace(asked, groups=groups) if groups and len(groups) < len(asked.groups) else asked


def _terms(piece: re.Match[str]) -> Iterator[Term]:
    field = FIELD_NAMES.get(bare(piece["field"])) if piece["field"] else ""
    if piece["quoted"] is not None:
        parts = tuple(part for word in words(piece["quoted"]) for part in word.parts)[:MAX_TERMS]
        if parts:
            yield Term(" ".join(parts), piece["quoted"].strip(), (parts,), field or "", quoted=True)
        return
    # A colon after anything but a field's name is punctuation.
    plain = piece["plain"] if field or not piece["field"] else f"{piece['field']} {piece['plain']}"
    found = list(words(plain))
    prefix = plain.endswith("*") and len(found) == 1 and len(found[0].joined) > 1
    for word in found:
        forms = ((word.joined,), word.parts) if len(word.parts) > 1 else (word.parts,)
        written = plain.rstrip("*") if len(found) == 1 else word.text
        yield Term(word.text, written, forms, field or "", prefix)


def widened(asked: Words, lexicon: Lexicon, speller: Speller) -> Words:
    """The same words with what may stand for them: mended spellings, joined words, synonyms."""
    mended: list[tuple[str, str]] = []
    # "Faire des sites" is a turn of phrase, though "faire" alone means nothing.
    phrases = [one for one in _grouped(list(asked.terms), lexicon, speller) if len(one.terms) > 1]
    kept = {term for one in phrases for term in one.terms}
    left = without_noise(asked, kept).terms
    terms = [_mended(term, speller, lexicon, mended) for term in left]
    groups = tuple(_grouped(terms, lexicon, speller))
    return replace(asked, groups=groups, mended=tuple(mended))


def spelt_out(asked: Words, speller: Speller) -> Words:
    """The same words, each beginning with the words that begin so."""
    meant = without_noise(asked)
    if not any(term.prefix for term in meant.terms):
        return meant
    groups = tuple(
        replace(group, terms=tuple(_spelt_out(term, speller) for term in group.terms))
        for group in meant.groups
    )
    return replace(meant, groups=groups)


def _spelt_out(term: Term, speller: Speller) -> Term:
    if not term.prefix:
        return term
    found = speller.beginning(term.forms[0][0])[:MAX_PREFIXED]
    return replace(term, others=tuple(StandIn((word,), 1.0, "prefix", word) for word in found))


def _mended(term: Term, speller: Speller, lexicon: Lexicon, mended: list[tuple[str, str]]) -> Term:
    if term.prefix:
        return _spelt_out(term, speller)
    if code := _code(term, speller):
        return replace(term, others=(code,))
    if not _plain(term) or lexicon.knows(term.forms[-1]):
        return term
    other = speller.mend(term.forms[0][0], term.written)
    if other is None:
        return term
    mended.append((term.written, other.said))
    return replace(term, others=(other,))


def _code(term: Term, speller: Speller) -> StandIn | None:
    """The certification that a bare number is the code of."""
    if CODE.fullmatch(term.text):
        for register in ("rncp", "rs"):
            if speller.holds(register + term.text):
                return StandIn((register + term.text,), 1.0, "word", (register + term.text).upper())
    return None


def _plain(term: Term) -> bool:
    """Whether a term is one word anywhere, which may be mended, joined and widened."""
    return not (term.field or term.prefix or term.quoted)


def _grouped(terms: list[Term], lexicon: Lexicon, speller: Speller) -> Iterator[Group]:
    """The terms in order, the longest run that has stand-ins first."""
    at = 0
    while at < len(terms):
        length, others = _longest(terms[at : at + lexicon.longest], lexicon, speller)
        run = terms[at : at + length]
        each = tuple(
            one if length > 1 and _abbreviated(one) else _alone(one, lexicon, speller)
            for one in run
        )
        yield Group(each, others if length > 1 else ())
        at += length


def _abbreviated(term: Term) -> bool:
    """Whether a term is so short that in a known phrase it is no word: the "it" of "green it"."""
    return len(term.text) <= ABBREVIATED


def _longest(
    terms: list[Term], lexicon: Lexicon, speller: Speller
) -> tuple[int, tuple[StandIn, ...]]:
    for length in range(len(terms), 1, -1):
        run = terms[:length]
        if all(_plain(term) for term in run):
            parts = tuple(part for term in run for part in _meant(term))
            others = (*lexicon.stand_ins(parts), *_joined(parts, speller, len(run)))
            if others:
                return length, others
    return 1, ()


def _joined(parts: tuple[str, ...], speller: Speller, length: int) -> Iterable[StandIn]:
    """Words written as one, where trainings write them so: "cyber sécurité", "RNCP 31114"."""
    joined = "".join(parts)
    if length in JOINED and speller.holds(joined):
        yield StandIn((joined,), 1.0, "word", joined)


def _meant(term: Term) -> tuple[str, ...]:
    """The parts of a term, mended where its own word is unknown."""
    typo = next((one for one in term.others if one.how == "typo"), None)
    return typo.words if typo else term.forms[-1]


def _alone(term: Term, lexicon: Lexicon, speller: Speller) -> Term:
    """The term with the synonyms and the relatives of its word."""
    if not _plain(term):
        return term
    parts = _meant(term)
    found = (*lexicon.stand_ins(parts), *_relatives(parts, speller))
    return replace(term, others=(*term.others, *found)) if found else term


def _relatives(parts: tuple[str, ...], speller: Speller) -> Iterator[StandIn]:
    """Words of the family of a single word: soudage for soudeur."""
    if len(parts) == 1:
        for near in relatives(parts[0], speller.writes):
            yield StandIn((near,), RELATIVE, "synonym", speller.shown((near,)))


def meant_alone(asked: Words) -> Words:
    """The same words; none where all are only what people write around a question."""
    noise = all(term.optional or _noise(term) for term in asked.terms)
    return replace(asked, groups=()) if noise else asked


def open_to_meaning(asked: Words) -> bool:
    """Whether a question is plain words: quotes, signs, fields and codes ask for what they say."""
    plain = all(
        term.optional or (_plain(term) and not FULL_CODE.fullmatch(term.text))
        for term in asked.terms
    )
    return bool(asked.groups) and not asked.refused and plain


def spoken(asked: Words) -> list[str]:
    """The stems of a question, with mended words in the place of misspelt ones."""
    return [stem(p) for term in asked.terms if _plain(term) for p in _meant(term)]


def pairs(asked: Words) -> Iterator[tuple[str, str]]:
    """The words that follow each other in the question."""
    terms = [_meant(term) for term in asked.terms if _plain(term)]
    for first, second in pairwise(terms):
        yield first[-1], second[0]
