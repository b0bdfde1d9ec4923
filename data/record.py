"""One training as a source gives it: what every reader makes and the database takes."""

import base64
import hashlib
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from data.vocabulary import (
    CertificationKind,
    LabelStatus,
    LegalStatus,
    Modality,
    Precision,
    Programme,
)

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000)]
Url = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2_000, pattern=r"^https?://[^\s]+$")
]
Count = Annotated[int, Field(ge=0)]
EuropeanLevel = Annotated[int, Field(ge=3, le=8)]


class Part(BaseModel):
    """What all parts of a record share: closed, immutable, blank text refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProviderRecord(Part):
    name: Line
    siret: Annotated[str, StringConstraints(pattern=r"^\d{14}$")] | None = None
    legal_status: LegalStatus | None = None
    network: Line | None = None
    direct: bool | None = None
    url: Url | None = None


class PlaceRecord(Part):
    commune: Line | None = None
    insee_code: Annotated[str, StringConstraints(pattern=r"^\d[\dAB]\d{3}$")] | None = None
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{5}$")] | None = None
    department: Annotated[str, StringConstraints(pattern=r"^(\d{2,3}|2[AB])$")] | None = None
    region: Annotated[str, StringConstraints(pattern=r"^\d{2}$")] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class CertificationRecord(Part):
    kind: CertificationKind
    code: Annotated[str, StringConstraints(pattern=r"^(RNCP|RS)\d{1,6}(BC\d{2})?$")] | None = None
    title: Line | None = None
    level: EuropeanLevel | None = None


class SessionRecord(Part):
    starts_on: date | None = None
    ends_on: date | None = None
    apply_before: date | None = None
    seats: Count | None = None
    precision: Precision = Precision.DAY

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("la session finit avant de commencer")
        return self


class LabelRecord(Part):
    programme: Programme
    call: Annotated[int, Field(ge=1, le=3)] | None = None
    status: LabelStatus = LabelStatus.ACTIVE
    granted_on: date | None = None
    expires_on: date | None = None


class ResultRecord(Part):
    year: Annotated[int, Field(ge=2015, le=2100)]
    candidates: Count | None = None
    admitted: Count | None = None
    started: Count | None = None
    finished: Count | None = None
    dropped_out: Count | None = None
    known_outcomes: Count | None = None
    positive_exits: Count | None = None
    salaries: Count | None = None
    mean_salary_eur: Count | None = None

    @model_validator(mode="after")
    def possible(self) -> Self:
        if (self.positive_exits or 0) > (self.known_outcomes or 0):
            raise ValueError("plus de sorties positives que de situations connues")
        return self


class FormationRecord(Part):
    """One training; null is unknown, `origins` names the inferred fields and from what."""

    source_key: Line
    title: Line
    summary: Text | None = None
    description: Text | None = None
    prerequisites: Text | None = None
    url: Url | None = None
    provider: ProviderRecord | None = None
    trade_family: str | None = None
    trades: tuple[str, ...] = ()
    place: PlaceRecord | None = None
    modality: Modality | None = None
    hours: Annotated[float, Field(gt=0, le=10_000)] | None = None
    months: Annotated[float, Field(gt=0, le=120)] | None = None
    certification: CertificationRecord | None = None
    entry_level: Annotated[int, Field(ge=0, le=8)] | None = None
    audiences: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    cost_eur: Annotated[float, Field(ge=0)] | None = None
    sessions: tuple[SessionRecord, ...] = ()
    label: LabelRecord | None = None
    results: tuple[ResultRecord, ...] = ()
    codes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Codes as the source gives them, under `rome`, `formacode` and `nsf`."""
    origins: dict[str, str] = Field(default_factory=dict)
    """Field name to the evidence of a guess ("code ROME M1805"); declared fields are absent."""
    published: bool = True
    demonstration: bool = False
    updated_at: datetime | None = None

    def content_hash(self) -> str:
        """The digest by which an unchanged record is recognised: 32 hexadecimal digits."""
        return hashlib.blake2b(self.model_dump_json().encode(), digest_size=16).hexdigest()


def formation_id(source: str, source_key: str) -> str:
    """The stable public identifier of a training: 12 letters and digits, the same in every load."""
    digest = hashlib.blake2b(f"{source}\n{source_key}".encode(), digest_size=8).digest()
    return base64.b32encode(digest).decode().lower()[:12]
