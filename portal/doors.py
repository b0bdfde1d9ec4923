"""What a request reaches of the floors below: one database session, one index."""

from dataclasses import dataclass, field

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlmodel import Session

from data import catalogue
from data.database import connect
from data.outcomes import Compared
from portal.settings import Settings
from search_index import build, storage
from search_index.search import Index, open_index, warm
from search_index.storage import IndexBusy

EXTENSION = "portal"


@dataclass(frozen=True)
class Doors:
    """The database and the index of one application, shared by its threads.

    `sums` keeps the rates of families and network by the generation that they were added up in.
    """

    engine: Engine
    index: Index
    sums: dict[int, Compared] = field(default_factory=dict)


def open_doors(app: Flask, settings: Settings) -> None:
    """Give the application its database and index; each request's session ends with it."""
    index = open_index(settings.index)
    warm(index)
    app.extensions[EXTENSION] = Doors(connect(settings.database_url), index)
    app.teardown_appcontext(_end)


def doors() -> Doors:
    """The doors of the running application."""
    found: Doors = current_app.extensions[EXTENSION]
    return found


def session() -> Session:
    """This request's database session, opened at the first use."""
    if "session" not in g:
        g.session = Session(doors().engine)
    opened: Session = g.session
    return opened


def _end(_error: BaseException | None) -> None:
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()


def compared_results() -> Compared:
    """The rates of each family and of the whole network, added up once a generation of the index.

    Whatever changes a training's results or takes it out of the catalogue brings the index up too.
    """
    here = doors()
    generation = storage.number(storage.current(here.index.folder))
    found = here.sums.get(generation) if generation else None
    if found is None:
        found = catalogue.compared_results(session())
        here.sums.clear()
        here.sums[generation] = found
    return found


def bring_index_up() -> bool:
    """Bring the index up to the database, as the commands do; False while others hold it."""
    with Session(doors().engine) as opened:
        try:
            build.update(doors().index.folder, opened)
        except IndexBusy:
            return False
    return True


@dataclass(frozen=True)
class Frame:
    """What surrounds every page; `reads` is False where the database may be what failed."""

    reads: bool = True

    @property
    def demonstration(self) -> bool:
        """Whether the banner of the demonstration catalogue is shown."""
        return self.reads and catalogue.has_demonstration(session())
