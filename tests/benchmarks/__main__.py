"""`make bench`: this search beside Whoosh alone, SQLite FTS5 and tantivy, in one run.

The same synthetic trainings and questions for all; prints medians and 99th percentiles in
milliseconds with the ratios of the medians, and writes them as JSON. Nothing here is asserted.
"""

import argparse
import json
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from search_index.documents import Document
from search_index.french import tokens
from tests.benchmarks.peers import Engine, Fts5, Portal, Question, Tantivy, Whole, WhooshAlone
from tests.benchmarks.records import records

SIZES = (740, 10_000, 100_000)
MILLION = 1_000_000
WHOOSH_UP_TO = 10_000
"""Above, Whoosh alone would take minutes to build."""

QUESTIONS = 200
WARM = 20
SAMPLE = 2_000
SEED = 2019
LIBRARIES = ("numpy", "scipy", "scikit-learn", "whoosh3", "tantivy")

Ask = Callable[[Engine], int | None]


def asked(documents: Sequence[Document]) -> dict[str, list[Ask]]:
    """The questions of each kind, all different, in words and values that trainings hold."""
    rng = random.Random(SEED)
    pool = [[*_words(one)] for one in documents]
    pool = [words for words in pool if len(words) >= 3]

    def some(count: int) -> tuple[str, ...]:
        return tuple(rng.sample(rng.choice(pool), count))

    def chosen(count: int) -> tuple[tuple[str, str], ...]:
        facts = rng.choice(documents).row.facets
        known = [facet for facet in ("region", "modality", "level") if facet in facts]
        return tuple((facet, next(iter(facts[facet]))) for facet in known[:count])

    def questions(make: Callable[[], Question]) -> list[Ask]:
        def bound(question: Question) -> Ask:
            return lambda engine: engine.ask(question)

        return [bound(make()) for _ in range(QUESTIONS)]

    def typo() -> Ask:
        word = next(
            one for words in iter(lambda: rng.choice(pool), None) for one in words if len(one) > 6
        )
        at = rng.randrange(2, len(word) - 1)
        wrong = word[:at] + word[at + 1 :]
        return lambda engine: engine.typo(wrong)

    def begin() -> Ask:
        prefix = some(1)[0][: rng.randint(2, 5)]
        return lambda engine: engine.begin(prefix)

    return {
        "one term": questions(lambda: Question(some(1))),
        "three terms, all": questions(lambda: Question(some(3))),
        "three terms, any": questions(lambda: Question(some(3), every=False)),
        "one term, two filters": questions(lambda: Question(some(1), chosen=chosen(2))),
        "one term, five facets": questions(
            lambda: Question(some(1), chosen=chosen(rng.randint(0, 2)), facets=True)
        ),
        "range of hours": questions(
            lambda: Question(some(1), hours_max=float(rng.randrange(50, 900)))
        ),
        "sort by hours": questions(lambda: Question(some(1), by_hours=True)),
        "completion": [begin() for _ in range(QUESTIONS)],
        "one typo": [typo() for _ in range(QUESTIONS)],
    }


def _words(document: Document) -> Iterator[str]:
    text = document.texts.get("description", "")
    found = (token for line in text.splitlines() for token in tokens(line))
    return iter(dict.fromkeys(token for token in found if token.isalpha() and len(token) > 3))


def timed(engine: Engine, asks: Sequence[Ask]) -> list[float] | None:
    """Milliseconds of each question after a warming up, sorted; None where it cannot be asked."""
    taken = []
    for number, ask in enumerate((*asks[:WARM], *asks)):
        begun = time.perf_counter()
        answer = ask(engine)
        spent = (time.perf_counter() - begun) * 1000
        if answer is None or answer < 0:
            return None
        if number >= WARM:
            taken.append(spent)
    return sorted(taken)


def measure(size: int, folder: Path) -> dict[str, Any]:
    """Build every engine on the same records and ask them in turn, kind by kind."""
    documents = list(records(size))
    engines: list[Engine] = [Portal(), Whole(), Fts5(), Tantivy()]
    if size <= WHOOSH_UP_TO:
        engines.append(WhooshAlone())
    built = {}
    for engine in engines:
        place = folder / f"{size}-{engine.name.replace(' ', '-')}"
        begun = time.perf_counter()
        engine.build(documents, place)
        seconds = time.perf_counter() - begun
        built[engine.name] = {"build_s": round(seconds, 2), "mb": round(_bytes(place) / 1e6, 1)}
        say(f"{size:>9} {engine.name:14} built in {seconds:7.1f} s, {_bytes(place) / 1e6:8.1f} MB")
    asks = asked(documents[:SAMPLE])
    times = {
        kind: {one.name: figures(timed(one, each)) for one in engines}
        for kind, each in asks.items()
    }
    show(size, times)
    return {"size": size, "built": built, "times": times}


def figures(taken: list[float] | None) -> dict[str, float] | None:
    """The median and the 99th percentile, in milliseconds."""
    if taken is None:
        return None
    p50, p99 = statistics.median(taken), taken[int(len(taken) * 0.99)]
    return {"p50": round(p50, 3), "p99": round(p99, 3)}


def show(size: int, times: dict[str, dict[str, dict[str, float] | None]]) -> None:
    """One line a kind of question: p50/p99 of each engine, and how many times ours is quicker."""
    for kind, each in times.items():
        ours = each[Portal.name]
        cells = [f"{size:>9} {kind:22}"]
        for name, found in each.items():
            if found is None or ours is None:
                cells.append(f"{name}: cannot")
                continue
            ratio = f" ({found['p50'] / ours['p50']:.1f}x)" if name != Portal.name else ""
            cells.append(f"{name}: {found['p50']:.3f}/{found['p99']:.3f}{ratio}")
        say("   ".join(cells))


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def say(line: str) -> None:
    """A line at once, for runs are long."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure every size and keep the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    options.add_argument("--million", action="store_true", help="one million records as well")
    options.add_argument("--json", type=Path, help="file for the figures")
    given = options.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")] + [MILLION] * given.million
    with tempfile.TemporaryDirectory() as folder:
        found = [measure(size, Path(folder)) for size in sizes]
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    machine |= {library: version(library) for library in LIBRARIES}
    path = given.json or Path(tempfile.gettempdir()) / "bench.json"
    path.write_text(json.dumps({"machine": machine, "sizes": found}, indent=1), encoding="utf-8")
    say(f"figures in {path}")


if __name__ == "__main__":
    main()
