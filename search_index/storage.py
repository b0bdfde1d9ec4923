"""Generations on disk: written whole beside the current one, then pointed at in one step."""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POINTER = "CURRENT"
LOCK = "writer.lock"
PART = ".part"
KEPT = 2
"""How many generations stay, so that a reader in the middle of a search keeps its files."""

LOCK_SECONDS = 60.0
GENERATION = re.compile(r"gen-(\d+)\Z")


class IndexBusy(RuntimeError):
    """Another writer held the index for longer than one is ready to wait."""


class NoIndex(LookupError):
    """The folder holds no finished generation yet."""


def current(folder: Path) -> Path | None:
    """The folder of the generation that readers are to use, or None before the first."""
    try:
        name = (folder / POINTER).read_text().strip()
    except FileNotFoundError:
        return None
    return folder / name if GENERATION.match(name) and (folder / name).is_dir() else None


def number(generation: Path | None) -> int:
    """The number of a generation's folder; 0 for None."""
    found = GENERATION.match(generation.name) if generation else None
    return int(found.group(1)) if found else 0


@contextmanager
def writing(folder: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Be the only writer, of all processes; waits `seconds`, then raises IndexBusy.

    The system frees the lock of a killed writer; what it left behind is removed here.
    """
    with locked(folder / LOCK, seconds) as mine:
        if not mine:
            raise IndexBusy("un autre processus écrit l’index")
        _remove_leftovers(folder)
        yield


@contextmanager
def locked(file: Path, seconds: float) -> Iterator[bool]:
    """Hold a lock file alone, of all processes; False where others hold it for `seconds`.

    The system frees the lock of a process that is killed.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        yield _acquire(lock.fileno(), seconds)


def _acquire(lock: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.02)


def _remove_leftovers(folder: Path) -> None:
    """Remove half-written generations, and finished ones that no pointer ever named."""
    newest = number(current(folder))
    for entry in folder.iterdir():
        if entry.name.endswith(PART) or number(entry) > newest:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def begin(folder: Path) -> Path:
    """An empty folder in which the next generation is written; call it inside `writing`."""
    part = folder / f"gen-{number(current(folder)) + 1}{PART}"
    part.mkdir()
    return part


def publish(part: Path) -> Path:
    """Make a written generation the current one, durably; older than the last two go."""
    folder = part.parent
    for written in (*part.rglob("*"), part):
        _sync(written)
    generation = part.rename(folder / part.name.removesuffix(PART))
    pointer = folder / (POINTER + PART)
    pointer.write_text(generation.name + "\n")
    _sync(pointer)
    pointer.replace(folder / POINTER)
    _sync(folder)
    for entry in folder.iterdir():
        if GENERATION.match(entry.name) and number(entry) <= number(generation) - KEPT:
            shutil.rmtree(entry)
    return generation


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def carry_over(source: Path, target: Path, pattern: str) -> None:
    """Give `target` the files of `source` that match: linked, for segments never change."""
    for file in source.glob(pattern):
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copy2(file, target / file.name)
