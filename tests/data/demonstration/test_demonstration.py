"""The demonstration catalogue counts as the report of 2019 prints.

The expected figures are copied from the printed report "Chiffres clés 2019".
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

from data import reference
from data.demonstration import formations
from data.record import FormationRecord
from data.vocabulary import LabelStatus
from tests.data.demonstration.made import TODAY, records


def count(key: Callable[[FormationRecord], object]) -> Counter[object]:
    return Counter(key(record) for record in records())


def test_by_region() -> None:
    names = {code: region.name for code, region in reference.regions().items()}

    def territory(record: FormationRecord) -> str:
        if record.place is None:
            return "Formations en ligne"
        region = reference.regions()[record.place.region or ""]
        return "Outre-mer" if region.overseas else names[region.code]

    assert count(territory) == {
        "Île-de-France": 172,
        "Provence-Alpes-Côte d'Azur": 83,
        "Hauts-de-France": 76,
        "Auvergne-Rhône-Alpes": 57,
        "Occitanie": 56,
        "Outre-mer": 55,
        "Nouvelle-Aquitaine": 43,
        "Grand Est": 33,
        "Centre-Val de Loire": 29,
        "Bretagne": 28,
        "Pays de la Loire": 28,
        "Bourgogne-Franche-Comté": 27,
        "Normandie": 24,
        "Formations en ligne": 24,
        "Corse": 5,
    }


def test_by_network() -> None:
    assert count(lambda r: r.provider and r.provider.network) == {
        None: 503,
        "Simplon": 92,
        "WebForce3": 53,
        "3W Academy": 22,
        "Onlineformapro": 18,
        "OpenClassrooms": 17,
        "Innov'Educ (Wild Code School)": 16,
        "POP School": 11,
        "Epitech": 8,
    }


def test_by_operator_of_the_budget_table() -> None:
    found = count(lambda r: r.provider and (r.provider.network, r.provider.direct))
    assert found["Simplon", True] == 48
    assert found["Simplon", False] == 44
    assert found["WebForce3", True] == 26
    assert found["WebForce3", False] == 27
    assert found["OpenClassrooms", True] == 14
    assert found["OpenClassrooms", False] == 3
    assert found["Onlineformapro", True] == 11
    assert found["Onlineformapro", False] == 7
    assert found["POP School", True] == 9
    assert found["POP School", False] == 2
    names = count(lambda r: r.provider and r.provider.name)
    assert (names["Coding"], names["Le Wagon"]) == (3, 4)
    assert sum(n for name, n in names.items() if "Creative by LaCoding" in str(name)) == 6


def test_by_legal_status() -> None:
    found = count(lambda r: r.provider and r.provider.legal_status)
    assert [found[s] for s in ("association", "company", "public", "esus", "higher_education")] == [
        270,
        242,
        110,
        77,
        25,
    ]
    assert found["local_authority"] + found["foundation"] == 16
    assert [round(100 * found[s] / 740) for s in ("local_authority", "foundation")] == [1, 1]


def test_by_certification() -> None:
    assert count(lambda r: r.certification and r.certification.kind) == {
        "rncp_title": 262,
        "rncp_block": 94,
        "diploma": 30,
        "rs": 87,
        "other": 80,
        "attestation": 164,
        "cqp": 23,
    }


def test_by_duration() -> None:
    hours = [record.hours for record in records() if record.hours]
    bands = [(0, 526), (527, 700), (701, 840), (841, 99_999)]
    assert [sum(low <= h <= high for h in hours) for low, high in bands] == [185] * 4
    assert round(sum(hours) / 740) == 984
    months = [record.months for record in records() if record.months]
    assert round(sum(months) / 740) == 8
    assert max(months) <= 36


def test_by_modality() -> None:
    found = count(lambda r: r.modality)
    assert round(100 * found["onsite"] / 740) == 51
    assert round(100 * found["online"] / 740) == 3
    assert round(100 * found["blended"] / 740) == 46
    assert all((r.modality == "online") == (r.place is None) for r in records())


def test_families_in_the_order_of_the_report() -> None:
    order = [family for family, _ in count(lambda r: r.trade_family).most_common()]
    assert order[:3] == ["developpement", "reseau-securite", "maintenance-support"]
    assert set(order) == set(reference.families())


def test_the_ten_most_prepared_trades_in_the_order_of_the_report() -> None:
    counts = Counter(trade for record in records() for trade in record.trades).most_common()
    labels = [reference.trades()[code].label for code, _ in counts[:10]]
    assert labels == [
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
    numbers = [n for _, n in counts[:11]]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(counts) > 80


def test_by_programme_and_call() -> None:
    assert count(lambda r: r.label and r.label.programme) == {"pia": 393, "pic": 347}
    assert all((r.label.call == 3) == (r.label.programme == "pic") for r in records() if r.label)
    assert count(lambda r: r.label and r.label.status)[LabelStatus.ACTIVE] == 715


def test_the_same_on_every_day_of_a_quarter() -> None:
    assert formations(date(2026, 10, 1)) == formations(date(2026, 12, 31)) == records()
    assert formations(date(2027, 1, 1)) != records()


def test_most_trainings_have_a_session_to_come() -> None:
    coming = [r for r in records() if any(s.starts_on and s.starts_on > TODAY for s in r.sessions)]
    assert 0.8 < len(coming) / 740 < 0.9


def test_nothing_poses_as_a_real_offer() -> None:
    assert all(record.demonstration for record in records())
    assert all((r.url or "https://demonstration.invalid/").startswith("https://demonstration.invalid/")
               for r in records())  # fmt: skip
