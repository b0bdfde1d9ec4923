"""Trials of synonyms in a process of their own: they take about a minute, and readers come first.

What waits for a trial stands in the database: whatever becomes of the process, nothing is lost.
"""

import os
import subprocess
import sys
from threading import Thread

from flask import Flask, current_app

from portal.settings import Settings

EXTENSION = "portal.trials"
COMMAND = (sys.executable, "-m", "portal", "synonyms", "try")
YIELDING = 10
"""How much nicer than the server (man 2 setpriority)."""


def open_trials(app: Flask, settings: Settings) -> None:
    """Give the application what its trials are to be started with."""
    app.extensions[EXTENSION] = settings


def start() -> None:
    """Have what waits tried, and the index brought up; the answer does not wait for it.

    Where a trial is going on already, that one does it.
    """
    settings: Settings = current_app.extensions[EXTENSION]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and command
        COMMAND,
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.setpriority(os.PRIO_PROCESS, process.pid, YIELDING)
    # Without somebody who waits for its end, the process would stay in the system's table.
    Thread(target=process.wait, daemon=True).start()


def environment(settings: Settings) -> dict[str, str]:
    """What the command needs to know of this portal; the database's password is in no argument."""
    here = {
        "PORTAL_INSTANCE": str(settings.instance),
        "PORTAL_DATABASE_URL": settings.database_url,
    }
    return {**os.environ, **here}
