"""What other processes do to an index while tests look on; they import this and no test."""

import os
import signal
from pathlib import Path
from typing import Any

from sqlmodel import Session

from data.database import connect
from search_index import build, columns


def die(*_: Any) -> Any:
    """End this process as a failure of the machine would."""
    os.kill(os.getpid(), signal.SIGKILL)


def rebuild(folder: Path, url: str, moment: str = "") -> None:
    """Build the index anew from a database; at `moment` the process dies."""
    if moment == "columns":
        columns.save = die
    if moment == "pointer":
        Path.replace = die  # type: ignore[method-assign]
    with Session(connect(url)) as session:
        build.update(folder, session, rebuild=True, progress=die if moment == "documents" else None)
