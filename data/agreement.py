"""What is missing of a yearly report's answers, and which of them cannot all be true."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.people import POSITIVE, Age, Education, Outcome, Sex, Situation, State
from data.questionnaire import Answers, Field
from data.yearly import Question


@dataclass(frozen=True)
class Disagreement:
    """Answers that cannot all be true: in words, with the fields."""

    text: str
    fields: tuple[str, ...]


Known = Mapping[str, Field]
"""The questions of a report by name."""


def missing(given: Answers, known: Known) -> list[Field]:
    """The questions that must be answered before the report is sent, and are not."""
    return [one for name, one in known.items() if one.needed and name not in given]


def disagreements(given: Answers, known: Known) -> list[Disagreement]:
    """What cannot all be true of the answers given so far, with by how much."""
    return [
        *_at_most(given, known, "admitted", "candidates"),
        *_totals(given),
        *_parts(given, known),
        *_sessions(given),
        *_salaries(given, known),
    ]


def _names(question: Question, codes: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{question}-{int(code)}" for code in codes)


LEARNERS = _names(Question.STATE, State)
FINISHED = (f"{Question.STATE}-{int(State.FINISHED)}",)
SAME = (
    (_names(Question.SEX, Sex), LEARNERS),
    (_names(Question.AGE, Age), LEARNERS),
    (_names(Question.EDUCATION, Education), LEARNERS),
    (_names(Question.SITUATION, Situation), FINISHED),
    (_names(Question.OUTCOME, Outcome), FINISHED),
)
"""Answers that must sum up to the same number."""

TITLES = {
    LEARNERS: "apprenants de l’année",
    FINISHED: "apprenants ayant achevé la formation",
    **{names: names[0].partition("-")[0] for names, _ in SAME},
}
WITHIN = (
    ((str(Question.TARGET),), (f"{Question.EDUCATION}-{int(Education.BAC)}",)),
    ((str(Question.PRIORITY),), LEARNERS),
    ((str(Question.FUNDED),), LEARNERS),
    ((str(Question.CAREER_CHANGE),), FINISHED),
    ((str(Question.IMMERSION),), FINISHED),
    (("sessions_with_women",), ("sessions_started", "sessions_finished")),
)
"""Answers that are part of others."""


def _sum(given: Answers, names: Iterable[str]) -> int | None:
    """The sum of answers; None where one is not given."""
    values = [given.get(name) for name in names]
    return None if None in values else sum(int(one or 0) for one in values)


def _totals(given: Answers) -> Iterator[Disagreement]:
    for parts, whole in SAME:
        number, expected = _sum(given, parts), _sum(given, whole)
        if number is not None and expected is not None and number != expected:
            title = Question(TITLES[parts]).label  # type: ignore[call-arg]
            gap = abs(number - expected)
            what = "de trop" if number > expected else "de moins"
            yield Disagreement(
                f"{title} : {number} au total, pour {expected} {TITLES[whole]} ({gap} {what}).",
                (*parts, *whole),
            )


def _parts(given: Answers, known: Known) -> Iterator[Disagreement]:
    for parts, whole in WITHIN:
        yield from _within(given, known, parts, whole)
    salaries = [one for one in known.values() if one.salary and one.salary[2] == "people"]
    paid = tuple(one.name for one in salaries)
    yield from _within(given, known, paid, _names(Question.OUTCOME, POSITIVE))
    for sex in Sex:
        hers = tuple(one.name for one in salaries if one.salary and one.salary[1] == sex)
        yield from _within(given, known, hers, _names(Question.SEX, (sex,)))


def _within(
    given: Answers, known: Known, parts: tuple[str, ...], whole: tuple[str, ...]
) -> Iterator[Disagreement]:
    answered = [name for name in parts if name in given]
    number, most = _sum(given, answered), _sum(given, whole)
    if answered and number is not None and most is not None and number > most:
        title = " et ".join(known[name].label for name in answered)
        yield Disagreement(
            f"{title} : {number}, alors que {most} au plus sont possibles d’après vos autres"
            f" réponses ({number - most} de trop).",
            (*answered, *whole),
        )


SESSIONS = ("sessions_started", "sessions_finished")
SESSIONS_LISTED = "sessions_listed"
"""How many sessions a list of learners names: no question, but an answer to check."""


def _sessions(given: Answers) -> Iterator[Disagreement]:
    listed, held = given.get(SESSIONS_LISTED), _sum(given, SESSIONS)
    if listed is not None and held is not None and int(listed) > held:
        yield Disagreement(
            f"La liste des apprenants nomme {listed} sessions, alors que vous en comptez {held}"
            f" ({int(listed) - held} de trop).",
            SESSIONS,
        )


def _salaries(given: Answers, known: Known) -> Iterator[Disagreement]:
    """A number of salaries without their mean, or a mean of nobody."""
    lines: dict[tuple[str, Sex], dict[str, Field]] = {}
    for one in known.values():
        if one.salary:
            trade, sex, column = one.salary
            lines.setdefault((trade, sex), {})[column] = one
    for line in lines.values():
        people, mean = line["people"], line["mean_eur"]
        number = int(given.get(people.name, 0))
        if number and mean.name not in given:
            yield Disagreement(f"{people.label} : {number}, sans leur moyenne.", (mean.name,))
        if not number and int(given.get(mean.name, 0)):
            yield Disagreement(f"{mean.label} : une moyenne de personne.", (people.name,))


def _at_most(given: Answers, known: Known, part: str, whole: str) -> Iterator[Disagreement]:
    number, most = given.get(part), given.get(whole)
    if number is not None and most is not None and int(number) > int(most):
        yield Disagreement(
            f"{known[part].label} : {number}, plus que « {known[whole].label} » ({most}) ;"
            f" {int(number) - int(most)} de trop.",
            (part, whole),
        )
