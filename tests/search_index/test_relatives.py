"""Words of one family: the craft, and who does it."""

import pytest

from search_index.clauses import understand, widened
from search_index.lexicon import lexicon
from search_index.relatives import relatives
from search_index.spelling import Speller


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("soudeurs", "soudage"),
        ("poissonnerie", "poissonnier"),
        ("notaire", "notariat"),
        ("apicole", "apiculture"),
        ("opticien", "optique"),
        ("electricite", "electricien"),
        ("journalisme", "journalistique"),
        ("programmer", "programmeur"),
    ],
)
def test_a_craft_and_who_does_it_are_relatives(typed: str, held: str) -> None:
    assert held in relatives(typed, {held}.__contains__)


@pytest.mark.parametrize("typed", ["action", "chauffeur", "page", "formation"])
def test_words_that_only_look_alike_are_none(typed: str) -> None:
    assert not list(relatives(typed, lambda _word: True))


def test_a_relative_stands_for_the_word_only_where_a_training_writes_it() -> None:
    """Nobody teaches "soudage" here: only "soudure" is a stand-in, and counts less."""
    speller = Speller({"soudure": "soudure"}, lambda word: word == "soudure", lambda *_two: 0)
    (term,) = widened(understand("sertisseur soudeur"), lexicon(()), speller).terms[1:]
    assert [one.said for one in term.others if one.words == ("soudure",)] == ["soudure"]
    assert all(one.weight < 1 for one in term.others)
