"""Two small years of reports: one telling, so that the pages compare it with the one before."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from data.people import Outcome, State
from data.vocabulary import CertificationKind, LegalStatus, Modality, Programme
from data.yearly import (
    Approach,
    Learner,
    ReportFunding,
    ReportStatus,
    ReportTrade,
    Scheme,
    YearlyReport,
)

YEAR = 2022
PLACES = ("84", "53", "online")


def fill_years(session: Session) -> None:
    """Three answered reports in each of two years, and one that is awaited."""
    answered = [
        _report(year, number, region)
        for year in (YEAR - 1, YEAR)
        for number, region in enumerate(PLACES)
    ]
    awaited = [_report(year, 3, "11", ReportStatus.ASKED) for year in (YEAR - 1, YEAR)]
    session.add_all((*answered, *awaited))
    session.flush()
    for report in answered:
        number = report.id or 0
        session.add_all(_learners(report, people=90 if report.year == YEAR else 60))
        session.add(ReportTrade(report_id=number, trade_code="data-analyst"))
        session.add(ReportFunding(report_id=number, scheme=Scheme.REGION, cents=1_234_550))
    session.flush()


def _report(
    year: int, number: int, region: str, status: ReportStatus = ReportStatus.SUBMITTED
) -> YearlyReport:
    answered = status == ReportStatus.SUBMITTED
    return YearlyReport(
        formation_id=f"small-{number}",
        year=year,
        title=f"Formation {number}",
        provider_code="ecole-1" if number == 1 else "ecole-du-soir",
        region_code=region,
        operator="Formations hors réseau",
        network="Réseau des Écoles" if number else None,
        legal_status=LegalStatus.ASSOCIATION,
        certification=CertificationKind.RNCP_TITLE,
        modality=Modality.ONLINE if region == "online" else Modality.ONSITE,
        programme=Programme.PIC if number else Programme.PIA,
        family_code="data",
        trade_code="data-analyst",
        hours=400.0 + 100 * number,
        months=6,
        grant_cents=5_000_000,
        budget_eur=120_000,
        status=status,
        asked_on=date(year + 1, 1, 10),
        submitted_at=datetime(year + 1, 2, 20, tzinfo=UTC) if answered else None,
        sessions_started=2,
        sessions_finished=1,
        candidates=400,
        admitted=100,
        social_hours=20,
        professional_hours=30,
        approach=Approach.EXPERTS,
    )


def _learners(report: YearlyReport, people: int) -> list[Learner]:
    """Every third is a woman; seven of the first training live in a priority neighbourhood."""
    return [
        Learner(
            report_id=report.id or 0,
            year=report.year,
            region_code=report.region_code,
            programme=report.programme or "",
            sex=1 if number % 3 == 0 else 2,
            age=1 + number % 3,
            education=4 if number % 2 else 5,
            situation=2,
            priority=report.region_code == "84" and number < 7,
            funded=number % 4 > 0,
            state=State.FINISHED if number % 3 else State.STARTED,
            online=report.region_code == "online",
            outcome=(Outcome.PERMANENT if number % 4 else Outcome.JOBSEEKER)
            if number % 3
            else None,
            career_change=number % 2 == 0,
            immersion_weeks=8 if number % 3 == 1 else None,
            salary_eur=24_000 + number if number % 3 and number % 4 else None,
        )
        for number in range(people)
    ]
