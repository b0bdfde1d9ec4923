"""The way into the tables: new and changed records are written, unchanged ones left alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, cast

from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel, col, select

from data import labels, models
from data.record import (
    CertificationRecord,
    FormationRecord,
    LabelRecord,
    PlaceRecord,
    ProviderRecord,
    formation_id,
)
from data.settling import Settled, settle
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


Shared = models.Network | models.Provider | models.Place | models.Certification
SHARED: tuple[type[Shared], ...] = (
    models.Network,
    models.Provider,
    models.Place,
    models.Certification,
)
"""The tables whose rows several formations share, those that others refer to first."""

OWN = (
    *("source_key", "title", "summary", "description", "prerequisites", "url", "modality"),
    *("hours", "months", "entry_level", "cost_eur", "origins", "demonstration"),
)
"""The fields that a formation's row takes from its record as they are."""

Row = dict[str, Any]


@dataclass
class Counts:
    """How many records were new, different or as before (a repeated record is as before).

    `labels` says what became of the team's decisions on the labels of those that are different.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    labels: list[Settled] = field(default_factory=list)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.labels + other.labels,
        )


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
        self.waiting: dict[type[SQLModel], dict[str, Row]] = {}
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
        terms = labels.terms(self.session, changed)
        settled, notes = settle(self.session, ids)
        self.counts.labels += notes
        for part in PARTS:
            self.session.exec(delete(part).where(col(part.formation_id).in_(changed)))
        self.session.exec(delete(models.Formation).where(col(models.Formation.id).in_(changed)))
        formations = [
            self._formation(identifier, record, settled[identifier])
            for identifier, record in ids.items()
        ]
        self._write_shared()
        rows: dict[type[SQLModel], list[Row]] = {models.Formation: formations}
        for identifier, record in ids.items():
            for table, row in _parts(identifier, record, settled[identifier]):
                rows.setdefault(table, []).append(row)
        for table, news in rows.items():
            if news:
                self.session.connection().execute(insert(table), news)
        self.session.add_all(labels.changes(_labels(settled), terms, date.today()))
        self.session.flush()
        self.session.expunge_all()

    def _formation(
        self, identifier: str, record: FormationRecord, label: LabelRecord | None
    ) -> Row:
        return {
            **{name: getattr(record, name) for name in OWN},
            "id": identifier,
            "source": self.source,
            "offered": record.published,
            "published": record.published and labels.in_force(label),
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

    def _share(self, table: type[SQLModel], code: str, facts: Row) -> str:
        """Note a row that several formations share, once a run; give its code back."""
        if (table, code) not in self.shared:
            self.shared.add((table, code))
            self.waiting.setdefault(table, {})[code] = {"code": code, **facts}
        return code

    def _write_shared(self) -> None:
        """Insert the new shared rows; a known one takes what is given and forgets nothing."""
        for table in SHARED:
            rows = self.waiting.pop(table, {})
            known = self.session.exec(select(table).where(col(table.code).in_(rows)))
            for row in cast(list[Shared], known.all()):
                given = rows.pop(row.code)
                row.sqlmodel_update({k: v for k, v in given.items() if v is not None})
            self.session.flush()
            if rows:
                self.session.connection().execute(insert(table), list(rows.values()))

    def _provider(self, record: ProviderRecord) -> str:
        network = slug(record.network) if record.network else None
        if network:
            self._share(models.Network, network, {"name": record.network})
        facts = record.model_dump(exclude={"network"}) | {"network_code": network}
        return self._share(models.Provider, record.siret or slug(record.name), facts)

    def _place(self, record: PlaceRecord) -> str:
        facts = record.model_dump()
        code = slug("-".join(str(fact) for fact in facts.values() if fact is not None)) or "unknown"
        facts["department_code"] = facts.pop("department")
        facts["region_code"] = facts.pop("region")
        return self._share(models.Place, code, facts)

    def _certification(self, record: CertificationRecord) -> str:
        words = (record.code or "", record.kind, record.title or "", str(record.level or ""))
        facts = record.model_dump(exclude={"code"}) | {"register_code": record.code}
        return self._share(models.Certification, slug("-".join(w for w in words if w)), facts)


def _parts(
    identifier: str, record: FormationRecord, label: LabelRecord | None
) -> Iterator[tuple[type[SQLModel], Row]]:
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
    if label:
        yield models.Label, {**own, **label.model_dump()}


def _labels(settled: dict[str, LabelRecord | None]) -> dict[str, models.Label]:
    return {
        identifier: models.Label(formation_id=identifier, **label.model_dump())
        for identifier, label in settled.items()
        if label
    }
