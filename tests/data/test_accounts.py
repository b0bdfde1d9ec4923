"""Accounts in both databases: sign-ins end, links open once, attempts are counted."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, SQLModel, select

from data import accounts
from data.accounts import Account, AccountError, Purpose, Role, SignIn
from data.models import Provider

START = datetime(2027, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A clock that tests set: its last entry is the present."""
    hands = [START]
    monkeypatch.setattr(accounts, "now", lambda: hands[-1])
    return hands


@pytest.fixture
def account(session: Session, clock: list[datetime]) -> Account:
    return accounts.add(session, " Awa@Exemple.fr", "Awa", Role.ADVISOR)


def test_an_address_is_one_however_it_is_written(session: Session, account: Account) -> None:
    assert accounts.by_email(session, "AWA@exemple.FR ") == account
    with pytest.raises(AccountError, match="existe déjà"):
        accounts.add(session, "awa@exemple.fr", "Une autre", Role.TEAM)


def test_a_sign_in_ends_when_nobody_reads(
    session: Session, account: Account, clock: list[datetime]
) -> None:
    token = accounts.begin(session, account)
    assert accounts.signed_in(session, token) == account
    clock.append(START + timedelta(minutes=50))
    assert accounts.signed_in(session, token) == account
    clock.append(START + timedelta(minutes=100))
    assert accounts.signed_in(session, token) == account
    clock.append(START + timedelta(minutes=161))
    assert accounts.signed_in(session, token) is None


def test_a_sign_in_ends_after_a_working_day(
    session: Session, account: Account, clock: list[datetime]
) -> None:
    token = accounts.begin(session, account)
    for half_hours in range(1, 25):
        clock.append(START + half_hours * timedelta(minutes=30))
        assert accounts.signed_in(session, token) == account
    clock.append(START + timedelta(hours=12, minutes=1))
    assert accounts.signed_in(session, token) is None


def test_no_table_holds_a_token(session: Session, account: Account) -> None:
    tokens = {
        accounts.begin(session, account),
        accounts.new_link(session, account, Purpose.SIGN_IN),
    }
    session.flush()
    for table in (SignIn, accounts.OneTimeLink):
        (row,) = session.exec(select(table))
        assert not tokens & {str(value) for value in SQLModel.model_dump(row).values()}


def test_a_closed_account_is_out_at_once(session: Session, account: Account) -> None:
    token = accounts.begin(session, account)
    link = accounts.new_link(session, account, Purpose.SIGN_IN)
    accounts.disable(session, account)
    assert accounts.signed_in(session, token) is None
    assert accounts.behind_link(session, link, Purpose.SIGN_IN) is None
    accounts.disable(session, account, disabled=False)
    assert accounts.signed_in(session, token) is None


def test_a_link_opens_once_for_its_own_purpose_and_time(
    session: Session, account: Account, clock: list[datetime]
) -> None:
    token = accounts.new_link(session, account, Purpose.SIGN_IN)
    assert accounts.behind_link(session, token, Purpose.PASSWORD) is None
    assert accounts.use_link(session, token, Purpose.SIGN_IN) == account
    assert accounts.use_link(session, token, Purpose.SIGN_IN) is None
    late = accounts.new_link(session, account, Purpose.SIGN_IN)
    clock.append(START + timedelta(minutes=16))
    assert accounts.use_link(session, late, Purpose.SIGN_IN) is None


def test_a_new_password_ends_every_sign_in_and_link(session: Session, account: Account) -> None:
    token = accounts.begin(session, account)
    link = accounts.new_link(session, account, Purpose.PASSWORD)
    accounts.set_password(session, account, "hash")
    assert accounts.signed_in(session, token) is None
    assert accounts.behind_link(session, link, Purpose.PASSWORD) is None


def test_a_provider_account_speaks_for_known_providers(session: Session) -> None:
    session.add(Provider(code="ecole", name="École"))
    session.flush()
    account = accounts.add(session, "ecole@exemple.fr", "École", Role.PROVIDER, ["ecole", "ecole"])
    assert accounts.providers_of(session, accounts.own_id(account)) == ("ecole",)
    token = accounts.begin(session, account)
    for role, codes in ((Role.PROVIDER, []), (Role.TEAM, ["ecole"]), (Role.PROVIDER, ["autre"])):
        with pytest.raises(AccountError):
            accounts.bind(session, account, role, codes)
    accounts.bind(session, account, Role.TEAM, [])
    assert accounts.providers_of(session, accounts.own_id(account)) == ()
    assert accounts.signed_in(session, token) is None


def test_attempts_are_counted_within_their_time(session: Session, clock: list[datetime]) -> None:
    quarter = timedelta(minutes=15)
    assert [accounts.note_attempt(session, "a", quarter) for _ in range(3)] == [1, 2, 3]
    assert accounts.note_attempt(session, "b", quarter) == 1
    clock.append(START + timedelta(minutes=16))
    assert accounts.note_attempt(session, "a", quarter) == 1
    accounts.forgive(session, ["a"])
    assert accounts.note_attempt(session, "a", quarter) == 1


def test_what_has_ended_is_forgotten(
    session: Session, account: Account, clock: list[datetime]
) -> None:
    accounts.begin(session, account)
    accounts.new_link(session, account, Purpose.SIGN_IN)
    accounts.note_attempt(session, "a", timedelta(minutes=15))
    assert accounts.purge(session) == 0
    clock.append(START + timedelta(days=2))
    living = accounts.begin(session, account)
    assert accounts.purge(session) == 3
    assert accounts.signed_in(session, living) == account
