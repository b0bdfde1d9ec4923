"""French as people write it, and the words that the index keeps of it."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.french import LINE_GAP, LONGEST_WORD, FrenchAnalyzer, stem, whole, words


def read(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    "text",
    [
        "développeur·euse",
        "développeur.se",
        "développeur/euse",
        "développeur(se)",
        "Développeur·se·s",
        "DÉVELOPPEUR",
        "développeur-euse",
    ],
)
def test_inclusive_writing_is_the_plain_word(text: str) -> None:
    assert read(text) == ["developpeur"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("technicien·ne·s chargé(e)s administrateur/trice", "technicien charge administrateur"),
        ("L'école d’art, qu'il a jusqu'à aujourd'hui", "ecole art aujourd hui"),
        ("les bases de la sécurité", "bases securite"),
        ("du cœur à l’œuvre", "coeur oeuvre"),
        ("C++, C# et .NET", "c++ c# .net"),
        ("langage C", "langage c"),
        ("HTML/CSS", "html css"),
        ("node.js full-stack", "node.js full-stack"),
        ("!!! ??? --", ""),
    ],
)
def test_words_of_a_text(text: str, expected: str) -> None:
    assert read(text) == expected.split()


@pytest.mark.parametrize(
    "same",
    [
        ("sécurité", "securite"),
        ("développeur", "développeuses"),
        ("spécialisés", "spécialisée"),
        ("réseau", "réseaux"),
        ("technicien", "techniciennes"),
        ("administrateur", "administratrice"),
        ("conseiller", "conseillère"),
        ("donnée", "données"),
    ],
)
def test_forms_of_one_word_have_one_stem(same: tuple[str, str]) -> None:
    first, second = (stem(read(word)[0]) for word in same)
    assert first == second


@pytest.mark.parametrize(
    "different", [("vente", "verte"), ("manager", "manger"), ("réseau", "résumé")]
)
def test_words_that_only_look_alike_stay_apart(different: tuple[str, str]) -> None:
    first, second = (stem(read(word)[0]) for word in different)
    assert first != second


def test_a_compound_is_found_in_one_piece_and_in_parts() -> None:
    tokens = [(token.text, token.pos) for token in FrenchAnalyzer()("full-stack", positions=True)]
    assert tokens == [("fullstack", 0), ("full", 0), ("stack", 1)]


def test_neighbours_are_a_term_of_their_own_in_short_fields() -> None:
    tokens = [token.text for token in FrenchAnalyzer(whole, pairs=True)("agent de sécurité\nweb")]
    assert tokens == ["agent", "securite", "agent securite", "web"]


def test_names_are_folded_and_never_stemmed() -> None:
    assert [token.text for token in FrenchAnalyzer(whole)("Écoles Vigier")] == ["ecoles", "vigier"]


def test_lines_are_too_far_apart_for_a_phrase() -> None:
    positions = [t.pos for t in FrenchAnalyzer()("dev web\nintégrateur", positions=True)]
    assert positions[2] - positions[1] == LINE_GAP + 1


def test_an_analyser_can_be_pickled_with_its_schema() -> None:
    again = pickle.loads(pickle.dumps(FrenchAnalyzer()))  # noqa: S301
    assert [token.text for token in again("les réseaux")] == ["reseau"]


@given(st.text(max_size=300))
def test_any_text_gives_short_lower_case_words(text: str) -> None:
    for word in words(text):
        assert 0 < len(word.text) <= LONGEST_WORD
        assert all(word.parts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("data", "date"),
        ("programmation", "programme"),
        ("production", "product"),
        ("administrative", "administrateur"),
        ("applicateur", "application"),
        ("gouvernance", "gouvernante"),
        ("collective", "collecte"),
        ("importance", "import"),
        ("deas", "dees"),
        ("sams", "sam"),
    ],
)
def test_words_that_are_not_one_are_kept_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)
