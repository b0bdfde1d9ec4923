"""Where in a text the words of a search stand, so that a reader sees them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from search_index.french import stem, words

WORD = re.compile(r"[^\W_]+(?:[·•‧⋅∙.&-][^\W_]+)*[+#]*")


def spans(text: str, said: Iterable[str]) -> list[tuple[int, int]]:
    """The characters, first to before last, of each word that has the stem of one that is said.

    >>> spans("L’école des développeuses", ["développeur"])
    [(12, 25)]
    """
    wanted = {form for one in said for form in _stems(one)}
    return [found.span() for found in WORD.finditer(text) if wanted & _stems(found.group())]


@lru_cache(maxsize=50_000)
def _stems(text: str) -> frozenset[str]:
    """The stems of a text's words, of their parts and of compounds in one piece."""
    return frozenset(stem(form) for word in words(text) for form in (word.joined, *word.parts))
