"""The small catalogue as rows, read once: judges and peers only look."""

import pytest
from sqlmodel import Session

from data.catalogue import formations_for_index
from data.database import connect, migrate
from data.models import Formation
from tests.search_index.conftest import fill


@pytest.fixture(scope="session")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Formation]:
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('rows') / 'portal.db'}")
    migrate(engine)
    with Session(engine) as session:
        fill(session)
        found = list(formations_for_index(session))
    engine.dispose()
    return found
