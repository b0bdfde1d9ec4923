"""What a search answers, said as its reader typed it."""

import pytest

from search_index.results import Correction


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("devlopeur", "développeur"),
        ("DEVLOPEUR, web à Lyon", "développeur, web à Lyon"),
        ("l’ordinateure d’un devlopeur", "l’ordinateur d’un développeur"),
    ],
)
def test_mended_words_stand_in_their_question(question: str, searched: str) -> None:
    words = {"devlopeur": "développeur", "ordinateure": "ordinateur"}
    here = {typed: shown for typed, shown in words.items() if typed in question.lower()}
    assert Correction(tuple(here), tuple(here.values())).applied(question) == searched


def test_words_that_stand_otherwise_in_their_question_are_said_alone() -> None:
    assert Correction(("site web",), ("site",)).applied("site-web") == "site"
