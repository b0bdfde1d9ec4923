"""A scope holds whatever its visitor asks, and every number inside it keeps its promise."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.fields import FEW
from search_index.query import BadQuery, SearchQuery
from search_index.scope import NO_SCOPE, read_scope, scope_params
from search_index.search import Index, search
from tests.search_index.test_search import (
    CHOICES,
    CHOSEN,
    LIVELY,
    QUERIES,
    TEXTS,
    TODAY,
    ids,
    written,
)

SCOPES = st.builds(
    written,
    st.just(""),
    CHOSEN,
    st.fixed_dictionaries(
        {},
        optional={
            "hours_max": st.sampled_from([400.0, 800.0]),
            "near": st.sampled_from(["Lyon", "Bretagne"]),
        },
    ),
    st.just("relevance"),
)
WORDS = st.sampled_from(
    [*TEXTS, "web à Lyon", "réseaux en Bretagne", "devloppeur web", "à distance"]
)


def inside(index: Index, scope: SearchQuery) -> set[str]:
    return set(ids(search(index, replace(scope, page_size=100), TODAY)))


@LIVELY
@given(QUERIES, WORDS, st.booleans(), SCOPES)
def test_nothing_that_is_asked_leaves_the_scope(
    shared_index: Index, query: SearchQuery, q: str, literal: bool, scope: SearchQuery
) -> None:
    query = replace(query, q=q, literal=literal, page_size=100)
    everywhere = search(shared_index, query, TODAY)
    here = search(shared_index, query, TODAY, scope=scope)
    allowed = inside(shared_index, scope)
    # The very list of the search without a scope, with the trainings outside it taken out.
    assert ids(here) == [one for one in ids(everywhere) if one in allowed]
    assert here.total == len(here.hits)


@LIVELY
@given(QUERIES, WORDS, SCOPES)
def test_every_count_inside_a_scope_is_the_length_of_its_list(
    shared_index: Index, query: SearchQuery, q: str, scope: SearchQuery
) -> None:
    query = replace(query, q=q)
    for one in search(shared_index, query, TODAY, scope=scope).facets:
        shown = {count.value for count in one.counts}
        for count in one.counts:
            alone = replace(query, **{one.parameter: (count.value,)})
            assert search(shared_index, alone, TODAY, scope=scope).total == count.count
        for value in set(CHOICES[one.parameter]) - shown:
            alone = replace(query, **{one.parameter: (value,)})
            assert search(shared_index, alone, TODAY, scope=scope).total == 0


@LIVELY
@given(QUERIES, WORDS, SCOPES)
def test_ways_out_stay_in_the_scope_and_keep_their_numbers(
    shared_index: Index, query: SearchQuery, q: str, scope: SearchQuery
) -> None:
    query, allowed = replace(query, q=q), inside(shared_index, scope)
    results = search(shared_index, query, TODAY, scope=scope)
    assert bool(results.repairs) <= (results.total <= FEW)
    for repair in results.repairs:
        found = search(shared_index, replace(repair.query, page_size=100), TODAY, scope=scope)
        assert found.total == repair.count > results.total
        assert set(ids(found)) <= allowed
    for part in results.parts:
        without = search(shared_index, part.without, TODAY, scope=scope)
        assert part.gain == without.total - results.total


@LIVELY
@given(SCOPES)
def test_a_scope_that_is_written_is_read_the_same(scope: SearchQuery) -> None:
    assert read_scope([("q", "web"), *scope_params(scope)]) == scope


def test_what_is_no_scope_is_left_alone() -> None:
    assert read_scope([("region", "84"), ("q", "web")]) == NO_SCOPE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("scope.q", "web"),
        ("scope.page", "2"),
        ("scope.literal", "1"),
        ("scope.starts_after", "2027-01-01"),
        ("scope.", "x"),
        ("scope.scope.region", "11"),
        ("scope.near", "Atlantide-sur-Mer"),
        ("scope.radius_km", "10"),
        ("scope.modality", "dance"),
    ],
)
def test_a_bad_scope_is_named_as_it_was_written(name: str, value: str) -> None:
    with pytest.raises(BadQuery) as caught:
        read_scope([("q", "web"), (name, value)])
    assert [error.parameter for error in caught.value.errors] == [name]
