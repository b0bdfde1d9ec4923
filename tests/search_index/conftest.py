"""A small made-up catalogue, stored in a real SQLite file and indexed for real."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlmodel import Session

from data.database import connect
from data.models import (
    Certification,
    Formation,
    FormationAudience,
    FormationFunding,
    FormationSession,
    FormationTrade,
    Label,
    Network,
    Place,
    Provider,
    YearlyResult,
)
from data.reference import Synonym
from data.vocabulary import CertificationKind, Modality, Precision, Programme
from search_index.build import update
from search_index.relevance.gate import Bench, bench
from search_index.search import Index, open_index
from tests.conftest import DATABASES, CopyDatabase, NewDatabase

TODAY = date(2027, 1, 15)

# A busy machine is no fault: no example is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PLACES = {
    "lyon": ("Lyon", "69003", "69", "84", 45.749, 4.848),
    "villeurbanne": ("Villeurbanne", "69100", "69", "84", 45.766, 4.880),
    "rennes": ("Rennes", "35000", "35", "53", 48.112, -1.680),
    "montreuil": ("Montreuil", "93100", "93", "11", 48.862, 2.444),
    "saint-denis": ("Saint-Denis", "97400", "974", "04", -20.882, 55.450),
    "bretagne": (None, None, None, "53", None, None),
}
TRADES = [
    ("developpeur-web-mobile", "developpement", "Développeur·euse web et web mobile"),
    ("developpeur-full-stack", "developpement", "Concepteur full-stack JavaScript et Node.js"),
    (None, "reseau-securite", "Technicien·ne supérieur·e systèmes et réseaux"),
    (None, "maintenance-support", "L’essentiel de l’assistance informatique"),
    (None, "data", "Analyste de données, bases de Python"),
    (None, None, "Découvrir les métiers du numérique"),
]
DESCRIPTIONS = [
    "Vous apprenez HTML, CSS et JavaScript, puis un projet réel pour une association.",
    "Sécurité des systèmes, Active Directory et supervision ; stage de huit semaines.",
    "Programmation en C++ et en C#, avec .NET, pour qui aime la logique.",
    None,
]


def _every(number: int, step: int, value: Any) -> Any:
    """`value` for each `step`th training, else None (unknown)."""
    return value if number % step else None


@dataclass(frozen=True)
class Filled:
    """The address of a database that holds the catalogue, and the folder of its index."""

    address: str
    index: Path


FilledOn = Callable[[str], Filled]


@pytest.fixture(scope="session")
def filled_on(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> FilledOn:
    """Gives, of a kind of database, 60 varied trainings and one that is not published.

    They are stored and indexed once, for copying. Of a fixture with parameters pytest keeps one
    value: each file would store and index all of them anew.
    """

    @cache
    def made(kind: str) -> Filled:
        home = tmp_path_factory.mktemp("filled")
        address = new_database(kind, home)
        engine = connect(address)
        with Session(engine) as session:
            fill(session)
            update(home / "index", session)
        engine.dispose()
        return Filled(address, home / "index")

    return made


@pytest.fixture(scope="session", params=DATABASES)
def filled(request: pytest.FixtureRequest, filled_on: FilledOn) -> Filled:
    """The catalogue on each kind of database; for copying."""
    return filled_on(request.param)


@pytest.fixture
def database_url(filled: Filled, copy_database: CopyDatabase, tmp_path: Path) -> str:
    """The address of a catalogue of the test's own."""
    return copy_database(filled.address, tmp_path)


@pytest.fixture
def catalogue(session: Session) -> Session:
    """A database of each kind with the 60 trainings and the one that is not published."""
    return session


def fill(session: Session) -> None:
    """The shared rows, then the trainings."""
    session.add(Network(code="reseau-a", name="Réseau A"))
    session.flush()
    for number in range(5):
        network = "reseau-a" if number < 2 else None
        name = "Vigier Formation" if number == 4 else f"École n° {number}"
        session.add(Provider(code=f"ecole-{number}", name=name, network_code=network))
    for code, (commune, postcode, department, region, latitude, longitude) in PLACES.items():
        session.add(
            Place(
                code=code,
                commune=commune,
                postcode=postcode,
                department_code=department,
                region_code=region,
                latitude=latitude,
                longitude=longitude,
            )
        )
    for level, kind in enumerate((*CertificationKind, CertificationKind.DIPLOMA), start=2):
        known = level if 3 <= level <= 8 else None
        session.add(Certification(code=f"c{level}", kind=kind, title=f"Titre {kind}", level=known))
    session.flush()
    for number in range(60):
        add_formation(session, number)
    add_formation(session, 60, published=False)
    session.commit()


def add_formation(session: Session, number: int, **changes: Any) -> Formation:
    """The training of that number with its sessions, results, label and links."""
    trade, family, title = TRADES[number % len(TRADES)]
    place = _every(number, 7, list(PLACES)[number % len(PLACES)])
    formation = Formation(
        id=f"f{number:02}",
        source="test",
        source_key=str(number),
        title=title if number % 3 else f"{title} (promotion {number})",
        summary=_every(number, 4, "Une formation pour changer de métier."),
        description=DESCRIPTIONS[number % len(DESCRIPTIONS)],
        modality=Modality.ONLINE if place is None else _every(number, 5, Modality.BLENDED),
        hours=_every(number, 6, 100.0 + 50 * (number % 13)),
        entry_level=_every(number, 3, (0, 3, 4)[number % 3]),
        updated_at=datetime(2027, 1, 1, tzinfo=UTC),
        content_hash=f"h{number}",
        provider_code=_every(number, 11, f"ecole-{number % 5}"),
        family_code=family,
        place_code=place,
        certification_code=_every(number, 8, f"c{2 + number % 8}"),
    )
    formation.sqlmodel_update(changes)
    session.add(formation)
    session.flush()
    if trade:
        session.add(FormationTrade(formation_id=formation.id, trade_code=trade))
    for scheme in ("region", "cpf", "france-travail")[: number % 4]:
        session.add(FormationFunding(formation_id=formation.id, scheme_code=scheme))
    for audience in ("women", "job-seekers")[: number % 3]:
        session.add(FormationAudience(formation_id=formation.id, audience_code=audience))
    _add_sessions(session, formation.id, number)
    if number % 9:
        programme = Programme.PIC if number % 2 else Programme.PIA
        session.add(Label(formation_id=formation.id, programme=programme))
    if number % 4 == 1:
        session.add(
            YearlyResult(
                formation_id=formation.id,
                year=2019,
                known_outcomes=10 + number,
                positive_exits=8 + number // 2,
            )
        )
    session.flush()
    return formation


def _add_sessions(session: Session, formation_id: str, number: int) -> None:
    for step in range(number % 4):
        starts = date(2026, 11, 2).toordinal() + 37 * step + number
        precision = Precision.MONTH if number % 10 == 3 else Precision.DAY
        session.add(
            FormationSession(
                formation_id=formation_id,
                starts_on=date.fromordinal(starts).replace(day=1)
                if precision == Precision.MONTH
                else date.fromordinal(starts),
                precision=precision,
            )
        )


@pytest.fixture
def folder(filled: Filled, tmp_path: Path) -> Path:
    """The folder of the catalogue's index."""
    return shutil.copytree(filled.index, tmp_path / "index")


@pytest.fixture(scope="session")
def shared_index(filled_on: FilledOn) -> Index:
    """One index for all tests that only ask."""
    return open_index(filled_on("sqlite").index)


AddFormation = Callable[..., Formation]


@pytest.fixture
def add(catalogue: Session) -> AddFormation:
    """Add one training to the catalogue: `add(61, title=...)`."""

    def add_one(number: int, **changes: Any) -> Formation:
        formation = add_formation(catalogue, number, **changes)
        catalogue.commit()
        return formation

    return add_one


NEW_WORD = "quadricoptère"


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The demonstration catalogue ready to be judged, with one word proposed as a synonym."""
    proposed = (Synonym((NEW_WORD,), ("télépilote de drone",)),)
    return bench(tmp_path_factory.mktemp("relevance"), extra_synonyms=proposed)
