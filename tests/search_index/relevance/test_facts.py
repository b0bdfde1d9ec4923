"""The facts that judges read, taken from stored trainings."""

from datetime import date

import pytest

from data.models import Formation, FormationSession
from data.vocabulary import Precision
from search_index.relevance.facts import Facts, facts, phrase, possible_days


@pytest.fixture
def judged(rows: list[Formation]) -> dict[str, Facts]:
    return {row.id: facts(row) for row in rows}


def test_a_training_with_everything_known(judged: dict[str, Facts]) -> None:
    found = judged["f13"]
    assert found.main_trade == "developpeur-full-stack"
    assert (found.family, found.region, found.department) == ("developpement", "84", "69")
    assert phrase("node.js") in found.title
    assert found.provider == phrase("École n° 3")


def test_a_training_without_place_is_anywhere(judged: dict[str, Facts]) -> None:
    found = judged["f07"]
    assert found.anywhere
    assert found.point is None


def test_what_is_not_known_stays_unknown(judged: dict[str, Facts]) -> None:
    assert judged["f06"].hours is None
    assert judged["f11"].provider == phrase("")
    assert judged["f05"].trades == frozenset()
    assert judged["f08"].certification is None
    assert judged["f08"].cost_eur is None


@pytest.mark.parametrize(
    ("precision", "last"),
    [
        (Precision.DAY, date(2027, 2, 1)),
        (Precision.MONTH, date(2027, 2, 28)),
        (Precision.YEAR, date(2027, 12, 31)),
    ],
)
def test_a_session_starts_as_late_as_its_date_leaves_open(precision: Precision, last: date) -> None:
    session = FormationSession(formation_id="f", starts_on=date(2027, 2, 1), precision=precision)
    assert possible_days(session) == (date(2027, 2, 1), last)
    assert possible_days(FormationSession(formation_id="f")) is None
