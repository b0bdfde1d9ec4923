"""Plain engines over the same texts, to tell what the search adds: SQLite FTS5 and Whoosh BM25F."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query.compound import Or
from whoosh.query.terms import Term
from whoosh.scoring import BM25F

from data.models import Formation
from search_index.documents import texts
from search_index.french import FrenchAnalyzer
from search_index.relevance.measures import DEEP

Ask = Callable[[str], list[str]]
"""From the words as typed to the ids found, the best first, at most fifty."""
COLUMNS = "trade title certification words provider place summary description".split()
"""The texts that our own index reads, so that a peer knows the same words."""
WORD = re.compile(r"\w+")


def peers(rows: Sequence[Formation]) -> dict[str, Ask]:
    """Each peer by name, filled with these trainings."""
    base = _fts5(rows)
    return {
        "FTS5 OU": lambda text: _ask_fts5(base, text, " OR "),
        "FTS5 ET puis OU": lambda text: (
            _ask_fts5(base, text, " AND ") or _ask_fts5(base, text, " OR ")
        ),
        "BM25 simple": bm25(rows),
    }


def _fts5(rows: Iterable[Formation]) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.execute(
        f"CREATE VIRTUAL TABLE text USING fts5(id UNINDEXED, {', '.join(COLUMNS)},"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    for row in rows:
        found = texts(row)
        values = (row.id, *(found.get(name, "") for name in COLUMNS))
        base.execute(f"INSERT INTO text VALUES ({marks})", values)  # noqa: S608 - only marks
    return base


def _ask_fts5(base: sqlite3.Connection, text: str, operator: str) -> list[str]:
    words = operator.join(f'"{word}"' for word in WORD.findall(text))
    if not words:
        return []
    found = base.execute(
        "SELECT id FROM text WHERE text MATCH ? ORDER BY bm25(text), id LIMIT ?", (words, DEEP)
    )
    return [str(one) for (one,) in found]


def bm25(rows: Iterable[Formation], deep: int = DEEP) -> Ask:
    """Whoosh's BM25F over one field of all texts, with the project's stemmer and nothing else."""
    analyzer = FrenchAnalyzer()
    schema = Schema(id=ID(stored=True), text=TEXT(analyzer=analyzer, phrase=False))
    whoosh = RamStorage().create_index(schema)  # type: ignore[no-untyped-call]
    writer = whoosh.writer()
    for row in rows:
        writer.add_document(id=row.id, text="\n".join(texts(row).values()))
    writer.commit()
    searcher = whoosh.searcher(weighting=BM25F())

    def ask(text: str) -> list[str]:
        terms = [Term("text", token.text) for token in analyzer(text, positions=True)]
        return [hit["id"] for hit in searcher.search(Or(terms), limit=deep)] if terms else []

    return ask
