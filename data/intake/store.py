"""The way into the tables: new and changed records are written, unchanged ones left alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert
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


OWN = (
    *("source_key", "title", "summary", "description", "prerequisites", "url", "modality"),
    *("hours", "months", "entry_level", "cost_eur", "origins", "published", "demonstration"),
)
"""The fields that a formation's row takes from its record as they are."""

Row = dict[str, Any]


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
        """One statement a table and batch: rows of changed formations go out, all news come in."""
        ids = {formation_id(self.source, record.source_key): record for record in records}
        changed = [identifier for identifier in ids if identifier in self.hashes]
        for part in PARTS:
            self.session.exec(delete(part).where(col(part.formation_id).in_(changed)))
        self.session.exec(delete(models.Formation).where(col(models.Formation.id).in_(changed)))
        with self.session.no_autoflush:
            formations = [self._formation(identifier, one) for identifier, one in ids.items()]
        self.session.flush()
        rows: dict[type[SQLModel], list[Row]] = {models.Formation: formations}
        for identifier, record in ids.items():
            for table, row in _parts(identifier, record):
                rows.setdefault(table, []).append(row)
        for table, news in rows.items():
            if news:
                self.session.connection().execute(insert(table), news)
        self.session.expunge_all()

    def _formation(self, identifier: str, record: FormationRecord) -> Row:
        return {
            **{name: getattr(record, name) for name in OWN},
            "id": identifier,
            "source": self.source,
            "codes": {name: list(codes) for name, codes in record.codes.items()},
            "updated_at": record.updated_at or self.now,
            "content_hash": record.content_hash(),
            "family_code": record.trade_family,
            "provider_code": self._provider(record.provider) if record.provider else None,
            "place_code": self._place(record.place) if record.place else None,
            "certification_code": (
                self._certification(record.certification) if record.certification else None
            ),
        }

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


def _parts(identifier: str, record: FormationRecord) -> Iterator[tuple[type[SQLModel], Row]]:
    """The rows that belong to this formation alone, each with its table."""
    own: Row = {"formation_id": identifier}
    for position, code in enumerate(dict.fromkeys(record.trades)):
        yield models.FormationTrade, {**own, "trade_code": code, "position": position}
    for code in sorted(set(record.funding)):
        yield models.FormationFunding, {**own, "scheme_code": code}
    for code in sorted(set(record.audiences)):
        yield models.FormationAudience, {**own, "audience_code": code}
    for session in record.sessions:
        yield models.FormationSession, {**own, **session.model_dump()}
    for result in record.results:
        yield models.YearlyResult, {**own, **result.model_dump()}
    if record.label:
        yield models.Label, {**own, **record.label.model_dump()}
