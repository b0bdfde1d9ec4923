"""An instance as commands meet it: its database, migrated, and its index, up to date."""

import sys

import click
from sqlalchemy import Engine
from sqlmodel import Session

from data.database import connect, migrate
from portal.settings import Settings
from search_index import build


def database(settings: Settings) -> Engine:
    """The migrated database of this instance, made first when there is none."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.database_url)
    migrate(engine)
    return engine


def bring_index_up(settings: Settings, engine: Engine, rebuild: bool = False) -> build.Built:
    """The index at the state of the database, with a progress bar on a terminal."""
    with Session(engine) as session:
        if not sys.stderr.isatty():
            return build.update(settings.index, session, rebuild=rebuild)
        with click.progressbar(length=1, label="Index", file=sys.stderr) as bar:

            def advance(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            return build.update(settings.index, session, rebuild=rebuild, progress=advance)
