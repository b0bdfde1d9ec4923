"""The demonstration catalogue, stored and indexed once, for what must hold over many trainings."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session

from data.database import connect, migrate
from data.demonstration import formations
from data.intake.store import store
from portal import create_app
from portal.doors import EXTENSION, Doors
from portal.orientation.advice import Advice, advise
from portal.settings import Settings
from search_index.build import update
from search_index.recommend.profile import Profile
from tests.portal.orientation.profiles import TODAY

Advise = Callable[[Profile], Advice]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on the demonstration catalogue."""
    instance: Path = tmp_path_factory.mktemp("demonstration")
    settings = Settings(instance, f"sqlite:///{instance}/portal.db", given_secret="test")  # noqa: S106
    engine = connect(settings.database_url)
    migrate(engine)
    with Session(engine) as session:
        store(session, "demonstration", formations(TODAY))
        session.commit()
        update(settings.index, session)
    engine.dispose()
    app = create_app(settings)
    app.config["TEST_INSTANCE"] = str(instance)
    yield app
    app.extensions[EXTENSION].engine.dispose()


@pytest.fixture(scope="session")
def advice_for(demonstration: Flask) -> Iterator[Advise]:
    """What is said to a profile on the day of the tests."""
    doors: Doors = demonstration.extensions[EXTENSION]

    def ask(profile: Profile, today: date = TODAY) -> Advice:
        return advise(doors.index, session, profile, today)

    with Session(doors.engine) as session:
        yield ask
