"""Facts in French: no more precise than their source, unknown said to be unknown."""

from datetime import date

import pytest

from data.models import Department, Formation, FormationSession, Place, Region
from data.vocabulary import Modality, Precision
from portal import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (12, "12"), (1234, "1 234"), (1234.5, "1 234,5"), (1234567, "1 234 567")],
)
def test_numbers(value: float, text: str) -> None:
    assert wording.number(value) == text.replace(" ", "\u202f")


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (Precision.DAY, "1er janvier 2027"),
        (Precision.MONTH, "janvier 2027"),
        (Precision.YEAR, "2027"),
    ],
)
def test_a_date_is_no_more_precise_than_its_source(precision: Precision, text: str) -> None:
    assert wording.day(date(2027, 1, 1), precision).replace("\u00a0", " ") == text


def test_only_a_price_of_zero_is_free() -> None:
    assert wording.cost(None) == "Coût non communiqué"
    assert wording.cost(0) == "Gratuit pour l’apprenant"
    assert wording.cost(1200) == "1\u202f200\u00a0€"


def formation(**known: object) -> Formation:
    return Formation(id="f", source="s", source_key="k", title="t", content_hash="h", **known)


def test_a_length_is_said_as_far_as_it_is_known() -> None:
    assert wording.duration(formation(hours=602, months=4)) == "4\u00a0mois · 602\u00a0h"
    assert wording.duration(formation(hours=602)) == "602\u00a0h"
    assert wording.duration(formation()) is None


@pytest.mark.parametrize(
    ("place", "modality", "text"),
    [
        (None, None, "Lieu non communiqué"),
        (None, Modality.ONLINE, "À distance"),
        (Place(code="a", region=Region(code="53", name="Bretagne")), None, "Bretagne"),
        (
            Place(code="b", commune="Lyon", department=Department(code="69", name="Rhône")),
            None,
            "Lyon (Rhône)",
        ),
        (
            Place(code="c", commune="Paris", department=Department(code="75", name="Paris")),
            None,
            "Paris",
        ),
    ],
)
def test_where(place: Place | None, modality: Modality | None, text: str) -> None:
    assert wording.place_line(formation(place=place, modality=modality)) == text


TODAY = date(2027, 3, 15)


@pytest.mark.parametrize(
    ("starts", "precision", "text"),
    [
        (date(2027, 3, 15), Precision.DAY, "Début : 15 mars 2027"),
        (date(2027, 3, 14), Precision.DAY, "Prochaine session non annoncée"),
        (date(2027, 3, 1), Precision.MONTH, "Début : mars 2027"),
        (date(2027, 1, 1), Precision.YEAR, "Début : 2027"),
        (date(2027, 2, 1), Precision.MONTH, "Prochaine session non annoncée"),
        (None, Precision.DAY, "Dates non communiquées"),
    ],
)
def test_when_one_can_begin(starts: date | None, precision: Precision, text: str) -> None:
    session = FormationSession(starts_on=starts, precision=precision)
    said = wording.next_start(formation(sessions=[session]), TODAY)
    assert said.replace("\u00a0", " ") == text


def test_counts_agree_with_their_noun() -> None:
    assert wording.found(0) == "Aucune formation"
    assert wording.found(1) == "1\u00a0formation"
    assert wording.found(740) == "740\u00a0formations"
    assert wording.counted(3, "salaire connu", "salaires connus") == "3\u00a0salaires connus"


def test_a_deadline_that_is_over_is_said_to_be() -> None:
    assert wording.deadline(TODAY, TODAY) == "15\u00a0mars 2027"
    assert wording.deadline(date(2027, 3, 14), TODAY) == "14\u00a0mars 2027 (date passée)"


def test_a_reason_becomes_a_sentence_with_one_mark_at_its_end() -> None:
    assert wording.sentence("lieu inconnu") == "Lieu inconnu."
    assert wording.sentence("vouliez-vous dire Lyon ?") == "Vouliez-vous dire Lyon ?"


def test_distances_and_entry_levels() -> None:
    assert wording.distance(None) is None
    assert wording.distance(0.4) == "à moins d’1 km"
    assert wording.distance(12.4) == "à 12\u00a0km"
    assert wording.entry_level(None) is None
    assert wording.entry_level(0) == "Ouvert sans diplôme"
    assert wording.entry_level(3) == "À partir du niveau CAP ou BEP"
    assert wording.entry_level(4) == "À partir du niveau bac"
