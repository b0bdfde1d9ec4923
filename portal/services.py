"""What the pages stand on: the database and the index of this application."""

from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy import Engine
from sqlmodel import Session

from search_index.search import Index

KEY = "portal"


@dataclass(frozen=True)
class Services:
    """The open database and index."""

    engine: Engine
    index: Index

    def session(self) -> Session:
        """A session on the database, to be used in a `with`."""
        return Session(self.engine)


def services() -> Services:
    """The services of the application that answers this request."""
    return cast(Services, current_app.extensions[KEY])
