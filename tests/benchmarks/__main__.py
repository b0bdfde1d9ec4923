"""`make bench`: this search beside Whoosh alone, SQLite FTS5 and tantivy, in one run.

The same synthetic trainings and questions for all; prints medians and 99th percentiles in
milliseconds with the ratios of the medians, keeps them in latest.json and puts them into the
README. Sizes that are not measured keep their last figures. Nothing here is asserted.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks import report, runs
from tests.benchmarks.peers import ENGINES, Portal, Whole, WhooshAlone
from tests.benchmarks.questions import KINDS

SIZES = (740, 10_000, 100_000)
MILLION = 1_000_000
WHOOSH_UP_TO = 10_000
"""Above, Whoosh alone takes minutes to build; `--whoosh` builds it nevertheless."""

LATEST = Path(__file__).parent / "latest.json"
LIBRARIES = ("numpy", "scipy", "scikit-learn", "whoosh3", "tantivy")


def measure(size: int, folder: Path, whoosh_up_to: int) -> dict[str, Any]:
    """Build every engine on the same records and ask them in turn, kind by kind."""
    names = [one for one in ENGINES if one != WhooshAlone.name or size <= whoosh_up_to]
    folders = {name: folder / f"{size}-{name.replace(' ', '-')}" for name in names}
    folders[Whole.name] = folders[Portal.name]
    built = {}
    for name in (one for one in names if one != Whole.name):
        built[name] = runs.build(name, size, folders[name])
        say(f"{size:>9} {name:14} {built[name]}")
    opened = {name: runs.Opened(name, size, folders[name]) for name in names}
    times = {}
    for kind in KINDS:
        found = {name: one.times(kind) for name, one in opened.items()}
        times[kind] = {name: asdict(one) if one else None for name, one in found.items()}
        say(f"{size:>9} {report.lines(kind, times[kind])}")
    memory = {name: one.memory_mb() for name, one in opened.items()}
    say(f"{size:>9} memory, MB: {memory}")
    for one in opened.values():
        one.close()
    figures = {name: asdict(one) for name, one in built.items()}
    return {"built": figures, "memory_mb": memory, "times": times}


def say(line: str) -> None:
    """A line at once, for runs are long."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def keep(found: dict[str, Any], path: Path) -> dict[str, Any]:
    """Write the figures over those of the same sizes; gives those of all sizes."""
    held = json.loads(path.read_text(encoding="utf-8"))["sizes"] if path.is_file() else {}
    sizes = held | found
    machine: dict[str, Any] = {"cores": os.cpu_count(), "python": platform.python_version()}
    machine |= {library: version(library) for library in LIBRARIES}
    path.write_text(json.dumps({"machine": machine, "sizes": sizes}, indent=1) + "\n")
    return sizes


def main() -> None:
    """Measure every size and keep the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    options.add_argument("--million", action="store_true", help="one million records as well")
    options.add_argument("--whoosh", type=int, default=WHOOSH_UP_TO, help="Whoosh up to this size")
    options.add_argument("--json", type=Path, default=LATEST, help="file for the figures")
    given = options.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")] + [MILLION] * given.million
    with tempfile.TemporaryDirectory() as folder:
        found = {str(size): measure(size, Path(folder), given.whoosh) for size in sizes}
    kept = keep(found, given.json)
    say(report.table(kept))
    if given.json == LATEST:
        report.into_readme(kept)


if __name__ == "__main__":
    main()
