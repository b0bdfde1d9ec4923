"""Places as people write them."""

import pytest

from search_index.places import find, nearest
from search_index.query import BadQuery


@pytest.mark.parametrize(
    ("text", "label", "radius_km"),
    [
        ("Lyon", "Lyon (69)", 20),
        ("LYON 3e", "Lyon 3e Arrondissement (69)", 20),
        ("Paris 1er", "Paris 1er Arrondissement (75)", 20),
        ("Paris 11", "Paris 11e Arrondissement (75)", 20),
        ("LYON CEDEX 03", "Lyon (69)", 20),
        ("69003", "Lyon (69)", 20),
        ("13100 Aix-en-Provence", "Aix-en-Provence (13)", 30),
        ("Aix", "Aix-en-Provence (13)", 30),
        ("Saint-Denis", "Saint-Denis (974)", 30),
        ("saint denis (93)", "Saint-Denis (93)", 30),
        ("St Denis 974", "Saint-Denis (974)", 30),
        ("Saint-Denis (974, La Réunion)", "Saint-Denis (974)", 30),
        ("Bastia 2b", "Bastia (2B)", 40),
        ("Die", "Die (26)", 50),
        ("Paris", "Paris (75)", 20),
    ],
)
def test_a_commune_is_understood_with_the_radius_that_fits_its_size(
    text: str, label: str, radius_km: int
) -> None:
    found = find(text, None)
    assert (found.label, found.radius_km, found.kind) == (label, radius_km, "commune")


@pytest.mark.parametrize(
    ("text", "kind", "code", "label"),
    [
        ("Seine-Saint-Denis", "department", "93", "Seine-Saint-Denis (93)"),
        ("93", "department", "93", "Seine-Saint-Denis (93)"),
        ("Rhône (69)", "department", "69", "Rhône (69)"),
        ("974", "department", "974", "La Réunion (974)"),
        ("Île de France", "region", "11", "Île-de-France"),
        ("bzh", "region", "53", "Bretagne"),
        ("paca", "region", "93", "Provence-Alpes-Côte d'Azur"),
        ("La Réunion", "region", "04", "La Réunion"),
        ("France entière", "country", "", "Toute la France"),
        ("partout en France", "country", "", "Toute la France"),
    ],
)
def test_a_territory_is_found_whole(text: str, kind: str, code: str, label: str) -> None:
    found = find(text, None)
    assert (found.kind, found.code, found.label) == (kind, code, label)
    assert found.radius_km is None


def test_a_radius_means_nothing_around_a_territory() -> None:
    assert find("Rhône", 40) == find("Rhône", None)


def test_other_places_of_the_name_are_asked_back() -> None:
    others = find("Saint-Denis", None).others
    assert others[0].near == "Saint-Denis (93)"
    assert others[0].label == "Saint-Denis (93, Seine-Saint-Denis)"
    assert find(others[0].near, None).label == "Saint-Denis (93)"
    assert find("Lyon", None).others == ()


def test_an_unknown_place_proposes_the_nearest_names() -> None:
    with pytest.raises(BadQuery, match=r"vouliez-vous dire Marseille \(13\)"):
        find("Marseile", None)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("lion", "Lyon (69)"),
        ("Lile", "Lille (59)"),
        ("Lile 59", "Lille (59)"),
        ("Nantes 4400", "Nantes (44)"),
        ("bretange", "Bretagne"),
    ],
)
def test_of_names_equally_near_the_biggest_is_the_likeliest(text: str, first: str) -> None:
    assert nearest(text)[0] == first
    assert find(nearest(text)[0], None)


def test_a_few_letters_are_near_to_no_name() -> None:
    assert nearest("zgh") == nearest("75 000") == nearest("") == ()


@pytest.mark.parametrize(
    "text", ["Zyxville", "99999", "Lyon 35", "-", "()", "\U0001f389", "1" * 90]
)
def test_an_unknown_place_is_an_error_in_french(text: str) -> None:
    with pytest.raises(BadQuery, match="lieu inconnu"):
        find(text, 10)
