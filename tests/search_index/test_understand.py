"""What is read out of a question as a criterion, and what stays a word."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import reference
from search_index.query import SearchQuery
from search_index.understand import read

TODAY = date(2027, 1, 15)


def meant(q: str) -> tuple[str, dict[str, list[str]]]:
    """The words left, and the parameters read."""
    reading = read(q, TODAY)
    found: dict[str, list[str]] = {}
    for intent in reading.intents:
        for name, value in intent.changes:
            found.setdefault(name, []).append(value)
    return reading.words, found


@pytest.mark.parametrize(
    ("q", "words", "changes"),
    [
        ("développeur web lyon alternance", "développeur web",
         {"near": ["lyon"], "funding": ["alternance"]}),
        ("data à distance", "data", {"modality": ["online"]}),
        ("formation courte marseille sans bac", "formation",
         {"hours_max": ["400"], "near": ["marseille"], "entry_level": ["0", "3"]}),
        ("en septembre", "", {"starts_after": ["2027-09-01"], "starts_before": ["2027-09-30"]}),
        ("gratuit", "", {"cost_max": ["0"]}),
        ("je n’ai pas de diplôme", "je", {"entry_level": ["0"]}),
        ("bac+2 informatique", "informatique", {"level": ["5"]}),
        ("j'ai un bac + 2", "", {"entry_level": ["0", "3", "4", "5"]}),
        ("formation de 2 semaines Excel", "formation Excel",
         {"hours_min": ["56"], "hours_max": ["88"]}),
        ("moins de 6 mois", "", {"hours_max": ["910"]}),
        ("Excel court 2 jours", "Excel court", {"hours_min": ["11"], "hours_max": ["18"]}),
        ("web avant mars", "web",
         {"starts_after": ["2027-01-15"], "starts_before": ["2027-02-28"]}),
        ("rentrée 2027", "", {"starts_after": ["2027-08-25"], "starts_before": ["2027-10-10"]}),
        ("le mois prochain", "", {"starts_after": ["2027-02-01"], "starts_before": ["2027-02-28"]}),
        ("cet été", "", {"starts_after": ["2027-06-21"], "starts_before": ["2027-09-20"]}),
        ("réservé aux femmes", "", {"audience": ["women"]}),
        ("CPF excel lille", "excel", {"funding": ["cpf"], "near": ["lille"]}),
        ("data dans le 93", "data", {"near": ["93"]}),
        ("web 69", "web", {"near": ["69"]}),
        ("75012", "", {"near": ["75012"]}),
        ("hauts de france dev", "dev", {"near": ["hauts de france"]}),
        ("développeur IDF", "développeur", {"near": ["idf"]}),
        ("web Paris 12e", "web", {"near": ["paris 12e"]}),
        ("coder à Clermont-Ferrand", "coder", {"near": ["clermont ferrand"]}),
        ("web près de Die", "web", {"near": ["die"]}),
        ("informatique marseil", "informatique", {"near": ["marseille"]}),
        ("maçon à Mâcon", "maçon", {"near": ["macon"]}),
        ("couture à La Couture", "couture", {"near": ["la couture"]}),
        ("coder à Privas", "coder", {"near": ["privas"]}),
        ("CFA de Vienne", "CFA", {"near": ["vienne"]}),
        ("cloud en hybride", "cloud", {"modality": ["blended"]}),
        ("cursus financé", "", {"cost_max": ["0"]}),
        ("coder depuis la maison", "coder", {"modality": ["online"]}),
        ("web pour personnes handicapées", "web", {"audience": ["disabled"]}),
        ("formation France entière", "formation", {}),
        ("excel en distanciel ou présentiel", "excel", {}),
        ("excel mi-présentiel mi-distance", "excel", {"modality": ["blended"]}),
        ("soudeur financement région", "soudeur", {"funding": ["region"]}),
        ("boulanger lille ou roubaix", "boulanger", {"near": ["lille"]}),
        ("guadeloupe ou martinique", "", {"near": ["guadeloupe"]}),
        ("coiffure entre La Roche-sur-Yon et Nantes", "coiffure", {"near": ["la roche sur yon"]}),
        ("commerce et vente Nancy", "commerce et vente", {"near": ["nancy"]}),
        ("boulanger pays basque", "boulanger", {"near": ["pays basque"]}),
        ("boulanger côte d'azur", "boulanger", {"near": ["cote d azur"]}),
        ("boulanger 69000", "boulanger", {"near": ["69000"]}),
        ("coiffure région Centre", "coiffure", {"near": ["region centre"]}),
        ("plombier banlieue parisienne", "plombier", {"near": ["banlieue parisienne"]}),
        ("cherche alternante vendeuse", "cherche vendeuse", {"funding": ["alternance"]}),
        ("apprenti boulanger", "boulanger", {"funding": ["alternance"]}),
        ("sorti de troisième, mécanique", ", mécanique", {"entry_level": ["0"]}),
        ("secrétaire pas trop loin de Béziers", "secrétaire", {"near": ["beziers"]}),
        ("cuisine à proximité de Pau", "cuisine", {"near": ["pau"]}),
        ("coiffure sur le secteur de Metz", "coiffure", {"near": ["metz"]}),
    ],
)  # fmt: skip
def test_criteria_are_read(q: str, words: str, changes: dict[str, list[str]]) -> None:
    assert meant(q) == (words, changes)


@pytest.mark.parametrize(
    "q",
    [
        "vendre en ligne",
        "apprentissage automatique",
        "orange",
        "java 21",
        "école 42",
        "html 5",
        "M1805",
        "RNCP31114",
        "BTS SIO",
        "bac pro SN",
        "agent de sécurité",
        "initiation à la programmation",
        '"à Lyon" -distance',
        "C#",
        "5G",
        # Names of towns that are words, as one misspelt with an accent left out is
        "maçon",
        "devenir macon",
        "formation de maçon",
        "initiation à la couture",
        "travailler à l'hôpital",
        "travailler a l'hopital",
        "cuisine près de chez moi",
        "papiers administratifs en ligne",
        "femme de chambre",
        "travail en mer",
        "garde d'enfants",
        "guide de montagne",
        "grue à tour",
        "pose de boîtiers",
        "diplôme national",
        # What a trade does at a distance, in a room, fast, or for others
        "relation client à distance",
        "pilote de ligne de production",
        "employé de maison",
        "service en salle",
        "restauration rapide",
        "cloud et hybride",
        "coiffure mixte",
        "banque, finance, assurance",
        "aide aux personnes handicapées",
        "éducateur pour jeunes enfants",
    ],
)
def test_words_stay_words(q: str) -> None:
    assert meant(q) == (q, {})


def test_a_criterion_is_shown_as_it_was_typed() -> None:
    (intent,) = read("Cœur de métier : data À  DISTANCE !", TODAY).intents
    assert "Cœur de métier : data À  DISTANCE !"[intent.start : intent.end] == "À  DISTANCE"
    assert intent.label == "À distance"


@pytest.mark.parametrize(
    "name", [c.name for c in reference.communes().values() if c.population >= 50_000]
)
def test_every_town_is_understood_after_a_preposition(name: str) -> None:
    words, changes = meant(f"développeur à {name}")
    assert words == "développeur"
    assert set(changes) == {"near"}


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(
    ["data", "à", "Lyon", "gratuit", "en", "mai", "2027", "sans", "bac", "+2", '"', "-", "93", "Œ",
     "le", "distance", "mois", "3", "İ", "ﬁ"]), max_size=12).map(" ".join)))  # fmt: skip
def test_any_text_is_cut_into_words_and_criteria(q: str) -> None:
    reading = read(q, TODAY)
    end = 0
    for intent in reading.intents:
        assert end <= intent.start < intent.end <= len(q)
        end = intent.end
        SearchQuery.from_params(intent.changes)
    spans = [range(one.start, one.end) for one in reading.intents]
    left = "".join(c for at, c in enumerate(q) if not any(at in span for span in spans))
    assert reading.words.split() == left.split() or "".join(reading.words.split()) == "".join(
        left.split()
    )
