"""A proposal is tried alone and settled in one step; who comes second leaves it to the first."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from data import team_synonyms
from data.reference import Synonym
from data.vocabulary import SynonymState
from search_index import build
from search_index.relevance import trials

TODAY = date(2026, 11, 28)
STATES = SynonymState


def propose(engine: Engine, *words: str) -> list[int]:
    with Session(engine) as session, session.begin():
        return [
            team_synonyms.propose(session, Synonym((one,), ("développeur",)), TODAY)
            for one in words
        ]


def states(engine: Engine) -> list[SynonymState]:
    with Session(engine) as session:
        return [row.state for row in team_synonyms.every(session)]


def harmful(word: str) -> Callable[[tuple[Synonym, ...]], float]:
    """Judged queries that lose by one word, as they would be measured."""
    return lambda extra: 0.9 - 0.1 * any(word in one.words for one in extra)


def test_each_that_waits_is_tried_beside_those_accepted(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "measure", harmful("bad"))
    propose(engine, "good", "bad", "fine")
    trials.try_waiting(engine, tmp_path)
    assert states(engine) == [STATES.ACCEPTED, STATES.REFUSED, STATES.ACCEPTED]
    with Session(engine) as session:
        rows = team_synonyms.every(session)
        assert [row.after for row in rows] == pytest.approx([0.9, 0.8, 0.9])
        assert build.knows_synonyms(tmp_path, session)


@pytest.mark.parametrize(("fall", "good"), [(0.0004, True), (0.0006, False)])
def test_a_little_may_be_lost(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, fall: float, good: bool
) -> None:
    monkeypatch.setattr(trials, "measure", lambda extra: 0.9 - fall * len(extra))
    (number,) = propose(engine, "word")
    assert trials.try_one(engine, number, Synonym(("word",), ("développeur",))).good is good


def test_one_that_cannot_be_tried_waits_and_holds_up_no_other(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measure(extra: tuple[Synonym, ...]) -> float:
        if any("broken" in one.words for one in extra):
            raise OSError("no room left")
        return 0.9

    monkeypatch.setattr(trials, "measure", measure)
    propose(engine, "broken", "good")
    trials.try_waiting(engine, tmp_path)
    assert states(engine) == [STATES.WAITING, STATES.ACCEPTED]
    assert not trials.running(tmp_path)


def test_two_at_once_do_not_try_at_once(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def measure(_extra: tuple[Synonym, ...]) -> float:
        begun.set()
        assert go_on.wait(20)
        return 0.9

    monkeypatch.setattr(trials, "measure", measure)
    monkeypatch.setattr(trials, "A_MOMENT", 0.01)
    propose(engine, "first")
    first = threading.Thread(target=trials.try_waiting, args=(engine, tmp_path))
    first.start()
    assert begun.wait(20)
    propose(engine, "second")
    # Whoever comes second leaves its proposal to the first, who looks again.
    trials.try_waiting(engine, tmp_path)
    assert trials.running(tmp_path)
    assert states(engine) == [STATES.WAITING, STATES.WAITING]
    go_on.set()
    first.join(20)
    assert states(engine) == [STATES.ACCEPTED, STATES.ACCEPTED]
