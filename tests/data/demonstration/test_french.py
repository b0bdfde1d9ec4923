"""Words side by side as French wants them."""

import pytest

from data import reference
from data.demonstration.french import at, hours_spoken, listed, months_spoken, of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("monter un serveur", "de monter un serveur"),
        ("écrire un script", "d’écrire un script"),
        ("héberger un site", "d’héberger un site"),
        ("installer Linux", "d’installer Linux"),
    ],
)
def test_elision(words: str, expected: str) -> None:
    assert of(words) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lyon", "à Lyon"),
        ("Le Havre", "au Havre"),
        ("Les Abymes", "aux Abymes"),
        ("La Rochelle", "à La Rochelle"),
    ],
)
def test_the_place_with_its_preposition(name: str, expected: str) -> None:
    assert at(reference.communes_by_name(name)[0]) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0.5, "deux semaines"),
        (1, "un mois"),
        (4.5, "quatre mois et demi"),
        (12, "un an"),
        (14, "14 mois"),
        (36, "trois ans"),
    ],
)
def test_months_as_people_say_them(months: float, expected: str) -> None:
    assert months_spoken(months) == expected


def test_hours_and_lists() -> None:
    assert hours_spoken(490) == "490 heures"
    assert hours_spoken(1260) == "1 260 heures"
    assert listed(["HTML", "CSS", "Git"]) == "HTML, CSS et Git"
