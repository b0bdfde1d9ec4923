"""A list of learners is read line by line; nothing that names anybody is taken."""

import pytest

from data.intake.report import UnusableFile
from data.learner_columns import AFTER, COLUMNS, Facts, Listed, read
from data.people import Age, Education, Outcome, Sex, Situation, State

TRADES = ("data-analyst", "data-scientist")
GOOD = {
    "sexe": "Femme", "age": "27", "niveau": "Bac ou moins", "situation_avant": "Recherche d'emploi",
    "quartier_prioritaire": "OUI", "sans_reste_a_charge": "non", "etat": "achevee",
    "situation_apres": "cdi", "reconversion": "oui",
}  # fmt: skip


def listed(*rows: dict[str, object]) -> Listed:
    return read("liste.csv", list(enumerate(({**GOOD, **row} for row in rows), start=2)), TRADES)


def only(**cells: object) -> Facts:
    found = listed(cells)
    assert found.refused == ()
    return found.learners[0]


def test_a_line_is_read_as_people_write_it() -> None:
    assert only() == {
        "again": False, "sex": Sex.WOMAN, "age": Age.TO_30, "education": Education.BAC,
        "situation": Situation.JOBSEEKER, "priority": True, "funded": False,
        "state": State.FINISHED, "outcome": Outcome.PERMANENT, "career_change": True,
    }  # fmt: skip
    more = only(age="50 et plus", niveau="Bac +2", salaire_annuel_brut="24 300 €", metier="Data"
                " scientist", immersion_semaines=8, deja_compte="oui")  # fmt: skip
    assert (more["age"], more["education"]) == (Age.FROM_50, Education.BAC_2)
    assert (more["salary_eur"], more["immersion_weeks"]) == (24_300, 8)
    assert (more["trade_code"], more["again"]) == ("data-scientist", True)


def test_every_word_that_the_page_offers_is_taken() -> None:
    for column in COLUMNS:
        for word, value in column.words.items():
            unfinished = column.name == "etat" and value != State.FINISHED
            cells = {column.name: word} | ({"situation_apres": ""} if unfinished else {})
            assert only(**cells)[column.fact] == value
    assert set(AFTER.values()) == set(Outcome)


def test_sessions_become_numbers_and_their_names_are_forgotten() -> None:
    found = listed({"session": "Lyon A"}, {"session": "lyon a"}, {"session": "Mme Durand"})
    assert [one["session"] for one in found.learners] == [1, 1, 2]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"sexe": ""}, "sexe", "à remplir"),
        ({"sexe": "x"}, "sexe", "valeurs : femme, homme"),
        ({"age": "9"}, "age", "14 à 99"),
        ({"age": "1995-03-02"}, "age", "valeurs : moins de 26"),
        ({"situation_apres": ""}, "situation_apres", "à remplir : la formation est achevée"),
        ({"etat": "en cours"}, "situation_apres", "à laisser vide"),
        ({"etat": "en cours", "situation_apres": "", "immersion_semaines": "3"},
         "immersion_semaines", "à laisser vide"),
        ({"situation_apres": "inconnue", "salaire_annuel_brut": "20000"},
         "salaire_annuel_brut", "à laisser vide"),
        ({"salaire_annuel_brut": "12"}, "salaire_annuel_brut", "de 1000 à 500000"),
        ({"metier": "boulanger"}, "metier", "data-analyst, data-scientist"),
        ({"session": "jo@exemple.fr"}, "session", "courriel"),
        ({"session": "x" * 41}, "session", "40 au plus"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_by_line_and_column(
    cells: dict[str, object], column: str, reason: str
) -> None:
    found = listed({}, cells)
    faults = [one for one in found.refused if one.line == 3]
    assert [one.field for one in faults] == [column]
    assert reason in faults[0].reason
    assert str(faults[0]).startswith(f"liste.csv, ligne 3, {column}")


def test_a_session_is_told_on_all_lines_or_on_none() -> None:
    found = listed({"session": "1"}, {})
    assert len(found.learners) == 1
    assert [(one.line, one.field) for one in found.refused] == [(3, "session")]


@pytest.mark.parametrize(
    "column",
    ["Nom", "prénom", "NOM_DE_NAISSANCE", "e-mail", "Courriel", "téléphone portable", "Adresse",
     "date de naissance", "full name", "id", "n° NIR"],
)  # fmt: skip
def test_a_column_that_would_name_somebody_refuses_the_whole_file(column: str) -> None:
    with pytest.raises(UnusableFile, match="ressemble à un nom"):
        listed({column: ""})


def test_columns_unknown_or_lacking_and_empty_files_are_refused() -> None:
    with pytest.raises(UnusableFile, match="colonne inconnue : humeur"):
        listed({"humeur": "bonne"})
    with pytest.raises(UnusableFile, match="il manque la colonne : age"):
        read("a.csv", [(2, {k: v for k, v in GOOD.items() if k != "age"})], TRADES)
    with pytest.raises(UnusableFile, match="aucun apprenant"):
        read("a.csv", [], TRADES)
