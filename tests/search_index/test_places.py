"""Places as people write them."""

import pytest

from search_index.fields import DEFAULT_RADIUS_KM
from search_index.places import find
from search_index.query import BadQuery


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Lyon", "Lyon (69)"),
        ("LYON 3e", "Lyon 3e Arrondissement (69)"),
        ("Paris 1er", "Paris 1er Arrondissement (75)"),
        ("Paris 11", "Paris 11e Arrondissement (75)"),
        ("LYON CEDEX 03", "Lyon (69)"),
        ("69003", "Lyon (69)"),
        ("13100 Aix-en-Provence", "Aix-en-Provence (13)"),
        ("Saint-Denis", "Saint-Denis (974)"),
        ("saint denis (93)", "Saint-Denis (93)"),
        ("St Denis 974", "Saint-Denis (974)"),
        ("Bastia 2b", "Bastia (2B)"),
        ("Seine-Saint-Denis", "Saint-Denis (93)"),
        ("93", "Saint-Denis (93)"),
        ("Île de France", "Paris (75)"),
        ("paca", "Marseille (13)"),
    ],
)
def test_a_place_is_understood(text: str, label: str) -> None:
    found = find(text, None)
    assert (found.label, found.radius_km) == (label, DEFAULT_RADIUS_KM)


@pytest.mark.parametrize(
    "text", ["Zyxville", "99999", "Lyon 35", "-", "()", "\U0001f389", "1" * 90]
)
def test_an_unknown_place_is_an_error_in_french(text: str) -> None:
    with pytest.raises(BadQuery, match="lieu inconnu"):
        find(text, 10)
