"""What is asked of learners: closed lists kept as small whole numbers, with their labels."""

from enum import IntEnum
from typing import Self


class Coded(IntEnum):
    """A closed list kept as small whole numbers, each with the label that people read."""

    label: str

    def __new__(cls, value: int, label: str) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Sex(Coded):
    """The sex of a learner, as the report asks for it."""

    WOMAN = 1, "femmes"
    MAN = 2, "hommes"


class Age(Coded):
    """The age of a learner on entering, in the report's bands."""

    UNDER_26 = 1, "moins de 26 ans"
    TO_30 = 2, "26-30 ans"
    TO_49 = 3, "31-49 ans"
    FROM_50 = 4, "plus de 50 ans"
    UNKNOWN = 0, "non connu"


class Education(Coded):
    """The level of a learner on entering, by its European level; 4 is the bac or below."""

    BAC = 4, "Bac ou inférieur (niveau 4)"
    BAC_2 = 5, "Bac +2 (niveau 5)"
    BAC_3 = 6, "Bac +3 et Bac +4 (niveau 6)"
    BAC_5 = 7, "Bac +5 et plus (niveau 7)"
    UNKNOWN = 0, "non connu"


class Situation(Coded):
    """What a learner did before entering."""

    STUDENT = 1, "Étudiant, en formation"
    JOBSEEKER = 2, "En recherche d'emploi"
    SELF_EMPLOYED = 3, "Entrepreneuriat, freelance"
    EMPLOYEE = 4, "Salarié"
    UNKNOWN = 0, "Non connue"


class State(Coded):
    """Where a learner stands at the end of the year: each is in one session, so in one state."""

    FINISHED = 1, "Formation achevée"
    DROPPED_OUT = 2, "Formation abandonnée"
    STARTED = 3, "Formation commencée et en cours"


class Outcome(Coded):
    """What a learner who finished does three months later; 1 to 8 are positive exits."""

    PERMANENT = 1, "CDI"
    LONG_TERM = 2, "CDD > 6 mois"
    SHORT_TERM = 3, "CDD < 6 mois dont intérim"
    STUDY = 4, "Poursuite de formation"
    SELF_EMPLOYED = 5, "Entrepreneuriat, freelance"
    PROFESSIONALISATION = 6, "Contrat de professionnalisation"
    APPRENTICESHIP = 7, "Contrat d'apprentissage"
    SAME_JOB = 8, "Poursuite de l'activité salariale initiale"
    JOBSEEKER = 9, "En recherche d'emploi"
    UNKNOWN = 10, "Situation non connue"
    TOO_RECENT = 11, "Formation achevée il y a moins de 3 mois"


POSITIVE = tuple(outcome for outcome in Outcome if outcome <= Outcome.SAME_JOB)
KNOWN = (*POSITIVE, Outcome.JOBSEEKER)
