"""`make bench`: our search beside SQLite FTS5 on the same trainings and queries, in one run.

Each answers with the twenty best and the counts of five facets. Prints medians and 99th
percentiles in milliseconds, and the ratio of the medians; nothing here is asserted.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlmodel import Session

from data import catalogue
from data.database import connect, migrate
from data.demonstration import formations
from data.intake.store import store
from data.models import Formation
from search_index import build
from search_index.query import SearchQuery
from search_index.search import open_index, search, warm

QUERIES = ("développeur", "cybersécurité", "community manager", "réseaux linux", "data python sql")
FACETS = ("family", "region", "modality", "certification", "level")
ROUNDS = 200


def fts5(rows: list[Formation]) -> sqlite3.Connection:
    """The peer: one FTS5 table with accents folded, and a column a facet beside it."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE text USING fts5(title, summary, description, trades,"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    base.execute(f"CREATE TABLE facet (id INTEGER PRIMARY KEY, {', '.join(FACETS)})")
    for number, row in enumerate(rows, start=1):
        trades = " ".join(word for trade in row.trades for word in (trade.label, *trade.words))
        texts = (number, row.title, row.summary, row.description, trades)
        base.execute("INSERT INTO text(rowid,title,summary,description,trades) VALUES(?,?,?,?,?)",
                     texts)  # fmt: skip
        certification, place = row.certification, row.place
        values = (
            row.family_code,
            place.region_code if place else None,
            row.modality,
            certification.kind if certification else None,
            certification.level if certification else None,
        )
        base.execute("INSERT INTO facet VALUES (?,?,?,?,?,?)", (number, *values))
    return base


def ask_fts5(base: sqlite3.Connection, text: str) -> None:
    """Top twenty and five facet counts."""
    words = " AND ".join(f'"{word}"' for word in text.split())
    base.execute(
        "SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text) LIMIT 20", (words,)
    ).fetchall()
    for facet in FACETS:
        base.execute(
            f"SELECT {facet}, count(*) FROM facet WHERE id IN"  # noqa: S608 - our own names
            " (SELECT rowid FROM text WHERE text MATCH ?) GROUP BY 1",
            (words,),
        ).fetchall()


def timed(ask: Callable[[str], object]) -> list[float]:
    """Milliseconds of every question, warm, sorted."""
    taken = []
    for turn in range(ROUNDS + 5):
        for text in QUERIES:
            begun = time.perf_counter()
            ask(text)
            if turn >= 5:
                taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


def main() -> None:
    """Fill both with the demonstration catalogue, ask both, print the table."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/portal.db")
        migrate(engine)
        with Session(engine) as session:
            store(session, "demonstration", formations(date.today()))
            session.commit()
            built = build.update(Path(folder) / "index", session)
            peer = fts5(list(catalogue.formations_for_index(session)))
        index = open_index(Path(folder) / "index")
        warm(index)
        ours = timed(lambda text: search(index, SearchQuery(q=text)))
        theirs = timed(lambda text: ask_fts5(peer, text))
    sys.stdout.write(f"740 formations, index built in {built.seconds:.1f} s\n")
    for name, taken in (("portal, 13 facets", ours), ("SQLite FTS5, 5 facets", theirs)):
        p50, p99 = statistics.median(taken), taken[int(len(taken) * 0.99)]
        sys.stdout.write(f"{name:24} p50 {p50:7.3f} ms   p99 {p99:7.3f} ms\n")
    ratio = statistics.median(theirs) / statistics.median(ours)
    sys.stdout.write(f"median of FTS5 / median of the portal: {ratio:.2f}\n")


if __name__ == "__main__":
    main()
