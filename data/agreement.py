"""What is missing of a yearly report's answers, and which of them cannot all be true."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.people import POSITIVE, Age, Education, Outcome, Sex, Situation, State
from data.questionnaire import Answers, Field, fields
from data.yearly import Question


@dataclass(frozen=True)
class Disagreement:
    """Answers that cannot all be true: in words, with the fields."""

    text: str
    fields: tuple[str, ...]


def missing(given: Answers, listed: bool) -> list[Field]:
    """The questions that must be answered before the report is sent, and are not."""
    return [one for name, one in fields(listed).items() if one.needed and name not in given]


def disagreements(given: Answers, listed: bool = False) -> list[Disagreement]:
    """What cannot all be true of the answers given so far, with by how much."""
    found = [*_at_most(given, "admitted", "candidates")]
    if not listed:
        found += [*_totals(given), *_parts(given)]
    return found


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
    (("salaries_women", "salaries_men"), _names(Question.OUTCOME, POSITIVE)),
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


def _parts(given: Answers) -> Iterator[Disagreement]:
    for parts, whole in WITHIN:
        known = [name for name in parts if name in given]
        number, most = _sum(given, known), _sum(given, whole)
        if known and number is not None and most is not None and number > most:
            labels = fields(listed=False)
            title = " et ".join(labels[name].label for name in known)
            yield Disagreement(
                f"{title} : {number}, alors que {most} au plus sont possibles d’après vos autres"
                f" réponses ({number - most} de trop).",
                (*known, *whole),
            )


def _at_most(given: Answers, part: str, whole: str) -> Iterator[Disagreement]:
    number, most = given.get(part), given.get(whole)
    if number is not None and most is not None and int(number) > int(most):
        labels = fields(listed=False)
        yield Disagreement(
            f"{labels[part].label} : {number}, plus que « {labels[whole].label} » ({most}) ;"
            f" {int(number) - int(most)} de trop.",
            (part, whole),
        )
