"""The files of judged queries can be read, and say what they ask."""

from collections import Counter
from datetime import date

import pytest

from search_index.relevance.judgements import KINDS, Judged, judged_queries
from search_index.relevance.rules import Rule
from tests.search_index.relevance.test_rules import KNOWN, UNKNOWN

TODAY = date(2027, 1, 15)
QUERIES = judged_queries()
FEWEST = 15


def test_there_are_enough_queries_of_every_kind() -> None:
    counted = Counter(one.kind for one in QUERIES)
    assert len(QUERIES) >= 230
    assert all(counted[kind] >= FEWEST for kind in KINDS)


@pytest.mark.parametrize("judged", QUERIES, ids=lambda judged: judged.q)
def test_a_query_says_its_need_and_a_valid_one_its_rules(judged: Judged) -> None:
    assert judged.need
    assert judged.valid == any(judged.rules.values())
    assert (judged.twin is not None) == (judged.kind == "misspelt")


def test_a_misspelt_query_is_judged_as_its_twin() -> None:
    written = {one.q: one for one in QUERIES}
    for one in QUERIES:
        if one.twin:
            assert one.rules == written[one.twin].rules
            assert one.q != one.twin


def test_the_highest_grade_that_holds_wins() -> None:
    web, paid = Rule((("region", {"84"}),)), Rule((("funding", {"cpf"}),))
    judged = Judged("web", "short", "", {3: (web,), 2: (paid,), 1: ()})
    assert judged.grade(KNOWN, TODAY) == 3
    assert Judged("web", "short", "", {2: (paid,), 1: (web,)}).grade(KNOWN, TODAY) == 2
    assert judged.grades([KNOWN, UNKNOWN], TODAY) == {KNOWN.id: 3}


def test_one_alternative_of_a_grade_is_enough() -> None:
    elsewhere, paid = Rule((("region", {"11"}),)), Rule((("funding", {"cpf"}),))
    assert Judged("web", "short", "", {3: (elsewhere, paid)}).grade(KNOWN, TODAY) == 3
