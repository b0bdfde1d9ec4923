"""Misspelt words: what they mean, and what is no mistake."""

import pytest

from search_index.spelling import Speller, sound

WORDS = {
    "developpeur": 40, "developpement": 20, "cybersecurite": 9, "reseau": 30, "linux": 5,
    "graphiste": 4, "web": 50, "manager": 8, "vente": 7, "python": 6, "administrateur": 12,
    "robotek": 1, "robotique": 8,
}  # fmt: skip


@pytest.fixture
def speller() -> Speller:
    shown = {word: {"developpeur": "développeur"}.get(word, word) for word in sorted(WORDS)}
    beside = {("developpeur", "web"): 9}
    return Speller(shown, lambda one: WORDS.get(one, 0), lambda *two: beside.get(two, 0))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("devloppeur", "développeur"),
        ("developeur", "développeur"),
        ("developpuer", "développeur"),
        ("evelopper", "développeur"),
        ("lnux", "linux"),
        ("pyhton", "python"),
        ("cybersecutite", "cybersecurite"),
        ("administateur", "administrateur"),
        ("grafiste", "graphiste"),
        ("robotik", "robotique"),
        ("developpeurweb", "développeur web"),
        ("wep", None),
        ("developpeur", None),
        ("html5", None),
    ],
)
def test_a_word_is_mended_within_the_norm(speller: Speller, typed: str, meant: str | None) -> None:
    found = speller.mend(typed, typed)
    assert (found.said if found else None) == meant


@pytest.mark.parametrize("word", ["avenir", "boulanger", "manger", "verte", "Écologie"])
def test_a_word_of_the_language_is_no_mistake(speller: Speller, word: str) -> None:
    assert speller.mend(word.lower().replace("é", "e"), word) is None


def test_a_rare_word_may_be_a_mistake_but_is_not_mended(speller: Speller) -> None:
    WORDS["developeur"] = 1
    try:
        assert speller.mend("developeur", "developeur") is None
        assert speller.commoner("developeur") == "développeur"
        assert speller.commoner("developpeur") is None
        assert speller.commoner("absent") is None
    finally:
        del WORDS["developeur"]


def test_words_that_sound_the_same_are_one() -> None:
    assert sound("grafiste") == sound("graphiste")
    assert sound("ordinateure") == sound("ordinateur")
    assert sound("kodeur") == sound("codeur")
    assert sound("vente") != sound("verte")
