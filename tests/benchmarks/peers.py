"""The engines measured: each is built in a folder, opened from it and asked the same questions.

All are given the terms that our own analysis makes of the texts, so that one word finds the same
trainings everywhere and only the engines differ. Texts are one field for the peers.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import tantivy
from whoosh import index as whoosh_index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, TEXT, Schema
from whoosh.query import And, Every, Or, Query, Term
from whoosh.sorting import FieldFacet

from search_index import build
from search_index.documents import Document
from search_index.fields import NAME_FIELDS
from search_index.french import stem, terms
from search_index.postings import named
from search_index.query import SearchQuery
from search_index.search import complete, open_index, search, warm

FTS_TABLE = (
    "CREATE VIRTUAL TABLE text USING fts5(body, prefix='2 3',"
    " tokenize=\"unicode61 tokenchars '_+#.'\")"
)
FACETS = ("family", "region", "modality", "certification", "level")
TOP = 20
TODAY = date(2027, 1, 15)


@dataclass(frozen=True)
class Question:
    """Folded words, whether all are needed, the values chosen by facet, whether facets count."""

    words: tuple[str, ...] = ()
    every: bool = True
    chosen: tuple[tuple[str, str], ...] = ()
    facets: bool = False
    hours_max: float | None = None
    by_hours: bool = False

    def counted(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The facets that are counted over the same, and the criterion left out there if any."""
        chosen = [facet for facet, _ in self.chosen]
        if self.facets:
            yield tuple(facet for facet in FACETS if facet not in chosen), ""
            yield from (((facet,), facet) for facet in chosen)


class Engine(Protocol):
    """What is measured."""

    name: str

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """Index the documents in a new folder."""

    def change(self, number: int, document: Document, folder: Path) -> None:
        """Write the document of that number anew, in a folder that was built."""

    def open(self, folder: Path) -> None:
        """Make ready to answer from that folder."""

    def ask(self, question: Question) -> int:
        """Answer with the ids of the first twenty, and facets where asked; gives how many ids.

        Facets that are counted over the same trainings are asked for at once, where an engine can.
        """

    def typo(self, word: str) -> int | None:
        """Find a misspelt word; None where the engine has no such search."""

    def begin(self, prefix: str) -> int | None:
        """Propose what begins so; None where the engine has nothing of the kind."""


def _terms(document: Document) -> str:
    """Every term of a document, names marked as in our own lists."""
    found = []
    for field, text in document.texts.items():
        normal = named if field in NAME_FIELDS else stem
        found += [term.replace("=", "x_") for term, _ in terms(text, normal)]
    return " ".join(found)


class Portal:
    """This project's search, word for word as the peers search, with its reasons and repairs."""

    name = "portal"
    literal = True

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        build.write(folder, documents)

    def change(self, number: int, document: Document, folder: Path) -> None:
        build.rewrite(folder, [document])

    def open(self, folder: Path) -> None:
        self._index = open_index(folder)
        warm(self._index)

    def ask(self, question: Question) -> int:
        chosen: dict[str, tuple[str, ...]] = {}
        for facet, value in question.chosen:
            chosen[facet] = (value,)
        wanted = FACETS if question.facets else ()
        if len(question.words) > 1 and self.literal:
            # All or any of the words and the first twenty alone, as the peers are asked.
            matcher = self._index.generation().engine.matcher
            return len(matcher.top(question.words, question.every, TOP)[0])
        query = SearchQuery(
            q=" ".join(question.words),
            hours_max=question.hours_max,
            literal=self.literal,
            sort="hours" if question.by_hours else "relevance",
            **chosen,  # type: ignore[arg-type]
        )
        return len(search(self._index, query, TODAY, wanted).hits)

    def typo(self, word: str) -> int | None:
        return len(search(self._index, SearchQuery(q=word), TODAY, ()).hits)

    def begin(self, prefix: str) -> int | None:
        return len(complete(self._index, prefix, 5))


class Whole(Portal):
    """The same with all that it understands: places, dates, synonyms, typos, meaning."""

    name = "portal, whole"
    literal = False


class Fts5:
    """SQLite FTS5 beside a table of facet columns with indexes, in one file."""

    name = "SQLite FTS5"

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        folder.mkdir()
        base = sqlite3.connect(folder / "fts.db")
        base.execute("PRAGMA journal_mode=OFF")
        base.execute(FTS_TABLE)
        base.execute(f"CREATE TABLE fact (id INTEGER PRIMARY KEY, hours, {', '.join(FACETS)})")
        for number, one in enumerate(documents):
            self._add(base, number, one)
        base.execute("INSERT INTO text(text) VALUES ('optimize')")
        for facet in ("hours", *FACETS):
            base.execute(f"CREATE INDEX by_{facet} ON fact({facet})")
        base.commit()
        base.execute("ANALYZE")
        base.close()

    def change(self, number: int, document: Document, folder: Path) -> None:
        base = sqlite3.connect(folder / "fts.db")
        base.execute("DELETE FROM text WHERE rowid = ?", (number,))
        base.execute("DELETE FROM fact WHERE id = ?", (number,))
        self._add(base, number, document)
        base.commit()
        base.close()

    def _add(self, base: sqlite3.Connection, number: int, one: Document) -> None:
        base.execute("INSERT INTO text(rowid, body) VALUES (?,?)", (number, _terms(one)))
        values = [next(iter(one.row.facets.get(facet, {})), None) for facet in FACETS]
        marks = ",".join("?" * (len(FACETS) + 2))
        base.execute(f"INSERT INTO fact VALUES ({marks})", (number, one.row.hours, *values))

    def open(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "fts.db")

    def ask(self, question: Question) -> int:
        where, values = self._where(question, leaving_out="")
        order = (
            "hours IS NULL, hours"
            if question.by_hours
            else "bm25(text)"
            if question.words
            else "id"
        )
        table = "text JOIN fact ON fact.id = text.rowid" if question.words else "fact"
        found = self._base.execute(
            f"SELECT id FROM {table} WHERE {where} ORDER BY {order} LIMIT {TOP}", values
        ).fetchall()
        for facets, left_out in question.counted():
            where, values = self._where(question, leaving_out=left_out)
            # What is found is looked at once for all facets that are counted over the same.
            chosen = f"SELECT {', '.join(facets)} FROM {table} WHERE {where}"
            counts = (f"SELECT '{one}', {one}, count(*) FROM found GROUP BY 2" for one in facets)
            self._base.execute(
                f"WITH found AS MATERIALIZED ({chosen}) {' UNION ALL '.join(counts)}", values
            ).fetchall()
        return len(found)

    def _where(self, question: Question, leaving_out: str) -> tuple[str, list[object]]:
        parts, values = ["1"], list[object]()
        if question.words:
            parts.append("text MATCH ?")
            quoted = [f'"{stem(word)}"' for word in question.words]
            values.append((" AND " if question.every else " OR ").join(quoted))
        for facet, value in question.chosen:
            if facet != leaving_out:
                parts.append(f"{facet} = ?")
                values.append(value)
        if question.hours_max is not None:
            parts.append("hours <= ?")
            values.append(question.hours_max)
        return " AND ".join(parts), values

    def typo(self, word: str) -> int | None:
        return None

    def begin(self, prefix: str) -> int | None:
        return len(
            self._base.execute(
                "SELECT rowid FROM text WHERE text MATCH ? LIMIT 5", (f'"{prefix}"*',)
            ).fetchall()
        )


class Tantivy:
    """tantivy with one text field, and the facet columns as fast fields under its aggregations."""

    name = "tantivy"

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        folder.mkdir()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("body", tokenizer_name="whitespace", stored=False)
        schema.add_unsigned_field("id", fast=True, indexed=True)
        schema.add_float_field("hours", fast=True, indexed=True)
        for facet in FACETS:
            schema.add_text_field(facet, tokenizer_name="raw", fast=True)
        writer = tantivy.Index(schema.build(), path=str(folder)).writer(
            heap_size=256_000_000, num_threads=1
        )
        for number, one in enumerate(documents):
            writer.add_document(self._document(number, one))
        writer.commit()
        writer.wait_merging_threads()

    def change(self, number: int, document: Document, folder: Path) -> None:
        opened = tantivy.Index.open(str(folder))
        writer = opened.writer(heap_size=256_000_000, num_threads=1)
        old = tantivy.Query.term_query(opened.schema, "id", number)
        writer.delete_documents_by_query(old)
        writer.add_document(self._document(number, document))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, number: int, one: Document) -> "tantivy.Document":
        facts = {
            facet: next(iter(one.row.facets[facet])) for facet in FACETS if facet in one.row.facets
        }
        known = {} if one.row.hours is None else {"hours": float(one.row.hours)}
        document = tantivy.Document(body=_terms(one), **known, **facts)
        document.add_unsigned("id", number)
        return document

    def open(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> int:
        query = self._query(question, leaving_out="")
        if question.by_hours:
            found = self._searcher.search(
                query, TOP, order_by_field="hours", order=tantivy.Order.Asc
            )
        else:
            found = self._searcher.search(query, TOP, count=False)
        for facets, left_out in question.counted():
            terms_of = {facet: {"terms": {"field": facet, "size": 50}} for facet in facets}
            self._searcher.aggregate(self._query(question, leaving_out=left_out), terms_of)
        addresses = [address for _, address in found.hits]
        return len(self._searcher.fast_field_values("id", addresses))

    def _query(self, question: Question, leaving_out: str) -> "tantivy.Query":
        schema = self._index.schema
        must = [
            (tantivy.Occur.Must, tantivy.Query.term_query(schema, facet, value))
            for facet, value in question.chosen
            if facet != leaving_out
        ]
        if question.hours_max is not None:
            most = tantivy.Query.range_query(
                schema, "hours", tantivy.FieldType.Float, 0.0, question.hours_max
            )
            must.append((tantivy.Occur.Must, most))
        occur = tantivy.Occur.Must if question.every else tantivy.Occur.Should
        words = [
            (occur, tantivy.Query.term_query(schema, "body", stem(word))) for word in question.words
        ]
        if words:
            must.append((tantivy.Occur.Must, tantivy.Query.boolean_query(words)))
        return tantivy.Query.boolean_query(must) if must else tantivy.Query.all_query()

    def typo(self, word: str) -> int | None:
        query = tantivy.Query.fuzzy_term_query(self._index.schema, "body", stem(word), distance=1)
        return len(self._searcher.search(query, TOP).hits)

    def begin(self, prefix: str) -> int | None:
        query = tantivy.Query.fuzzy_term_query(
            self._index.schema, "body", prefix, distance=0, prefix=True
        )
        return len(self._searcher.search(query, 5).hits)


class WhooshAlone:
    """Whoosh with the same terms, its own BM25F and its own facets."""

    name = "Whoosh alone"

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        folder.mkdir()
        facets = {facet: KEYWORD(sortable=True) for facet in FACETS}
        body = TEXT(SpaceSeparatedTokenizer(), phrase=False)
        schema = Schema(id=ID(stored=True, unique=True), body=body, **facets)
        opened = whoosh_index.create_in(str(folder), schema)
        writer = opened.writer(limitmb=256)
        for one in documents:
            writer.add_document(**self._fields(one))
        writer.commit()

    def change(self, number: int, document: Document, folder: Path) -> None:
        writer = whoosh_index.open_dir(str(folder)).writer()
        writer.update_document(**self._fields(document))
        writer.commit()

    def _fields(self, one: Document) -> dict[str, str]:
        facts = {facet: next(iter(one.row.facets.get(facet, {"": ""}))) for facet in FACETS}
        return {"id": one.id, "body": _terms(one), **facts}

    def open(self, folder: Path) -> None:
        self._searcher = whoosh_index.open_dir(str(folder)).searcher()

    def ask(self, question: Question) -> int:
        if question.by_hours or question.hours_max is not None:
            return -1
        query = self._query(question, "")
        found = self._searcher.search(query, limit=TOP)
        for facets, left_out in question.counted():
            query = self._query(question, leaving_out=left_out)
            grouped = {facet: FieldFacet(facet) for facet in facets}
            groups = self._searcher.search(query, limit=1, groupedby=grouped)
            for facet in facets:
                groups.groups(facet)
        return len(found)

    def _query(self, question: Question, leaving_out: str) -> Query:
        words: Sequence[Query] = [Term("body", stem(word)) for word in question.words]
        chosen = [Term(facet, value) for facet, value in question.chosen if facet != leaving_out]
        group = And(words) if question.every else Or(words)
        return And([*([group] if words else [Every()]), *chosen])

    def typo(self, word: str) -> int | None:
        return None

    def begin(self, prefix: str) -> int | None:
        return None


ENGINES: Mapping[str, type[Engine]] = {
    one.name: one for one in (Portal, Whole, Fts5, Tantivy, WhooshAlone)
}
