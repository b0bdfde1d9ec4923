"""Facets counted many documents at a time."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_index.facet_columns import PACK, FacetColumn, facet, packed

VALUES = st.lists(st.sets(st.sampled_from("abcdefgh"), max_size=2), min_size=60, max_size=60)


def column(rows: list[set[str]]) -> FacetColumn:
    return facet([{value: value.upper() for value in row} for row in rows])


@given(st.lists(VALUES, min_size=1, max_size=5), st.sets(st.integers(0, 59)))
def test_packed_facets_count_what_each_counts_alone(
    facets: list[list[set[str]]], chosen: set[int]
) -> None:
    columns = {f"f{number}": column(rows) for number, rows in enumerate(facets)}
    documents = np.array(sorted(chosen), dtype=np.intp)
    packs = packed(columns)
    assert sorted(name for pack in packs for name in pack.sizes) == sorted(columns)
    for pack in packs:
        assert np.prod([*pack.sizes.values()]) <= PACK
        for name, found in pack.tallies(documents).items():
            counts = columns[name].spread(found).tolist()
            assert counts == columns[name].counts(documents).tolist()
            assert counts == [
                sum(value in facets[int(name[1:])][row] for row in chosen)
                for value in columns[name].values
            ]
