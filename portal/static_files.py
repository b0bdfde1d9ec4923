"""Our own CSS, JavaScript and images, at addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import url_for

FOLDER = Path(__file__).parent.parent / "static"
YEAR_SECONDS = 365 * 24 * 3600


def asset(name: str) -> str:
    """The address of one of our files, such as "css/portal.css", which may be kept for ever."""
    return url_for("static", filename=name, v=_digest(FOLDER / name))


def library(name: str, folder: str) -> str:
    """The address of a file of the htmx package, in the same way."""
    return url_for("library.static", filename=name, v=_digest(Path(folder) / name))


@cache
def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()
