"""French text reduced to what people mean by it."""

import re
import unicodedata

SEPARATORS = re.compile(r"[\s'’‘`´\-‐‑–—]+")


def fold(text: str) -> str:
    """Lower case without accents, œ and æ spelt out, apostrophes and hyphens as one space.

    >>> fold("L’Île-de-France, cœur")
    'l ile de france, coeur'
    """
    spelt = text.lower().replace("œ", "oe").replace("æ", "ae")
    bare = (c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    return SEPARATORS.sub(" ", "".join(bare)).strip()


def slug(text: str) -> str:
    """A code of lower-case letters, digits and hyphens: `slug("3W Academy") == "3w-academy"`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:80]
