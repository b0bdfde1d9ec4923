"""What is proposed while one types: what begins so, the most popular first, nothing empty."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.completion import KINDS, Group
from search_index.search import Index, complete
from search_index.shelf import Item, Shelf, shelved, spoken


def labels(groups: tuple[Group, ...]) -> dict[str, list[str]]:
    return {group.kind: [one.label for one in group.options] for group in groups}


def test_groups_stand_in_their_order_and_hold_what_begins_so(shared_index: Index) -> None:
    found = complete(shared_index, "dév", 3)
    assert [group.kind for group in found] == [kind for kind in KINDS if kind in labels(found)]
    assert labels(found)["trade"][0].startswith("Développeur")
    assert all(len(group.options) <= 3 for group in found)


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("codeur", "trade", "Développeur web/mobile"),
        ("fullst", "trade", "Développeur full stack"),
        ("full sta", "trade", "Développeur full stack"),
        ("vigi", "provider", "Vigier Formation"),
        ("st den", "place", "Saint-Denis (974)"),
        ("île de f", "place", "Île-de-France"),
        ("idf", "place", "Île-de-France"),
        ("93", "place", "Seine-Saint-Denis (93)"),
        ("devloppeur", "trade", "Développeur web/mobile"),
    ],
)
def test_what_people_type_is_proposed(
    shared_index: Index, typed: str, kind: str, label: str
) -> None:
    assert label in labels(complete(shared_index, typed, 8))[kind]


SHORT = {
    "dev": [],
    "des": [],
    "cyb": [],
    "tech": [],
    "com": ["Compiègne (60)", "Combs-la-Ville (77)", "Bourgogne-Franche-Comté"],
    "lil": ["Lille (59)", "Les Lilas (93)"],
    "par": ["Paris (75)", "Île-de-France", "Cormeilles-en-Parisis (95)"],
    "tou": ["Toulouse (31)", "Toulon (83)", "Tours (37)"],
    "lyo": ["Lyon (69)", "Sainte-Foy-lès-Lyon (69)"],
    "lyon 3": ["Lyon 3e Arrondissement (69)"],
    "dévi": ["Déville-lès-Rouen (76)"],
    "roch": ["La Rochelle (17)", "La Roche-sur-Yon (85)", "Rochefort (17)"],
    "die": ["Dieppe (76)", "Die (26)"],
    "eu": ["Eure (27)", "Eure-et-Loir (28)", "Eu (76)"],
    "48": ["Lozère (48)"],
    "devec": ["Devecey (25)"],
}
"""What is proposed of places for a text of few letters: the three first."""


@pytest.mark.parametrize("typed", SHORT)
def test_a_few_letters_are_no_village_unless_they_are_all_its_name(
    shared_index: Index, typed: str
) -> None:
    assert labels(complete(shared_index, typed, 3)).get("place", []) == SHORT[typed]


def test_a_trade_without_training_is_no_way_to_go(shared_index: Index) -> None:
    assert "trade" not in labels(complete(shared_index, "pentest", 8))


def test_an_option_says_where_it_leads_and_how_far(shared_index: Index) -> None:
    (group, *_) = complete(shared_index, "full stack", 1)
    assert (group.options[0].parameter, group.options[0].value) == (
        "trade",
        "developpeur-full-stack",
    )
    assert group.options[0].detail == "10 formations"


@pytest.mark.parametrize("typed", ["", "   ", "?!", "zzzzqq"])
def test_nothing_begins_with_nothing(shared_index: Index, typed: str) -> None:
    assert complete(shared_index, typed, 8) == ()


@given(st.text(max_size=150))
def test_any_text_is_answered(shared_index: Index, typed: str) -> None:
    for group in complete(shared_index, typed, 8):
        assert 0 < len(group.options) <= 8


WORDS = st.lists(st.sampled_from("école web du dév full stack lyon l’art".split()), min_size=1)


@given(st.lists(WORDS.map(" ".join), max_size=12), WORDS.map(" ".join))
def test_the_shelf_finds_just_what_begins_so(titles: list[str], typed: str) -> None:
    shelf = shelved(Item(title, "", str(number)) for number, title in enumerate(titles))
    asked = spoken(typed)
    found = {one.value for one in shelf.find(asked, 99)}
    for number, title in enumerate(titles):
        held = [*spoken(title), "".join(spoken(title))]
        by_words = all(any(word.startswith(one) for word in held) for one in asked)
        assert (str(number) in found) == by_words


@pytest.mark.parametrize("count", [1, 2, 3])
def test_many_names_of_one_item_do_not_hide_the_next(count: int) -> None:
    names = tuple(f"web {number}" for number in range(40))
    shelf = shelved(Item(f"Web {at}", "", str(at), names) for at in range(3))
    assert [one.value for one in shelf.find(["web"], count)] == ["0", "1", "2"][:count]


def test_a_shelf_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    written = shelved([Item("Développeur web", "3 formations", "dev"), Item("École", "", "e")])
    written.save(tmp_path, "s")
    again = Shelf.load(tmp_path, "s")
    assert again.find(["web"], 2) == written.find(["web"], 2) != []
