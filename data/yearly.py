"""The yearly report: what is asked of each labelled training, and its learners one by one.

A report keeps the facts of its training as they stood that year, so that a year's figures stay the
same when the catalogue moves on. It names its training without a foreign key: it outlives it.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, SmallInteger, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from data.models import choice
from data.vocabulary import CertificationKind, Labelled, LegalStatus, Modality, Programme


class Approach(Labelled):
    """The main way of teaching, as the network sorts the providers' free answers."""

    WHOLE_PROJECT = "whole_project", "Réalisation d'un projet de A à Z"
    REAL_MISSION = "real_mission", "Mission réelle pour des entreprises"
    EXPERTS = "experts", "Rencontres avec experts"
    RUNNING_PROJECT = "running_project", "Déploiement d'un projet fil rouge"
    HACKATHON = "hackathon", "Participation à un hackathon ou concours"
    FLIPPED = "flipped", "Usage de la pédagogie inversée"
    PORTFOLIO = "portfolio", "Réalisation d'un portfolio"
    QUESTIONING = "questioning", "Usage de la pédagogie interrogative"


class Scheme(Labelled):
    """Who paid what in the year, in the report's own list."""

    LABEL = "label", "Subvention Grande École du Numérique"
    REGION = "region", "Commande régionale (appel d'offre de la Région)"
    PUBLIC = (
        "public",
        "Appel à projet d'acteurs publics (Pôle emploi / OPCO / Département / Métropole /"
        " Communauté d'agglomération)",
    )
    AIF = "aif", "Aide individuelle à la formation de Pôle emploi (AIF)"
    OWN_FUNDS = "own_funds", "Autofinancement sur les fonds propres de la formation"
    ESF = "esf", "Appel à projet FSE (Région ou Direccte)"
    ALTERNANCE = "alternance", "Contrat d'alternance ou de professionnalisation"
    POE = "poe", "Préparation opérationnelle à l'emploi (POEI, POEC)"
    PRIVATE = "private", "Appel à projet d'acteurs privés (fondations, prix, concours)"
    IN_KIND = "in_kind", "Mise à disposition de matériel / locaux gratuitement"
    OWN_SALES = "own_sales", "Autofinancement par la vente de prestations numériques"
    POEC_DIGITAL = "poec_digital", "Préparation opérationnelle à l'emploi (POEC numérique)"
    CGET = "cget", "Commissariat général à l'égalité des territoires"
    VOUCHERS = "vouchers", "Chèques formation des conseils régionaux"
    CPF = "cpf", "Compte personnel de formation de l'apprenant"
    OTHER_CALLS = "other_calls", "Autres appels à projet (PIA / Caisse des Dépôts etc.)"
    OTHER = "other", "Autres financements"


class Area(Labelled):
    """Whether a training is given in a priority neighbourhood, as its provider answers."""

    PRIORITY = "priority", "Oui, dans un quartier prioritaire"
    ELSEWHERE = "elsewhere", "Non, ailleurs"
    NOWHERE = "nowhere", "Sans lieu : tout se fait à distance"


class ReportStatus(Labelled):
    """How far a training's report of a year has come."""

    NOT_ASKED = "not_asked", "Non sollicitée"
    ASKED = "asked", "En attente de réponse"
    DRAFT = "draft", "Réponse commencée"
    SUBMITTED = "submitted", "Rapport rendu"


class Question(Labelled):
    """A question answered by numbers of learners, where there is no list of learners."""

    SEX = "sex", "Femmes et hommes"
    AGE = "age", "Tranche d’âge"
    EDUCATION = "education", "Niveau d’études"
    STATE = "state", "Où en sont les apprenants"
    SITUATION = "situation", "Situation avant l’entrée (apprenants ayant achevé)"
    OUTCOME = "outcome", "Situation trois mois après (apprenants ayant achevé)"
    PRIORITY = "priority", "Résidents des quartiers prioritaires"
    TARGET = "target", "Niveau bac ou inférieur et en recherche d’emploi"
    CAREER_CHANGE = "career_change", "En reconversion (apprenants ayant achevé)"
    FUNDED = "funded", "Sans reste à charge"
    IMMERSION = "immersion", "En immersion professionnelle (apprenants ayant achevé)"


class YearlyReport(SQLModel, table=True):
    """One training in one year: its facts then, and its answers; money in cents or euros."""

    __tablename__ = "yearly_report"
    __table_args__ = (
        UniqueConstraint("formation_id", "year"),
        Index("ix_yearly_report_year", "year"),
    )

    id: int | None = Field(default=None, primary_key=True)
    formation_id: str
    year: int = Field(sa_type=SmallInteger)
    title: str
    provider_code: str | None = Field(default=None, index=True)
    demonstration: bool = False

    region_code: str
    network: str | None = None
    operator: str
    legal_status: LegalStatus | None = Field(default=None, sa_type=choice(LegalStatus))
    certification: CertificationKind | None = Field(default=None, sa_type=choice(CertificationKind))
    modality: Modality | None = Field(default=None, sa_type=choice(Modality))
    programme: Programme | None = Field(default=None, sa_type=choice(Programme))
    family_code: str | None = None
    trade_code: str | None = None
    hours: float | None = None
    months: float | None = None
    grant_cents: int | None = Field(default=None, sa_type=BigInteger)
    budget_eur: int | None = Field(default=None, sa_type=BigInteger)

    status: ReportStatus = Field(default=ReportStatus.NOT_ASKED, sa_type=choice(ReportStatus))
    asked_on: date | None = None
    submitted_at: datetime | None = None
    submitted_by: str | None = None

    sessions_started: int | None = None
    sessions_finished: int | None = None
    large_groups: bool = False
    candidates: int | None = None
    admitted: int | None = None
    social_hours: int | None = None
    professional_hours: int | None = None
    approach: Approach | None = Field(default=None, sa_type=choice(Approach))
    immersion_months: float | None = None
    area: Area | None = Field(default=None, sa_type=choice(Area))
    sessions_with_women: int | None = None


class ReportTrade(SQLModel, table=True):
    """The trades that the training prepared for that year."""

    __tablename__ = "report_trade"

    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", primary_key=True)
    trade_code: str = Field(primary_key=True)


class ReportFunding(SQLModel, table=True):
    """What one scheme paid for the training in the year, in cents."""

    __tablename__ = "report_funding"

    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", primary_key=True)
    scheme: Scheme = Field(sa_type=choice(Scheme), primary_key=True)
    cents: int = Field(sa_type=BigInteger)


class ReportCount(SQLModel, table=True):
    """Learners by one question, for a report without a list of learners; `code` is of its list."""

    __tablename__ = "report_count"

    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", primary_key=True)
    question: Question = Field(sa_type=choice(Question), primary_key=True)
    code: int = Field(sa_type=SmallInteger, primary_key=True)
    people: int


class ReportSalary(SQLModel, table=True):
    """Known salaries of one trade and sex, for a report without a list of learners.

    `trade_code` is empty where the training names no trade; the mean is in gross euros a year.
    """

    __tablename__ = "report_salary"

    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", primary_key=True)
    trade_code: str = Field(primary_key=True)
    sex: int = Field(sa_type=SmallInteger, primary_key=True)
    people: int | None = None
    mean_eur: int | None = None


class ReportCorrection(SQLModel, table=True):
    """What was changed in a submitted report: by whom, when, from what to what, and why."""

    __tablename__ = "report_correction"

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", index=True)
    corrected_at: datetime
    corrected_by: str
    field: str
    before: str | None = None
    after: str | None = None
    reason: str


class Learner(SQLModel, table=True):
    """One learner of one training in one year, without name, date of birth or address.

    `year` is 0 until the report is submitted, so that drafts are never counted.
    `again` is true when the same person is already counted in another training of the year;
    `session` numbers the report's sessions, `trade_code` is None for the report's first trade.
    The covering indexes give a year's tables in one ordered walk each (data.figures.counts).
    """

    __table_args__ = (
        Index(
            "ix_learner_profile",
            *("year", "region_code", "programme", "sex", "education", "situation", "priority"),
            *("funded", "again"),
        ),
        Index(
            "ix_learner_course",
            *("year", "state", "online", "age", "situation", "outcome", "career_change"),
            "immersion_weeks",
        ),
        Index(
            "ix_learner_salary",
            *("year", "report_id", "sex", "trade_code", "salary_eur"),
            sqlite_where=text("salary_eur IS NOT NULL"),
            postgresql_where=text("salary_eur IS NOT NULL"),
        ),
        Index(
            "ix_learner_session",
            *("year", "programme", "report_id", "session", "sex"),
            sqlite_where=text("session IS NOT NULL"),
            postgresql_where=text("session IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", index=True)
    year: int = Field(sa_type=SmallInteger)
    region_code: str
    programme: str
    sex: int = Field(sa_type=SmallInteger)
    age: int = Field(sa_type=SmallInteger)
    education: int = Field(sa_type=SmallInteger)
    situation: int = Field(sa_type=SmallInteger)
    priority: bool
    funded: bool
    again: bool = False
    state: int = Field(sa_type=SmallInteger)
    online: bool
    outcome: int | None = Field(default=None, sa_type=SmallInteger)
    career_change: bool
    immersion_weeks: int | None = Field(default=None, sa_type=SmallInteger)
    salary_eur: int | None = None
    trade_code: str | None = None
    session: int | None = Field(default=None, sa_type=SmallInteger)


class LearnerList(SQLModel, table=True):
    """That a list of learners came in: when, from whom, and how many it replaced."""

    __tablename__ = "learner_list"

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", index=True)
    taken_at: datetime
    taken_by: str
    learners: int
    replaced: int
    refused: int
    reason: str | None = None


class ReminderState(Labelled):
    """What became of a reminder."""

    WAITING = "waiting", "En cours d’envoi"
    SENT = "sent", "Envoyée"
    FAILED = "failed", "Non partie"
    NO_CONTACT = "no_contact", "Aucun compte à qui écrire"


class ReportReminder(SQLModel, table=True):
    """That a report was asked for again, in one wave of reminders; no address is kept here."""

    __tablename__ = "report_reminder"

    report_id: int = Field(foreign_key="yearly_report.id", ondelete="CASCADE", primary_key=True)
    wave: int = Field(sa_type=SmallInteger, primary_key=True)
    reminded_on: date
    state: ReminderState = Field(sa_type=choice(ReminderState))


class PastYear(SQLModel, table=True):
    """What the network published of a year of which the portal holds no reports.

    `undated_finished` are learners finished since the network began whom no year's figure holds.
    """

    __tablename__ = "past_year"

    year: int = Field(sa_type=SmallInteger, primary_key=True)
    finished: int | None = None
    started: int | None = None
    dropped_out: int | None = None
    target: int | None = None
    priority: int | None = None
    social_hours: int | None = None
    professional_hours: int | None = None
    support_hours: int | None = None
    undated_finished: int = 0
