"""Whoosh's own index of a generation: it keeps what was indexed, and the tests measure against it.

The answers come from arrays, which are made by the same analysers without waiting for Whoosh's
writer; it therefore writes along only up to a size at which nobody waits for it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from search_index import storage
from search_index.documents import Document
from search_index.schema import schema

UP_TO = 5_000
"""Documents up to which Whoosh writes along: about as many seconds as thousands."""

FOLDER = "whoosh"
SEGMENTS = "MAIN_*.seg"
TABLE_OF_CONTENTS = "_MAIN_*.toc"


def write(part: Path, documents: Iterable[Document]) -> None:
    """A fresh Whoosh index in the folder of a generation that is being written."""
    (part / FOLDER).mkdir()
    _commit(whoosh_index.create_in(str(part / FOLDER), schema()), (), documents)


def go_on(generation: Path, part: Path, gone: Iterable[str], fresh: Iterable[Document]) -> None:
    """The Whoosh index of a generation with changes, in `part`, without touching that one."""
    (part / FOLDER).mkdir()
    for pattern in (SEGMENTS, TABLE_OF_CONTENTS):
        storage.carry_over(generation / FOLDER, part / FOLDER, pattern)
    _commit(whoosh_index.open_dir(str(part / FOLDER), schema=schema()), gone, fresh)


def _commit(opened: Any, gone: Iterable[str], fresh: Iterable[Document]) -> None:
    """Take documents out of a Whoosh index and put others in, in one commit."""
    writer = opened.writer(limitmb=256)
    try:
        for one in gone:
            writer.delete_by_term("id", one)
        for each in fresh:
            writer.add_document(id=each.id, signature=each.signature, **each.texts)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    opened.close()


def open_whoosh(generation: Path) -> Any:
    """The Whoosh index of a generation, for reading."""
    return whoosh_index.open_dir(str(generation / FOLDER))


def signatures(generation: Path) -> dict[str, str] | None:
    """What Whoosh's own documents say by id; None where it did not write along."""
    if not (generation / FOLDER).is_dir():
        return None
    opened = open_whoosh(generation)
    with opened.reader() as reader:
        held = {stored["id"]: stored["signature"] for _, stored in reader.iter_docs()}
    opened.close()
    return held
