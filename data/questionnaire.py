"""The yearly report as its provider answers it: its questions, and how answers are read.

One list makes the form and the columns of the table that a network sends for many trainings; it
ends with one line of salaries for each trade that the training prepares for. Amounts are in euros
here; they stand in cents in the database.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from data import reference
from data.people import Age, Coded, Education, Outcome, Sex, Situation, State
from data.vocabulary import CertificationKind
from data.yearly import Approach, Area, Question, Scheme

Value = int | float | str
Answers = Mapping[str, Value]
MOST = 10_000_000
MOST_EUROS = 100_000_000
BLANKS = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True)
class Field:
    """One question: its name in forms and tables, its words, and where its answer stands.

    `kind` is "people", "number", "euros", "months" or "choice"; `needed` before a report is sent.
    `salary` is the trade, the sex and the column of a line of salaries.
    """

    name: str
    label: str
    kind: str
    column: str | None = None
    question: Question | None = None
    code: int = 0
    scheme: Scheme | None = None
    salary: tuple[str, Sex, str] | None = None
    choices: Mapping[str, str] | None = None
    needed: bool = False


@dataclass(frozen=True)
class Section:
    """Questions that stand together."""

    title: str
    fields: tuple[Field, ...]


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
    return Section(question.label, fields)


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
            _column("sessions_with_women", "Sessions qui comptent au moins 30 % de femmes",
                    needed=False),
            Field("area", "Se tient-elle dans un quartier prioritaire (QPV) ?", "choice",
                  column="area", choices={one.value: one.label for one in Area}, needed=True),
        ),
    ),
    _choices(Question.STATE, State),
    _choices(Question.SEX, Sex),
    _choices(Question.AGE, Age),
    _choices(Question.EDUCATION, Education),
    Section(
        "Publics",
        tuple(map(_single, (Question.TARGET, Question.PRIORITY, Question.FUNDED))),
    ),
    _choices(Question.SITUATION, Situation),
    _choices(Question.OUTCOME, Outcome),
    Section(
        "Reconversion et immersion",
        (
            _single(Question.CAREER_CHANGE),
            _single(Question.IMMERSION),
            _column("immersion_months", "Durée moyenne de l’immersion, en mois", "months", False),
        ),
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
"""The questions that every training answers, in order."""

ANY_TRADE = ""
"""The trade of a line of salaries where the training names none."""

SEXES: Mapping[int, str] = {Sex.WOMAN: "women", Sex.MAN: "men"}


def sections(trades: Sequence[str]) -> tuple[Section, ...]:
    """The whole questionnaire of a training that prepares for these trades."""
    return (*SECTIONS, *(_salaries(trade) for trade in trades or (ANY_TRADE,)))


def _salaries(trade: str) -> Section:
    """How many salaries are known of one trade, and their mean, by sex."""
    known = reference.trades().get(trade)
    of = f" : {known.label if known else trade}" if trade else ""
    return Section(
        f"Salaires connus trois mois après{of}",
        tuple(
            Field(salary_name(trade, sex, column), f"{label}, {sex.label}{of}", kind,
                  salary=(trade, sex, column))
            for sex in Sex
            for column, label, kind in (
                ("people", "Salaires connus", "people"),
                ("mean_eur", "Salaire brut annuel moyen en euros", "number"),
            )
        ),
    )  # fmt: skip


def salary_name(trade: str, sex: int, column: str) -> str:
    """The name of a question on salaries.

    >>> salary_name("data-analyst", Sex.WOMAN, "people"), salary_name("", Sex.MAN, "mean_eur")
    ('salaries_women-data-analyst', 'mean_salary_men')
    """
    what = "salaries" if column == "people" else "mean_salary"
    return f"{what}_{SEXES[sex]}" + (f"-{trade}" if trade else "")


def fields(trades: Sequence[str] = ()) -> dict[str, Field]:
    """The questions by name, of a training that prepares for these trades."""
    return {one.name: one for section in sections(trades) for one in section.fields}


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
