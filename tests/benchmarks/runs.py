"""One engine at one size, in processes of its own: built in one, opened and asked in a fresh one.

So no engine has the memory of another, and what building left behind is in nobody's figures.
"""

import gc
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.benchmarks.peers import ENGINES, Engine
from tests.benchmarks.questions import Ask, asked
from tests.benchmarks.records import records

WARM = 20
CHANGED = 50
"""The number of the document that is written anew."""

PROCESSES = 3
SAMPLE = 2_000
"""Trainings that questions are drawn from."""

FRESH = multiprocessing.get_context("spawn")
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True)
class Built:
    """Seconds to build and to write one document anew, megabytes on disk, peak memory in MB."""

    seconds: float
    change: float
    disk_mb: float
    peak_mb: float


@dataclass(frozen=True)
class Times:
    """The median and the 99th percentile in milliseconds."""

    p50: float
    p99: float


def build(name: str, size: int, folder: Path) -> Built:
    """Build an engine in a process that ends with it."""
    with ProcessPoolExecutor(1, FRESH) as process:
        return process.submit(_build, name, size, folder).result()


def _build(name: str, size: int, folder: Path) -> Built:
    begun = time.perf_counter()
    ENGINES[name]().build(records(size), folder)
    seconds = time.perf_counter() - begun
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    changed = next(islice(records(CHANGED + 1), CHANGED, None))
    begun = time.perf_counter()
    ENGINES[name]().change(CHANGED, changed, folder)
    change = time.perf_counter() - begun
    return Built(round(seconds, 2), round(change, 3), round(disk, 1), round(peak))


class Opened:
    """An engine open in a few processes of its own, each of which answers every question once."""

    def __init__(self, name: str, size: int, folder: Path) -> None:
        given = (name, size, folder)
        self._processes = [ProcessPoolExecutor(1, FRESH, _open, given) for _ in range(PROCESSES)]

    def times(self, kind: str) -> Times | None:
        """How long each question of a kind took; None where the engine cannot be asked it.

        Of the processes, one after the other, the quickest counts for each question: what other
        work on a shared machine adds is in none of the figures, what a first asking costs in all.
        """
        found = [process.submit(_times, kind).result() for process in self._processes]
        each = [one for one in found if one is not None]
        if len(each) < PROCESSES:
            return None
        taken = sorted(map(min, zip(*each, strict=True)))
        p99 = taken[int(len(taken) * 0.99)]
        return Times(round(statistics.median(taken), 3), round(p99, 3))

    def memory_mb(self) -> float:
        """What the engine has in memory, mapped files included, beyond what was there before."""
        return self._processes[0].submit(_memory_mb).result()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.shutdown()


_engine: Engine
_asks: dict[str, list[Ask]]
_before: float


def _open(name: str, size: int, folder: Path) -> None:
    global _engine, _asks, _before  # noqa: PLW0603 - the one state of this process
    _asks = asked(list(islice(records(size), SAMPLE)))
    _before = _resident_mb()
    _engine = ENGINES[name]()
    _engine.open(folder)
    # As the server's workers do: what was read at the start is not gone through again.
    gc.collect()
    gc.freeze()


def _memory_mb() -> float:
    return round(max(0.0, _resident_mb() - _before), 1)


def _resident_mb() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_MB


def _times(kind: str) -> list[float] | None:
    return timed(_engine, _asks[kind])


def timed(engine: Engine, asks: Sequence[Ask]) -> list[float] | None:
    """Milliseconds of each question after a warming up; None where it cannot be asked.

    Time of the processor, which other processes of a shared machine do not lengthen by waiting.
    """
    taken = []
    for number, ask in enumerate((*asks[:WARM], *asks)):
        begun = time.process_time()
        answer = ask(engine)
        spent = (time.process_time() - begun) * 1000
        if answer is None or answer < 0:
            return None
        if number >= WARM:
            taken.append(spent)
    return taken
