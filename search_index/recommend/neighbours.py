"""The nearest trainings: by scikit-learn's NearestNeighbors, and by a scan that says the same.

Each code of a named feature is one column that is either 0 or SCALE; an ordered feature has a
column for each step that is passed (a thermometer), and one for what is unknown. On such columns
the L1 distance to a profile is the sum of a cost a column plus what the profile alone decides. So
it is Gower's distance whatever the weights: they stand in the profile, and nothing is fitted anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from scipy.sparse import csr_matrix
from sklearn import config_context
from sklearn.compose import ColumnTransformer
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder
from threadpoolctl import ThreadpoolController

from search_index.columns import Floats
from search_index.facet_columns import Documents
from search_index.meaning import Singles
from search_index.recommend.question import BAR, Question
from search_index.recommend.space import NAMED, ORDERED, Codes, Space

SCALE = 2.0
"""A column can charge from -SCALE to SCALE, and so even a hard condition alone."""

UP_TO = 2_000
"""Trainings up to which NearestNeighbors answers; above, the scan is many times quicker."""

DIGITS = 6
"""Distances that agree to so many digits are equal, and a seed decides between them."""

checked_already = partial(config_context, assume_finite=True, skip_parameter_validation=True)
THREADS = ThreadpoolController()

FEATURES = (*NAMED, *ORDERED)
MIXER = np.uint32(2654435761)


Find = Callable[[Question, int], Documents]
"""Finds at least the nearest so many, and all that are as far as the last of them."""

SLACK = 2e-6
"""More than single precision can differ by."""
FIRST = 2
"""So many features are looked up for every training; 1 and 3 were slower at 100,000."""
SAMPLE = 4096
MORE = 40
"""So many more neighbours are asked for at first, for equals may go on beyond the last one."""


@dataclass(frozen=True)
class Neighbours:
    """The nearest trainings of one space; `space` is that of the day."""

    space: Space

    @cached_property
    def encoder(self) -> ColumnTransformer:
        """From codes (a column a feature, in the order of FEATURES) to the columns of the space."""
        sizes = self.space.sizes
        steps = []
        for at, feature in enumerate(FEATURES):
            every = np.arange(sizes[feature])
            if feature in NAMED:
                coder = OneHotEncoder(categories=[every], dtype=np.float64)
            else:
                coder = FunctionTransformer(
                    partial(thermometer, steps=len(ORDERED[feature]), size=sizes[feature])
                )
            steps.append((feature, coder, [at]))
        return ColumnTransformer(steps, sparse_threshold=1.0)

    @cached_property
    def matrix(self) -> csr_matrix:
        """The trainings as rows of 0 and SCALE."""
        codes = np.stack([self.space.codes[feature] for feature in FEATURES], axis=1)
        return csr_matrix(self.encoder.fit_transform(codes)) * SCALE

    @cached_property
    def model(self) -> NearestNeighbors:
        """scikit-learn's model of the trainings; exact, for it looks at all of them."""
        return NearestNeighbors(algorithm="brute", metric="manhattan").fit(self.matrix.toarray())

    def nearest(
        self, question: Question, count: int, seed: int, find: Find | None = None
    ) -> tuple[Documents, Floats]:
        """The `count` nearest trainings that no condition bars, with their distances from 0 to 1.

        Fewer where fewer are left; a seed decides between equals, and no alphabet. The size of the
        catalogue says how they are found, unless `find` does.
        """
        count = min(count, len(self.space))
        if not count:
            return np.empty(0, np.intp), np.empty(0)
        find = find or (self.by_model if len(self.space) <= UP_TO else self.by_scan)
        documents = find(question, count)
        distances = np.round(question.distances(documents), DIGITS)
        tie = (self.space.columns.tie[documents] ^ np.uint32(seed)) * MIXER
        order = np.lexsort((tie ^ (tie >> np.uint32(15)), distances))[:count]
        documents, distances = documents[order], distances[order]
        # What is barred is at least as far as BAR, and nothing else is further than 1.
        allowed = distances < (1 + BAR) / 2
        return documents[allowed], distances[allowed]

    def by_model(self, question: Question, count: int) -> Documents:
        """By scikit-learn's model."""
        profile, _ = vector(question.tables, self.space.sizes)
        wanted = min(count + MORE, len(self.space))
        # One thread: workers share the cores, and for so few rows more threads only wait.
        with checked_already(), THREADS.limit(limits=1, user_api="openmp"):
            while True:
                found, rows = self.model.kneighbors(profile[None, :], n_neighbors=wanted)
                last, furthest = found[0, count - 1], found[0, -1]
                if wanted == len(self.space) or furthest > last + SLACK:
                    return np.asarray(rows[0], dtype=np.intp)
                wanted = min(2 * wanted, len(self.space))

    def by_scan(self, question: Question, count: int) -> Documents:
        """From the codes alone.

        The features that tell most are looked up for every training. The likeliest ones give a
        distance that the last one sought cannot be beyond, and only what can still be within is
        looked at further, a feature at a time.
        """
        codes, tables = self.space.codes, question.tables
        order = sorted(tables, key=lambda feature: -_spread(tables[feature]))
        first, later = order[:FIRST], order[FIRST:]
        total = scan(codes, {feature: tables[feature] for feature in first}, len(self.space))
        likely = question.distances(_smallest(total, count))
        last = float(np.partition(likely, count - 1)[count - 1]) + SLACK
        least = sum(float(tables[feature].min()) for feature in later)
        rows = np.flatnonzero(total <= np.float32(last - least))
        total = total[rows]
        for feature in later:
            least -= float(tables[feature].min())
            total += tables[feature].astype(np.float32)[codes[feature][rows]]
            within = total <= np.float32(last - least)
            rows, total = rows[within], total[within]
        return rows


def _spread(table: Floats) -> float:
    """How far apart the costs of a feature lie, conditions aside."""
    costs = table[table < BAR]
    return float(np.ptp(costs)) if len(costs) else 0.0


def _smallest(values: Singles, count: int) -> Documents:
    """Rows of the smallest values, at least `count` of them, told from a sample."""
    step = max(1, len(values) // SAMPLE)
    sample = values[::step]
    rank = min(len(sample) - 1, 2 * (count // step + 1))
    rows = np.flatnonzero(values <= np.partition(sample, rank)[rank])
    return rows if len(rows) >= count else np.argpartition(values, count - 1)[:count]


def scan(codes: Mapping[str, Codes], tables: Mapping[str, Floats], size: int) -> Singles:
    """The distance of every training: for each feature a look into a small table."""
    total = np.zeros(size, dtype=np.float32)
    for feature, table in tables.items():
        total += table.astype(np.float32)[codes[feature]]
    return total


def thermometer(codes: Codes, steps: int, size: int) -> csr_matrix:
    """One column for each of the steps passed, then one for each code after the last step."""
    passed = np.arange(1, steps + 1)
    outside = np.arange(steps + 1, size)
    known = codes <= steps
    return csr_matrix(np.hstack((known & (codes >= passed), codes == outside)).astype(np.float64))


def vector(tables: Mapping[str, Floats], sizes: Mapping[str, int]) -> tuple[Floats, float]:
    """The profile in the columns of the space, and what the L1 distance has over the costs."""
    parts, base = [], 0.0
    for feature in FEATURES:
        costs = tables.get(feature, np.zeros(sizes[feature]))
        if feature in ORDERED:
            steps = len(ORDERED[feature])
            base += float(costs[0])
            costs = np.concatenate((np.diff(costs[: steps + 1]), costs[steps + 1 :] - costs[0]))
        parts.append((SCALE - costs) / 2)
    profile = np.concatenate(parts)
    return profile, float(profile.sum()) - base
