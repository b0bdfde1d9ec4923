"""Whatever is typed gets an answer or a clear refusal, in bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.query import BadQuery, SearchQuery
from search_index.search import Index, complete, search, warm

SECONDS = 2.0
"""Far above what any answer takes, far below what an explosion would."""

PIECES = st.sampled_from(
    ['"', "-", "*", "(", ")", "AND", "OR", "NOT", "titre:", "::", "'; DROP TABLE formation;--",
     "<script>alert(1)</script>", "%00", "\x00", "\u202e", "\ud7ff", "\U0010ffff", "\U000e0001",
     "İ", "ﬁ", "œ", "développeur", "à Lyon", "sans bac", "9" * 40, "93", "a" * 80, "é" * 50,
     "&#39;",
     "dév*", "*" * 30, "???", "~2", "^9", "[a TO z]", "{", "}", "\\", "/", "\u0301" * 40]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=600),
)


@pytest.fixture(scope="module", autouse=True)
def warmed(shared_index: Index) -> None:
    """The communes are read before anything is timed."""
    warm(shared_index)


def answered(index: Index, text: str) -> None:
    """The text is answered or refused by name, within the time."""
    begun = time.perf_counter()
    refused = asked(index, "q", text)
    if refused is None:
        complete(index, text, 8)
    assert refused in (None, {"q"})
    assert time.perf_counter() - begun < SECONDS


def asked(index: Index, parameter: str, text: str) -> set[str] | None:
    """None when it was answered, else the parameters that were refused."""
    try:
        results = search(index, SearchQuery.from_params([(parameter, text)]))
    except BadQuery as error:
        return {one.parameter for one in error.errors}
    assert all(repair.count > results.total for repair in results.repairs)
    return None


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_answered_or_refused(shared_index: Index, text: str) -> None:
    answered(shared_index, text)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_place_is_found_or_refused(shared_index: Index, text: str) -> None:
    assert asked(shared_index, "near", text) in (None, {"near"})


@pytest.mark.parametrize("text", ["a" * 10_000, "dév " * 3_000, "\x00" * 10_000, '"' * 10_000])
def test_ten_thousand_characters_are_refused_by_name_or_mean_nothing(
    shared_index: Index, text: str
) -> None:
    answered(shared_index, text)


@pytest.mark.parametrize(
    "text", ["a " * 250, "-" * 500, '"' + "web " * 120 + '"', "d*" * 200, "ab-" * 166, "( " * 250]
)
def test_the_worst_allowed_texts_are_answered(shared_index: Index, text: str) -> None:
    answered(shared_index, text)


@pytest.mark.parametrize("plane", range(17))
def test_every_plane_of_unicode_is_a_text(shared_index: Index, plane: int) -> None:
    points = range(plane * 0x10000, (plane + 1) * 0x10000, 0x97)
    text = "".join(chr(point) for point in points if not 0xD800 <= point <= 0xDFFF)
    for start in range(0, len(text), 450):
        answered(shared_index, text[start : start + 450])
