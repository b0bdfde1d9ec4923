"""The database: opened, migrated and given its nomenclatures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, event, text
from sqlmodel import Session, SQLModel, create_engine, select

from data import models, reference

MIGRATIONS = Path(__file__).parent / "migrations"


def connect(url: str) -> Engine:
    """An engine for `url`; SQLite gets WAL, foreign keys and ten seconds of patience.

    Errors name the statement but not its values, which may be a person's: errors go to the log.
    """
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    for setting in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={PATIENCE_MS}"):
        connection.execute(f"PRAGMA {setting}")


PATIENCE_MS, HURRY_MS = 10_000, 50


@contextmanager
def hurried(engine: Engine) -> Iterator[Session]:
    """A session in one transaction that fails at once, rather than wait, while another writes."""
    lite = engine.dialect.name == "sqlite"
    with Session(engine) as session, session.begin():
        if lite:
            session.execute(text(f"PRAGMA busy_timeout={HURRY_MS}"))
        else:
            session.execute(text(f"SET LOCAL lock_timeout = {HURRY_MS}"))
        try:
            yield session
            session.flush()
        finally:
            if lite:
                session.execute(text(f"PRAGMA busy_timeout={PATIENCE_MS}"))


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest version and the nomenclatures to their reference files."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    rows = _nomenclatures()
    with Session(engine) as session, session.begin():
        # A row that the session holds is merged without asking for it: one statement a table.
        held: list[SQLModel] = []
        for table in dict.fromkeys(map(type, rows)):
            held.extend(session.exec(select(table)))
        held.extend(map(session.merge, rows))


def _nomenclatures() -> list[SQLModel]:
    """Rows of the nomenclature tables, those that others refer to first."""
    return [
        *(
            models.Region(code=r.code, name=r.name, overseas=r.overseas)
            for r in reference.regions().values()
        ),
        *(
            models.Department(code=d.code, name=d.name, region_code=d.region)
            for d in reference.departments().values()
        ),
        *(
            models.TradeFamily(code=f.code, label=f.label, plain=f.plain, position=position)
            for position, f in enumerate(reference.families().values())
        ),
        *(
            models.Trade(
                code=t.code,
                label=t.label,
                plain=t.plain,
                family_code=t.family,
                rome=list(t.rome),
                words=list(t.words),
            )
            for t in reference.trades().values()
        ),
        *(
            models.FundingScheme(code=s.code, label=s.label, plain=s.plain)
            for s in reference.funding_schemes().values()
        ),
        *(
            models.Audience(code=a.code, label=a.label, reserved=a.reserved)
            for a in reference.audiences().values()
        ),
    ]
