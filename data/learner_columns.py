"""A list of learners as a table: its columns, and how its lines are read.

No name, no address, no date of birth is asked, and a column that looks like one is refused.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data import reference
from data.intake.report import Remark, UnusableFile
from data.people import POSITIVE, Age, Coded, Education, Outcome, Sex, Situation, State
from data.text import fold

Words = Mapping[str, int | bool]
YES_NO: Words = {"oui": True, "non": False}
SEXES: Words = {"femme": Sex.WOMAN, "homme": Sex.MAN}
AGES: Words = {
    "moins de 26": Age.UNDER_26,
    "26-30": Age.TO_30,
    "31-49": Age.TO_49,
    "50 et plus": Age.FROM_50,
    "inconnu": Age.UNKNOWN,
}
LEVELS: Words = {
    "bac ou moins": Education.BAC,
    "bac+2": Education.BAC_2,
    "bac+3": Education.BAC_3,
    "bac+5": Education.BAC_5,
    "inconnu": Education.UNKNOWN,
}
BEFORE: Words = {
    "étudiant": Situation.STUDENT,
    "recherche d’emploi": Situation.JOBSEEKER,
    "indépendant": Situation.SELF_EMPLOYED,
    "salarié": Situation.EMPLOYEE,
    "inconnue": Situation.UNKNOWN,
}
STATES: Words = {
    "achevée": State.FINISHED,
    "abandonnée": State.DROPPED_OUT,
    "en cours": State.STARTED,
}
AFTER: Words = {
    "CDI": Outcome.PERMANENT,
    "CDD de plus de 6 mois": Outcome.LONG_TERM,
    "CDD de moins de 6 mois": Outcome.SHORT_TERM,
    "formation": Outcome.STUDY,
    "indépendant": Outcome.SELF_EMPLOYED,
    "contrat de professionnalisation": Outcome.PROFESSIONALISATION,
    "apprentissage": Outcome.APPRENTICESHIP,
    "même emploi": Outcome.SAME_JOB,
    "recherche d’emploi": Outcome.JOBSEEKER,
    "inconnue": Outcome.UNKNOWN,
    "moins de 3 mois": Outcome.TOO_RECENT,
}
YEARS = ((25, Age.UNDER_26), (30, Age.TO_30), (49, Age.TO_49), (99, Age.FROM_50))
"""The last age of each band; nobody younger than 14 is in training."""

MOST_WEEKS, SALARIES = 104, (1_000, 500_000)
LONGEST_SESSION = 40
MOST = 20_000
"""Lines of one list."""


@dataclass(frozen=True)
class Column:
    """One column: what stands in it, in words, and whether the table must have it."""

    name: str
    fact: str
    about: str
    words: Words = field(default_factory=dict)
    needed: bool = True


COLUMNS = (
    Column("sexe", "sex", "Femme ou homme.", SEXES),
    Column("age", "age", "La tranche d’âge à l’entrée, ou l’âge en années.", AGES),
    Column("niveau", "education", "Le plus haut diplôme à l’entrée.", LEVELS),
    Column("situation_avant", "situation", "La situation avant l’entrée.", BEFORE),
    Column("quartier_prioritaire", "priority", "Habite un quartier prioritaire (QPV).", YES_NO),
    Column("sans_reste_a_charge", "funded", "N’a rien eu à payer.", YES_NO),
    Column("etat", "state", "Où en est la formation à la fin de l’année.", STATES),
    Column("situation_apres", "outcome", "Trois mois après : seulement si la formation est"
           " achevée.", AFTER),
    Column("reconversion", "career_change", "Change de métier.", YES_NO),
    Column("immersion_semaines", "immersion_weeks", f"Semaines en entreprise, de 1 à {MOST_WEEKS} ;"
           " vide sans immersion, ou si la formation n’est pas achevée.", needed=False),
    Column("salaire_annuel_brut", "salary_eur", "En euros ; vide s’il n’est pas connu, ou sans"
           " emploi.", needed=False),
    Column("metier", "trade_code", "Le métier préparé, s’il y en a plusieurs ; vide pour le"
           " premier.", needed=False),
    Column("session", "session", "Un mot ou un numéro par session, sur toutes les lignes ou sur"
           " aucune.", needed=False),
    Column("deja_compte", "again", "Déjà compté cette année dans une autre formation du réseau.",
           YES_NO, needed=False),
)  # fmt: skip
"""Everything that a list of learners tells, in the order of its template."""

BY_NAME = {one.name: one for one in COLUMNS}
PERSONAL = re.compile(
    r"\b(nom|noms|nir|id|tel|insee|secu)\b"
    r"|prenom|name|mail|courriel|phone|portable|naissance|birth|adresse|identifiant|matricule"
)
"""What the name of a column holds that would name somebody."""

Facts = dict[str, Any]


@dataclass(frozen=True)
class Listed:
    """What a table gives: learners as facts of their rows, and what cannot be taken."""

    learners: tuple[Facts, ...]
    refused: tuple[Remark, ...]

    @property
    def lines_refused(self) -> int:
        """How many lines are left out."""
        return len({one.line for one in self.refused})


def read(file: str, rows: Sequence[tuple[int, Mapping[str, Any]]], trades: Sequence[str]) -> Listed:
    """The learners of a table; UnusableFile where its columns cannot be taken, or it is empty."""
    lines = [(line, {key: str(value).strip() for key, value in row.items()}) for line, row in rows]
    lines = [(line, row) for line, row in lines if any(row.values())]
    _check_columns({name for _, row in lines for name in row})
    if not lines:
        raise UnusableFile(f"{file} : aucun apprenant dans ce fichier")
    if len(lines) > MOST:
        raise UnusableFile(f"{file} : {len(lines)} lignes, {MOST} au plus")
    numbers = _sessions(row.get("session", "") for _, row in lines)
    learners: list[Facts] = []
    refused: list[Remark] = []
    for line, row in lines:
        facts, faults = _facts(row, trades, numbers)
        refused += [
            Remark(file, line, name, row.get(name, ""), why) for name, why in faults.items()
        ]
        if not faults:
            learners.append(facts)
    return Listed(tuple(learners), tuple(refused))


def _check_columns(names: set[str]) -> None:
    personal = sorted(one for one in names if one not in BY_NAME and PERSONAL.search(_spaced(one)))
    if personal:
        raise UnusableFile(
            f"colonne « {', '.join(personal)} » : elle ressemble à un nom ou à une adresse. Aucun"
            " ne doit être envoyé : retirez-la, rien n’a été lu"
        )
    if unknown := sorted(one for one in names if one not in BY_NAME):
        raise UnusableFile(f"colonne inconnue : {', '.join(unknown)[:200]} ; rien n’a été lu")
    if names and (lacking := [one.name for one in COLUMNS if one.needed and one.name not in names]):
        raise UnusableFile(f"il manque la colonne : {', '.join(lacking)}")


def _spaced(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(name))


def _sessions(texts: Iterator[str]) -> dict[str, int]:
    """A number for each session, as they come; nothing of its name is kept."""
    named = dict.fromkeys(fold(text) for text in texts if text)
    return {name: number for number, name in enumerate(named, start=1)}


def _facts(
    row: Mapping[str, str], trades: Sequence[str], sessions: Mapping[str, int]
) -> tuple[Facts, dict[str, str]]:
    facts: Facts = {"again": False}
    faults: dict[str, str] = {}
    for column in COLUMNS:
        text = row.get(column.name, "")
        try:
            if "@" in text:
                raise ValueError("une adresse de courriel ne doit pas être envoyée")
            if text:
                facts[column.fact] = READERS.get(column.name, _word)(column, text)
        except ValueError as error:
            faults[column.name] = str(error)
    if "trade_code" in facts and facts["trade_code"] not in trades:
        faults["metier"] = f"métiers de cette formation : {', '.join(trades)}"
    if "session" in facts:
        facts["session"] = sessions[facts["session"]]
    return facts, faults | {k: why for k, why in _together(facts, sessions) if k not in faults}


def _together(facts: Facts, sessions: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """What a line lacks, and what cannot be true together."""
    for column in COLUMNS:
        asked = column.needed and column.name != "situation_apres"
        if asked and column.fact not in facts:
            yield column.name, "à remplir"
    if sessions and "session" not in facts:
        yield "session", "à remplir : d’autres lignes disent la leur"
    outcome, state = facts.get("outcome"), facts.get("state")
    if state == State.FINISHED and outcome is None:
        yield "situation_apres", "à remplir : la formation est achevée"
    if state is not None and state != State.FINISHED:
        for name, fact in (
            ("situation_apres", "outcome"),
            ("immersion_semaines", "immersion_weeks"),
        ):
            if fact in facts:
                yield name, "à laisser vide : la formation n’est pas achevée"
    if "salary_eur" in facts and outcome not in POSITIVE:
        yield "salaire_annuel_brut", "à laisser vide : sans emploi ni études trois mois après"


def _word(column: Column, text: str) -> int | bool:
    for word, value in column.words.items():
        if _spaced(text) == _spaced(word) or (
            isinstance(value, Coded) and _spaced(text) == _spaced(value.label)
        ):
            return value
    raise ValueError(f"valeurs : {', '.join(column.words)}")


def _age(column: Column, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        return int(_word(column, text))
    years = int(text[:4])
    for last, band in YEARS:
        if 14 <= years <= last:
            return int(band)
    raise ValueError("un âge de 14 à 99 ans est attendu, ou une tranche")


def _number(least: int, most: int) -> Callable[[Column, str], int]:
    def read_number(_column: Column, text: str) -> int:
        plain = re.sub(r"[\s\u00a0\u202f€]", "", text)
        if plain.isascii() and plain.isdigit() and least <= int(plain[:9]) <= most:
            return int(plain)
        raise ValueError(f"un nombre entier de {least} à {most} est attendu")

    return read_number


def _trade(_column: Column, text: str) -> str:
    """The code of a trade, by its code or its label."""
    for code, trade in reference.trades().items():
        if _spaced(text) in (_spaced(code), _spaced(trade.label)):
            return code
    return text


def _session(_column: Column, text: str) -> str:
    if len(text) > LONGEST_SESSION:
        raise ValueError(f"{len(text)} caractères, {LONGEST_SESSION} au plus")
    return fold(text)


READERS: Mapping[str, Callable[[Column, str], Any]] = {
    "age": _age,
    "immersion_semaines": _number(1, MOST_WEEKS),
    "salaire_annuel_brut": _number(*SALARIES),
    "metier": _trade,
    "session": _session,
}
"""How the columns are read that are no plain choice among words."""
