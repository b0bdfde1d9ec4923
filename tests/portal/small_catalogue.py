"""A small made-up catalogue for the pages: a few telling trainings, and forty ordinary ones."""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from data import reference
from data.database import connect, migrate
from data.intake.store import store
from data.record import (
    CertificationRecord,
    FormationRecord,
    LabelRecord,
    PlaceRecord,
    ProviderRecord,
    ResultRecord,
    SessionRecord,
    formation_id,
)
from data.vocabulary import CertificationKind, LabelStatus, Modality, Precision, Programme
from portal.settings import Settings
from search_index.build import update
from tests.portal.small_year import fill_years

SOURCE = "tests"
TOWNS = ("Lyon", "Villeurbanne", "Rennes", "Montreuil", "Lille")
TRADES = ("developpeur-web-mobile", "developpeur-full-stack", "data-analyst", "data-scientist")


def place(town: str) -> PlaceRecord:
    """A town of the reference as the place of a training."""
    found = reference.communes_by_name(town)[0]
    return PlaceRecord(
        commune=found.name,
        postcode=found.postcodes[0],
        department=found.department,
        region=found.region,
        latitude=found.latitude,
        longitude=found.longitude,
    )


COMPLETE = FormationRecord(
    source_key="complete",
    title="Développeuse ou développeur web, promotion du soir",
    summary="Un métier en huit mois.",
    description="Vous apprenez :\n- HTML et CSS ;\n- JavaScript.\n\nPuis un vrai projet.",
    prerequisites="Aimer la logique.",
    url="https://ecole.invalid/web",
    provider=ProviderRecord(name="École du Soir", network="Réseau des Écoles"),
    trade_family="developpement",
    trades=("developpeur-web-mobile",),
    place=place("Lyon"),
    modality=Modality.BLENDED,
    hours=1204,
    months=8,
    certification=CertificationRecord(
        kind=CertificationKind.RNCP_TITLE, code="RNCP37674", title="Titre de dév web", level=5
    ),
    entry_level=0,
    audiences=("women",),
    funding=("region",),
    cost_eur=1200,
    sessions=(
        SessionRecord(starts_on=date(2019, 1, 14), ends_on=date(2019, 9, 13), seats=15),
        SessionRecord(starts_on=date(2035, 9, 1), precision=Precision.MONTH),
    ),
    label=LabelRecord(programme=Programme.PIC, call=3),
    results=(
        ResultRecord(
            year=2019, candidates=120, admitted=40, started=38, finished=31,
            known_outcomes=28, positive_exits=22, salaries=21, mean_salary_eur=24300,
        ),
        ResultRecord(year=2018, started=15, known_outcomes=12, positive_exits=9),
    ),
    origins={"trades": "code ROME M1805"},
)  # fmt: skip
FREE = FormationRecord(
    source_key="free",
    title="Atelier offert de dépannage",
    cost_eur=0,
    trade_family="maintenance-support",
)
UNKNOWN = FormationRecord(source_key="unknown", title="Formation dont on ne sait rien")
ONLINE = FormationRecord(
    source_key="online",
    title="Cours du soir à la maison",
    modality=Modality.ONLINE,
    trade_family="data",
    trades=("data-analyst",),
    demonstration=True,
)

WITHDRAWN = FormationRecord(
    source_key="withdrawn",
    title="Formation retirée du réseau",
    trade_family="data",
    trades=("data-analyst",),
    label=LabelRecord(
        programme=Programme.PIA,
        call=2,
        status=LabelStatus.WITHDRAWN,
        granted_on=date(2016, 10, 3),
    ),
)
LEFT = FormationRecord(source_key="left", title="Formation partie", published=False)


def ordinary(number: int) -> FormationRecord:
    """The training of that number; every third has no known length, none has a known price."""
    trade = reference.trades()[TRADES[number % len(TRADES)]]
    return FormationRecord(
        source_key=f"ordinary-{number}",
        title=f"{trade.label}, promotion {number}",
        provider=ProviderRecord(name=f"École {number % 13}"),
        trade_family=trade.family,
        trades=(trade.code,),
        place=place(TOWNS[number % len(TOWNS)]),
        modality=Modality.ONSITE,
        hours=None if number % 3 == 0 else 100 + 10 * number,
    )


RECORDS = (COMPLETE, FREE, UNKNOWN, ONLINE, *(ordinary(number) for number in range(40)))
GONE = (WITHDRAWN, LEFT)
"""Trainings that are stored and in no list."""


def fill(instance: Path, database_url: str) -> Settings:
    """A real instance with these trainings, stored and indexed; its settings."""
    settings = Settings(
        instance,
        database_url,
        given_secret="test",  # noqa: S106
        api_quota=1_000_000,
    )
    engine = connect(settings.database_url)
    migrate(engine)
    with Session(engine) as session:
        store(session, SOURCE, (*RECORDS, *GONE))
        fill_years(session)
        session.commit()
        update(settings.index, session)
    engine.dispose()
    return settings


def address(record: FormationRecord) -> str:
    """The address of the page of a training of this catalogue."""
    return f"/formations/{formation_id(SOURCE, record.source_key)}"
