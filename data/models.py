"""The tables: what the network knows of a training, each unknown left null."""

from datetime import date, datetime
from enum import StrEnum
from typing import Optional

from sqlalchemy import JSON, Column, Enum, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from data.vocabulary import (
    CertificationKind,
    LabelStatus,
    LegalStatus,
    Modality,
    Precision,
    Programme,
    SynonymState,
)


def choice(values: type[StrEnum]) -> Enum:
    """A column that holds a closed list's values as text, the same on every database."""
    return Enum(
        values, native_enum=False, length=40, values_callable=lambda kind: [m.value for m in kind]
    )


class Region(SQLModel, table=True):
    """One of the 18 regions, by INSEE code."""

    code: str = Field(primary_key=True)
    name: str
    overseas: bool


class Department(SQLModel, table=True):
    """A department, by its number (2A, 974...)."""

    code: str = Field(primary_key=True)
    name: str
    region_code: str = Field(foreign_key="region.code", index=True)

    region: Region = Relationship()


class TradeFamily(SQLModel, table=True):
    """One of the nine families of trades; `position` is the report's order."""

    __tablename__ = "trade_family"

    code: str = Field(primary_key=True)
    label: str
    plain: str
    position: int


class FormationTrade(SQLModel, table=True):
    """The trades that a training prepares for, in the provider's order."""

    __tablename__ = "formation_trade"

    formation_id: str = Field(foreign_key="formation.id", primary_key=True)
    trade_code: str = Field(foreign_key="trade.code", primary_key=True, index=True)
    position: int = 0


class Trade(SQLModel, table=True):
    """A digital trade with its ROME codes and the words people use for it."""

    code: str = Field(primary_key=True)
    label: str
    plain: str
    family_code: str = Field(foreign_key="trade_family.code", index=True)
    rome: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    words: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))

    family: TradeFamily = Relationship()


class FormationFunding(SQLModel, table=True):
    """The schemes that can pay for a training."""

    __tablename__ = "formation_funding"

    formation_id: str = Field(foreign_key="formation.id", primary_key=True)
    scheme_code: str = Field(foreign_key="funding_scheme.code", primary_key=True)


class FundingScheme(SQLModel, table=True):
    """A way to have a training paid for."""

    __tablename__ = "funding_scheme"

    code: str = Field(primary_key=True)
    label: str
    plain: str


class FormationAudience(SQLModel, table=True):
    """The publics that a training is meant for."""

    __tablename__ = "formation_audience"

    formation_id: str = Field(foreign_key="formation.id", primary_key=True)
    audience_code: str = Field(foreign_key="audience.code", primary_key=True)


class Audience(SQLModel, table=True):
    """A public; `reserved` when belonging to it is a legal condition."""

    code: str = Field(primary_key=True)
    label: str
    reserved: bool = False


class Network(SQLModel, table=True):
    """A national network of training providers."""

    code: str = Field(primary_key=True)
    name: str


class Provider(SQLModel, table=True):
    """The body that gives the training; `direct` when the network itself operates it."""

    code: str = Field(primary_key=True)
    name: str
    siret: str | None = None
    legal_status: LegalStatus | None = Field(default=None, sa_type=choice(LegalStatus))
    network_code: str | None = Field(default=None, foreign_key="network.code", index=True)
    direct: bool | None = None
    url: str | None = None

    network: Optional["Network"] = Relationship()


class Certification(SQLModel, table=True):
    """What the learner leaves with; `register_code` is RNCP31114, RS5599 or null."""

    code: str = Field(primary_key=True)
    kind: CertificationKind = Field(sa_type=choice(CertificationKind))
    register_code: str | None = Field(default=None, index=True)
    title: str | None = None
    level: int | None = None


class Place(SQLModel, table=True):
    """Where a training is given; degrees are WGS 84."""

    code: str = Field(primary_key=True)
    commune: str | None = None
    insee_code: str | None = None
    postcode: str | None = None
    department_code: str | None = Field(default=None, foreign_key="department.code")
    region_code: str | None = Field(default=None, foreign_key="region.code", index=True)
    latitude: float | None = None
    longitude: float | None = None

    department: Optional["Department"] = Relationship()
    region: Optional["Region"] = Relationship()


class FormationSession(SQLModel, table=True):
    """One start of a training; `precision` says how much of the dates is given."""

    __tablename__ = "formation_session"

    id: int | None = Field(default=None, primary_key=True)
    formation_id: str = Field(foreign_key="formation.id", index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    apply_before: date | None = None
    seats: int | None = None
    precision: Precision = Field(default=Precision.DAY, sa_type=choice(Precision))


class Label(SQLModel, table=True):
    """The network's label of one training: programme, call 1 to 3, dates, status."""

    formation_id: str = Field(foreign_key="formation.id", primary_key=True)
    programme: Programme = Field(sa_type=choice(Programme))
    call: int | None = None
    status: LabelStatus = Field(default=LabelStatus.ACTIVE, sa_type=choice(LabelStatus))
    granted_on: date | None = None
    expires_on: date | None = None


class YearlyResult(SQLModel, table=True):
    """A year's results of one training; people counted, salary in gross euros a year."""

    __tablename__ = "yearly_result"

    formation_id: str = Field(foreign_key="formation.id", primary_key=True)
    year: int = Field(primary_key=True)
    candidates: int | None = None
    admitted: int | None = None
    started: int | None = None
    finished: int | None = None
    dropped_out: int | None = None
    known_outcomes: int | None = None
    positive_exits: int | None = None
    salaries: int | None = None
    mean_salary_eur: int | None = None


class Formation(SQLModel, table=True):
    """A training; `origins` says which values were inferred, and from what.

    It is `published` while its source gives it out (`offered`) and its label, if it has one, is
    in force.
    """

    __table_args__ = (UniqueConstraint("source", "source_key"),)

    id: str = Field(primary_key=True)
    source: str = Field(index=True)
    source_key: str
    title: str
    summary: str | None = None
    description: str | None = None
    prerequisites: str | None = None
    url: str | None = None
    modality: Modality | None = Field(default=None, sa_type=choice(Modality))
    hours: float | None = None
    months: float | None = None
    entry_level: int | None = None
    cost_eur: float | None = None
    codes: dict[str, list[str]] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    origins: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    offered: bool = True
    published: bool = True
    demonstration: bool = False
    updated_at: datetime
    content_hash: str

    provider_code: str | None = Field(default=None, foreign_key="provider.code", index=True)
    family_code: str | None = Field(default=None, foreign_key="trade_family.code", index=True)
    place_code: str | None = Field(default=None, foreign_key="place.code", index=True)
    certification_code: str | None = Field(
        default=None, foreign_key="certification.code", index=True
    )

    provider: Optional["Provider"] = Relationship()
    family: Optional["TradeFamily"] = Relationship()
    place: Optional["Place"] = Relationship()
    certification: Optional["Certification"] = Relationship()
    trades: list["Trade"] = Relationship(
        link_model=FormationTrade,
        sa_relationship_kwargs={"order_by": "FormationTrade.position"},
    )
    funding: list["FundingScheme"] = Relationship(
        link_model=FormationFunding,
        sa_relationship_kwargs={"order_by": "FundingScheme.label"},
    )
    audiences: list["Audience"] = Relationship(
        link_model=FormationAudience,
        sa_relationship_kwargs={"order_by": "Audience.label"},
    )
    sessions: list["FormationSession"] = Relationship(
        cascade_delete=True,
        sa_relationship_kwargs={"order_by": "FormationSession.starts_on"},
    )
    label: Optional["Label"] = Relationship(
        cascade_delete=True, sa_relationship_kwargs={"uselist": False}
    )
    results: list["YearlyResult"] = Relationship(
        cascade_delete=True,
        sa_relationship_kwargs={"order_by": "YearlyResult.year.desc()"},
    )


class SeenQuery(SQLModel, table=True):
    """That some reader asked a text this month; who and what stand there as keyed digests only."""

    __tablename__ = "seen_query"

    text: str = Field(primary_key=True)
    reader: str = Field(primary_key=True)
    month: str = Field(primary_key=True, index=True)
    failed: bool = False
    opened: bool = False


class KnownText(SQLModel, table=True):
    """The text behind a digest, kept once several readers have asked it."""

    __tablename__ = "known_text"

    digest: str = Field(primary_key=True)
    text: str


class QueryCount(SQLModel, table=True):
    """A past month of a known text, in numbers of readers."""

    __tablename__ = "query_count"

    text: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    readers: int
    failed: int
    abandoned: int


class TeamSynonym(SQLModel, table=True):
    """A synonym that the network's team proposed, with what the judged queries said of it.

    `before` and `after` are their mean nDCG without and with it, None until it was tried.
    """

    __tablename__ = "team_synonym"

    id: int | None = Field(default=None, primary_key=True)
    words: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    means: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    both: bool = False
    weight: float = 0.6
    state: SynonymState = Field(default=SynonymState.WAITING, sa_type=choice(SynonymState))
    before: float | None = None
    after: float | None = None
    added_on: date
