"""What the team decides of a label stands against imports until the source says something newer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from data import catalogue, decisions, label_book, labels
from data.database import connect, migrate
from data.decisions import BadDecision, Decision, LabelDecision
from data.intake.report import LoadReport
from data.intake.store import Counts, store
from data.label_book import State, Wanted
from data.labels import LabelChange, LabelEvent
from data.models import Formation, Label
from data.record import FormationRecord, LabelRecord, formation_id
from data.vocabulary import LabelStatus, Programme
from data.yearly import ReminderState, ReportReminder, ReportStatus, YearlyReport
from tests.conftest import DATABASES, NewDatabase


@pytest.fixture(scope="module", params=DATABASES)
def migrated(
    request: pytest.FixtureRequest,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """An empty database that these tests share."""
    engine = connect(new_database(request.param, tmp_path_factory.mktemp("decisions")))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(migrated: Engine) -> Iterator[Session]:
    """A session; what a test writes is taken back."""
    with Session(migrated) as session:
        yield session
        session.rollback()


TODAY = date(2026, 11, 24)
GRANTED, END = date(2018, 5, 2), date(2021, 5, 2)
ID = formation_id("s", "1")
LABEL = LabelRecord(programme=Programme.PIC, call=3, granted_on=GRANTED, expires_on=END)
TITLES = (f"Une formation, version {number}" for number in count())


def tell(session: Session, label: LabelRecord | None = LABEL, **facts: object) -> Counts:
    """An import in which something else of the training is always new."""
    record = {"source_key": "1", "title": next(TITLES), "label": label, **facts}
    return store(session, "s", [FormationRecord.model_validate(record)])


def decide(session: Session, change: LabelChange, **facts: object) -> None:
    wish = {"change": change, "on": TODAY, "reason": "Sans nouvelles", **facts}
    formation = session.get_one(Formation, ID)
    decisions.decide(session, formation, Decision(**wish), "Samia Rey", TODAY)  # type: ignore[arg-type]


def status(session: Session) -> LabelStatus:
    return session.get_one(Label, ID).status


def test_a_decision_hides_and_shows_and_is_written_down(session: Session) -> None:
    tell(session)
    decide(session, LabelChange.WITHDRAWN, remark="Appelé deux fois")
    assert catalogue.formation(session, ID) is None
    last = labels.history(session, ID)[-1]
    assert (last.change, last.note, last.remark) == (
        LabelChange.WITHDRAWN, "Sans nouvelles", "Appelé deux fois",
    )  # fmt: skip
    assert (last.decided_by, last.happened_on) == ("Samia Rey", TODAY)
    decide(session, LabelChange.RESTORED)
    assert catalogue.formation(session, ID) is not None


def test_an_import_does_not_undo_it_and_says_so(session: Session) -> None:
    tell(session)
    decide(session, LabelChange.WITHDRAWN)
    counts = tell(session)
    assert status(session) == LabelStatus.WITHDRAWN
    assert catalogue.formation(session, ID) is None
    (said,) = counts.labels
    assert said.kept
    assert "décision de l’équipe" in LoadReport(counts=counts).to_text()
    assert len(labels.history(session, ID)) == 2
    tell(session, label=None)
    assert status(session) == LabelStatus.WITHDRAWN


def test_the_source_wins_once_it_says_something_newer(session: Session) -> None:
    tell(session)
    decide(session, LabelChange.WITHDRAWN)
    newer = LABEL.model_copy(update={"expires_on": END + timedelta(365)})
    yesterday = datetime.now(UTC) - timedelta(1)
    tell(session, newer, updated_at=yesterday)
    assert status(session) == LabelStatus.WITHDRAWN, "what was said before the decision is no news"
    (said,) = tell(session, newer, updated_at=datetime.now(UTC) + timedelta(1)).labels
    assert not said.kept
    assert status(session) == LabelStatus.ACTIVE
    assert labels.history(session, ID)[-1].change == LabelChange.RESTORED
    assert session.get(LabelDecision, ID) is None
    assert tell(session, newer).labels == []


def test_a_training_that_its_source_took_away_stays_away(session: Session) -> None:
    tell(session)
    decide(session, LabelChange.SUSPENDED)
    tell(session, published=False)
    decide(session, LabelChange.RESTORED)
    assert catalogue.formation(session, ID) is None
    tell(session)
    assert catalogue.formation(session, ID) is not None


def test_a_label_is_given_where_no_source_gave_one(session: Session) -> None:
    tell(session, label=None)
    decide(session, LabelChange.GRANTED, call=3, until=date(2029, 11, 1))
    tell(session, label=None)
    label = session.get_one(Label, ID)
    assert (label.programme, label.call, label.granted_on) == (Programme.PIC, 3, TODAY)
    assert label.expires_on == date(2029, 11, 1)


def test_labels_that_have_run_out_end_on_their_last_day_and_stay_ended(session: Session) -> None:
    tell(session)
    assert [one.id for one in decisions.expire(session, TODAY)] == [ID]
    assert decisions.expire(session, TODAY) == []
    last = labels.history(session, ID)[-1]
    assert (last.change, last.happened_on) == (LabelChange.EXPIRED, END)
    tell(session)
    assert status(session) == LabelStatus.EXPIRED


PAST = [LabelEvent(formation_id=ID, happened_on=date(2020, 1, 6), change=LabelChange.SUSPENDED)]
RUNNING = Label(formation_id=ID, **LABEL.model_dump())
STOPPED = Label(formation_id=ID, **LABEL.model_dump() | {"status": LabelStatus.SUSPENDED})


@pytest.mark.parametrize(
    ("label", "decision", "field"),
    [
        (RUNNING, Decision(LabelChange.WITHDRAWN, TODAY), "reason"),
        (RUNNING, Decision(LabelChange.SUSPENDED, TODAY, reason="x" * 501), "reason"),
        (RUNNING, Decision(LabelChange.RESTORED, TODAY), "change"),
        (None, Decision(LabelChange.WITHDRAWN, TODAY, reason="non"), "change"),
        (STOPPED, Decision(LabelChange.RESTORED, TODAY + timedelta(1)), "on"),
        (STOPPED, Decision(LabelChange.RESTORED, date(2020, 1, 5)), "on"),
        (STOPPED, Decision(LabelChange.RESTORED, TODAY, until=TODAY), "until"),
        (STOPPED, Decision(LabelChange.RESTORED, TODAY, call=3), "call"),
        (RUNNING, Decision(LabelChange.RENEWED, TODAY), "until"),
        (RUNNING, Decision(LabelChange.RENEWED, date(2020, 2, 1), until=END), "until"),
        (RUNNING, Decision(LabelChange.RENEWED, TODAY, until=TODAY), "until"),
        (RUNNING, Decision(LabelChange.RENEWED, TODAY, until=date(2226, 1, 1)), "until"),
        (None, Decision(LabelChange.GRANTED, TODAY), "call"),
        (None, Decision(LabelChange.GRANTED, TODAY, call=9), "call"),
        (None, Decision(LabelChange.GRANTED, date(2017, 1, 1), call=3), "on"),
    ],
)
def test_what_contradicts_names_its_field(
    label: Label | None, decision: Decision, field: str
) -> None:
    past = PAST if label is not None else []
    assert list(decisions.faults(label, past, decision, TODAY)) == [field]


def test_a_refused_decision_changes_nothing(session: Session) -> None:
    tell(session)
    with pytest.raises(BadDecision, match="motif"):
        decide(session, LabelChange.WITHDRAWN, reason="")
    assert status(session) == LabelStatus.ACTIVE
    assert len(labels.history(session, ID)) == 1


def test_the_book_counts_each_state_and_knows_who_owes_a_report(session: Session) -> None:
    tell(session)
    store(session, "s", [FormationRecord(source_key="2", title="Sans label")])
    report = YearlyReport(
        formation_id=ID, year=2025, title="Une formation", region_code="84", operator="École",
        status=ReportStatus.ASKED,
    )  # fmt: skip
    session.add(report)
    session.flush()
    for wave in (1, 2):
        found = label_book.book(session, Wanted(State.AT_RISK), TODAY)
        assert found.total == 0
        session.add(
            ReportReminder(report_id=report.id or 0, wave=wave, reminded_on=TODAY,
                           state=ReminderState.SENT)
        )  # fmt: skip
        session.flush()
    found = label_book.book(session, Wanted(State.AT_RISK), TODAY)
    assert [(one.formation_id, one.owed) for one in found.lines] == [(ID, (2025,))]
    assert {state for state, number in found.counts.items() if number} == {
        State.ACTIVE, State.ENDING, State.AT_RISK, State.NONE,
    }  # fmt: skip
    for wanted, total in (
        (Wanted(call=3, words="une FORMATION"), 1), (Wanted(call=2), 0),
        (Wanted(programme=Programme.PIA), 0), (Wanted(words="100 %"), 0),
        (Wanted(State.NONE, words="sans"), 1),
    ):  # fmt: skip
        assert label_book.book(session, wanted, TODAY).total == total
