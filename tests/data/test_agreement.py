"""Answers that cannot all be true are said with by how much; nothing else is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.agreement import SAME, disagreements, missing
from data.questionnaire import BadAnswer, Value, fields, read

TRADES = ("data-analyst", "data-scientist")
ALL = fields(TRADES)


def agreeing(people: int = 20, finished: int = 12) -> dict[str, Value]:
    """A whole report in which everything agrees."""
    found: dict[str, Value] = {
        name: 0 for name, one in ALL.items() if one.kind in ("people", "number", "euros")
    }
    found |= {"state-1": finished, "state-3": people - finished, "sex-1": 5, "sex-2": people - 5}
    found |= {
        "age-1": people,
        "education-4": people,
        "situation-2": finished,
        "outcome-1": finished,
    }
    found |= {"certification": "attestation", "area": "elsewhere"}
    return found | {"candidates": 90, "admitted": 25}


def test_a_report_that_agrees_is_left_alone() -> None:
    assert disagreements(agreeing(), ALL) == []
    assert missing(agreeing(), ALL) == []


def test_a_total_that_differs_is_named_with_its_gap() -> None:
    (found,) = disagreements(agreeing() | {"sex-1": 8}, ALL)
    assert (
        found.text == "Femmes et hommes : 23 au total, pour 20 apprenants de l’année (3 de trop)."
    )
    assert "sex-1" in found.fields
    (found,) = disagreements(agreeing() | {"outcome-1": 10}, ALL)
    assert "10 au total, pour 12 apprenants ayant achevé la formation (2 de moins)" in found.text


def test_a_part_larger_than_its_whole_is_named() -> None:
    (found,) = disagreements(agreeing() | {"priority": 31}, ALL)
    assert "31, alors que 20 au plus" in found.text
    (found,) = disagreements(agreeing() | {"admitted": 100}, ALL)
    assert "10 de trop" in found.text


def test_each_trade_has_its_line_of_salaries_and_all_are_held_together() -> None:
    lines = {
        "salaries_women-data-analyst": 3, "mean_salary_women-data-analyst": 26_000,
        "salaries_women-data-scientist": 2, "mean_salary_women-data-scientist": 30_000,
    }  # fmt: skip
    assert disagreements(agreeing() | lines, ALL) == []
    more = {"salaries_men-data-scientist": 8, "mean_salary_men-data-scientist": 31_000}
    (found,) = disagreements(agreeing() | lines | more, ALL)
    assert "13, alors que 12 au plus" in found.text
    (found,) = disagreements(agreeing() | lines | {"salaries_women-data-scientist": 3}, ALL)
    assert "6, alors que 5 au plus" in found.text
    (found,) = disagreements(agreeing() | lines | {"mean_salary_men-data-analyst": 20_000}, ALL)
    assert "une moyenne de personne" in found.text
    half = agreeing() | lines
    del half["mean_salary_women-data-analyst"]
    (found,) = disagreements(half, ALL)
    assert "3, sans leur moyenne" in found.text


def test_sessions_are_held_together() -> None:
    held = {"sessions_started": 1, "sessions_finished": 1}
    assert disagreements(agreeing() | held | {"sessions_with_women": 2}, ALL) == []
    (found,) = disagreements(agreeing() | held | {"sessions_with_women": 3}, ALL)
    assert "3, alors que 2 au plus" in found.text
    (found,) = disagreements(agreeing() | held | {"sessions_listed": 4}, ALL)
    assert "nomme 4 sessions, alors que vous en comptez 2 (2 de trop)" in found.text


def test_nothing_is_said_before_all_numbers_of_a_total_are_there() -> None:
    half = agreeing()
    del half["sex-2"]
    assert disagreements(half, ALL) == []
    assert [one.name for one in missing(half, ALL)] == ["sex-2"]


@given(st.lists(st.integers(0, 50), min_size=2, max_size=2))
def test_only_equal_totals_agree(sexes: list[int]) -> None:
    found = disagreements(agreeing(people=50) | {"sex-1": sexes[0], "sex-2": sexes[1]}, ALL)
    assert bool(found) == (sum(sexes) != 50)


def test_every_checked_name_is_a_question() -> None:
    assert {name for pair in SAME for names in pair for name in names} <= set(ALL)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("candidates", "1\u202f234", 1234),
        ("candidates", "0", 0),
        ("candidates", " ", None),
        ("funding-region", "1 234,50 €", 1234.5),
        ("approach", "experts", "experts"),
    ],
)
def test_answers_are_read_as_people_write_them(name: str, text: str, value: Value | None) -> None:
    assert read(ALL[name], text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("candidates", "beaucoup"), ("candidates", "-3"), ("candidates", "1,5"), ("candidates", "²"),
     ("candidates", "9" * 30), ("funding-region", "nan"), ("funding-region", "-1"),
     ("immersion_months", "400"), ("approach", "autre")],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadAnswer):
        read(ALL[name], text)
