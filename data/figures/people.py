"""The learners of a year by everything that the tables ask of them.

They are grouped in two ordered walks over covering indexes, each as fine as the tables need, and
summed up here: at a million learners a read for each table would go through them all each time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import case, func
from sqlmodel import Session, col

from data.figures.rows import ANSWERED, Report, rows
from data.people import KNOWN, Education, Outcome, Sex, Situation, State
from data.questionnaire import ANY_TRADE
from data.vocabulary import Modality
from data.yearly import Learner, Question, ReportCount, ReportSalary


@dataclass
class People:
    """Learners by everything that the tables ask of them."""

    by_region: Counter[str] = field(default_factory=Counter)
    women: Counter[str] = field(default_factory=Counter)
    priority: Counter[str] = field(default_factory=Counter)
    target: Counter[str] = field(default_factory=Counter)
    priority_again: int = 0
    target_again: int = 0
    age: Counter[int] = field(default_factory=Counter)
    sex: Counter[int] = field(default_factory=Counter)
    education: Counter[tuple[str, int]] = field(default_factory=Counter)
    programme: Counter[str] = field(default_factory=Counter)
    funded: Counter[str] = field(default_factory=Counter)
    state: Counter[tuple[int, bool]] = field(default_factory=Counter)
    situation: Counter[int] = field(default_factory=Counter)
    outcome: Counter[int] = field(default_factory=Counter)
    career_change: int = 0
    immersion: int = 0
    immersion_weeks: int = 0

    @property
    def number(self) -> int:
        """All learners of the year."""
        return self.by_region.total()

    def of_state(self, state: State) -> int:
        """The learners in this state, however they follow."""
        return self.state[state, True] + self.state[state, False]

    @property
    def known_outcomes(self) -> int:
        """The learners who finished and whose situation three months on is known."""
        return sum(self.outcome[one] for one in KNOWN)


@dataclass(frozen=True)
class Salaries:
    """The number and the sum of gross salaries, in euros a year, by sex and by trade."""

    by_sex: Mapping[int, tuple[int, int]]
    by_trade: Mapping[str, tuple[int, int]]


WEEKS_A_MONTH = 52 / 12
PROFILE = (
    *("region_code", "programme", "sex", "education", "situation", "priority", "funded", "again"),
)
COURSE = ("state", "online", "age", "situation", "outcome", "career_change")


def people(session: Session, year: int) -> People:
    """The learners listed one by one, and those that reports without a list count."""
    found = People()
    for row in _walk(session, year, PROFILE):
        _add_profile(found, *row)
    weeks = col(Learner.immersion_weeks)
    for *row, immersed, spent in _walk(session, year, COURSE, func.count(weeks), func.sum(weeks)):
        _add_course(found, *row)
        found.immersion += immersed
        found.immersion_weeks += int(spent or 0)
    months = [func.sum(ReportCount.people * col(Report.immersion_months))]
    of = ReportCount.question == Question.IMMERSION
    [(spent,)] = rows(session, months, Report.year == year, ANSWERED, of, joined=ReportCount)
    found.immersion_weeks += round((spent or 0) * WEEKS_A_MONTH)
    for row in _counted(session, year):
        _add_counted(found, *row)
    return found


def _walk(session: Session, year: int, names: Sequence[str], *sums: Any) -> Sequence[Any]:
    """The learners of each combination of these facts: their number, the facts, the sums."""
    columns = [getattr(Learner, name) for name in names]
    wanted = [func.count(), *columns, *sums]
    return rows(session, wanted, Learner.year == year, by=columns)


def _add_profile(
    people: People,
    number: int,
    region: str,
    programme: str,
    sex: int,
    education: int,
    situation: int,
    priority: bool,
    funded: bool,
    again: bool,
) -> None:
    people.by_region[region] += number
    people.programme[programme] += number
    people.sex[sex] += number
    people.education[programme, education] += number
    if sex == Sex.WOMAN:
        people.women[region] += number
    if funded:
        people.funded[programme] += number
    if priority:
        people.priority[region] += number
        people.priority_again += number if again else 0
    if education == Education.BAC and situation == Situation.JOBSEEKER:
        people.target[region] += number
        people.target_again += number if again else 0


def _add_course(
    people: People,
    number: int,
    state: int,
    online: bool,
    age: int,
    situation: int,
    outcome: int | None,
    career_change: bool,
) -> None:
    people.state[state, bool(online)] += number
    people.age[age] += number
    if state == State.FINISHED:
        people.situation[situation] += number
        people.outcome[outcome or Outcome.UNKNOWN] += number
        people.career_change += number if career_change else 0


def _counted(session: Session, year: int) -> Sequence[Any]:
    online = case((col(Report.modality) == Modality.ONLINE, 1), else_=0)
    facts = [ReportCount.question, ReportCount.code, Report.region_code, Report.programme, online]
    people = func.sum(ReportCount.people)
    here = (Report.year == year, ANSWERED)
    return rows(session, [*facts, people], *here, by=facts, joined=ReportCount)


def _add_counted(
    people: People, question: str, code: int, region: str, programme: str, online: bool, sum_: Any
) -> None:
    number = int(sum_)
    programme = programme or ""
    match question:
        case Question.STATE:
            people.state[code, bool(online)] += number
            people.by_region[region] += number
            people.programme[programme] += number
        case Question.SEX:
            people.sex[code] += number
            people.women[region] += number if code == Sex.WOMAN else 0
        case Question.EDUCATION:
            people.education[programme, code] += number
        case Question.AGE | Question.SITUATION | Question.OUTCOME:
            getattr(people, question)[code] += number
        case Question.PRIORITY | Question.TARGET:
            getattr(people, question)[region] += number
        case Question.FUNDED:
            people.funded[programme] += number
        case Question.CAREER_CHANGE:
            people.career_change += number
        case Question.IMMERSION:
            people.immersion += number


def salaries(session: Session, year: int) -> Salaries:
    """The salaries of learners listed one by one, and those that reports without a list sum up.

    A listed learner who names no trade is of the report's first one.
    """
    paid = (Learner.year == year, col(Learner.salary_eur).is_not(None))
    figures = [func.count(), func.sum(Learner.salary_eur)]
    sexes = rows(session, [Learner.sex, *figures], *paid, by=[Learner.sex])
    trade = func.coalesce(Learner.trade_code, Report.trade_code)
    trades = rows(session, [trade, *figures], *paid, by=[trade], joined=Learner)
    by_sex, by_trade = Pairs(), Pairs()
    for sex, number, euros in sexes:
        by_sex.add(sex, number, int(euros))
    for code, number, euros in trades:
        by_trade.add(code or ANY_TRADE, number, int(euros))
    n, mean = col(ReportSalary.people), col(ReportSalary.mean_eur)
    lines = [ReportSalary.trade_code, ReportSalary.sex]
    told = (Report.year == year, ANSWERED, n.is_not(None), mean.is_not(None))
    summed = rows(
        session, [*lines, func.sum(n), func.sum(n * mean)], *told, by=lines, joined=ReportSalary
    )
    for code, sex, number, euros in summed:
        by_sex.add(sex, int(number), int(euros))
        by_trade.add(code, int(number), int(euros))
    return Salaries(by_sex=dict(by_sex), by_trade=dict(by_trade))


class Pairs(dict[Any, tuple[int, int]]):
    """Numbers with their sums, by key."""

    def add(self, key: Any, number: int, total: int) -> None:
        """So many more, that sum up to so much."""
        if number:
            before = self.get(key, (0, 0))
            self[key] = (before[0] + number, before[1] + total)
