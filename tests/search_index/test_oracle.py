"""Whole questions as Whoosh itself answers them: ids, scores and facets, with every operator."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from whoosh.fields import KEYWORD, NUMERIC
from whoosh.filedb.filestore import RamStorage
from whoosh.query import And, AndMaybe, Every, NumericRange, Or, Phrase, Query, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet

from data.catalogue import formations_for_index
from data.database import connect
from search_index.documents import document
from search_index.fields import BOOSTS, FACET_PARAMETERS, NAME_FIELDS, SHORT_FIELDS
from search_index.french import stem, words
from search_index.matching import NEARNESS
from search_index.postings import K1, B
from search_index.query import SearchQuery
from search_index.results import SearchResults
from search_index.schema import schema
from search_index.search import Index, search
from tests.search_index.conftest import FilledOn
from tests.search_index.test_search import CHOSEN, TODAY

SPOKEN = """
web développeur développeuse réseaux systèmes sécurité données python assistance supervision
lyon rennes bretagne javascript programmation logique association numérique zzz promotion
""".split()
COVERAGE = 1.5
"""Power of the share of the words by which a score is multiplied."""
PHRASES = ("systèmes et réseaux", "web et web", "bases de python", "développeur web", "active web")
PREFIXES = ("dév", "rés", "pro", "zz")
FIELDS = {"titre": "title", "metier": "trade", "lieu": "place", "description": "description"}


@dataclass(frozen=True)
class Piece:
    """One piece of a question: how it is written, and whether Whoosh weighs it as we do."""

    written: str
    kind: str
    field: str = ""

    @property
    def text(self) -> str:
        return self.written.partition(":")[2] or self.written.strip('"*')


WORDS = st.sampled_from(SPOKEN).map(lambda word: Piece(word, "word"))
IN_FIELDS = st.tuples(st.sampled_from(sorted(FIELDS)), st.sampled_from(SPOKEN)).map(
    lambda pair: Piece(":".join(pair), "word", FIELDS[pair[0]])
)
WANTED = st.one_of(
    WORDS,
    IN_FIELDS,
    st.sampled_from(PHRASES).map(lambda phrase: Piece(f'"{phrase}"', "phrase")),
    st.sampled_from(PREFIXES).map(lambda prefix: Piece(f"{prefix}*", "prefix")),
)
REFUSED = st.one_of(
    WORDS, IN_FIELDS, st.sampled_from(PHRASES).map(lambda one: Piece(f'"{one}"', "phrase"))
)


@dataclass(frozen=True)
class Oracle:
    """Whoosh over the same documents with its own facets, and every folded word in them."""

    searcher: Searcher
    spoken: frozenset[str]

    def asked(self, piece: Piece) -> Query:
        """A piece as a query of Whoosh."""
        parts = [part for word in words(piece.text) for part in word.parts]
        fields = (piece.field,) if piece.field else tuple(BOOSTS)
        if piece.kind == "phrase":
            return Or([Phrase(name, [key(name, part) for part in parts]) for name in fields])
        if piece.kind == "prefix":
            begun = [word for word in self.spoken if word.startswith(parts[0])]
            return Or([Term(name, key(name, word)) for name in fields for word in begun])
        return Or([Term(name, key(name, parts[0]), boost=BOOSTS[name]) for name in fields])

    def found(
        self, query: Query, kept: Query, refused: Sequence[Piece] = (), facet: str | None = None
    ) -> Any:
        """What a query finds under a filter, without the refused; grouped by a facet if asked."""
        grouped = {} if facet is None else {facet: FieldFacet(facet, allow_overlap=True)}
        mask = Or([self.asked(one) for one in refused]) if refused else None
        return self.searcher.search(query, filter=kept, mask=mask, groupedby=grouped, limit=None)


def key(field: str, word: str) -> str:
    return word if field in NAME_FIELDS else stem(word)


@pytest.fixture(scope="module")
def oracle(filled_on: FilledOn) -> Iterator[Oracle]:
    """Whoosh filled with the shared catalogue."""
    engine = connect(filled_on("sqlite").address)
    shape = schema()
    for name in FACET_PARAMETERS:
        shape.add(f"of_{name}", KEYWORD(commas=True, sortable=True))
    shape.add("hours", NUMERIC(float))
    whoosh = RamStorage().create_index(shape)  # type: ignore[no-untyped-call]
    writer = whoosh.writer()
    spoken: set[str] = set()
    with Session(engine) as session:
        for formation in formations_for_index(session):
            if not formation.published:
                continue
            one = document(formation, "")
            held = one.row.facets
            facets = {f"of_{n}": ",".join(held[n]) for n in FACET_PARAMETERS if n in held}
            hours = {} if one.row.hours is None else {"hours": one.row.hours}
            writer.add_document(id=one.id, signature="", **one.texts, **facets, **hours)
            read = [word for text in one.texts.values() for word in words(text)]
            spoken |= {form for word in read for form in (word.joined, *word.parts)}
    writer.commit()
    engine.dispose()
    with whoosh.searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        yield Oracle(searcher, frozenset(spoken))


def pairs(wanted: Sequence[Piece]) -> Query:
    """Two plain words of a question that stand side by side in a short field."""
    if len(wanted) < 2 or any(one.kind != "word" or one.field for one in wanted):
        return Or([])
    first, second = (key("title", next(words(one.text)).text) for one in wanted)
    terms = [
        Term(name, f"{first} {second}", boost=BOOSTS[name] * NEARNESS)
        for name in SHORT_FIELDS
        if name not in NAME_FIELDS
    ]
    return Or(terms)


def narrowed(query: SearchQuery, leaving_out: str = "") -> Query:
    """The criteria of a question but one, as a filter of Whoosh."""
    kept: list[Query] = [
        Or([Term(f"of_{name}", value) for value in values])
        for name, values in query.chosen.items()
        if name != leaving_out
    ]
    if query.hours_max is not None:
        kept.append(NumericRange("hours", None, query.hours_max))
    return And(kept) if kept else Every()


def by_whoosh(oracle: Oracle, wanted: Sequence[Piece]) -> Query:
    """All pieces, or where no training has all of them any."""
    asked = [oracle.asked(one) for one in wanted]
    every = And(asked) if asked else Every()
    if asked and not len(oracle.found(every, Every())):
        every = Or(asked)
    return AndMaybe(every, pairs(wanted))


def told(oracle: Oracle, wanted: Sequence[Piece]) -> Mapping[str, float]:
    """For each training the share of the words that it holds, each by how rare it is."""
    size = len(oracle.found(Every(), Every()))
    holding = [{hit["id"] for hit in oracle.found(oracle.asked(one), Every())} for one in wanted]
    rarities = [log(1 + size / (1 + len(held))) for held in holding]
    shares: dict[str, float] = defaultdict(float)
    for rarity, held in zip(rarities, holding, strict=True):
        for one in held:
            shares[one] += rarity / sum(rarities)
    return shares


def counts(results: SearchResults) -> Mapping[str, Mapping[str, int]]:
    return {
        facet.parameter: {one.value: one.count for one in facet.counts if one.count}
        for facet in results.facets
    }


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(WANTED, max_size=2, unique_by=lambda piece: stem(piece.text)),
    st.lists(REFUSED, max_size=2),
    CHOSEN,
    st.sampled_from([None, 300.0, 500.0]),
)
def test_ids_scores_and_facets_are_those_of_whoosh(
    shared_index: Index,
    oracle: Oracle,
    wanted: list[Piece],
    refused: list[Piece],
    chosen: dict[str, list[str]],
    hours_max: float | None,
) -> None:
    text = " ".join((*(one.written for one in wanted), *(f"-{one.written}" for one in refused)))
    values: dict[str, Any] = {name: tuple(some) for name, some in chosen.items()}
    query = SearchQuery(q=text, literal=True, page_size=100, hours_max=hours_max, **values)
    ours = search(shared_index, query, TODAY)
    asked = by_whoosh(oracle, wanted)
    theirs = oracle.found(asked, narrowed(query), refused)
    assert {hit.formation_id for hit in ours.hits} == {hit["id"] for hit in theirs}
    for name in FACET_PARAMETERS:
        groups = oracle.found(asked, narrowed(query, name), refused, f"of_{name}").groups(
            f"of_{name}"
        )
        found = {value: len(held) for value, held in groups.items() if value}
        assert counts(ours)[name] == found, name
    if wanted and all(one.kind == "word" for one in wanted):
        shares = told(oracle, wanted)
        scores = {hit["id"]: hit.score * shares[hit["id"]] ** COVERAGE for hit in theirs}
        assert {h.formation_id: h.score for h in ours.hits} == pytest.approx(scores, rel=1e-6)
