"""A synonym is proposed, waits for its trial, and is settled once."""

from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlmodel import Session

from data import team_synonyms
from data.database import MIGRATIONS, connect
from data.models import TeamSynonym
from data.reference import Synonym
from data.vocabulary import SynonymState
from tests.conftest import DATABASES, NewDatabase

DEV = Synonym(("Dév",), ("développeur",))
TODAY = date(2026, 11, 28)
OLD = text(
    'INSERT INTO team_synonym (words, means, "both", weight, accepted, before, after, added_on)'
    """ VALUES ('["a"]', '["c"]', false, 0.6, true, 0.8, 0.9, '2026-11-28'),"""
    """ ('["b"]', '["c"]', false, 0.6, false, 0.8, 0.7, '2026-11-28')"""
)
"""Rows as they were before a synonym could wait."""


def test_what_waits_works_only_once_it_is_accepted(session: Session) -> None:
    number = team_synonyms.propose(session, DEV, TODAY)
    assert team_synonyms.waiting(session) == {number: DEV}
    assert team_synonyms.accepted(session) == ()
    assert team_synonyms.settle(session, number, True, (0.8, 0.9))
    assert team_synonyms.accepted(session) == (DEV,)
    assert team_synonyms.waiting(session) == {}


def test_what_was_settled_or_taken_out_meanwhile_stays_so(session: Session) -> None:
    refused, gone = (team_synonyms.propose(session, DEV, TODAY) for _ in range(2))
    assert team_synonyms.settle(session, refused, False, (0.8, 0.7))
    assert not team_synonyms.settle(session, refused, True, (0.8, 0.9))
    assert team_synonyms.take_out(session, gone)
    assert not team_synonyms.settle(session, gone, True)
    assert not team_synonyms.take_out(session, gone)
    session.expire_all()
    (row,) = team_synonyms.every(session)
    assert (row.state, row.before, row.after) == (SynonymState.REFUSED, 0.8, 0.7)


def test_the_same_is_not_proposed_twice_unless_it_was_refused(session: Session) -> None:
    again = Synonym(("dev ",), ("Developpeur",))
    number = team_synonyms.propose(session, DEV, TODAY)
    assert team_synonyms.held(session, again) == SynonymState.WAITING
    assert team_synonyms.held(session, Synonym(("dev",), ("développeur",), both=True)) is None
    team_synonyms.settle(session, number, False, (0.8, 0.7))
    session.expire_all()
    assert team_synonyms.held(session, again) is None


@pytest.mark.parametrize("kind", DATABASES)
def test_synonyms_of_before_keep_what_was_decided_both_ways(
    new_database: NewDatabase, tmp_path: Path, kind: str
) -> None:
    engine = connect(new_database(kind, tmp_path))
    try:
        to(engine, "0008")
        with engine.begin() as connection:
            connection.execute(OLD)
        to(engine, "head")
        with Session(engine) as session, session.begin():
            states = {row.words[0]: row.state for row in team_synonyms.every(session)}
            assert states == {"a": SynonymState.ACCEPTED, "b": SynonymState.REFUSED}
            session.add(TeamSynonym(words=["w"], means=["c"], added_on=TODAY))
        to(engine, "0008")
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT accepted, before FROM team_synonym ORDER BY id"))
            # What was never tried has no figures to go back with.
            assert [(bool(accepted), before) for accepted, before in rows] == [
                (True, 0.8),
                (False, 0.8),
            ]
    finally:
        engine.dispose()


def to(engine: Engine, revision: str) -> None:
    """Bring the tables to a version, older or newer."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        move = command.downgrade if revision == "0008" else command.upgrade
        move(config, revision)
