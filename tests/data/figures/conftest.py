"""The demonstration with its year 2019, on each kind of database, shared by the tests that read."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from data.database import connect
from data.demonstration import load_year
from data.intake.store import store
from tests.conftest import DATABASES, NewDatabase
from tests.data.demonstration.made import TODAY, records


@pytest.fixture(scope="session", params=DATABASES)
def demonstration(
    request: pytest.FixtureRequest,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """A database that holds the demonstration."""
    engine = connect(new_database(request.param, tmp_path_factory.mktemp("demonstration")))
    with Session(engine) as session, session.begin():
        store(session, "demonstration", records())
        load_year(session, TODAY)
    yield engine
    engine.dispose()


@pytest.fixture
def stored(demonstration: Engine) -> Iterator[Session]:
    """A session on the demonstration; what a test writes is taken back."""
    with Session(demonstration) as session:
        yield session
        session.rollback()
