"""Counts what partners use, written together once a second so that no answer waits for it."""

import atexit
from collections import Counter
from datetime import date
from threading import Lock, Timer

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from data.partners import Use, used
from portal.doors import doors

SECONDS = 1.0
EXTENSION = "metering"

Count = tuple[int, Use, date]


class Meter:
    """The counts of one process that are not in the database yet."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._lock, self._writing = Lock(), Lock()
        self._waiting: Counter[Count] = Counter()
        self._timer: Timer | None = None

    def count(self, partner_id: int, kind: Use, day: date) -> None:
        """One more; it is written within a second, or when the process ends."""
        with self._lock:
            self._waiting[partner_id, kind, day] += 1
            if self._timer is None:
                self._timer = Timer(SECONDS, self.write)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Bring all counts to the database; those that cannot be written stay for the next time.

        One that is writing already is waited for: a process that ends would take its counts along.
        """
        with self._writing:
            with self._lock:
                taken, self._waiting, self._timer = self._waiting, Counter(), None
            try:
                with Session(self.engine) as session, session.begin():
                    for (partner_id, kind, day), count in sorted(taken.items()):
                        used(session, partner_id, kind, day, count)
            except SQLAlchemyError:
                with self._lock:
                    self._waiting.update(taken)


def count_use(partner_id: int, kind: Use) -> None:
    """Note that a partner used something today; nothing is noted of whoever asked."""
    app = current_app
    if EXTENSION not in app.extensions:
        meter = app.extensions[EXTENSION] = Meter(doors().engine)
        atexit.register(meter.write)
    app.extensions[EXTENSION].count(partner_id, kind, date.today())
