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


UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (its production 2)."""


def xml_text(text: str) -> str:
    """The text without the control characters that no XML file may hold."""
    return UNWRITABLE.sub("", text)
