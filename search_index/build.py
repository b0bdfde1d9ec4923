"""Bring the index up to the database, and compare the two."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, SQLModel, col, select
from whoosh import index as whoosh_index

from data.catalogue import content_hashes, formations_for_index
from data.models import Certification, Formation, Network, Place, Provider
from search_index import columns, storage
from search_index.schema import document, fingerprint, schema

COLUMNS = "columns"
FINGERPRINT = "fingerprint.json"
SEGMENTS = "MAIN_*.seg"
TABLE_OF_CONTENTS = "_MAIN_*.toc"
REBUILD_SHARE = 0.3
"""Above this share of changed documents a fresh build is both quicker and tidier."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Built:
    """What an update did: documents added, changed and removed, the generation that stands."""

    added: int
    changed: int
    removed: int
    generation: int
    seconds: float


@dataclass(frozen=True)
class Differences:
    """Ids that the index lacks, holds in an old state, or holds though they are gone."""

    missing: tuple[str, ...]
    outdated: tuple[str, ...]
    extra: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.extra)


def update(
    folder: Path, session: Session, *, rebuild: bool = False, progress: Progress | None = None
) -> Built:
    """Index what differs from the database; without a difference no generation is written.

    Waits for another writer (IndexBusy after a minute); readers see all of it or nothing.
    `progress` is called with the documents done and to do.
    """
    begun = time.perf_counter()
    with storage.writing(folder):
        generation = storage.current(folder)
        wanted, rules = signatures(session), fingerprint(session)
        kept = None if rebuild or _rules_of(generation) != rules else generation
        found = _compare(_signatures_held(kept) if kept else {}, wanted)
        if found or kept is None:
            part = storage.begin(folder)
            if kept is not None and _few(found, wanted):
                opened = _continued(kept, part)
                ids, gone = [*found.missing, *found.outdated], [*found.outdated, *found.extra]
            else:
                opened = whoosh_index.create_in(str(part), schema())
                ids, gone = list(wanted), []
            _write(opened, gone, _documents(session, sorted(ids), wanted, progress))
            _finish(part, rules)
            generation = storage.publish(part)
    seconds = time.perf_counter() - begun
    counts = (len(found.missing), len(found.outdated), len(found.extra))
    return Built(*counts, storage.number(generation), seconds)


def _few(found: Differences, wanted: Mapping[str, str]) -> bool:
    touched = len(found.missing) + len(found.outdated) + len(found.extra)
    return touched <= REBUILD_SHARE * len(wanted)


def _continued(generation: Path, part: Path) -> Any:
    """A Whoosh index in `part` that goes on from a generation's, without touching that one."""
    for pattern in (SEGMENTS, TABLE_OF_CONTENTS):
        storage.carry_over(generation, part, pattern)
    return whoosh_index.open_dir(str(part), schema=schema())


def check(folder: Path, session: Session) -> Differences:
    """How the current generation differs from the database; all is missing before the first."""
    generation = storage.current(folder)
    wanted = signatures(session)
    held = _signatures_stored(generation) if generation else {}
    if generation is not None and _rules_of(generation) != fingerprint(session):
        held = dict.fromkeys(held, "")
    return _compare(held, wanted)


def signatures(session: Session) -> dict[str, str]:
    """For each published formation a digest of its content and of the rows it shares."""
    shared = {
        **_digests(session, Place),
        **_digests(session, Certification),
        **_provider_digests(session),
    }
    statement = select(
        Formation.id, Formation.provider_code, Formation.place_code, Formation.certification_code
    ).where(col(Formation.published))
    links = {
        one: (("provider", provider), ("place", place), ("certification", certification))
        for one, provider, place, certification in session.exec(statement)
    }
    return {
        one: ":".join((content, *(shared.get(link, "") for link in links.get(one, ()))))
        for one, content in content_hashes(session).items()
    }


SharedDigests = dict[tuple[str, str | None], str]


def _digests(session: Session, table: type[Place] | type[Certification]) -> SharedDigests:
    rows: Iterable[Place | Certification] = session.exec(select(table))
    return {(str(table.__tablename__), row.code): _digest(row) for row in rows}


def _provider_digests(session: Session) -> SharedDigests:
    networks = {network.code: _digest(network) for network in session.exec(select(Network))}
    return {
        ("provider", provider.code): _digest(provider)
        + networks.get(provider.network_code or "", "")
        for provider in session.exec(select(Provider))
    }


def _digest(row: SQLModel) -> str:
    content = repr(sorted(row.model_dump().items())).encode()
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _compare(held: Mapping[str, str], wanted: Mapping[str, str]) -> Differences:
    return Differences(
        missing=tuple(sorted(wanted.keys() - held.keys())),
        outdated=tuple(sorted(k for k in wanted.keys() & held.keys() if held[k] != wanted[k])),
        extra=tuple(sorted(held.keys() - wanted.keys())),
    )


def _documents(
    session: Session, ids: Sequence[str], signed: Mapping[str, str], progress: Progress | None
) -> Iterator[dict[str, Any]]:
    for done, formation in enumerate(formations_for_index(session, ids), start=1):
        yield document(formation, signed[formation.id])
        if progress is not None:
            progress(done, len(ids))


def _write(opened: Any, gone: Iterable[str], documents: Iterable[dict[str, Any]]) -> None:
    """Take documents out of a Whoosh index and put others in, in one commit."""
    writer = opened.writer(limitmb=256)
    try:
        for one in gone:
            writer.delete_by_term("id", one)
        for each in documents:
            writer.add_document(**each)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    opened.close()


def _finish(part: Path, rules: str) -> None:
    """Write the columns, in the order of Whoosh's documents, and the fingerprint."""
    opened = open_whoosh(part)
    with opened.reader() as reader:
        alive = dict(reader.iter_docs())
        documents = [
            (alive[at]["id"], alive[at]["row"]) if at in alive else None
            for at in range(reader.doc_count_all())
        ]
    opened.close()
    made = part / COLUMNS
    made.mkdir()
    columns.save(columns.build(documents), made)
    held = {stored["id"]: stored["signature"] for stored in alive.values()}
    (part / FINGERPRINT).write_text(json.dumps({"rules": rules, "signatures": held}))


def _signatures_stored(generation: Path) -> dict[str, str]:
    """What Whoosh's own documents say, the slow and sure way."""
    opened = open_whoosh(generation)
    with opened.reader() as reader:
        held = {stored["id"]: stored["signature"] for _, stored in reader.iter_docs()}
    opened.close()
    return held


def _rules_of(generation: Path | None) -> str | None:
    if generation is None:
        return None
    return str(json.loads((generation / FINGERPRINT).read_text())["rules"])


def _signatures_held(generation: Path) -> dict[str, str]:
    held: dict[str, str] = json.loads((generation / FINGERPRINT).read_text())["signatures"]
    return held


def open_whoosh(generation: Path) -> Any:
    """The Whoosh index of a generation, for reading."""
    return whoosh_index.open_dir(str(generation))
