"""Every cell of the 29 tables, computed from the stored year, is the printed one."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from data import reference
from data.demonstration import load_year
from data.figures import Figures, figures
from data.figures.targets import progress
from data.people import Sex, State
from data.yearly import (
    Area,
    Learner,
    Question,
    ReportCount,
    ReportSalary,
    ReportStatus,
    ReportTrade,
    YearlyReport,
)
from tests.data.demonstration.made import TODAY

PRINTED = reference.key_figures(2019)


@pytest.fixture(scope="module")
def of_2019(demonstration: Engine) -> Figures:
    """The figures of 2019, computed once on each kind of database."""
    with Session(demonstration) as session:
        found = figures(session, 2019)
    assert found is not None
    return found


def test_there_are_29_tables_in_the_order_of_the_report(of_2019: Figures) -> None:
    assert len(PRINTED) == 29
    assert list(of_2019.tables) == list(PRINTED)
    assert of_2019.demonstration


@pytest.mark.parametrize("name", PRINTED)
def test_each_cell_is_as_printed(of_2019: Figures, name: str) -> None:
    document = of_2019.tables[name].document()
    for part in ("title", "columns", "rows", "total"):
        assert document.get(part) == PRINTED[name].get(part)


def test_what_the_report_left_out_is_not_filled_with_inventions(of_2019: Figures) -> None:
    left_out = [(one.row, one.column, one.reason)
                for one in of_2019.tables["formations_by_legal_status"].withheld]  # fmt: skip
    assert left_out == [(5, "formations", "not_printed"), (6, "formations", "not_printed")]
    others = [t for name, t in of_2019.tables.items() if name != "formations_by_legal_status"]
    assert not any(table.withheld for table in others)


def test_where_the_report_contradicts_itself_the_note_says_so(of_2019: Figures) -> None:
    for name in ("learners_by_year", "support_hours", "learners_by_region", "pedagogy"):
        assert any("se contredit" in note for note in of_2019.tables[name].notes)


def test_a_year_without_reports_has_no_figures(stored: Session) -> None:
    assert figures(stored, 2031) is None


def report(number: int, **facts: object) -> YearlyReport:
    return YearlyReport(
        **{
            "formation_id": f"f{number}",
            "year": 2021,
            "title": "Une formation",
            "region_code": "53",
            "operator": "Formations hors réseau",
            "programme": "pic",
            "status": ReportStatus.SUBMITTED,
            **facts,
        }  # type: ignore[arg-type]
    )


def learner(of: YearlyReport, **facts: object) -> Learner:
    return Learner(
        **{
            **{"report_id": of.id, "year": of.year, "region_code": of.region_code},
            **{"programme": "pic", "sex": 1, "age": 1, "education": 4, "situation": 2},
            **{"priority": False, "funded": True, "state": 3, "online": False},
            **{"career_change": False, **facts},
        }  # type: ignore[arg-type]
    )


def test_learners_listed_and_learners_only_counted_add_up(stored: Session) -> None:
    listed, counted = report(1), report(2, region_code="28")
    stored.add_all((listed, counted))
    stored.flush()
    stored.add_all(learner(listed, sex=1 + number % 2) for number in range(80))
    for question, code, people in (
        (Question.STATE, State.STARTED, 60),
        (Question.SEX, Sex.WOMAN, 25),
        (Question.SEX, Sex.MAN, 35),
    ):
        stored.add(
            ReportCount(report_id=counted.id or 0, question=question, code=code, people=people)
        )
    stored.flush()
    found = figures(stored, 2021)
    assert found is not None
    assert found.tables["learners_by_sex"].rows == (("femmes", 46, 65), ("hommes", 54, 75))
    assert found.tables["learners_by_region"].rows[1][:2] == ("Normandie", 60)


def test_small_groups_are_withheld_with_what_would_give_them_away(stored: Session) -> None:
    one = report(1)
    stored.add(one)
    stored.flush()
    stored.add_all(learner(one, sex=1 if number < 7 else 2) for number in range(60))
    stored.flush()
    found = figures(stored, 2021)
    assert found is not None
    sexes = found.tables["learners_by_sex"]
    assert sexes.rows == (("femmes", None, None), ("hommes", None, None))
    assert {each.reason for each in sexes.withheld} == {"too_few"}
    assert sexes.total == {"learners": 60}


def test_a_small_group_is_withheld_in_every_table_that_tells_of_it(stored: Session) -> None:
    one = report(1, candidates=30, admitted=24)
    stored.add(one)
    stored.flush()
    stored.add_all(learner(one, state=2 if number < 5 else 3) for number in range(60))
    stored.flush()
    found = figures(stored, 2021)
    assert found is not None
    last = {row[0]: row[-1] for row in found.tables["learners_by_year"].rows}
    assert (last["dropped out"], last["started"]) == (None, None)
    assert found.tables["learners_by_year"].total == {"finished_since_creation": None}
    assert found.tables["dropouts"].total == {"learners": None}
    admitted = {row[0]: row[1] for row in found.tables["sourcing"].rows}
    # 6 of 30 were refused: the 24 admitted would tell.
    assert (admitted["candidates"], admitted["admitted"]) == (30, None)
    stored.add(report(2, year=2022))
    stored.flush()
    after = figures(stored, 2022)
    assert after is not None
    assert after.tables["learners_by_year"].rows[2][3] is None


def salary(of: YearlyReport, trade: str, sex: Sex, people: int, mean: int) -> ReportSalary:
    return ReportSalary(
        report_id=of.id or 0, trade_code=trade, sex=sex, people=people, mean_eur=mean
    )


def test_salaries_of_every_trade_of_a_report_count_for_their_own_trade(stored: Session) -> None:
    first, second, third = "data-analyst", "data-scientist", "webdesigner"
    one, other = report(1, trade_code=first), report(2, trade_code=second)
    stored.add_all((one, other))
    stored.flush()
    for of in (one, other):
        for trade in (first, second, third):
            stored.add(ReportTrade(report_id=of.id or 0, trade_code=trade))
    stored.add_all(
        (
            salary(one, first, Sex.WOMAN, 20, 30_000),
            salary(one, second, Sex.WOMAN, 10, 20_000),
            salary(one, second, Sex.MAN, 20, 26_000),
            salary(other, second, Sex.MAN, 10, 36_000),
        )
    )
    # A listed learner counts for the trade it names, else for the first of its report.
    paid = {"state": 1, "outcome": 1}
    stored.add_all(learner(other, salary_eur=27_000, **paid) for _ in range(20))
    stored.add_all(learner(other, trade_code=first, salary_eur=40_000, **paid) for _ in range(20))
    stored.flush()
    trades = reference.trades()

    def told() -> list[object]:
        found = figures(stored, 2021)
        assert found is not None
        rows = {row[0]: row[1] for row in found.tables["salaries"].rows}
        return [rows[trades[trade].label] for trade in (first, second, third)]

    assert told() == [35_000, (200_000 + 520_000 + 360_000 + 540_000) // 60, None]
    stored.add(salary(other, third, Sex.MAN, 4, 90_000))
    stored.flush()
    # Four people are withheld, and with them the next smallest: nobody can subtract.
    assert told() == [None, 27_000, None]


def shares(session: Session, year: int) -> dict[str, tuple[object, ...]]:
    found = figures(session, year)
    assert found is not None
    return {
        one.target.group: (one.reached.n, one.reached.rate, one.reached.withheld, one.met)
        for one in progress(session, found)
    }


def test_the_targets_are_measured_of_what_the_reports_tell(stored: Session) -> None:
    assert shares(stored, 2019)["women"] == (None, None, "unknown", None)
    listed = report(1, area=Area.PRIORITY, sessions_started=9, sessions_with_women=9)
    typed = [
        report(n, area=Area.PRIORITY if n < 8 else Area.ELSEWHERE, sessions_finished=2,
               sessions_with_women=2 if n < 12 else 1)
        for n in range(2, 21)
    ]  # fmt: skip
    silent = report(21, sessions_finished=5)
    others = (report(22, area=Area.NOWHERE), report(23, programme="pia", area=Area.PRIORITY))
    stored.add_all((listed, *typed, silent, *others))
    stored.flush()
    # Two sessions of ten: three women in the first, two in the second.
    stored.add_all(
        learner(listed, session=1 + n % 2, sex=1 if n < 5 else 2, education=4 if n < 18 else 5)
        for n in range(20)
    )
    stored.flush()
    found = shares(stored, 2021)
    assert found["women"] == (40, 30 / 40, None, False)
    assert found["priority"] == (20, 7 / 20, None, True)
    assert found["target_level"] == (None, None, "too_few", None)
    stored.add_all(learner(listed, session=1, education=5) for _ in range(20))
    stored.add_all(learner(listed, session=2) for _ in range(60))
    stored.flush()
    assert shares(stored, 2021)["target_level"] == (100, 78 / 100, None, False)


def test_a_target_told_by_few_is_withheld(stored: Session) -> None:
    stored.add_all(report(n, area=Area.PRIORITY, sessions_started=1, sessions_with_women=1)
                   for n in range(19))  # fmt: skip
    stored.flush()
    found = shares(stored, 2021)
    assert found["women"][1:] == (None, "too_few", None)
    assert found["priority"][1:] == (None, "too_few", None)


def test_drafts_and_silence_are_not_answers(stored: Session) -> None:
    stored.add_all(
        report(number, status=status, candidates=100) for number, status in enumerate(ReportStatus)
    )
    stored.flush()
    found = figures(stored, 2021)
    assert found is not None
    assert (found.asked, found.answered) == (3, 1)
    assert found.tables["sourcing"].rows[0] == ("candidates", 100)


def test_the_next_year_stands_beside_this_one(stored: Session) -> None:
    one = report(1, year=2020)
    stored.add(one)
    stored.flush()
    stored.add_all(learner(one) for _ in range(100))
    stored.flush()
    found = figures(stored, 2020)
    assert found is not None
    years = found.tables["learners_by_year"]
    assert years.columns == ("figure", "2017", "2018", "2019", "2020")
    assert years.rows[1] == ("started", 4510, 8621, 7462, 100)
    assert found.tables["target_group_growth"].rows[0][1:] == (10202, 100, -99)


def test_loading_the_year_again_changes_nothing(stored: Session) -> None:
    assert load_year(stored, TODAY) == 0
    made_up = stored.exec(select(Learner.id).where(Learner.year == 2019)).all()
    assert len(made_up) == 18_353
