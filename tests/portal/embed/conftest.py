"""A partner with two sites, known to the application while a test runs."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlmodel import Session, delete

from data import partners
from data.partners import Partner, PartnerUse
from portal.doors import EXTENSION
from portal.metering import EXTENSION as METER

SITE, OTHER = "https://www.arras.example", "https://emploi.arras.example"


@pytest.fixture
def partner(app: Flask) -> Iterator[Partner]:
    """The town of the tests, which may show our trainings on its two sites."""
    with Session(app.extensions[EXTENSION].engine, expire_on_commit=False) as session:
        added, _ = partners.add(session, "Ville", (SITE, OTHER), 60, date(2026, 11, 24))
        session.commit()
        yield added
        if METER in app.extensions:
            # What is not written yet is this partner's, and it goes.
            app.extensions[METER].write()
        session.exec(delete(PartnerUse))
        session.delete(added)
        session.commit()
