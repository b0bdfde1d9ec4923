"""The gate: every judged query asked of the search and of its peers, measured and summed up."""

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from data import catalogue, team_synonyms
from data.database import connect, migrate
from data.demonstration import formations as demonstration_formations
from data.intake.store import store
from data.models import Formation
from data.reference import Synonym
from search_index import build
from search_index.query import SearchQuery
from search_index.relevance.facts import Facts, facts
from search_index.relevance.judgements import KINDS, Judged, judged_queries
from search_index.relevance.measures import DEEP, Grades, Measures, mean, measure
from search_index.relevance.peers import Ask, peers
from search_index.search import Index, open_index, search, warm

TODAY = date(2027, 1, 15)
"""The day of the gate, for the catalogue's sessions and for the search alike."""
PORTAL = "portail"

Synonyms = Sequence[Synonym]


@dataclass(frozen=True)
class Bench:
    """The demonstration catalogue ready to be asked: its index, rows and judged facts."""

    index: Index
    rows: tuple[Formation, ...]
    facts: tuple[Facts, ...]


@dataclass(frozen=True)
class Answered:
    """One query with the grades that were to be found, and each engine's measures by its name."""

    judged: Judged
    grades: Grades
    measures: Mapping[str, Measures]


@dataclass(frozen=True)
class Report:
    """All queries answered; the means are taken over the valid ones."""

    answered: tuple[Answered, ...]
    engines: tuple[str, ...]

    def mean(self, engine: str = PORTAL, kind: str | None = None) -> Measures:
        """The means of one engine over all kinds or one; ValueError when no query is valid."""
        return mean([a.measures[engine] for a in self.valid() if kind in (None, a.judged.kind)])

    def valid(self) -> list[Answered]:
        """The queries that have an answer in the catalogue."""
        return [one for one in self.answered if one.judged.valid]

    def kinds(self) -> tuple[str, ...]:
        """The kinds with a valid query, in the files' order."""
        asked = {one.judged.kind for one in self.valid()}
        return tuple(kind for kind in KINDS if kind in asked)

    def refused(self, engine: str = PORTAL) -> float | None:
        """The share of queries without answer that got an empty list; None when none was asked."""
        empty = [one.measures[engine].empty for one in self.answered if not one.judged.valid]
        return sum(empty) / len(empty) if empty else None


def run(
    folder: Path | None = None,
    kinds: Collection[str] = KINDS,
    with_peers: bool = True,
    extra_synonyms: Synonyms | None = None,
) -> Report:
    """Build the demonstration catalogue and measure all queries of these kinds.

    `folder` keeps the database and the index (a temporary one by default); `extra_synonyms` work as
    those of the team do, so that one is tried before it is accepted.
    """
    if folder is not None:
        return measured(bench(folder, extra_synonyms), kinds, with_peers)
    with tempfile.TemporaryDirectory() as temporary:
        return measured(bench(Path(temporary), extra_synonyms), kinds, with_peers)


def bench(folder: Path, extra_synonyms: Synonyms | None = None) -> Bench:
    """The demonstration catalogue of the gate's day in a database and an index under `folder`."""
    engine = connect(f"sqlite:///{folder / 'relevance.db'}")
    migrate(engine)
    try:
        rows = _filled(engine, folder, extra_synonyms or ())
    finally:
        engine.dispose()
    index = open_index(folder / "index")
    warm(index)
    return Bench(index, rows, tuple(facts(row) for row in rows))


def _filled(engine: Engine, folder: Path, extra: Synonyms) -> tuple[Formation, ...]:
    with Session(engine) as session:
        store(session, "demonstration", demonstration_formations(TODAY))
        for one in extra:
            team_synonyms.settle(session, team_synonyms.propose(session, one, TODAY), True)
        session.commit()
        build.update(folder / "index", session)
        return tuple(catalogue.formations_for_index(session))


def measured(ready: Bench, kinds: Collection[str] = KINDS, with_peers: bool = True) -> Report:
    """The report of all queries of these kinds."""
    engines: dict[str, Ask] = {PORTAL: portal_answers(ready.index)}
    engines |= peers(ready.rows) if with_peers else {}
    asked = [one for one in judged_queries() if one.kind in kinds]
    return Report(tuple(_answered(one, ready.facts, engines) for one in asked), tuple(engines))


def portal_answers(index: Index) -> Callable[[str], list[str]]:
    """The search as a reader's words meet it: ids, the best first, at most fifty."""

    def ask(text: str) -> list[str]:
        results = search(index, SearchQuery(q=text, page_size=DEEP), TODAY)
        return [hit.formation_id for hit in results.hits]

    return ask


def _answered(judged: Judged, trainings: Sequence[Facts], engines: Mapping[str, Ask]) -> Answered:
    grades = judged.grades(trainings, TODAY)
    return Answered(
        judged, grades, {name: measure(ask(judged.q), grades) for name, ask in engines.items()}
    )
