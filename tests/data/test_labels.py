"""A label's life is written down as sources tell of it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from data import catalogue, labels
from data.demonstration.labels import CALLS
from data.intake.store import store
from data.labels import LabelChange
from data.record import FormationRecord, LabelRecord, formation_id
from data.vocabulary import LabelStatus, Programme


def test_the_calls_and_what_the_programmes_aim_at() -> None:
    calls = labels.calls()
    assert [calls[n].programme for n in (1, 2, 3)] == [Programme.PIA, Programme.PIA, Programme.PIC]
    for number, (first, last) in CALLS.items():
        assert calls[number].opens <= first <= last <= calls[number].closes
    assert [one.least_percent for one in labels.targets()] == [80, 30, 30]


ID = formation_id("s", "1")
GRANTED, END = date(2018, 5, 2), date(2021, 5, 2)


def tell(session: Session, status: LabelStatus, end: date = END) -> None:
    label = LabelRecord(
        programme=Programme.PIC, call=3, status=status, granted_on=GRANTED, expires_on=end
    )
    store(session, "s", [FormationRecord(source_key="1", title="Une formation", label=label)])


def changes(session: Session) -> list[LabelChange]:
    return [one.change for one in labels.history(session, ID)]


def test_a_new_label_was_granted_on_its_own_day(session: Session) -> None:
    tell(session, LabelStatus.ACTIVE)
    (granted,) = labels.history(session, ID)
    assert (granted.happened_on, granted.change) == (GRANTED, LabelChange.GRANTED)
    tell(session, LabelStatus.ACTIVE)
    assert changes(session) == [LabelChange.GRANTED]


def test_suspended_restored_prolonged(session: Session) -> None:
    tell(session, LabelStatus.ACTIVE)
    tell(session, LabelStatus.SUSPENDED)
    assert catalogue.formation(session, ID) is None
    assert catalogue.withdrawn(session, ID) is not None
    tell(session, LabelStatus.ACTIVE)
    assert catalogue.formation(session, ID) is not None
    tell(session, LabelStatus.ACTIVE, END + timedelta(365))
    assert changes(session)[1:] == [
        LabelChange.SUSPENDED,
        LabelChange.RESTORED,
        LabelChange.RENEWED,
    ]


@pytest.mark.parametrize("status", [LabelStatus.EXPIRED, LabelStatus.WITHDRAWN])
def test_an_end_is_dated_by_the_last_day_only_where_the_label_ran_out(
    session: Session, status: LabelStatus
) -> None:
    tell(session, LabelStatus.ACTIVE)
    tell(session, status)
    end = labels.history(session, ID)[-1]
    expected = END if status == LabelStatus.EXPIRED else date.today()
    assert (end.change, end.happened_on) == (labels.CHANGE_OF[status], expected)
