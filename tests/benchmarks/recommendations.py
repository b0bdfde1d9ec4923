"""The second half of `make bench`: how long a profile's nearest trainings take.

The same synthetic trainings and profiles for all: the scan over codes that answers large
catalogues, scikit-learn's NearestNeighbors on the very columns that say the same, and one read of
the coded bytes, below which no exact answer can go. Beside them, on a narrow matrix of plain
columns (other answers, as one would write it without our kinship and places): scikit-learn again,
and faiss's HNSW graph with its recall. Milliseconds, one thread; nothing here is asserted.
"""

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.neighbors import NearestNeighbors
from threadpoolctl import threadpool_limits

from data import reference
from search_index import columns as column_files
from search_index.build import write
from search_index.evaluation.answers import profile
from search_index.evaluation.learners import learner
from search_index.filters import distances_km
from search_index.meaning import FULL, Meaning, Singles, unit
from search_index.recommend import coding
from search_index.recommend.asked import Asked, Understood
from search_index.recommend.criteria import question
from search_index.recommend.kinship import Kinship, kinship
from search_index.recommend.neighbours import Neighbours, scan, vector
from search_index.recommend.question import Question
from search_index.recommend.space import HOURS, WEEKS, Codes, Space
from search_index.recommend.suggest import recommend
from search_index.search import open_index
from tests.benchmarks.__main__ import MILLION, SIZES, figures, say
from tests.benchmarks.records import records
from tests.benchmarks.rows import TODAY

LIBRARIES = ("numpy", "scipy", "scikit-learn", "faiss-cpu")
PROFILES = 200
WARM = 10
SLOW = 5
"""Profiles asked of what takes seconds."""

COUNT = 10
MISSING = 0.25
SEED = 2019

DENSE_UP_TO = 10_000
"""Above, the columns of every place and set of trades fill gigabytes: the matrix stays sparse."""

WHOLE_UP_TO = 10_000
"""Above, building the whole index takes longer than all measures."""

WIDTH = 64
NOISE = 0.6
"""Directions of the made-up meaning of texts, and how far a training lies from its trade's."""

LINKS, BUILDING, SEARCHING = 16, 80, (32, 128)
"""HNSW's links a node, and the breadth of its search when it is built and when it is asked."""

ORDERED = {"hours": HOURS, "start": WEEKS}
CHOSEN = ("family", "modality", "certification", "entry_level")
SAME = 1e-6
"""Distances, from 0 to 1, that two sums of the same costs may differ by."""

Ask = Callable[[], Any]


@dataclass(frozen=True)
class Ready:
    """One size: the trainings on the day, and the question of each profile."""

    neighbours: Neighbours
    questions: tuple[Question, ...]
    ask: tuple[Callable[[], Question], ...]


def space(size: int) -> tuple[Space, Kinship]:
    """The coded trainings; the meaning of their texts is drawn around that of their trade."""
    found = column_files.build([replace(one, texts={}) for one in records(size)])
    rng = np.random.default_rng(SEED)
    trades = tuple(reference.trades())
    entries = unit(rng.standard_normal((len(trades), WIDTH)).astype(np.float32))
    row = {code: place for place, code in enumerate(trades)}
    lead = found.facets["lead"]
    value = np.zeros(max(1, lead.size), dtype=int)
    value[lead.sets] = [row[lead.values[member]] for member in lead.members]
    texts = entries[value[lead.codes]]
    texts += NOISE / WIDTH**0.5 * rng.standard_normal(texts.shape, dtype=np.float32)
    meaning = Meaning(
        terms=(),
        weights=np.zeros(0, np.float32),
        term_vectors=np.zeros((0, WIDTH), np.float32),
        document_vectors=(unit(texts) * FULL).astype(np.int8),
        entries=trades,
        entry_vectors=entries,
        unknown=0.0,
        trust=0.0,
        version="",
    )
    return coding.build(found, meaning), kinship(meaning)


def ready(size: int) -> Ready:
    made, kin = space(size)
    neighbours = Neighbours(made.on(TODAY.toordinal()))
    rng = np.random.default_rng(SEED)
    asked = [_asked(number, neighbours.space, kin, rng) for number in range(PROFILES)]
    asks = tuple(lambda one=one: question(one) for one in asked)
    return Ready(neighbours, tuple(ask() for ask in asks), asks)


def _asked(number: int, on_day: Space, kin: Kinship, rng: np.random.Generator) -> Asked:
    told = profile(learner(number), MISSING, TODAY)
    direction = unit(rng.standard_normal(WIDTH).astype(np.float32))
    words = Understood(direction if told.words else None, {})
    place = told.place
    return Asked(told, on_day, kin, words, TODAY,
                 distances_km(on_day.columns, place) if place else None)  # fmt: skip


def measure(size: int) -> dict[str, Any]:
    """All engines in turn at one size."""
    begun = time.perf_counter()
    here = ready(size)
    say(f"{size:>9} coded in {time.perf_counter() - begun:.1f} s")
    times = {**_exact(here, size), **_plain(here)}
    agree = _agreement(here, size)
    if size <= WHOLE_UP_TO:
        times["whole answer, reasons and hints"] = _whole(size)
    show(size, times)
    say(f"{size:>9} same ten as scikit-learn: {agree['same']} of {agree['asked']} profiles")
    return {"size": size, "times": times, "agreement": agree}


def _exact(here: Ready, size: int) -> dict[str, Any]:
    """The three that give the same ten nearest, and the least that they can cost."""
    codes, neighbours = here.neighbours.space.codes, here.neighbours
    answers = [lambda q=q: neighbours.by_scan(q, COUNT) for q in here.questions]
    each = [lambda q=q: neighbours.nearest(q, COUNT, SEED) for q in here.questions]
    reads = [lambda q=q: read(codes, q.tables) for q in here.questions]
    scans = [lambda q=q: scan(codes, q.tables, len(neighbours.space)) for q in here.questions]
    return {
        "portal": timed(each),
        "scan and the ten nearest": timed(answers),
        "scan alone": timed(scans),
        "one read of the coded bytes": timed(reads),
        "the question's tables": timed(here.ask),
        "scikit-learn, same columns": timed(_same_columns(here, size)),
    }


def read(codes: dict[str, Codes], tables: dict[str, Any]) -> int:
    """Every byte of the codes that a question looks at, read once."""
    return sum(int(codes[feature].max()) for feature in tables)


def _same_columns(here: Ready, size: int) -> list[Ask]:
    """NearestNeighbors as fitted by the model, or on the sparse matrix where it would not fit."""
    neighbours, sizes = here.neighbours, here.neighbours.space.sizes
    points = [vector(one.tables, sizes)[0] for one in here.questions]
    if size <= DENSE_UP_TO:
        model = neighbours.model
        return [lambda p=p: model.kneighbors(p[None, :], COUNT) for p in points]
    model = NearestNeighbors(algorithm="brute", metric="manhattan").fit(neighbours.matrix)
    return [lambda p=p: model.kneighbors(csr_matrix(p[None, :]), COUNT) for p in points[:SLOW]]


def _agreement(here: Ready, size: int) -> dict[str, int]:
    """For how many profiles the ten nearest are as far as scikit-learn's ten."""
    neighbours = here.neighbours
    asks = _same_columns(here, size)
    same = 0
    for ask, one in zip(asks, here.questions, strict=False):
        constant = vector(one.tables, neighbours.space.sizes)[1]
        ours = np.sort(one.distances(neighbours.by_scan(one, COUNT)))[:COUNT]
        same += bool(np.allclose(ours, np.sort(ask()[0][0]) - constant, atol=SAME))
    return {"asked": len(asks), "same": same}


def plain_columns(on_day: Space) -> Singles:
    """A narrow matrix as one would make it: 0/1 for named values, steps passed for numbers."""
    lead, region = (on_day.columns.facets[name].codes for name in ("lead", "region"))
    named = [lead, region, *(on_day.codes[feature] for feature in CHOSEN)]
    parts = [np.eye(int(one.max()) + 1, dtype=np.float32)[one] for one in named]
    for feature, steps in ORDERED.items():
        passed = on_day.codes[feature][:, None] >= np.arange(1, len(steps) + 1)
        parts.append(passed.astype(np.float32) / len(steps))
    return np.ascontiguousarray(np.hstack(parts))


def _plain(here: Ready) -> dict[str, Any]:
    """scikit-learn and HNSW on the plain columns, asked for what is like some trainings."""
    matrix = plain_columns(here.neighbours.space)
    points = _points(matrix)
    model = NearestNeighbors(algorithm="brute", metric="manhattan").fit(matrix)
    found = {"scikit-learn, plain columns": timed([
        lambda p=p: model.kneighbors(p[None, :], COUNT) for p in points
    ])}  # fmt: skip
    exact = model.kneighbors(points, COUNT)[0]
    begun = time.perf_counter()
    graph = faiss.IndexHNSWFlat(matrix.shape[1], LINKS, faiss.METRIC_L1)
    graph.hnsw.efConstruction = BUILDING
    graph.add(matrix)
    built = time.perf_counter() - begun
    for breadth in SEARCHING:
        graph.hnsw.efSearch = breadth
        taken = timed([lambda p=p: graph.search(p[None, :], COUNT) for p in points])
        distances = graph.search(points, COUNT)[0]
        near = float((distances <= exact[:, -1:] + 1e-4).mean())
        found[f"faiss HNSW {breadth}, plain columns"] = {
            **(taken or {}), "recall": round(near, 3), "build_s": round(built, 1)
        }  # fmt: skip
    return found


def _points(matrix: Singles) -> Singles:
    """What somebody wants that is nearly some training, a third of the columns left open."""
    rng = np.random.default_rng(SEED)
    points = matrix[rng.integers(0, len(matrix), PROFILES)].copy()
    points[rng.random(points.shape) < 1 / 3] = 0.5
    return points


def _whole(size: int) -> dict[str, float] | None:
    """The door itself, on a whole index of the same trainings."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), records(size))
        index = open_index(Path(folder))
        told = [profile(learner(number), MISSING, TODAY) for number in range(PROFILES)]
        return timed([lambda p=p: recommend(index, p, TODAY, COUNT) for p in told])


def timed(asks: Sequence[Ask]) -> dict[str, float] | None:
    """The median and 99th percentile in milliseconds, after a warming up."""
    taken = []
    for number, ask in enumerate((*asks[: min(WARM, len(asks) - 1)], *asks)):
        begun = time.perf_counter()
        ask()
        if number >= min(WARM, len(asks) - 1):
            taken.append((time.perf_counter() - begun) * 1000)
    return figures(sorted(taken))


def show(size: int, times: dict[str, Any]) -> None:
    """One line an engine: p50/p99, and how many times as long as ours."""
    ours = times["scan and the ten nearest"]["p50"]
    for name, found in times.items():
        recall = f"   recall {found['recall']:.3f}" if "recall" in found else ""
        ratio = f"{found['p50'] / ours:8.2f}x"
        say(f"{size:>9} {name:34} {found['p50']:10.3f} /{found['p99']:10.3f}{ratio}{recall}")


def main() -> None:
    """Measure every size and keep the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    options.add_argument("--million", action="store_true", help="one million trainings as well")
    options.add_argument("--json", type=Path, help="file for the figures")
    given = options.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")] + [MILLION] * given.million
    faiss.omp_set_num_threads(1)
    with threadpool_limits(limits=1):
        found = [measure(size) for size in sizes]
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    machine |= {library: version(library) for library in LIBRARIES}
    path = given.json or Path(tempfile.gettempdir()) / "bench-recommendations.json"
    path.write_text(json.dumps({"machine": machine, "sizes": found}, indent=1), encoding="utf-8")
    say(f"figures in {path}")


if __name__ == "__main__":
    main()
