"""What lies outside a place: under a short list, apart from it and from all its counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.loosening import SHORT
from search_index.query import SearchQuery
from search_index.search import Index, search
from tests.search_index.test_search import CHOSEN, TEXTS, TODAY

PLACES = ["Lyon", "Rennes", "Bretagne", "69", "Saint-Denis (974)", "France entière"]


def ids(index: Index, query: SearchQuery) -> set[str]:
    return {hit.formation_id for hit in search(index, query, TODAY).hits}


@given(st.sampled_from(TEXTS), st.sampled_from(PLACES), CHOSEN, st.integers(1, 12))
def test_only_the_place_leaves_them_out(
    shared_index: Index, q: str, near: str, chosen: dict[str, list[str]], size: int
) -> None:
    values = {name: tuple(each) for name, each in chosen.items()}
    query = SearchQuery(q=q, near=near, page_size=size, **values)  # type: ignore[arg-type]
    found = search(shared_index, query, TODAY)
    shown = {hit.formation_id for hit in found.further}
    everywhere = replace(query, near="", page_size=100)
    assert shown <= ids(shared_index, everywhere) - ids(shared_index, replace(query, page_size=100))
    assert len(shown) == len(found.further) <= max(0, min(SHORT, size) - found.total)


@pytest.mark.parametrize("words", ["", "web"])
def test_the_nearest_come_first_with_their_kilometres(shared_index: Index, words: str) -> None:
    found = search(
        shared_index, SearchQuery(q=words, near="Rennes", family=("developpement",)), TODAY
    )
    far = [hit.distance_km for hit in found.further]
    assert far
    assert None not in far
    assert far == sorted(far)  # type: ignore[type-var]


def test_a_weak_answer_is_not_worth_a_journey(shared_index: Index) -> None:
    found = search(shared_index, SearchQuery(q="développeur web", near="Quimper"), TODAY)
    scores = [hit.score for hit in found.further]
    assert scores
    assert min(scores) >= max(scores) / 2


def test_a_long_list_and_a_page_behind_its_end_have_none(shared_index: Index) -> None:
    assert not search(shared_index, SearchQuery(near="Île-de-France"), TODAY, ()).further
    assert not search(shared_index, SearchQuery(near="Quimper", page=9), TODAY, ()).further
