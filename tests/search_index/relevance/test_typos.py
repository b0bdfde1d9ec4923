"""Seeded typos, and what becomes of the first good answer."""

import pytest
from rapidfuzz.distance import OSA

from search_index.relevance.judgements import Judged, judged_queries
from search_index.relevance.rules import Rule
from search_index.relevance.typos import CHANGES, typos, variants
from tests.search_index.relevance.test_rules import KNOWN, UNKNOWN

DRONE = Judged("drone", "short", "", {3: (Rule((("funding", frozenset({"cpf"})),)),)})


def test_every_kind_of_typo_is_made_once_and_always_the_same() -> None:
    made = dict(variants("développeur web"))
    assert list(made) == list(CHANGES)
    assert made == dict(variants("développeur web"))


@pytest.mark.parametrize("query", [one.q for one in judged_queries() if one.kind == "title"])
def test_a_variant_is_one_edit_away_and_spares_short_words(query: str) -> None:
    for _, typed in variants(query):
        assert OSA.distance(query, typed) == 1
        short = [word for word in query.split() if len(word) < 5]
        assert all(word in typed.split() for word in short)


def test_short_words_get_no_typo() -> None:
    assert list(variants("CM web")) == []


def test_the_target_is_kept_when_it_stays_in_the_top_five() -> None:
    found = typos(
        lambda q: [UNKNOWN.id, KNOWN.id] if q == "drone" else [KNOWN.id], [DRONE], [KNOWN]
    )
    assert len(found) == len(CHANGES)
    assert all(one.target == KNOWN.id and one.rank == 1 and one.kept for one in found)


def test_the_target_is_lost_when_it_is_sixth_or_gone() -> None:
    sixth = [*"abcde", KNOWN.id]
    found = typos(lambda q: [KNOWN.id] if q == "drone" else sixth, [DRONE], [KNOWN])
    assert not any(one.kept or one.served for one in found)
    gone = typos(lambda q: [KNOWN.id] if q == "drone" else [], [DRONE], [KNOWN])
    assert not any(one.kept for one in gone)


def test_without_a_good_answer_there_is_nothing_to_keep() -> None:
    assert typos(lambda q: [], [DRONE], [KNOWN]) == ()
