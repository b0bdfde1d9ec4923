"""The orders of a list: unknown last, few people behind many, nobody favoured by the alphabet."""

from datetime import date
from math import isnan

import pytest

from search_index.documents import wilson_lower
from search_index.fields import SORTS
from search_index.query import SearchQuery
from search_index.ranking import KEYS
from search_index.search import Index, search

TODAY = date(2027, 1, 15)


def documents(index: Index, sort: str) -> list[int]:
    columns = index.generation().columns
    results = search(index, SearchQuery(sort=sort, page_size=100), TODAY)
    return [columns.ids.index(hit.formation_id) for hit in results.hits]


def test_every_sort_of_the_table_has_its_key() -> None:
    assert set(KEYS) == set(SORTS)


@pytest.mark.parametrize("column", ["hours", "lower"])
def test_known_values_in_order_and_unknown_last(shared_index: Index, column: str) -> None:
    values = getattr(shared_index.generation().columns, column)
    sort = {"hours": "hours", "lower": "results"}[column]
    found = [float(values[document]) for document in documents(shared_index, sort)]
    known = [value for value in found if not isnan(value)]
    assert known == sorted(known, reverse=sort == "results")
    assert len(known) < len(found)
    assert found[: len(known)] == known


def test_the_next_start_comes_first_and_past_ones_do_not_count(shared_index: Index) -> None:
    columns = shared_index.generation().columns
    today = TODAY.toordinal()
    starts = []
    for document in documents(shared_index, "start"):
        mine = columns.start_rows == document
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
    ranks = shared_index.generation().columns.title_rank
    found = [int(ranks[document]) for document in documents(shared_index, "title")]
    assert found == sorted(found)


def test_equals_are_not_in_the_order_of_their_ids(shared_index: Index) -> None:
    ties = [int(tie) for tie in shared_index.generation().columns.tie]
    assert sorted(ties) == list(range(60))
    assert ties != sorted(ties)


def test_many_people_outrank_few_with_the_same_rate() -> None:
    assert wilson_lower(750, 1000) > wilson_lower(15, 20) > wilson_lower(0, 20) == 0.0
