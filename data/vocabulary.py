"""The closed lists of the domain, each value with its French label."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A closed list whose members carry the label that people read."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Modality(Labelled):
    """How the training is given."""

    ONSITE = "onsite", "En présentiel"
    ONLINE = "online", "À distance"
    BLENDED = "blended", "Mixte (présentiel et à distance)"


class CertificationKind(Labelled):
    """What the learner leaves with, in the words of the national framework."""

    RNCP_TITLE = "rncp_title", "Titre inscrit au RNCP"
    RNCP_BLOCK = "rncp_block", "Bloc de compétences d’un titre RNCP"
    DIPLOMA = "diploma", "Diplôme"
    RS = "rs", "Certification du répertoire spécifique (RS)"
    CQP = "cqp", "Certificat de qualification professionnelle (CQP)"
    OTHER = "other", "Autre certification"
    ATTESTATION = "attestation", "Attestation de formation"


class Programme(Labelled):
    """The State programme that pays for the label."""

    PIA = "pia", "Programme d’investissements d’avenir (PIA)"
    PIC = "pic", "Plan d’investissement dans les compétences (PIC)"


class LabelStatus(Labelled):
    """Where a label stands in its life."""

    ACTIVE = "active", "Label en cours"
    SUSPENDED = "suspended", "Label suspendu"
    WITHDRAWN = "withdrawn", "Label retiré"
    EXPIRED = "expired", "Label arrivé à son terme"


class LegalStatus(Labelled):
    """What kind of body the provider is, as the 2019 report counts them."""

    ASSOCIATION = "association", "Association"
    COMPANY = "company", "Société commerciale"
    PUBLIC = "public", "Établissement public"
    ESUS = "esus", "Organisme de formation, SAS accréditée ESUS"
    HIGHER_EDUCATION = "higher_education", "Établissement d’enseignement supérieur"
    LOCAL_AUTHORITY = "local_authority", "Collectivité territoriale"
    FOUNDATION = "foundation", "Fondation"


class Precision(Labelled):
    """How much of a date a source really gives."""

    DAY = "day", "jour"
    MONTH = "month", "mois"
    YEAR = "year", "année"


class SynonymState(Labelled):
    """What became of a synonym that the network's team proposed; the judged queries decide."""

    WAITING = "waiting", "à l’essai"
    ACCEPTED = "accepted", "accepté"
    REFUSED = "refused", "refusé"


ONLINE_REGION = "online"
"""The region code of a training that has no place."""

LEVELS = {
    3: "Niveau 3 (CAP, BEP)",
    4: "Niveau 4 (bac)",
    5: "Niveau 5 (bac + 2)",
    6: "Niveau 6 (bac + 3 ou 4)",
    7: "Niveau 7 (bac + 5)",
    8: "Niveau 8 (doctorat)",
}
"""European levels of the national framework (decree 2019-14 of 8 January 2019)."""

ENTRY_LEVELS = {
    0: "Sans diplôme",
    3: "CAP ou BEP",
    4: "Bac",
    5: "Bac + 2",
    6: "Bac + 3 ou 4",
    7: "Bac + 5",
    8: "Doctorat",
}
"""What is asked at the door: 0 when no diploma is asked."""
