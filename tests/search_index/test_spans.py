"""Words searched are found in texts as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.highlight import EXCERPT, excerpt, marked
from search_index.spans import spans


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("Développeuse, développeur web", ["developpeur"], ["Développeuse", "développeur"]),
        ("L’école des développeur·euses", ["développeuse"], ["développeur·euses"]),
        ("Concepteur full-stack", ["fullstack"], ["full-stack"]),
        ("Cœur de réseaux", ["coeur", "réseau"], ["Cœur", "réseaux"]),
        ("Jeux en C# et C++", ["c#"], ["C#"]),
        ("Rien ici", ["web"], []),
    ],
)
def test_words_are_found_by_their_stem(text: str, said: list[str], found: list[str]) -> None:
    assert [text[first:last] for first, last in spans(text, said)] == found


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=4))
def test_the_pieces_give_the_text_back(text: str, said: list[str]) -> None:
    assert "".join(piece.text for piece in marked(text, said)) == text


def test_an_excerpt_stands_where_the_words_are() -> None:
    long = "Autre chose. " * 30 + "On y apprend le langage Python et la donnée. " + "Fin. " * 40
    pieces = excerpt([None, "", long], ["python", "donnée"])
    text = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.marked] == ["Python", "donnée"]
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) <= EXCERPT + 20


def test_nothing_to_show_gives_nothing() -> None:
    assert excerpt(["Un texte"], ["absent"]) == ()
