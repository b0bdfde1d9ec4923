"""What is inferred is right, keeps its evidence, and never replaces what a source declares."""

from typing import Any

import pytest

from data.intake.recognise import recognise


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("Développeur·euse web et web mobile", "developpeur-web-mobile"),
        ("Concepteur-ice développeur-se d'applications", "concepteur-developpeur-d-applications"),
        ("Administrateur(trice) système et réseau", "technicien-administrateur-systeme-et-reseau"),
        ("BTS Services informatiques aux organisations", "concepteur-developpeur-d-applications"),
        ("Community manager (H/F)", "communication-digitale-community-manager"),
    ],
)
def test_a_title_tells_its_trade(title: str, trade: str) -> None:
    found = recognise({"title": title})
    assert found["trades"] == (trade,)
    assert found["origins"]["trades"].startswith("mots de l’intitulé")
    assert found["trade_family"]


@pytest.mark.parametrize(
    "title",
    ["Négociation et digitalisation de la relation client", "Technico-commercial",
     "Coiffure", "Gestion de la production de spectacles", "Electronique, énergie électrique"],
)  # fmt: skip
def test_a_title_of_another_trade_tells_none(title: str) -> None:
    assert "trades" not in recognise({"title": title})


def test_a_registered_code_tells_kind_title_level_and_trades() -> None:
    found = recognise({"title": "Parcours numérique", "certification": {"code": "RNCP37674"}})
    assert found["certification"] == {
        "code": "RNCP37674",
        "title": "Développeur web et web mobile",
        "level": 5,
        "kind": "rncp_title",
    }
    assert found["origins"]["certification"] == "code RNCP37674"
    assert found["trades"][0] == "developpeur-web-mobile"
    assert found["origins"]["trades"] == "certification RNCP37674"


@pytest.mark.parametrize(
    ("certification", "kind"),
    [
        ({"code": "RS5599"}, "rs"),
        ({"code": "RNCP37674BC01"}, "rncp_block"),
        ({"code": "RNCP24514", "title": "LICENCE Informatique (fiche nationale)"}, "diploma"),
        ({"title": "CQP Technicien réseaux"}, "cqp"),
        ({"title": "Certificat de l’école"}, "other"),
    ],
)
def test_the_kind_of_a_certification(certification: dict[str, Any], kind: str) -> None:
    found = recognise({"title": "Parcours", "certification": certification})
    assert found["certification"]["kind"] == kind


def test_a_declared_value_is_never_replaced() -> None:
    declared = {
        "title": "Développeur web",
        "trades": ("infographiste",),
        "trade_family": "data",
        "modality": "onsite",
    }
    found = recognise(declared)
    assert {name: found[name] for name in declared} == declared
    assert found["origins"] == {}


def test_rome_then_formacode_then_nsf_tell_what_the_title_does_not() -> None:
    by_rome = recognise({"title": "Parcours", "codes": {"rome": ("I1401",)}})
    by_formacode = recognise({"title": "Parcours", "codes": {"formacode": ("31006",)}})
    by_nsf = recognise({"title": "Parcours", "codes": {"nsf": ("326t",)}})
    assert by_rome["trade_family"] == "maintenance-support"
    assert by_formacode["trade_family"] == "reseau-securite"
    assert by_nsf["trade_family"] == "developpement"
    assert "Formacode 31006" in by_formacode["origins"]["trade_family"]


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ({"commune": "QUIMPERLÉ", "postcode": "29391", "region": "53"}, "53"),
        ({"postcode": "97410"}, "04"),
        ({"commune": "Toulouse"}, "76"),
        ({"department": "2A"}, "94"),
        ({"commune": "Saint-Denis", "department": "93"}, "11"),
        ({"commune": "Lyon", "postcode": "69003", "region": "53"}, "84"),
        ({"commune": "Lyon", "insee_code": "69123", "region": "53"}, "84"),
        ({"commune": "Lyon", "department": "69", "region": "53"}, "84"),
        ({"commune": "Lyon", "region": "53"}, "84"),
        ({"postcode": "35270", "region": "84"}, "53"),
        ({"commune": "Lyon", "postcode": "35000"}, "53"),
        ({"commune": "Balbigny", "region": "53"}, "53"),
    ],
)
def test_a_place_tells_its_region(place: dict[str, str], region: str) -> None:
    assert recognise({"title": "Parcours", "place": place})["place"]["region"] == region


@pytest.mark.parametrize(
    "place",
    [
        {"commune": "Lyon", "postcode": "69003", "region": "53"},
        {"commune": "Lyon", "department": "69", "region": "53"},
        {"commune": "Lyon", "region": "53"},
        {"commune": "Villeurbanne", "region": "82"},
    ],
)
def test_a_commune_stands_where_it_is_whatever_the_region_beside_it(place: dict[str, str]) -> None:
    found = recognise({"title": "Parcours", "place": place})["place"]
    assert (found["department"], found["region"]) == ("69", "84")
    assert found["latitude"] == pytest.approx(45.76, abs=0.05)


@pytest.mark.parametrize(
    "place",
    [
        {"commune": "Balbigny", "region": "53"},
        {"commune": "Lyon", "postcode": "35000"},
        {"commune": "Saint-Denis", "region": "53"},
    ],
)
def test_a_commune_that_nothing_bears_out_is_given_no_point(place: dict[str, str]) -> None:
    found = recognise({"title": "Parcours", "place": place})["place"]
    assert "latitude" not in found
    assert found["commune"] == place["commune"]
    assert found["region"] == "53"


def test_an_ambiguous_commune_is_left_as_it_is() -> None:
    found = recognise({"title": "Parcours", "place": {"commune": "Saint-Denis"}})
    assert found["place"] == {"commune": "Saint-Denis"}


def test_online_is_read_in_the_title() -> None:
    assert recognise({"title": "Excel 100 % en ligne"})["modality"] == "online"
