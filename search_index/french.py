"""French text into words: folded, elisions and inclusive endings undone, stemmed or left whole."""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import Stemmer
from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer

LONGEST_WORD = 64
LINE_GAP = 10
"""Positions skipped between two lines, so that no phrase runs from one synonym into the next."""

COMMON = """
a ai as au aux avec ce ceci cela celle celui ces cet cette chez d dans de des donc du elle elles
en es est et etaient etait ete etes etre eu eux il ils j je jusqu l la le les leur leurs lorsqu lui
m ma mais me mes mon n ne nos notre nous on ont ou par pas pour puisqu qu que quel quelle quelles
quels qui quoiqu s sa se
sera seront ses soit sont sous suis sur t ta te tes toi ton tu un une vers via vos votre
vous y
"""
STOP_WORDS = frozenset(COMMON.split())
"""Folded; "c" and "r" stay words, for they are languages too, as do "son" (sound) and "si"
(système d’information)."""

ELIDED_C = re.compile(r"(?<!\w)c['’ʼ＇](?=\w)")
"""Of all elided words only "c" is a word too, so that "c’est" needs care."""

ENDINGS = "trices?|euses?|rices?|ices?|iennes?|ieres?|eres?|ives?|nes?|ses?|ves?|es?"
AFTER_LETTERS = r"(?<=[^\W\d_]{3}.)"
INCLUSIVE = (
    (
        "·•‧⋅∙",
        re.compile(rf"[·•‧⋅∙]{AFTER_LETTERS}(?:(?:{ENDINGS}|les?|te?s?|s)(?:[·•‧⋅∙.]?s)?)\b"),
    ),
    ("(", re.compile(rf"\({AFTER_LETTERS}(?:{ENDINGS}|s|x|le)\)s?")),
    ("/", re.compile(rf"/{AFTER_LETTERS}(?:{ENDINGS})(?:[./]s)?(?!\w|\.\w)")),
    (".", re.compile(rf"\.{AFTER_LETTERS}(?:{ENDINGS})(?:[./]s)?(?!\w|\.\w)")),
    ("-", re.compile(rf"-{AFTER_LETTERS}(?:trice|euse|rice|ne|e)(?:-?s)?(?![\w-])")),
)
"""Inclusive endings, each with the signs without which it need not be looked for."""

JOINING = "-.&+#"
"""Signs that may be part of a word: full-stack, node.js, r&d, c++."""

PIECE = re.compile(r"[^\W_]+")
TOKEN = re.compile(
    r"(?<!\w)(?:c\+\+|[cf]#|\.net\b)(?!\w)"  # languages whose sign matters
    r"|[^\W_]+(?:[-.&][^\W_]+)+"  # compounds
    r"|[^\W_]+"
)


class Word(NamedTuple):
    """One word as read, folded: "node.js" has the parts ("node", "js") and joined "nodejs"."""

    text: str
    parts: tuple[str, ...]
    line: int

    @property
    def joined(self) -> str:
        """The word in one piece, the form under which both spellings are found."""
        return "".join(self.parts)


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order, stop words left out; any string is taken.

    >>> [word.text for word in words("L’école des développeur·euses en C++")]
    ['ecole', 'developpeur', 'c++']
    """
    for number, line in enumerate(text.splitlines()):
        for token in tokens(line):
            yield Word(token, parts_of(token), number)


def tokens(line: str) -> Sequence[str]:
    """The folded words of one line, stop words left out."""
    return _short_tokens(line) if len(line) <= SHORT_LINE else _tokens(line)


def _tokens(line: str) -> tuple[str, ...]:
    found: list[str] = []
    for run in _plain(line).translate(_SPACING).split():
        if run.isalnum():
            if run not in STOP_WORDS:
                found.append(run[:LONGEST_WORD])
        else:
            pieces = (piece[:LONGEST_WORD] for piece in TOKEN.findall(run))
            found.extend(piece for piece in pieces if piece not in STOP_WORDS)
    return tuple(found)


NEGATING = ("no", "low")
"""No-code is not a way of writing code: such a compound has no parts."""

SHORT_LINE = 100
_short_tokens = lru_cache(maxsize=50_000)(_tokens)
"""The short lines of a trade come back with each of its trainings."""


@lru_cache(maxsize=200_000)
def parts_of(token: str) -> tuple[str, ...]:
    """The pieces of a compound: ("full", "stack") of full-stack, the word itself of any other."""
    if token[-1] in "+#" or token[0] == ".":
        return (token,)
    pieces = tuple(PIECE.findall(token))
    return ("".join(pieces),) if pieces[0] in NEGATING else pieces


class _Folding(dict[int, str]):
    """Each character's folded form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code)).lower()
        spelt = decomposed.replace("œ", "oe").replace("æ", "ae")
        self[code] = "".join(c for c in spelt if not unicodedata.combining(c))
        return self[code]


_FOLDING = _Folding()


def bare(text: str) -> str:
    """Lower case without accents, œ and æ spelt out; the signs that tell words apart stay."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_FOLDING)


class _Spacing(dict[int, str]):
    """Signs that part words as spaces, worked out when each is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = sign if sign.isalnum() or sign in JOINING else " "
        return self[code]


_SPACING = _Spacing()


def _plain(line: str) -> str:
    """The line folded, without elided c and inclusive endings."""
    plain = bare(line)
    if "c" in plain:
        plain = ELIDED_C.sub(" ", plain)
    for signs, ending in INCLUSIVE:
        if any(sign in plain for sign in signs):
            plain = ending.sub("", plain)
    return plain


_of_this_thread = threading.local()
Normal = Callable[[str], str]


SHORT_PLURAL = 6
"""Longer words in -eux are adjectives: sérieux."""

APART = {
    word: words.split()[0]
    for words in (
        "data",
        "programmation programmations programmer",
        "production productions",
        "administratif administratifs administrative administratives",
        "applicateur applicateurs applicatrice applicatrices",
        "gouvernance gouvernances",
        "collectif collectifs collective collectives",
        "important importants importante importantes importance",
        "deas",
        "dees",
        "sams",
    )
    for word in words.split()
}
"""Words that the stemmer would bring together with others: date, programme, product owner,
administrateur, application, gouvernante, collecte, import; letters of a diploma are no plural."""

FEMININES = {"trice": "teur", "euse": "eur", "ere": "er", "ee": "e"}
"""Endings that the stemmer does not bring together: développeuse and développeur are one trade, and
without its accents a spécialisée would not be spécialisé."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The French stem of a folded word; short words and those with signs stay as they are."""
    if len(word) < 4 or not word.isalpha():
        return word
    if word in APART:
        return APART[word]
    if not hasattr(_of_this_thread, "stemmer"):
        # A stemmer is neither thread-safe nor picklable: each thread makes its own.
        _of_this_thread.stemmer = Stemmer.Stemmer("french")
    return str(_of_this_thread.stemmer.stemWord(_singular(_masculine(word))))


def _singular(word: str) -> str:
    """Plurals that the stemmer leaves: vidéos, logos; jeux, lieux."""
    if word.endswith("eux") and len(word) <= SHORT_PLURAL:
        return word[:-1]
    return word[:-1] if word.endswith("os") else word


def _masculine(word: str) -> str:
    single = word.removesuffix("s")
    for ending, other in FEMININES.items():
        if single.endswith(ending) and len(single) > len(ending) + 2:
            return single.removesuffix(ending) + other
    return word


def whole(word: str) -> str:
    """The word as it is: names of organisations and places take no stemming."""
    return word


def terms(text: str, normal: Normal, pairs: bool = False) -> Iterator[tuple[str, int]]:
    """The index terms of a text with their positions; compounds give their parts and the whole.

    With `pairs` two words that stand side by side are a term as well, at the place of the first:
    "developpeur web".

    >>> list(terms("développeur full-stack", whole))
    [('developpeur', 0), ('fullstack', 1), ('full', 1), ('stack', 2)]
    """
    position, line = -1, 0
    before = ""
    for word in words(text):
        if word.line != line:
            position += LINE_GAP * (word.line - line)
            line, before = word.line, ""
        if len(word.parts) > 1:
            yield normal(word.joined), position + 1
        for part in word.parts:
            position += 1
            term = normal(part)
            yield term, position
            if pairs and before:
                yield pair(before, term), position - 1
            before = term


def pair(first: str, second: str) -> str:
    """The term of two neighbouring terms; no single word holds a space."""
    return f"{first} {second}"


class FrenchAnalyzer(Analyzer):
    """Whoosh's view of `terms`."""

    def __init__(self, normal: Normal = stem, pairs: bool = False) -> None:
        self.normal = normal
        self.pairs = pairs

    def __call__(self, value: str, positions: bool = False, **given: Any) -> Iterator[Token]:
        token = Token(positions, False, **given)
        begin = given.get("start_pos", 0)
        for text, position in terms(value, self.normal, self.pairs):
            token.text = text
            token.boost = 1.0
            token.stopped = False
            token.pos = begin + position
            yield token
