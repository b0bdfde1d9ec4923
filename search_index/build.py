"""Bring the index up to the database, and compare the two."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlmodel import Session, SQLModel, col, select

from data import decisions, team_synonyms
from data.catalogue import content_hashes, formations_for_index
from data.models import Certification, Formation, Network, Place, Provider
from data.reference import Synonym
from search_index import contents, ledger, lexicon, storage
from search_index.contents import Contents
from search_index.documents import Document, document
from search_index.patches import Patched
from search_index.schema import fingerprint

RULES = "rules.txt"
REBUILD_SHARE = 0.3
"""Above this share of changed documents a fresh build is tidier."""

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
        synonyms = team_synonyms.accepted(session)
        wanted, rules = signatures(session), fingerprint(session, synonyms)
        kept = None if rebuild or _rules_of(generation) != rules else generation
        old = contents.load(kept) if kept else None
        found = _compare(_held(kept, old) if kept and old else {}, wanted)
        reader = partial(_documents, session, signed=wanted, progress=progress)
        if found or old is None:
            if kept is not None and old is not None and _few(found, wanted):
                part = _continued(folder, kept, old, found, reader)
            else:
                part = _fresh(folder, reader(sorted(wanted)), len(wanted))
            generation = _published(part, rules, synonyms)
    seconds = time.perf_counter() - begun
    counts = (len(found.missing), len(found.outdated), len(found.extra))
    return Built(*counts, storage.number(generation), seconds)


def write(folder: Path, documents: Iterable[Document]) -> Path:
    """Publish a generation of these documents, read one by one, without any database."""
    with storage.writing(folder):
        return _published(_fresh(folder, documents, None), "")


def rewrite(folder: Path, documents: Sequence[Document]) -> Path:
    """Publish a generation with these documents in the place of those of the same ids."""
    with storage.writing(folder):
        kept = storage.current(folder)
        if kept is None:
            raise storage.NoIndex(f"pas d’index dans {folder}")
        found = Differences((), tuple(one.id for one in documents), ())
        part = _continued(folder, kept, contents.load(kept), found, lambda _: documents)
        return _published(part, "")


def _few(found: Differences, wanted: Mapping[str, str]) -> bool:
    touched = len(found.missing) + len(found.outdated) + len(found.extra)
    return touched <= REBUILD_SHARE * len(wanted)


def _fresh(folder: Path, documents: Iterable[Document], count: int | None) -> Path:
    """The files of a generation made from nothing; Whoosh writes along for a moderate count."""
    part = storage.begin(folder)
    if count is not None and count <= ledger.UP_TO:
        documents = list(documents)
        ledger.write(part, documents)
    contents.save(contents.built(documents), part)
    return part


def _continued(
    folder: Path,
    kept: Path,
    old: Contents,
    found: Differences,
    read: Callable[[Sequence[str]], Iterable[Document]],
) -> Path:
    """The files of a generation that goes on from another one; `read` gives documents by id."""
    part = storage.begin(folder)
    changed = (*found.missing, *found.outdated)
    moved = contents.stranded(old, (*changed, *found.extra), len(changed))
    fresh = list(read(sorted((*changed, *moved))))
    gone = (*changed, *found.extra, *moved)
    if ledger.signatures(kept) is not None:
        ledger.go_on(kept, part, gone, fresh)
    new = contents.merged(old, gone, fresh)
    if isinstance(new.postings, Patched):
        storage.carry_over(kept, part, "postings.*.npy")
    contents.save(new, part)
    return part


def _published(part: Path, rules: str, synonyms: Iterable[Synonym] = ()) -> Path:
    lexicon.save(synonyms, part)
    (part / RULES).write_text(rules)
    return storage.publish(part)


def check(folder: Path, session: Session) -> Differences:
    """How the current generation differs from the database; all is missing before the first."""
    generation = storage.current(folder)
    wanted = signatures(session)
    held: Mapping[str, str] = {}
    if generation is not None:
        held = _held(generation, contents.load(generation))
        rules = fingerprint(session, team_synonyms.accepted(session))
        if _rules_of(generation) != rules:
            held = dict.fromkeys(held, "")
    return _compare(held, wanted)


def knows_synonyms(folder: Path, session: Session) -> bool:
    """Whether the team's accepted synonyms, and no others, work in the current generation."""
    generation = storage.current(folder)
    return generation is not None and lexicon.kept(generation) == team_synonyms.accepted(session)


def _held(generation: Path, arrays: Contents) -> Mapping[str, str]:
    """The signatures that Whoosh and the arrays agree on; where they do not, an empty one."""
    kept = ledger.signatures(generation)
    if kept is None:
        return arrays.held
    held = arrays.held
    return {one: mine if held.get(one) == mine else "" for one, mine in kept.items()}


def signatures(session: Session) -> dict[str, str]:
    """For each published formation a digest of its content and of the rows it shares.

    What the team decided of its label is no part of its content, which is its source's.
    """
    shared: SharedDigests = {
        **_digests(session, Place),
        **_digests(session, Certification),
        **_provider_digests(session),
        **{("label", one): mark for one, mark in decisions.marks(session).items()},
    }
    statement = select(
        Formation.id, Formation.provider_code, Formation.place_code, Formation.certification_code
    ).where(col(Formation.published))
    links = {
        one: (
            *(("provider", provider), ("place", place), ("certification", certification)),
            ("label", one),
        )
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
) -> Iterator[Document]:
    for done, formation in enumerate(formations_for_index(session, ids), start=1):
        yield document(formation, signed[formation.id])
        if progress is not None:
            progress(done, len(ids))


def _rules_of(generation: Path | None) -> str | None:
    if generation is None or not (generation / RULES).is_file():
        return None
    return (generation / RULES).read_text()
