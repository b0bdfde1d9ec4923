"""The way into the tables: new and changed records are written, unchanged ones left alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, select

from data import models
from data.record import (
    CertificationRecord,
    FormationRecord,
    PlaceRecord,
    ProviderRecord,
    formation_id,
)
from data.text import slug

BATCH = 1_000
PARTS = (
    models.FormationTrade,
    models.FormationFunding,
    models.FormationAudience,
    models.FormationSession,
    models.Label,
    models.YearlyResult,
)
"""The tables whose rows belong to one formation and are written again with it."""


@dataclass
class Counts:
    """How many records were new, different or as before (a repeated record is as before)."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def store(session: Session, source: str, records: Iterable[FormationRecord]) -> Counts:
    """Write the records of one source inside the caller's transaction; flushes, never commits."""
    return Store(session, source).take(records)


class Store:
    """One run of writing; remembers what it has met so that shared rows are looked up once."""

    def __init__(self, session: Session, source: str) -> None:
        self.session = session
        self.source = source
        self.counts = Counts()
        self.seen: set[str] = set()
        self.shared: set[tuple[type[SQLModel], str]] = set()
        self.hashes: dict[str, str] = {}
        self.now = datetime.now(UTC)

    def take(self, records: Iterable[FormationRecord]) -> Counts:
        """Write all records, a batch in memory at a time; how many were new, changed, as before."""
        known = select(models.Formation.id, models.Formation.content_hash)
        self.hashes = dict(
            self.session.exec(known.where(models.Formation.source == self.source)).all()
        )
        waiting = iter(records)
        while batch := list(islice(waiting, BATCH)):
            self._write([one for one in batch if self._is_news(one)])
        return self.counts

    def _is_news(self, record: FormationRecord) -> bool:
        identifier = formation_id(self.source, record.source_key)
        known = self.hashes.get(identifier)
        if identifier in self.seen or known == record.content_hash():
            self.counts.unchanged += 1
            self.seen.add(identifier)
            return False
        self.seen.add(identifier)
        self.counts.added += known is None
        self.counts.changed += known is not None
        return True

    def _write(self, records: list[FormationRecord]) -> None:
        ids = {formation_id(self.source, record.source_key): record for record in records}
        changed = [identifier for identifier in ids if identifier in self.hashes]
        for part in PARTS:
            owner = part.formation_id
            self.session.exec(delete(part).where(col(owner).in_(changed)))
        formations = [self._formation(identifier, one) for identifier, one in ids.items()]
        self.session.flush()
        for formation in formations:
            if formation.id in self.hashes:
                self.session.merge(formation)
            else:
                self.session.add(formation)
        self.session.flush()
        self.session.add_all(part for key, one in ids.items() for part in _parts(key, one))
        self.session.flush()
        self.session.expunge_all()

    def _formation(self, identifier: str, record: FormationRecord) -> models.Formation:
        own = record.model_dump(
            include={
                *("title", "summary", "description", "prerequisites", "url", "modality"),
                *("hours", "months", "entry_level", "cost_eur", "origins"),
                *("published", "demonstration"),
            }
        )
        return models.Formation(
            id=identifier,
            source=self.source,
            source_key=record.source_key,
            codes={name: list(codes) for name, codes in record.codes.items()},
            updated_at=record.updated_at or self.now,
            content_hash=record.content_hash(),
            family_code=record.trade_family,
            provider_code=self._provider(record.provider) if record.provider else None,
            place_code=self._place(record.place) if record.place else None,
            certification_code=(
                self._certification(record.certification) if record.certification else None
            ),
            **own,
        )

    def _share(self, row: SQLModel, code: str) -> str:
        """Write a row that several formations share, once a run; give its code back."""
        key = (type(row), code)
        if key not in self.shared:
            self.session.merge(row)
            self.shared.add(key)
        return code

    def _provider(self, record: ProviderRecord) -> str:
        network = record.network and self._share(
            models.Network(code=slug(record.network), name=record.network), slug(record.network)
        )
        code = record.siret or slug(record.name)
        facts = record.model_dump(exclude={"network"})
        return self._share(models.Provider(code=code, network_code=network, **facts), code)

    def _place(self, record: PlaceRecord) -> str:
        facts = record.model_dump()
        facts["department_code"], facts["region_code"] = (
            facts.pop("department"),
            facts.pop("region"),
        )
        code = slug("-".join(str(fact) for fact in facts.values() if fact is not None)) or "unknown"
        return self._share(models.Place(code=code, **facts), code)

    def _certification(self, record: CertificationRecord) -> str:
        words = (record.code or "", record.kind, record.title or "", str(record.level or ""))
        code = slug("-".join(word for word in words if word))
        row = models.Certification(
            code=code,
            kind=record.kind,
            register_code=record.code,
            title=record.title,
            level=record.level,
        )
        return self._share(row, code)


def _parts(identifier: str, record: FormationRecord) -> list[SQLModel]:
    """The rows that belong to this formation alone."""
    own: dict[str, Any] = {"formation_id": identifier}
    rows: list[SQLModel] = [
        models.FormationTrade(trade_code=code, position=position, **own)
        for position, code in enumerate(dict.fromkeys(record.trades))
    ]
    schemes, audiences = sorted(set(record.funding)), sorted(set(record.audiences))
    rows += [models.FormationFunding(scheme_code=code, **own) for code in schemes]
    rows += [models.FormationAudience(audience_code=code, **own) for code in audiences]
    rows += [models.FormationSession(**own, **one.model_dump()) for one in record.sessions]
    rows += [models.YearlyResult(**own, **one.model_dump()) for one in record.results]
    if record.label:
        rows.append(models.Label(**own, **record.label.model_dump()))
    return rows
