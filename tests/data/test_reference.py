"""The reference files hold together and say what the report prints."""

import re

import pytest

from data import reference

TOP_TEN = [
    "Développeur web/mobile",
    "Développeur full stack",
    "Développeur back-end",
    "Technicien/administrateur système et réseau",
    "Technicien de maintenance support et service",
    "Médiateur numérique",
    "Intégrateur web/mobile",
    "Communication digitale - Community manager",
    "Infographiste",
    "Référent digital",
]
"""Source: chiffres clés 2019, top 10 des métiers préparés."""


def test_nine_families_and_more_than_eighty_trades() -> None:
    assert len(reference.families()) == 9
    assert len(reference.trades()) > 80
    assert {t.family for t in reference.trades().values()} == set(reference.families())


def test_the_top_ten_trades_are_spelt_as_printed() -> None:
    assert set(TOP_TEN) <= {t.label for t in reference.trades().values()}


@pytest.mark.parametrize("trade", reference.trades().values(), ids=lambda t: t.code)
def test_a_trade_has_rome_codes_words_and_a_sentence(trade: reference.Trade) -> None:
    assert trade.rome
    assert all(re.fullmatch(r"[A-N]\d{4}", code) for code in trade.rome)
    assert 5 <= len(trade.words) <= 15
    assert trade.plain.startswith("Vous ")
    assert trade.plain.endswith(".")


def test_certifications_and_domains_name_known_trades_and_families() -> None:
    trades = {code for c in reference.certifications().values() for code in c.trades}
    domains = [*reference.formacodes().values(), *reference.nsf().values()]
    assert trades <= set(reference.trades())
    assert {d.family for d in domains} - {""} <= set(reference.families())


def test_each_commune_lies_in_a_department_of_its_region() -> None:
    departments = reference.departments()
    assert len(departments) == 101
    for commune in reference.communes().values():
        assert departments[commune.department].region == commune.region
    assert {d.region for d in departments.values()} == set(reference.regions())


@pytest.mark.parametrize(
    ("postcode", "department"),
    [("29391", "29"), ("97410", "974"), ("20000", "2A"), ("20200", "2B"), ("20299", "2B")],
)
def test_a_postcode_tells_its_department(postcode: str, department: str) -> None:
    found = reference.department_of_postcode(postcode)
    assert found is not None
    assert found.code == department


def test_a_postcode_of_nowhere_tells_none() -> None:
    assert reference.department_of_postcode("00000") is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("LYON CEDEX 03", "Lyon"),
        ("Paris 17e Arrondissement", "Paris 17e Arrondissement"),
        ("st etienne", "Saint-Étienne"),
        ("QUIMPERLÉ", "Quimperlé"),
        ("Marseille 99", "Marseille"),
    ],
)
def test_communes_are_found_as_people_write_them(written: str, name: str) -> None:
    assert reference.communes_by_name(written)[0].name == name


def test_a_shared_name_gives_every_commune_of_that_name() -> None:
    found = {c.department for c in reference.communes_by_name("St Denis")}
    assert {"93", "974"} <= found


@pytest.mark.parametrize(
    ("text", "code"),
    [("IDF", "11"), ("PACA", "93"), ("Provence-Alpes-Cote d'Azur", "93"), ("Alsace", "44"),
     ("53", "53"), ("82", "84"), ("la réunion", "04")],
)  # fmt: skip
def test_regions_are_known_by_short_and_former_names(text: str, code: str) -> None:
    region = reference.region_named(text)
    assert region is not None
    assert region.code == code


def test_an_unofficial_region_is_none() -> None:
    assert reference.region_named("Grand Ouest") is None


@pytest.mark.parametrize(
    ("insee", "latitude", "longitude"),
    [
        ("74031", 46.10, 6.12),  # Beaumont near Geneva, not the one near Clermont-Ferrand
        ("53054", 48.10, -0.79),  # Changé near Laval, not the one near Le Mans
        ("85288", 46.47, -1.62),  # Talmont-Saint-Hilaire, merged
        ("97411", -20.88, 55.45),
        ("13055", 43.30, 5.38),
    ],
)
def test_a_commune_lies_where_it_is_and_not_where_its_namesake_is(
    insee: str, latitude: float, longitude: float
) -> None:
    commune = reference.communes()[insee]
    assert commune.latitude == pytest.approx(latitude, abs=0.12)
    assert commune.longitude == pytest.approx(longitude, abs=0.12)


def test_a_commune_has_both_coordinates_or_none() -> None:
    communes = reference.communes().values()
    assert all((c.latitude is None) == (c.longitude is None) for c in communes)
    assert sum(c.latitude is None for c in communes) < len(communes) * 0.05


def test_neighbouring_regions_name_each_other() -> None:
    regions = reference.regions()
    for region in regions.values():
        assert all(region.code in regions[other].neighbours for other in region.neighbours)
        assert not (region.overseas and region.neighbours)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("31010", "Architecture web"),
        ("31021", "Linux"),
        ("31081", "Gestion parc informatique"),
        ("46003", "Infographie"),
        ("46270", "Création site internet"),
    ],
)
def test_a_formacode_has_the_label_of_the_national_register(code: str, label: str) -> None:
    """Sources that list codes and labels apart, each in its own order, pair them wrongly."""
    assert reference.formacodes()[code].label == label
