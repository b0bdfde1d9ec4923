"""Many documents are read side by side, and say what they say when read in one go."""

import numpy as np
import pytest

from search_index import reading
from search_index.columns import ARRAYS
from search_index.postings import ARRAYS as LISTS
from search_index.reading import read
from tests.benchmarks.records import records


def test_blocks_read_by_several_processes_are_those_read_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = list(records(70))
    whole = read(documents)
    monkeypatch.setattr(reading, "BLOCK", 15)
    # The runner of the tests has threads of its own, which would have one process read all.
    monkeypatch.setattr("threading.active_count", lambda: 1)
    parted = read(iter(documents))
    assert (parted.terms, parted.titles) == (whole.terms, whole.titles)
    assert (parted.signatures, parted.spoken) == (whole.signatures, whole.spoken)
    for name in LISTS:
        assert np.array_equal(getattr(parted.postings, name), getattr(whole.postings, name))
    known = whole.columns.point >= 0
    for name in ("latitudes", "longitudes"):
        # Parts may list one point twice.
        ours, theirs = (
            getattr(one, name)[one.point[known]] for one in (parted.columns, whole.columns)
        )
        assert np.array_equal(ours, theirs)
    for name in set(ARRAYS) - {"point", "latitudes", "longitudes"}:
        ours, theirs = getattr(parted.columns, name), getattr(whole.columns, name)
        assert np.array_equal(ours, theirs, equal_nan=ours.dtype.kind == "f"), name
    for name, facet in whole.columns.facets.items():
        other = parted.columns.facets[name]
        assert (other.values, other.labels) == (facet.values, facet.labels)
        assert np.array_equal(other.counts(), facet.counts())
