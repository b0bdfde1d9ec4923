"""The team's commands: what is not found, and synonyms that the judged queries let in."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from data import team_synonyms, usage
from data.database import connect
from data.reference import Synonym
from portal.commands import portal
from search_index.query import SearchQuery
from search_index.relevance import gate, trials
from search_index.search import open_index, search
from tests.portal.conftest import NewInstance


@pytest.fixture
def home(new_instance: NewInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with the small catalogue, as the commands find it."""
    new_instance(tmp_path)
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(portal, list(arguments))


def found(home: Path, q: str) -> int:
    return search(open_index(home / "index"), SearchQuery(q=q)).total


def test_what_was_not_found_is_listed(home: Path) -> None:
    with Session(connect(f"sqlite:///{home}/portal.db")) as session, session.begin():
        for reader in "abc":
            usage.asked(session, "key", reader, "cobol", False, date(2026, 11, 3))
    listed = json.loads(run("queries", "--month", "2026-11", "--json").stdout)
    assert [(use["text"], use["failed"]) for use in listed] == [("cobol", 3)]


def test_an_accepted_synonym_works_at_once_and_can_be_taken_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "measure", lambda extra: 0.9)
    assert found(home, "zigouigoui") == 0
    assert run("synonyms", "add", "zigouigoui", "data analyst").exit_code == 0
    assert found(home, "zigouigoui") == found(home, '"data analyst"') > 0
    assert "accepté  zigouigoui → data analyst" in run("synonyms", "list").stdout
    assert run("synonyms", "remove", "zigouigoui").exit_code == 0
    assert found(home, "zigouigoui") == 0
    assert run("synonyms", "remove", "zigouigoui").exit_code == 1


def test_a_harmful_synonym_is_refused_unless_forced(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "measure", lambda extra: 0.9 - 0.1 * len(extra))
    refused = run("synonyms", "add", "zigouigoui", "data analyst")
    assert refused.exit_code == 1
    assert "0.9000 sans, 0.8000 avec" in refused.stdout
    assert found(home, "zigouigoui") == 0
    assert (
        "refusé  zigouigoui → data analyst  nDCG 0.9000 → 0.8000" in run("synonyms", "list").stdout
    )
    assert run("synonyms", "add", "zigouigoui", "data analyst", "--force").exit_code == 0
    assert found(home, "zigouigoui") > 0


def test_what_the_pages_proposed_is_tried_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "measure", lambda extra: 0.9)
    with Session(connect(f"sqlite:///{home}/portal.db")) as session, session.begin():
        one = Synonym(("zigouigoui",), ("data analyst",))
        team_synonyms.propose(session, one, date(2026, 11, 28))
    assert "à l’essai  zigouigoui → data analyst\n" in run("synonyms", "list").stdout
    assert run("synonyms", "add", "trucmuche", "data analyst").exit_code == 0
    assert found(home, "zigouigoui") == found(home, "trucmuche") > 0


def test_a_killed_trial_leaves_the_proposal_waiting(home: Path) -> None:
    environment = {**os.environ, "PORTAL_DATABASE_URL": ""}
    command = [sys.executable, "-m", "portal", "synonyms", "add", "zigouigoui", "data analyst"]
    with subprocess.Popen(command, env=environment) as process:
        try:
            while "à l’essai" not in run("synonyms", "list").stdout:
                assert process.poll() is None
            assert trials.running(home / "index")
        finally:
            process.kill()
    assert not trials.running(home / "index")
    assert "à l’essai  zigouigoui" in run("synonyms", "list").stdout


def test_what_is_no_month_is_refused(home: Path) -> None:
    refused = run("queries", "--month", "2026-13")
    assert refused.exit_code == 2
    assert "--month" in refused.output


def test_the_judged_queries_are_really_asked(
    ready: gate.Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "bench", lambda _folder, _extra: ready)
    assert 0.5 < trials.measure(()) <= 1
