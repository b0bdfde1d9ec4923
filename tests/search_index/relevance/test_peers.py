"""The plain engines find words, and nothing more."""

import pytest

from data.models import Formation
from search_index.relevance.peers import Ask, peers


@pytest.fixture(scope="module")
def asked(rows: list[Formation]) -> dict[str, Ask]:
    return peers(rows)


def test_every_peer_finds_a_word_without_its_accents(asked: dict[str, Ask]) -> None:
    for ask in asked.values():
        assert {"f03", "f09"} <= set(ask("l'assistance informatique"))


def test_one_word_of_several_is_enough(asked: dict[str, Ask]) -> None:
    for ask in asked.values():
        assert "f03" in ask("assistance boulangerie")


@pytest.mark.parametrize("text", ["", "  ", "?!", '"', "boulanger"])
def test_nothing_is_found_for_nothing(asked: dict[str, Ask], text: str) -> None:
    assert all(ask(text) == [] for ask in asked.values())
