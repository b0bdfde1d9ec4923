"""The whole catalogue at once: what it is, and its files, sent without ever being held whole."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session

from data import catalogue, licence
from data.intake.export import record_of
from data.intake.lheo_export import lheo
from data.models import Formation
from data.outcomes import Compared
from portal import links
from portal.api import models
from portal.api.operations import FILES
from portal.api.page import formation_model
from portal.feeds.table import csv_lines
from portal.freshness import etag
from search_index.build import signatures

TITLE = "Catalogue des formations au numérique"

Pieces = Iterator[bytes]


def catalogue_model(overview: catalogue.Overview) -> models.Catalogue:
    """What the catalogue is, and where its files are."""
    updated = overview.updated_at
    return models.Catalogue(
        title=TITLE,
        licence=models.Licence(name=licence.NAME, url=licence.URL),
        updated_at=catalogue.utc(updated) if updated else None,
        formations=overview.formations,
        demonstration=overview.demonstration,
        files=tuple(
            models.File(
                format=name,
                media_type=media_type,
                url=links.absolute(f"/api/v1/catalogue.{name}"),
            )
            for name, (media_type, _) in FILES.items()
        ),
    )


def version(session: Session, name: str, today: date) -> str:
    """A tag of a file's state: it changes with any published formation and whatever these share.

    The table names next starts, so it changes with the day too.
    """
    signed = signatures(session)
    day = str(today) if name == "csv" else ""
    return etag([name, day, *(f"{one}{signed[one]}" for one in sorted(signed))])


def pieces(engine: Engine, name: str, today: date) -> Pieces:
    """The file in pieces, from a session of its own that lasts as long as the answer is sent."""
    with Session(engine) as session:
        compared = catalogue.compared_results(session) if name == "jsonl" else {}
        yield from WRITERS[name](catalogue.formations_for_index(session), today, compared)


def _json_lines(formations: Iterable[Formation], _today: date, compared: Compared) -> Pieces:
    for one in formations:
        yield formation_model(one, compared).model_dump_json(by_alias=True).encode() + b"\n"


def _csv(formations: Iterable[Formation], today: date, _compared: Compared) -> Pieces:
    return csv_lines(formations, today)


def _lheo(formations: Iterable[Formation], _today: date, _compared: Compared) -> Pieces:
    return lheo(map(record_of, formations))


WRITERS: dict[str, Callable[[Iterable[Formation], date, Compared], Pieces]] = {
    "jsonl": _json_lines,
    "csv": _csv,
    "xml": _lheo,
}
