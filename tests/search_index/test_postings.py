"""The arrays answer as Whoosh does: same documents, same scores; small changes equal a rebuild."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.query import Or, Term
from whoosh.query.positional import Phrase
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from search_index import ledger, storage
from search_index.collecting import collected
from search_index.fields import BOOSTS, NAME_FIELDS
from search_index.french import stem
from search_index.postings import ARRAYS, FIELDS, K1, B, Postings, key
from search_index.search import Index

SPOKEN = """
web développeur développeuse réseaux systèmes sécurité données python assistance supervision école
vigier lyon rennes bretagne javascript programmation logique association numérique métiers zzz
""".split()
TEXTS = [
    {
        "title": "Développeur web",
        "description": "Apprendre le web.\nLe web, encore.",
        "place": "Lyon",
    },
    {"title": "Réseaux", "words": "câbler\nréparer des réseaux"},
    {"provider": "École du web", "description": ""},
    {},
    {"title": "web " * 300, "trade": "Développeur full-stack"},
]


@pytest.fixture(scope="session")
def searcher(shared_index: Index) -> Searcher:
    """Whoosh alone, over the documents that it was given along with the arrays."""
    generation = storage.current(shared_index.folder)
    assert generation is not None
    return ledger.open_whoosh(generation).searcher(weighting=BM25F(B=B, K1=K1))


def by_whoosh(searcher: Searcher, word: str) -> dict[str, float]:
    """The ids and scores of a word in Whoosh: BM25F summed over the fields with their weights."""
    fields = [
        Term(name, word if name in NAME_FIELDS else stem(word), boost=boost)
        for name, boost in BOOSTS.items()
    ]
    return {hit["id"]: hit.score for hit in searcher.search(Or(fields), limit=None)}


def by_arrays(index: Index, word: str) -> dict[str, float]:
    engine = index.generation().engine
    found: dict[str, float] = {}
    for documents, impacts, _ in engine.matcher.lists((word,)):
        for document, impact in zip(documents.tolist(), impacts.tolist(), strict=True):
            one = engine.columns.id(document)
            found[one] = found.get(one, 0.0) + impact
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=4, unique=True))
def test_documents_and_scores_are_those_of_whoosh(
    shared_index: Index, searcher: Searcher, asked: list[str]
) -> None:
    for spoken in asked:
        word = key("place", spoken).removeprefix("=").translate(str.maketrans("éèêà", "eeea"))
        theirs, ours = by_whoosh(searcher, word), by_arrays(shared_index, word)
        assert ours.keys() == theirs.keys()
        assert ours == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("phrase", [("systemes", "reseaux"), ("bases", "python"), ("web", "web")])
def test_phrases_stand_where_whoosh_finds_them(
    shared_index: Index, searcher: Searcher, phrase: tuple[str, ...]
) -> None:
    engine = shared_index.generation().engine
    ours = {
        engine.columns.id(document)
        for documents, _, _ in engine.matcher.lists(phrase)
        for document in documents.tolist()
    }
    fields = [Phrase(name, [stem(word) for word in phrase]) for name in BOOSTS]
    assert ours == {hit["id"] for hit in searcher.search(Or(fields), limit=None)}


def test_a_field_can_be_asked_alone(shared_index: Index, searcher: Searcher) -> None:
    engine = shared_index.generation().engine
    (documents, impacts, fields), *more = engine.matcher.lists(("web",), "title")
    assert more == []
    theirs = {h["id"]: h.score for h in searcher.search(Term("title", "web"), limit=None)}
    ours = zip(documents.tolist(), impacts.tolist(), strict=True)
    assert {engine.columns.id(d): i / BOOSTS["title"] for d, i in ours} == pytest.approx(theirs)
    assert set(fields.tolist()) == {1 << FIELDS.index("title")}


def same(first: Postings, second: Postings) -> bool:
    return all(np.array_equal(getattr(first, n), getattr(second, n)) for n in ARRAYS)


def test_big_indexes_are_weighed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = collected(TEXTS)
    monkeypatch.setattr("search_index.postings.CHUNK", 3)
    assert same(whole, collected(TEXTS))


def test_postings_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    for number, texts in enumerate((TEXTS, [])):
        folder = tmp_path / str(number)
        folder.mkdir()
        written = collected(texts)
        written.save(folder)
        assert same(written, Postings.load(folder))


def test_a_word_that_nobody_wrote_has_no_list() -> None:
    documents, impacts, fields = collected(TEXTS).list_of("boulanger")
    assert len(documents) == len(impacts) == len(fields) == 0
