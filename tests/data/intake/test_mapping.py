"""Any table is read through a mapping file; the four sources' quirks are handled."""

import json
from pathlib import Path

import pytest

from data.intake import mapping
from data.intake.checks import checked
from data.intake.report import Remark, UnusableFile
from data.record import FormationRecord


def one(path: Path, name: str) -> tuple[FormationRecord, list[Remark]]:
    [candidate] = mapping.read(path, mapping.mappings()[name])
    record, remarks = checked(candidate)
    assert record is not None
    return record, remarks


def table(path: Path, row: dict[str, str]) -> Path:
    quoted = ('"' + value.replace('"', '""') + '"' for value in row.values())
    path.write_text(",".join(row) + "\n" + ",".join(quoted) + "\n", encoding="utf-8")
    return path


SIMPLON = {
    "agence": "Simplon Lyon", "intitule_formation": "Développeur-se web", "titre_rncp": "",
    "echelle_duree": "", "code_rncp": "37674", "code_rs": "", "region": "Auvergne-Rhône-Alpes",
    "date_debut": "23/09/2027", "alternance": "True", "niveau_sortie_rncp": "Niveau 5",
}  # fmt: skip


def test_simplon(tmp_path: Path) -> None:
    record, remarks = one(table(tmp_path / "a.csv", SIMPLON), "simplon")
    assert record.provider is not None
    assert (record.provider.name, record.provider.network) == ("Simplon", "Simplon")
    assert record.place is not None
    assert (record.place.commune, record.place.region) == ("Lyon", "84")
    assert record.funding == ("alternance",)
    assert str(record.sessions[0].starts_on) == "2027-09-23"
    assert remarks == []


@pytest.mark.parametrize(
    ("agencies", "modality", "commune"),
    [
        ("100% en ligne,A distance,Distance", "online", None),
        ("Simplon Lyon,100% en ligne", "blended", None),
        ("Simplon Lyon,Simplon Nice", "onsite", None),
        ("Simplon Boulogne-sur-Mer,Simplon Lyon", "onsite", None),
        ("Simplon Boulogne-sur-Mer", "onsite", "Boulogne-sur-Mer"),
        ("Simplon Lille - Wazemmes", "onsite", "Lille"),
    ],
)
def test_several_agencies_in_a_cell(
    tmp_path: Path, agencies: str, modality: str, commune: str | None
) -> None:
    row = SIMPLON | {"agence": agencies, "region": ""}
    record, _ = one(table(tmp_path / "a.csv", row), "simplon")
    assert record.modality == modality
    assert (record.place.commune if record.place else None) == commune


def test_an_unofficial_region_is_unknown_and_said(tmp_path: Path) -> None:
    row = SIMPLON | {"agence": "", "region": "Grand Ouest"}
    record, [remark] = one(table(tmp_path / "a.csv", row), "simplon")
    assert record.place is None
    assert (remark.field, remark.value, remark.line) == ("region", "Grand Ouest", 2)


def test_design4green(tmp_path: Path) -> None:
    row = {
        "Formation_Continue_initiale": "Formation Continue",
        "Vous_êtes_une_structure": "Privée (entreprise)",
        "Intitule_de_la_formation": "Écoconception",
        "Localisation_de_la_structure": "Rouen",
        "Latitude": "1.09", "Longitude": "49.44",
        "Modalites": "présentiel et distanciel", "Duree_de_la_formation": "0.5",
        "Courte_description_du_programme_Contenu": "Programme :n- Comprendren- Agir",
        "URL décrivant le programme": "www.exemple.invalid/page",
    }  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    assert mapping.recognised(set(row)) == "design4green"
    record, _ = one(path, "design4green")
    assert record.description == "Programme :\n- Comprendre\n- Agir"
    assert record.place is not None
    assert (record.place.latitude, record.place.region) == (49.44, "28")
    assert (record.modality, record.hours) == ("blended", 3.5)
    assert record.url == "https://www.exemple.invalid/page"


def test_apprenticeship(tmp_path: Path) -> None:
    row = {
        "id_formation": "1", "id_action": "2", "rncp_code": "RNCP37674", "intitule_rncp": "",
        "intitule_cfd": "DEVELOPPEUR WEB", "commune_insee": "67482", "commune": "Strasbourg",
        "code_postal": "67000", "region": "Grand Est", "geo": "48.58,7.75",
        "periode": "2027-09|2028-09", "etablissement_formateur_siret": "12345678901234",
        "published": "False",
    }  # fmt: skip
    record, _ = one(table(tmp_path / "a.csv", row), "rco_apprenticeship")
    assert record.title == "DEVELOPPEUR WEB"
    assert not record.published
    assert [str(s.starts_on) for s in record.sessions] == ["2027-09-01", "2028-09-01"]
    assert {s.precision for s in record.sessions} == {"month"}
    assert record.place is not None
    assert (record.place.latitude, record.place.longitude) == (48.58, 7.75)


def test_a_mapping_for_a_new_source_needs_no_code(tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text(
        """
        title = "Une source imbriquée"
        items = "data.list"
        recognise = ["ref"]
        identity = ["ref"]
        only = { column = "kind", among = ["course"] }
        [fields]
        title = "name.fr"
        hours = { columns = ["weeks"], as = "number", unit = "weeks" }
        description = { columns = ["html"], as = "html" }
        cost_eur = { columns = ["price"], as = "number", empty = ["?"] }
        """,
        encoding="utf-8",
    )
    rows = [
        {"ref": 1, "kind": "course", "name": {"fr": "Web"}, "weeks": "2,5", "price": "?",
         "html": "<p>Un</p><ul><li>deux</li></ul>"},
        {"ref": 2, "kind": "event", "name": {"fr": "Salon"}},
    ]  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"data": {"list": rows}}), encoding="utf-8")
    [candidate] = mapping.read(path, mapping.parsed(tmp_path / "new.toml"))
    record, _ = checked(candidate)
    assert record is not None
    assert (record.title, record.hours, record.cost_eur) == ("Web", 87.5, None)
    assert record.description == "Un\n\n- deux"


def test_a_faulty_mapping_names_its_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('title = "a"\nrecognise = []\nidentity = []\ncolour = "red"\n[fields]\n')
    with pytest.raises(UnusableFile, match=r"(?s)bad\.toml.*colour"):
        mapping.parsed(path)
