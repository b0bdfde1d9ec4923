"""Makes the space of profiles from what a generation holds: columns and meaning."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans
from threadpoolctl import threadpool_limits

from data import reference
from search_index.columns import Columns
from search_index.facet_columns import FacetColumn
from search_index.meaning import FULL, Bytes, Meaning, Singles, unit
from search_index.postings import Ints
from search_index.recommend.outcomes import results
from search_index.recommend.space import (
    HOURS,
    ORDERED,
    OUTSIDE,
    PLAIN,
    RESULTS,
    Codes,
    Space,
    sets_of,
    steps_of,
    unknown,
)

CLUSTERS = 254
"""Trainings whose texts speak of the same share a code: as many as a byte tells apart, beside those
with no word known."""
PER_CLUSTER = 4
"""Trainings a cluster at least, on average."""
SAMPLE = 20_000
SEED = 2019

OTHER_TRADE = 0.85
"""A trade that a training leads to beside its first one is so much of it."""


def build(columns: Columns, meaning: Meaning) -> Space:
    """The space of these trainings."""
    facets = columns.facets
    trades, trade = _units(facets["lead"].codes, facets["trade"].codes)
    places, place = _units(
        columns.point, _single(facets["region"]), _single(facets["department"]), columns.anywhere
    )
    funding, funded = _units(facets["funding"].codes, columns.cost == 0, np.isnan(columns.cost))
    clusters, meant = _clusters(meaning.document_vectors)
    sizes = {
        **{feature: unknown(steps) + OUTSIDE[feature] for feature, steps in ORDERED.items()},
        **{feature: max(1, facets[feature].size) for feature in PLAIN},
        "trade": len(trades),
        "place": len(places),
        "funding": len(funding),
        "meaning": len(clusters) + 1,
    }
    found = {
        **{feature: facets[feature].codes for feature in PLAIN},
        "trade": trade,
        "place": place,
        "funding": funded,
        "meaning": meant,
        "hours": steps_of(columns.hours, HOURS),
        "results": steps_of(results(columns), RESULTS),
    }
    codes = {name: each.astype(np.min_scalar_type(sizes[name])) for name, each in found.items()}
    return Space(
        columns=columns,
        codes=codes,
        sizes=sizes,
        trade_shares=_trade_shares(columns, trades),
        places=places,
        funding=funding,
        clusters=clusters,
        version=_digest(codes, meaning.version),
    )


def _units(*parts: NDArray[Any]) -> tuple[Ints, NDArray[np.intp]]:
    """The distinct combinations of some columns, and for each row the number of its own."""
    rows = np.stack([np.asarray(part, dtype=np.int32) for part in parts], axis=1)
    # One number a row: to sort whole rows takes ten times as long.
    keys = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        keys = keys * (int(column.max(initial=0)) + 2) + column + 1
    _, first, own = np.unique(keys, return_index=True, return_inverse=True)
    return rows[first], own


def _single(facet: FacetColumn) -> Ints:
    """For each row the position of its one value, -1 where it has none."""
    value = np.full(max(1, facet.size), -1, dtype=np.int32)
    value[facet.sets] = facet.members
    found: Ints = value[facet.codes]
    return found


def _trade_shares(columns: Columns, units: Ints) -> Singles:
    number = {code: column for column, code in enumerate(reference.trades())}
    leads, sets = sets_of(columns.facets["lead"]), sets_of(columns.facets["trade"])
    shares = np.zeros((len(units), len(number)), dtype=np.float32)
    for row, (lead, others) in enumerate(units.tolist()):
        for share, codes in ((OTHER_TRADE, sets[others]), (1.0, leads[lead])):
            shares[row, [number[code] for code in codes if code in number]] = share
    return shares


def _clusters(vectors: Bytes) -> tuple[Singles, NDArray[np.intp]]:
    """Directions that texts lie near to, and the nearest of each text; the last code is none."""
    known = np.flatnonzero(vectors.any(axis=1))
    count = min(CLUSTERS, -(-len(known) // PER_CLUSTER))
    codes = np.full(len(vectors), count, dtype=np.intp)
    if not count:
        return np.zeros((0, vectors.shape[1]), dtype=np.float32), codes
    chosen = np.random.default_rng(SEED).permutation(known)[:SAMPLE]
    # One thread: the sums, and so the clusters, are the same wherever this runs.
    with threadpool_limits(limits=1):
        learnt = MiniBatchKMeans(count, random_state=SEED, n_init=1).fit(_floats(vectors[chosen]))
        centres = unit(learnt.cluster_centers_.astype(np.float32))
        for block in _blocks(known):
            codes[block] = np.argmax(_floats(vectors[block]) @ centres.T, axis=1)
    return centres, codes


def _floats(vectors: Bytes) -> Singles:
    return vectors.astype(np.float32) / np.float32(FULL)


def _blocks(rows: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    for first in range(0, len(rows), SAMPLE):
        yield rows[first : first + SAMPLE]


def _digest(codes: Mapping[str, Codes], *more: str) -> str:
    digest = hashlib.blake2b("\n".join(more).encode(), digest_size=8)
    for feature in sorted(codes):
        digest.update(np.ascontiguousarray(codes[feature]).tobytes())
    return digest.hexdigest()
