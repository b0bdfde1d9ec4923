"""The index follows the database: whole generations, one writer at a time, no ghosts."""

import signal
import time
from collections.abc import Callable
from datetime import date
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from data.models import Formation, Provider, Trade
from search_index import build, ledger, storage
from search_index.build import check, update
from search_index.query import SearchQuery
from search_index.results import SearchResults
from search_index.search import Index, open_index, search
from search_index.storage import IndexBusy, current, writing
from tests.search_index import elsewhere

TODAY = date(2027, 1, 15)
AddFormation = Callable[..., Formation]


def ask(folder: Path, q: str = "", sort: str = "start", literal: bool = False) -> SearchResults:
    query = SearchQuery(q=q, sort=sort, page_size=100, literal=literal)
    return search(open_index(folder), query, TODAY)


def ids(results: SearchResults) -> list[str]:
    return [hit.formation_id for hit in results.hits]


def change(session: Session, formation_id: str, title: str) -> None:
    formation = session.get_one(Formation, formation_id)
    formation.title = title
    formation.content_hash += "+"
    session.commit()


def remove(session: Session, formation_id: str) -> None:
    session.get_one(Formation, formation_id).published = False
    session.commit()


def test_nothing_new_writes_nothing(folder: Path, catalogue: Session) -> None:
    built = update(folder, catalogue)
    assert (built.added, built.changed, built.removed, built.generation) == (0, 0, 0, 1)


def test_an_update_adds_changes_and_removes(
    folder: Path, catalogue: Session, add: AddFormation
) -> None:
    add(61, title="Blender en trois mois")
    change(catalogue, "f01", "Modeleur Blender")
    remove(catalogue, "f02")
    built = update(folder, catalogue)
    assert (built.added, built.changed, built.removed, built.generation) == (1, 1, 1, 2)
    assert set(ids(ask(folder, "blender"))) == {"f01", "f61"}
    assert not check(folder, catalogue)


def test_an_update_in_steps_equals_a_rebuild(
    folder: Path, catalogue: Session, add: AddFormation, tmp_path: Path
) -> None:
    for number in range(61, 66):
        add(number, title=f"Ajout {number}")
        change(catalogue, f"f{number - 50}", f"Change {number}")
        remove(catalogue, f"f{number - 40}")
        update(folder, catalogue)
    update(tmp_path / "afresh", catalogue)
    for q in ("", "web", "change 63", "securite -php", '"systèmes et réseaux"'):
        # Word for word: meaning is learnt anew at a rebuild only, and orders near equals.
        stepwise, afresh = (ask(one, q, literal=True) for one in (folder, tmp_path / "afresh"))
        assert ids(stepwise) == ids(afresh)
        assert stepwise.facets == afresh.facets


def test_removed_trainings_do_not_come_back_on_a_surviving_segment(
    folder: Path, catalogue: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_index.search.LOOK_SECONDS", 0.0)
    index = open_index(folder)
    for number in range(10, 20):
        remove(catalogue, f"f{number}")
        update(folder, catalogue)
        results = search(index, SearchQuery(page_size=100), TODAY)
        assert f"f{number}" not in ids(results)
        assert results.total == 60 - (number - 9)


def test_a_new_name_of_a_provider_reaches_its_trainings(folder: Path, catalogue: Session) -> None:
    catalogue.get_one(Provider, "ecole-4").name = "Institut Blender"
    catalogue.commit()
    built = update(folder, catalogue)
    assert built.changed == ask(folder, "blender").total > 0
    assert built.added == built.removed == 0


def test_another_word_of_a_trade_rebuilds(folder: Path, catalogue: Session) -> None:
    trade = catalogue.exec(select(Trade).where(Trade.code == "developpeur-full-stack")).one()
    trade.words = [*trade.words, "pisseur de code"]
    catalogue.commit()
    assert len(check(folder, catalogue).outdated) == 60
    assert update(folder, catalogue).generation == 2
    assert ask(folder, '"pisseur de code"').total == 10


def test_a_rebuild_can_be_asked_and_shows_its_progress(folder: Path, catalogue: Session) -> None:
    seen: list[tuple[int, int]] = []
    built = update(
        folder, catalogue, rebuild=True, progress=lambda done, total: seen.append((done, total))
    )
    assert built.generation == 2
    assert seen == [(done, 60) for done in range(1, 61)]


def test_the_check_finds_a_difference_made_by_hand(
    folder: Path, catalogue: Session, add: AddFormation
) -> None:
    generation = current(folder)
    assert generation is not None
    writer = ledger.open_whoosh(generation).writer()
    writer.delete_by_term("id", "f05")
    writer.commit()
    add(61)
    change(catalogue, "f06", "Autre titre")
    remove(catalogue, "f07")
    found = check(folder, catalogue)
    assert (found.missing, found.outdated, found.extra) == (("f05", "f61"), ("f06",), ("f07",))


def test_before_the_first_build_everything_is_missing(tmp_path: Path, catalogue: Session) -> None:
    assert len(check(tmp_path / "none", catalogue).missing) == 60


def test_a_reader_keeps_its_generation_while_others_are_published(
    folder: Path, catalogue: Session, add: AddFormation
) -> None:
    index = open_index(folder)
    before = index.generation()
    asked = build.signatures(catalogue).keys()
    for number in range(61, 65):
        add(number, title="Blender")
        update(folder, catalogue)
    documents, _, _ = next(before.engine.matcher.lists(("web",)))
    assert {before.engine.columns.id(document) for document in documents} <= asked
    assert len(documents) == 10
    kept = sorted(path.name for path in folder.glob("gen-*"))
    assert kept == ["gen-4", "gen-5"]


def test_a_reader_sees_the_new_generation_after_a_second(
    folder: Path, catalogue: Session, add: AddFormation
) -> None:
    index = open_index(folder)
    assert found(index) == 0
    add(61, title="Blender")
    update(folder, catalogue)
    end = time.monotonic() + 3
    while not found(index) and time.monotonic() < end:
        time.sleep(0.05)
    assert found(index) == 1


def found(index: Index) -> int:
    return search(index, SearchQuery(q="blender"), TODAY).total


PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload([elsewhere.__name__])


def rebuild_elsewhere(folder: Path, catalogue: Session, moment: str = "") -> BaseProcess:
    """A process that builds the index anew, and dies at that moment."""
    engine = catalogue.get_bind()
    assert isinstance(engine, Engine)
    url = engine.url.render_as_string(hide_password=False)
    process = PROCESSES.Process(target=elsewhere.rebuild, args=(folder, url, moment))
    process.start()
    return process


@pytest.mark.parametrize("moment", ["documents", "columns", "pointer"])
def test_a_killed_writer_leaves_the_index_as_it_was(
    folder: Path, catalogue: Session, moment: str
) -> None:
    writer = rebuild_elsewhere(folder, catalogue, moment)
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    assert ask(folder).total == 60
    assert update(folder, catalogue, rebuild=True).generation == 2
    assert not [path for path in folder.iterdir() if path.name.endswith(storage.PART)]
    assert not check(folder, catalogue)


def test_two_writers_queue(folder: Path, catalogue: Session) -> None:
    writers = [rebuild_elsewhere(folder, catalogue) for _ in range(2)]
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert current(folder) == folder / "gen-3"
    assert ask(folder).total == 60


def test_a_writer_does_not_wait_for_ever(folder: Path) -> None:
    with writing(folder), pytest.raises(IndexBusy), writing(folder, seconds=0.1):
        pass
