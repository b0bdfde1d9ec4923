"""What partners use is written together, and kept for later where it cannot be."""

import time
from datetime import date
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from data import partners
from data.partners import Use, used
from portal import metering
from portal.metering import Meter

DAY = date(2026, 11, 24)


@pytest.fixture
def partner_id(engine: Engine) -> int:
    with Session(engine) as session, session.begin():
        partner, _ = partners.add(session, "Ville", [], 10, DAY)
        assert partner.id is not None
        return partner.id


def counted(engine: Engine) -> list[tuple[Use, int]]:
    with Session(engine) as session:
        return [(row.kind, row.count) for row in partners.uses(session, DAY)]


def test_counts_add_up_over_several_writings(engine: Engine, partner_id: int) -> None:
    meter = Meter(engine)
    for _ in range(3):
        meter.count(partner_id, Use.API, DAY)
    meter.count(partner_id, Use.EMBED, DAY)
    meter.write()
    meter.count(partner_id, Use.API, DAY)
    meter.write()
    meter.write()
    assert counted(engine) == [(Use.API, 4), (Use.EMBED, 1)]


def test_what_cannot_be_written_waits(engine: Engine, partner_id: int) -> None:
    meter = Meter(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE partner_use RENAME TO elsewhere"))
    meter.count(partner_id, Use.API, DAY)
    meter.write()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO partner_use"))
    meter.write()
    assert counted(engine) == [(Use.API, 1)]


def test_a_writing_that_has_begun_is_waited_for(
    engine: Engine, partner_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def slowly(session: Session, partner_id: int, kind: Use, day: date, count: int) -> None:
        begun.set()
        time.sleep(0.2)
        used(session, partner_id, kind, day, count)

    monkeypatch.setattr(metering, "used", slowly)
    meter = Meter(engine)
    meter.count(partner_id, Use.API, DAY)
    other = Thread(target=meter.write)
    other.start()
    assert begun.wait(20)
    meter.write()
    assert counted(engine) == [(Use.API, 1)]
    other.join()
