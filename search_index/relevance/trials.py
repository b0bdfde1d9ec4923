"""A proposed synonym is tried on the judged queries, which decide; one trial at a time.

A proposal is kept before its trial and settled in one step after it: a process that is killed in
between leaves it waiting, to be tried anew.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from data import team_synonyms
from data.reference import Synonym
from search_index import build, storage
from search_index.relevance import gate

MAY_FALL = 0.0005
"""How much the mean nDCG of the judged queries may fall with a synonym that is accepted: a sixth
of one query in 300. "data" for "web" costs 0.0006, "développeur" for "graphiste" 0.0012."""

LOCK = "trials.lock"
A_MOMENT = 1.0
"""Seconds in which whoever only looks whether there is a trial has looked."""


@dataclass(frozen=True)
class Tried:
    """What the judged queries said: their mean nDCG@10 without and with the synonym."""

    before: float
    after: float
    good: bool


@contextmanager
def alone(folder: Path, seconds: float) -> Iterator[bool]:
    """Be the only one who tries synonyms beside the index `folder`; False if others go on."""
    with storage.locked(folder / LOCK, seconds) as mine:
        yield mine


def running(folder: Path) -> bool:
    """Whether a trial is going on."""
    with alone(folder, 0) as mine:
        return not mine


def try_waiting(engine: Engine, folder: Path) -> None:
    """Try all proposals that wait, the oldest first, and bring the index up to what is accepted.

    Where somebody else is trying now, they are left to them: whoever tries looks again after having
    let go, so that none is left waiting between the two.
    """
    failed: set[int] = set()
    while _next(engine, failed):
        with alone(folder, A_MOMENT) as mine:
            if not mine:
                return
            while found := _next(engine, failed):
                number, one = found
                try:
                    try_one(engine, number, one)
                except Exception:  # the others have nothing to do with what is wrong with one
                    logging.getLogger(__name__).exception("the trial of synonym %s failed", number)
                    failed.add(number)
            with Session(engine) as session:
                build.update(folder, session)


def _next(engine: Engine, failed: set[int]) -> tuple[int, Synonym] | None:
    with Session(engine) as session:
        waiting = team_synonyms.waiting(session).items()
    return next((each for each in waiting if each[0] not in failed), None)


def try_one(engine: Engine, number: int, one: Synonym, force: bool = False) -> Tried:
    """Try a waiting proposal beside those accepted, and settle it; call it inside `alone`.

    With `force` it is accepted whatever the figures say.
    """
    with Session(engine) as session:
        held = team_synonyms.accepted(session)
    before, after = measure(held), measure((*held, one))
    tried = Tried(before, after, force or after >= before - MAY_FALL)
    with Session(engine) as session, session.begin():
        team_synonyms.settle(session, number, tried.good, (before, after))
    return tried


def measure(extra: tuple[Synonym, ...]) -> float:
    """The mean nDCG@10 of the judged queries with these synonyms of the team."""
    return gate.run(with_peers=False, extra_synonyms=extra).mean().ndcg
