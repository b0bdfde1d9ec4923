"""Which trainings the words find, and which come first."""

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from data.database import connect
from search_index.build import update
from search_index.clauses import MAX_TERMS, understand
from search_index.query import SearchQuery
from search_index.search import open_index, search
from tests.conftest import CopyDatabase
from tests.search_index.conftest import Filled, add_formation

Find = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def find(
    filled: Filled, copy_database: CopyDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Find:
    """The ids found for a text, after some telling trainings were added."""
    plain: dict[str, Any] = {
        "summary": None,
        "family_code": None,
        "provider_code": None,
        "certification_code": None,
        "place_code": None,
    }
    added: dict[int, dict[str, Any]] = {
        62: {"title": "Calcul quantique", "description": "Bases."},
        68: {"title": "Autre chose", "description": "Un peu de quantique, entre autres."},
        74: {"title": "Agent de sécurité", "description": None},
        80: {"title": "Agent d’accueil", "description": "La sécurité compte aussi."},
        86: {"title": "Surveillance marine", "description": None, "provider_code": "ecole-4"},
        92: {"title": "Jeux en C#", "description": "Unity, Blender et modélisation."},
    }
    home = tmp_path_factory.mktemp("matching")
    folder = shutil.copytree(filled.index, home / "index")
    engine = connect(copy_database(filled.address, home))
    with Session(engine) as session:
        for number, facts in added.items():
            add_formation(session, number, **plain | facts)
        session.commit()
        update(folder, session)
    engine.dispose()
    index = open_index(folder)

    def found(text: str) -> list[str]:
        return [h.formation_id for h in search(index, SearchQuery(q=text, page_size=100)).hits]

    return found


def test_a_title_counts_more_than_a_description(find: Find) -> None:
    assert find("quantiques") == ["f62", "f68"]


def test_quotes_ask_for_the_phrase(find: Find) -> None:
    assert find('"agent de sécurité"') == ["f74"]
    assert find("agent sécurité")[:2] == ["f74", "f80"]


def test_words_side_by_side_come_first(find: Find) -> None:
    assert find("agent sécurité")[0] == "f74"


def test_fewer_words_and_diplomas(find: Find) -> None:
    # Nothing has both words: what has one of them is found.
    assert set(find("agent quantique")[:4]) == {"f62", "f68", "f74", "f80"}
    # Beneath what has both stands what has one.
    assert find("calcul quantique")[:2] == ["f62", "f68"]
    # No training is a master of it, and that rules none out.
    assert find("master calcul quantique")[:2] == ["f62", "f68"]


def test_a_minus_refuses_a_word(find: Find) -> None:
    assert find("agent -accueil") == ["f74"]
    assert "f74" not in find("-agent")
    assert len(find("-agent")) == 64


def test_two_words_must_both_match_and_three_may_lack_one(find: Find) -> None:
    assert find("blender accueil") == ["f80", "f92"]
    assert find("unity blender zzz") == ["f92"]
    assert find("zzz") == []


def test_the_words_around_the_question_do_not_count(find: Find) -> None:
    assert find("je cherche une formation Blender") == ["f92"]


def test_names_of_organisations_are_not_stemmed(find: Find) -> None:
    assert "f86" in find("vigier")
    assert "f86" in find("VIGIER")
    assert find("vigile") == []


def test_signs_of_languages_are_part_of_their_names(find: Find) -> None:
    assert find("c#")[0] == "f92"
    assert "f92" not in find("c++")


@pytest.mark.parametrize("text", ["fullstack", "full stack", "full-stack", "Full-Stack"])
def test_a_compound_is_found_however_it_is_written(find: Find, text: str) -> None:
    assert "f01" in find(text)


def test_the_trades_words_find_their_trainings(find: Find) -> None:
    assert "f00" in find("codeur")
    assert "f00" in find("M1805")


def test_only_stop_words_ask_nothing(find: Find) -> None:
    assert len(find("les de la")) == 66


def test_the_number_of_terms_is_bounded() -> None:
    asked = understand(" ".join(f"mot{n}" for n in range(200)))
    assert len(asked.terms) == MAX_TERMS
    assert asked.needed == 24
