"""The orders of a list: unknown last, few people behind many, nobody favoured by the alphabet."""

from datetime import date
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.outcomes import share
from search_index.fields import SORTS
from search_index.query import SearchQuery
from search_index.ranking import KEYS, Found, near, ordered
from search_index.search import Index, search

TODAY = date(2027, 1, 15)


def documents(index: Index, sort: str) -> list[int]:
    ids = index.generation().engine.columns.ids.tolist()
    results = search(index, SearchQuery(sort=sort, page_size=100), TODAY)
    return [ids.index(hit.formation_id.encode()) for hit in results.hits]


def test_every_sort_of_the_table_has_its_key() -> None:
    assert set(KEYS) == set(SORTS)


@pytest.mark.parametrize("column", ["hours", "lower"])
def test_known_values_in_order_and_unknown_last(shared_index: Index, column: str) -> None:
    values = getattr(shared_index.generation().engine.columns, column)
    sort = {"hours": "hours", "lower": "results"}[column]
    found = [float(values[document]) for document in documents(shared_index, sort)]
    known = [value for value in found if not isnan(value)]
    assert known == sorted(known, reverse=sort == "results")
    assert len(known) < len(found)
    assert found[: len(known)] == known


def test_the_next_start_comes_first_and_past_ones_do_not_count(shared_index: Index) -> None:
    columns = shared_index.generation().engine.columns
    today = TODAY.toordinal()
    starts = []
    for document in documents(shared_index, "start"):
        mine = columns.session_rows == document
        coming = [
            int(first)
            for first, last in zip(columns.first_days[mine], columns.last_days[mine], strict=True)
            if last >= today
        ]
        starts.append(min(coming, default=None))
    known = [start for start in starts if start is not None]
    assert known == sorted(known)
    assert starts[len(known) :] == [None] * (60 - len(known))


def test_without_words_the_default_order_is_by_next_start(shared_index: Index) -> None:
    assert documents(shared_index, "relevance") == documents(shared_index, "start")


def test_titles_are_in_the_order_of_a_french_dictionary(shared_index: Index) -> None:
    ranks = shared_index.generation().engine.columns.title_rank
    found = [int(ranks[document]) for document in documents(shared_index, "title")]
    assert found == sorted(found)


def shuffled(index: Index, q: str) -> list[str]:
    """The trainings of one provider-less question in their order; all scores are equal."""
    return [h.formation_id for h in search(index, SearchQuery(q=q, page_size=100), TODAY).hits]


def test_equals_are_shuffled_anew_for_each_search_and_stay_so_within_one(
    shared_index: Index,
) -> None:
    first, again, other = (shuffled(shared_index, q) for q in ("-zzz", "-zzz", "-yyy"))
    assert first == again
    assert sorted(first) == sorted(other)
    assert first != other


@given(st.integers(1, 70), st.sampled_from(sorted(SORTS)))
def test_the_first_of_an_order_are_those_of_the_whole_order(
    shared_index: Index, count: int, sort: str
) -> None:
    columns = shared_index.generation().engine.columns
    rng = np.random.default_rng(count)
    scores = rng.integers(0, 3, len(columns)).astype(np.float32)
    found = Found(columns, np.arange(len(columns)), scores, None, TODAY, seed=count)
    everything = ordered(sort, found, len(columns))
    assert ordered(sort, found, count).tolist() == everything[:count].tolist()


@given(st.integers(1, 40), st.integers(0, 1000), st.sampled_from((1, 30, 100_000)))
def test_what_a_sample_brings_near_holds_the_first(count: int, unknown: int, kinds: int) -> None:
    values = np.random.default_rng(count).integers(0, kinds, 3000).astype(np.float64)
    values[:unknown] = np.nan
    found = near(values, count)
    if found is not None:
        first = np.flatnonzero(values <= np.sort(values)[count - 1])
        assert set(first.tolist()) <= set(found.tolist())


def test_a_sample_brings_few_of_many_near() -> None:
    found = near(np.random.default_rng(1).random(10_000), 20)
    assert found is not None
    assert 20 <= len(found) < 1000
    assert near(np.arange(20), 20) is near(np.zeros(10_000), 20) is None


def test_many_people_outrank_few_with_the_same_rate() -> None:
    many, few, none = (share(*one).low for one in ((750, 1000), (15, 20), (0, 20)))
    assert many is not None
    assert few is not None
    assert many > few > 0.0 == none
