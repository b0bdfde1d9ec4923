"""The yearly reports asked for: who has answered, who is reminded, which trainings risk what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func, select

from data import catalogue
from data.accounts import Account, AccountProvider, Role
from data.figures.survey import margin_of_error
from data.models import Formation, Provider
from data.vocabulary import ONLINE_REGION
from data.yearly import ReminderState, ReportReminder, ReportStatus, ReportTrade, YearlyReport

LEAST_DAYS = 5
"""Days between two waves of reminders."""

WAVES_BEFORE_RISK = 2
"""After so many waves without an answer a training risks its label."""


@dataclass(frozen=True)
class Progress:
    """How far a year's reports have come; rate and margin from 0 to 1, None where none is asked."""

    year: int
    asked: int
    answered: int
    drafts: int
    rate: float | None
    margin: float | None


@dataclass(frozen=True)
class Late:
    """A report that is still awaited; `accounts` may answer it, `waves` reminded of it."""

    report: YearlyReport
    provider: str | None
    accounts: int
    waves: int
    last: date | None
    state: ReminderState | None

    @property
    def at_risk(self) -> bool:
        """Whether the training risks its label."""
        return self.waves >= WAVES_BEFORE_RISK


@dataclass(frozen=True)
class Wave:
    """One wave of reminders: how many reports it was about, by what became of each."""

    number: int
    on: date
    reports: int
    sent: int
    failed: int
    no_contact: int


def years(session: Session) -> list[int]:
    """The years whose reports have been asked for, newest first."""
    statement = select(YearlyReport.year).distinct().order_by(col(YearlyReport.year).desc())
    return list(session.exec(statement))


def progress(session: Session, year: int) -> Progress:
    """How many were asked, answered, or have begun to."""
    rows = session.exec(
        select(YearlyReport.status, func.count())
        .where(YearlyReport.year == year, col(YearlyReport.status) != ReportStatus.NOT_ASKED)
        .group_by(col(YearlyReport.status))
    ).all()
    counts: dict[str, int] = dict(rows)
    asked, answered = sum(counts.values()), counts.get(ReportStatus.SUBMITTED, 0)
    return Progress(
        year=year,
        asked=asked,
        answered=answered,
        drafts=counts.get(ReportStatus.DRAFT, 0),
        rate=answered / asked if asked else None,
        margin=margin_of_error(answered, asked),
    )


def late(session: Session, year: int) -> list[Late]:
    """The reports still awaited, the most often reminded first."""
    reports = session.exec(
        select(YearlyReport, Provider.name)
        .outerjoin(Provider, col(YearlyReport.provider_code) == Provider.code)
        .where(
            YearlyReport.year == year,
            col(YearlyReport.status).in_((ReportStatus.ASKED, ReportStatus.DRAFT)),
        )
    ).all()
    reminders: dict[int, list[ReportReminder]] = {}
    for one in session.exec(
        select(ReportReminder)
        .join(YearlyReport)
        .where(YearlyReport.year == year)
        .order_by(col(ReportReminder.wave))
    ):
        reminders.setdefault(one.report_id, []).append(one)
    contacts = _contacts(session)
    found = [
        _late(report, name, len(contacts.get(report.provider_code or "", ())), reminders)
        for report, name in reports
    ]
    return sorted(found, key=lambda one: (-one.waves, one.report.title, one.report.id or 0))


def _late(
    report: YearlyReport,
    provider: str | None,
    contacts: int,
    reminders: dict[int, list[ReportReminder]],
) -> Late:
    mine = reminders.get(report.id or 0, [])
    last = mine[-1] if mine else None
    return Late(
        report,
        provider,
        contacts,
        len(mine),
        last.reminded_on if last else None,
        last.state if last else None,
    )


def _contacts(session: Session) -> dict[str, list[Account]]:
    """The accounts that may answer for each provider."""
    rows = session.exec(
        select(AccountProvider.provider_code, Account)
        .join(Account)
        .where(Account.role == Role.PROVIDER, ~col(Account.disabled))
        .order_by(Account.email)
    )
    found: dict[str, list[Account]] = {}
    for code, account in rows:
        found.setdefault(code, []).append(account)
    return found


def waves(session: Session, year: int) -> list[Wave]:
    """The waves of reminders sent for a year, in order."""
    facts = (ReportReminder.wave, ReportReminder.reminded_on, ReportReminder.state)
    rows: Sequence[Any] = (
        session.connection()
        .execute(
            sql_select(*map(col, facts), func.count())
            .join(YearlyReport)
            .where(col(YearlyReport.year) == year)
            .group_by(*map(col, facts))
            .order_by(*map(col, facts))
        )
        .all()
    )
    found: dict[tuple[int, date], dict[ReminderState, int]] = {}
    for number, day, state, count in rows:
        found.setdefault((number, day), {})[state] = count
    return [
        Wave(
            number,
            day,
            sum(by.values()),
            by.get(ReminderState.SENT, 0),
            by.get(ReminderState.FAILED, 0),
            by.get(ReminderState.NO_CONTACT, 0),
        )
        for (number, day), by in found.items()
    ]


@dataclass(frozen=True)
class Reminder:
    """What to write to one account: the reports that are awaited of it."""

    email: str
    name: str
    reports: tuple[int, ...]
    titles: tuple[str, ...]


def may_remind(session: Session, year: int, today: date) -> bool:
    """Whether the last wave is long enough ago."""
    sent = waves(session, year)
    return not sent or today - sent[-1].on >= timedelta(LEAST_DAYS)


def begin_wave(session: Session, year: int, today: date) -> list[Reminder]:
    """Note a new wave for all reports still awaited; whom to write to. The caller commits first."""
    awaited, contacts = late(session, year), _contacts(session)
    sent = waves(session, year)
    number = sent[-1].number + 1 if sent else 1
    letters: dict[int, tuple[Account, list[YearlyReport]]] = {}
    for one in awaited:
        accounts = contacts.get(one.report.provider_code or "", [])
        state = ReminderState.WAITING if accounts else ReminderState.NO_CONTACT
        session.add(
            ReportReminder(
                report_id=one.report.id or 0, wave=number, reminded_on=today, state=state
            )
        )
        for account in accounts:
            letters.setdefault(account.id or 0, (account, []))[1].append(one.report)
    session.flush()
    return [
        Reminder(
            account.email,
            account.name,
            tuple(report.id or 0 for report in reports),
            tuple(report.title for report in reports),
        )
        for account, reports in letters.values()
    ]


def note_sent(session: Session, reports: Sequence[int], sent: bool) -> None:
    """Write down what became of the newest reminder of these reports: one letter sent is enough."""
    for number in reports:
        newest = session.exec(
            select(ReportReminder)
            .where(ReportReminder.report_id == number)
            .order_by(col(ReportReminder.wave).desc())
        ).first()
        if newest is not None and newest.state != ReminderState.SENT:
            newest.state = ReminderState.SENT if sent else ReminderState.FAILED
            session.add(newest)
    session.flush()


def open_year(session: Session, year: int, today: date) -> int:
    """Ask every labelled training of the catalogue for its report; how many were new.

    Each report keeps the training's facts of today. Trainings already asked are left alone.
    """
    known = set(
        session.exec(select(YearlyReport.formation_id).where(YearlyReport.year == year)).all()
    )
    added = 0
    for formation in catalogue.formations_for_index(session):
        if formation.label is not None and formation.id not in known:
            report = _report(formation, year, today)
            session.add(report)
            session.flush()
            session.add_all(
                ReportTrade(report_id=report.id or 0, trade_code=trade.code)
                for trade in formation.trades
            )
            session.flush()
            added += 1
    return added


def _report(formation: Formation, year: int, today: date) -> YearlyReport:
    provider, place, label = formation.provider, formation.place, formation.label
    network = provider.network.name if provider and provider.network else None
    return YearlyReport(
        formation_id=formation.id,
        year=year,
        title=formation.title,
        provider_code=formation.provider_code,
        demonstration=formation.demonstration,
        region_code=(place and place.region_code) or ONLINE_REGION,
        network=network,
        operator=operator(network, provider.direct if provider else None),
        legal_status=provider.legal_status if provider else None,
        certification=formation.certification.kind if formation.certification else None,
        modality=formation.modality,
        programme=label.programme if label else None,
        family_code=formation.family_code,
        trade_code=formation.trades[0].code if formation.trades else None,
        hours=formation.hours,
        months=formation.months,
        status=ReportStatus.ASKED,
        asked_on=today,
    )


def operator(network: str | None, direct: bool | None) -> str:
    """Who runs a training, in the words of the budget table.

    >>> operator("Simplon", True), operator("Simplon", False), operator(None, None)
    ('Simplon', 'Réseau Simplon', 'Formations hors réseau')
    """
    if network is None:
        return "Formations hors réseau"
    return network if direct or network.startswith("Réseau") else f"Réseau {network}"
