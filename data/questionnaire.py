"""The yearly report as its provider answers it: its questions, and how answers are read.

One list makes the form and the columns of the table that a network sends for many trainings.
Amounts are in euros here; they stand in cents in the database.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from data.people import Age, Coded, Education, Outcome, Sex, Situation, State
from data.vocabulary import CertificationKind
from data.yearly import Approach, Question, Scheme

Value = int | float | str
Answers = Mapping[str, Value]
MOST = 10_000_000
MOST_EUROS = 100_000_000
BLANKS = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True)
class Field:
    """One question: its name in forms and tables, its words, and where its answer stands.

    `kind` is "people", "number", "euros", "months" or "choice"; `needed` before a report is sent.
    """

    name: str
    label: str
    kind: str
    column: str | None = None
    question: Question | None = None
    code: int = 0
    scheme: Scheme | None = None
    choices: Mapping[str, str] | None = None
    needed: bool = False


@dataclass(frozen=True)
class Section:
    """Questions that stand together; `listed` ones are told by a list of learners instead."""

    title: str
    fields: tuple[Field, ...]
    listed: bool = False


class BadAnswer(ValueError):
    """An answer that cannot be taken; the message says what is expected, in French."""


def _column(name: str, label: str, kind: str = "number", needed: bool = True) -> Field:
    return Field(name, label, kind, column=name, needed=needed)


def _choices(question: Question, codes: Iterable[Coded]) -> Section:
    fields = tuple(
        Field(f"{question}-{int(one)}", one.label.replace("'", "’"), "people", question=question,
              code=int(one), needed=True)
        for one in codes
    )  # fmt: skip
    return Section(question.label, fields, listed=True)


def _single(question: Question) -> Field:
    return Field(str(question), question.label, "people", question=question, code=1, needed=True)


SECTIONS = (
    Section(
        "Sessions et candidatures",
        (
            _column("sessions_started", "Sessions commencées dans l’année et encore en cours"),
            _column("sessions_finished", "Sessions terminées dans l’année"),
            _column("candidates", "Candidatures reçues"),
            _column("admitted", "Personnes admises"),
        ),
    ),
    _choices(Question.STATE, State),
    _choices(Question.SEX, Sex),
    _choices(Question.AGE, Age),
    _choices(Question.EDUCATION, Education),
    Section(
        "Publics",
        tuple(map(_single, (Question.TARGET, Question.PRIORITY, Question.FUNDED))),
        listed=True,
    ),
    _choices(Question.SITUATION, Situation),
    _choices(Question.OUTCOME, Outcome),
    Section(
        "Reconversion, immersion et salaires",
        (
            _single(Question.CAREER_CHANGE),
            _single(Question.IMMERSION),
            _column("immersion_months", "Durée moyenne de l’immersion, en mois", "months", False),
            _column("salaries_women", "Salaires connus, femmes", needed=False),
            _column("mean_salary_women_eur", "Salaire brut annuel moyen, femmes, en euros",
                    needed=False),
            _column("salaries_men", "Salaires connus, hommes", needed=False),
            _column("mean_salary_men_eur", "Salaire brut annuel moyen, hommes, en euros",
                    needed=False),
        ),
        listed=True,
    ),
    Section(
        "Accompagnement, pédagogie et certification",
        (
            _column("social_hours", "Heures d’accompagnement social"),
            _column("professional_hours", "Heures d’accompagnement vers l’emploi"),
            Field("approach", "Principale approche pédagogique", "choice", column="approach",
                  choices={one.value: one.label for one in Approach}),
            Field("certification", "Certification délivrée", "choice", column="certification",
                  choices={one.value: one.label for one in CertificationKind}, needed=True),
        ),
    ),
    Section(
        "Budget et financements de l’année, en euros",
        (
            _column("budget_eur", "Budget total de la formation"),
            *(
                Field(f"funding-{one}", one.label.replace("'", "’"), "euros", scheme=one)
                for one in Scheme
            ),
        ),
    ),
)  # fmt: skip
"""The whole questionnaire, in order."""


def fields(listed: bool) -> dict[str, Field]:
    """The questions by name; without those that a list of learners answers, where there is one."""
    return {
        one.name: one
        for section in SECTIONS
        if not (listed and section.listed)
        for one in section.fields
    }


def read(field: Field, text: str) -> Value | None:
    """An answer as written, None where it is empty; BadAnswer says what is expected."""
    plain = BLANKS.sub("", text).removesuffix("€").replace(",", ".")
    if not text.strip():
        return None
    if field.choices is not None:
        if text.strip() not in field.choices:
            raise BadAnswer("une des réponses proposées est attendue")
        return text.strip()
    if field.kind in ("euros", "months"):
        return _decimal(plain, MOST_EUROS if field.kind == "euros" else 36)
    if not plain.isascii() or not plain.isdigit() or int(plain[:12]) > MOST:
        raise BadAnswer("un nombre entier est attendu, 0 ou plus")
    return int(plain)


def _decimal(plain: str, most: int) -> float:
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise BadAnswer("un nombre est attendu, par exemple 1234,50") from error
    if not number.is_finite() or not 0 <= number <= most:
        raise BadAnswer(f"un nombre de 0 à {most} est attendu")
    return round(float(number), 2)
