"""A small change is laid over the postings as a patch, and answers as all written anew would."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index import patches
from search_index.collecting import collected
from search_index.patches import Patched, exchange, patched, stranded
from search_index.postings import ARRAYS, Postings

Texts = Mapping[str, str]
Change = tuple[list[bool], list[Texts]]

WORDS = st.lists(st.sampled_from(["web", "data", "réseau", "full-stack", "lyon"]), max_size=6)
TEXT = st.fixed_dictionaries({"title": WORDS.map(" ".join), "place": WORDS.map(" ".join)})
CHANGES = st.lists(
    st.tuples(
        st.lists(st.booleans(), min_size=12, max_size=12), st.lists(TEXT, min_size=1, max_size=3)
    ),
    min_size=1,
    max_size=3,
)
TERMS = ("web", "data", "reseau", "fullstack", "full", "=lyon", "web data")


def applied(
    old: Postings | Patched, texts: Sequence[Texts], change: Change
) -> tuple[Postings | Patched, list[Texts]]:
    """Some documents go and others come; those at the end move into places left free."""
    goes, fresh = change
    gone = np.flatnonzero(goes[: len(texts)])
    moved = stranded(len(texts), gone, len(fresh))
    came = [*fresh, *(texts[row] for row in moved.tolist())]
    swap = exchange(len(texts), np.union1d(gone, moved), len(came))
    both = [*texts, *came]
    return patched(old, swap, collected(came)), [both[row] for row in swap.take.tolist()]


def same(first: Postings, second: Postings) -> bool:
    return all(np.array_equal(getattr(first, n), getattr(second, n)) for n in ARRAYS)


@given(st.lists(TEXT, max_size=8), CHANGES)
def test_in_a_small_catalogue_a_change_equals_a_rebuild(
    texts: list[Texts], changes: list[Change]
) -> None:
    found: Postings | Patched = collected(texts)
    for change in changes:
        found, texts = applied(found, texts, change)
        assert isinstance(found, Postings)
        assert same(found, collected(texts))


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change is a patch, however small the catalogue."""
    monkeypatch.setattr(patches, "FROM", 0)
    monkeypatch.setattr(patches, "SHARE", 1000.0)


@settings(deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8), CHANGES)
def test_patched_lists_are_those_of_a_rebuild(texts: list[Texts], changes: list[Change]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patches, "FROM", 0)
        patch.setattr(patches, "SHARE", 1000.0)
        found: Postings | Patched = collected(texts)
        for change in changes:
            found, texts = applied(found, texts, change)
            assert isinstance(found, Patched)
            anew = collected(texts)
            for term in TERMS:
                (documents, _, fields), own = found.list_of(term), anew.list_of(term)
                assert (documents.tolist(), fields.tolist()) == (own[0].tolist(), own[2].tolist())
                assert found.places_of(term).tolist() == anew.places_of(term).tolist()
            assert found.lengths.tolist() == anew.lengths.tolist()
            assert same(found.whole(), anew)


MANY: list[Texts] = [
    {
        "title": f"Développeur web {number}",
        "place": "Paris",
        "description": "réseaux " * (number % 7),
    }
    for number in range(400)
]


@pytest.mark.usefixtures("always")
def test_what_stays_keeps_its_weight_and_what_is_fresh_is_weighed_nearly_as_anew() -> None:
    old = collected(MANY)
    change = ([False, True, *[False] * 398], [{"title": "Développeuse web", "place": "Lyon"}])
    found, texts = applied(old, MANY, change)
    anew = collected(texts)
    for term in ("web", "developpeur", "reseau", "=lyon"):
        documents, impacts, _ = found.list_of(term)
        assert impacts == pytest.approx(anew.list_of(term)[1], rel=0.01)
        before = dict(zip(*(each.tolist() for each in old.list_of(term)[:2]), strict=True))
        for document, impact in zip(documents.tolist(), impacts.tolist(), strict=True):
            assert document == 1 or impact == before[document]


@pytest.mark.usefixtures("always")
def test_a_patch_is_read_back_beside_its_base(tmp_path: Path) -> None:
    old = collected(MANY)
    old.save(tmp_path)
    change = ([True, *[False] * 399], [{"title": "Full-stack"}, {"title": "Web"}])
    written, _ = applied(old, MANY, change)
    written.save(tmp_path)
    read = patches.load(tmp_path)
    assert isinstance(read, Patched)
    assert (same(read.base, old), read.gone.tolist()) == (True, [0])
    for term in ("web", "fullstack"):
        for mine, theirs in zip(read.list_of(term), written.list_of(term), strict=True):
            assert mine.tolist() == theirs.tolist()


def test_a_patch_ends_where_it_would_be_felt() -> None:
    base = collected([{}] * 5)
    fresh = collected([{}] * (patches.FROM + 1))
    few, many = (Patched(base, np.arange(count), fresh) for count in (0, 5))
    assert not few.small
    assert not many.small
    base = collected([{}] * patches.FROM)
    assert Patched(base, np.arange(300), fresh).small
    assert not Patched(base, np.arange(500), fresh).small
