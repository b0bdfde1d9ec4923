"""The loader is small, and asks nothing of anybody."""

import gzip

from portal.static_files import FOLDER

LOADER = (FOLDER / "embed.js").read_bytes()


def test_it_weighs_less_than_three_kilobytes() -> None:
    assert len(gzip.compress(LOADER)) < 3_000


def test_it_needs_nothing_else_and_writes_no_markup() -> None:
    text = LOADER.decode()
    for word in (
        "import",
        "require",
        "fetch(",
        "innerHTML",
        "eval",
        "setAttribute('style",
        "cookie",
    ):
        assert word not in text
