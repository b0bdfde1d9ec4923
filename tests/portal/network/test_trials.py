"""A trial is a process of its own, on the portal's own database."""

import subprocess
import time
from pathlib import Path

import pytest
from sqlmodel import Session

from data import team_synonyms
from data.database import connect
from portal import create_app
from portal.network import trials
from search_index import build
from tests.portal.conftest import NewInstance
from tests.search_index.relevance.test_trials import TODAY


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_process_brings_this_portal_up(
    new_instance: NewInstance, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_INSTANCE", raising=False)
    settings = new_instance(tmp_path, kind)
    app = create_app(settings)
    engine = connect(settings.database_url)
    one = team_synonyms.Synonym(("zigouigoui",), ("data analyst",))
    with Session(engine) as session, session.begin():
        team_synonyms.settle(session, team_synonyms.propose(session, one, TODAY), True)
    with Session(engine) as session:
        assert not build.knows_synonyms(settings.index, session)
        with app.app_context():
            trials.start()
        end = time.monotonic() + 60
        while not build.knows_synonyms(settings.index, session):
            assert time.monotonic() < end
            time.sleep(0.1)
    engine.dispose()
    assert subprocess.list2cmdline(trials.COMMAND).endswith("-m portal synonyms try")
