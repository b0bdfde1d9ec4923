"""What a list of learners, one by one, answers of the questions that count them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from sqlmodel import Session, col, select

from data.agreement import SESSIONS_LISTED
from data.people import Age, Coded, Education, Outcome, Sex, Situation, State
from data.questionnaire import ANY_TRADE, Value, salary_name
from data.yearly import Learner, Question, YearlyReport

WEEKS_A_MONTH = 52 / 12
LEAST_WOMEN_PERCENT = 30
"""What the programme asks of each session (data/reference/programmes.toml)."""


def learners(session: Session, report: YearlyReport) -> Sequence[Learner]:
    """The learners of a report, in the order in which they were listed."""
    mine = select(Learner).where(Learner.report_id == report.id)
    return session.exec(mine.order_by(col(Learner.id))).all()


def listed_answers(session: Session, report: YearlyReport) -> dict[str, Value]:
    """What the report's list of learners, if it has one, answers."""
    people = learners(session, report)
    return counted(people, report.trade_code or ANY_TRADE) if people else {}


def counted(people: Sequence[Learner], trade: str) -> dict[str, Value]:
    """The answers that these learners make; `trade` is that of those who name none."""
    found: dict[str, Value] = {}
    for question, of, kind in LISTS:
        known = Counter(of(one) for one in people)
        found |= {f"{question}-{int(code)}": known[code] for code in kind}
    found |= {str(question): sum(map(holds, people)) for question, holds in SINGLE.items()}
    weeks = [one.immersion_weeks for one in people if one.immersion_weeks and _finished(one)]
    if weeks:
        found["immersion_months"] = round(sum(weeks) / len(weeks) / WEEKS_A_MONTH, 1)
    return found | dict(_salaries(people, trade)) | dict(_sessions(people))


def _finished(one: Learner) -> bool:
    return one.state == State.FINISHED


def _of_finished(name: str) -> Callable[[Learner], int | None]:
    return lambda one: getattr(one, name) if _finished(one) else None


LISTS: tuple[tuple[Question, Callable[[Learner], int | None], type[Coded]], ...] = (
    (Question.STATE, lambda one: one.state, State),
    (Question.SEX, lambda one: one.sex, Sex),
    (Question.AGE, lambda one: one.age, Age),
    (Question.EDUCATION, lambda one: one.education, Education),
    (Question.SITUATION, _of_finished("situation"), Situation),
    (Question.OUTCOME, _of_finished("outcome"), Outcome),
)
"""The questions answered by how many learners have each of a list's values."""

SINGLE: dict[Question, Callable[[Learner], bool]] = {
    Question.TARGET: lambda one: (
        one.education == Education.BAC and one.situation == Situation.JOBSEEKER
    ),
    Question.PRIORITY: lambda one: one.priority,
    Question.FUNDED: lambda one: one.funded,
    Question.CAREER_CHANGE: lambda one: one.career_change and _finished(one),
    Question.IMMERSION: lambda one: one.immersion_weeks is not None and _finished(one),
}
"""The questions answered by how many learners something is true of."""


def _salaries(people: Sequence[Learner], trade: str) -> Iterator[tuple[str, Value]]:
    paid: dict[tuple[str, int], list[int]] = {}
    for one in people:
        if one.salary_eur is not None:
            paid.setdefault((one.trade_code or trade, one.sex), []).append(one.salary_eur)
    for (code, sex), euros in paid.items():
        yield salary_name(code, sex, "people"), len(euros)
        yield salary_name(code, sex, "mean_eur"), round(sum(euros) / len(euros))


def _sessions(people: Sequence[Learner]) -> Iterator[tuple[str, Value]]:
    """The sessions, and those with enough women, where each learner is in a named one."""
    if any(one.session is None for one in people):
        return
    size = Counter(one.session for one in people)
    women = Counter(one.session for one in people if one.sex == Sex.WOMAN)
    enough = [one for one in size if 100 * women[one] >= LEAST_WOMEN_PERCENT * size[one]]
    yield SESSIONS_LISTED, len(size)
    yield "sessions_with_women", len(enough)
