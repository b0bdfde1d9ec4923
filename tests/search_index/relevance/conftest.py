"""The small catalogue as rows, read once: judges and peers only look."""

import pytest
from sqlmodel import Session

from data.catalogue import formations_for_index
from data.database import connect
from data.models import Formation
from tests.search_index.conftest import FilledOn


@pytest.fixture(scope="session")
def rows(filled_on: FilledOn) -> list[Formation]:
    engine = connect(filled_on("sqlite").address)
    with Session(engine) as session:
        found = list(formations_for_index(session))
    engine.dispose()
    return found
