"""What is said of kept trainings is what the search itself says."""

import pytest

from search_index.keeping import WORDS, distances, fits
from search_index.query import BadQuery, SearchQuery
from search_index.search import Index, among, identifiers, search
from tests.search_index.conftest import TODAY

QUERIES = (
    {},
    {"q": "web"},
    {"q": "sécurité Lyon"},
    {"q": "formation à distance"},
    {"family": "data", "region": "84"},
    {"near": "Lyon", "radius_km": "20", "cost_max": "0"},
    {"starts_after": "2027-02-01", "starts_before": "2027-03-01"},
    {"q": "développeur", "hours_max": "400", "modality": "online"},
)


@pytest.mark.parametrize("params", QUERIES)
def test_a_training_fits_exactly_when_it_meets_all_that_is_asked(
    shared_index: Index, params: dict[str, str]
) -> None:
    query = SearchQuery.from_params(params.items())
    everything, _ = identifiers(shared_index, SearchQuery(), TODAY)
    found, _ = among(shared_index, query, None, (), TODAY)
    told = fits(shared_index, query, everything, TODAY)
    assert {one for one, failing in told.items() if not failing} == set(found)
    assert set(told) == set(everything)


def test_every_criterion_that_fails_is_named(shared_index: Index) -> None:
    query = SearchQuery.from_params(
        [("q", "sécurité"), ("family", "data"), ("near", "Rennes"), ("hours_max", "1")]
    )
    told = fits(shared_index, query, ["f00", "inconnu"], TODAY)
    assert list(told) == ["f00"]
    assert set(told["f00"]) >= {WORDS, "family", "hours_max"}


def test_distances_are_those_of_the_list(shared_index: Index) -> None:
    query = SearchQuery(near="Lyon", radius_km=1000, page_size=100)
    hits = {hit.formation_id: hit.distance_km for hit in search(shared_index, query, TODAY).hits}
    found = distances(shared_index, "Lyon", hits)
    assert found.place.label == "Lyon (69)"
    known = {one: km for one, km in hits.items() if km is not None}
    assert known
    assert {one: round(km, 1) for one, km in found.kilometres.items()} == known


def test_an_unknown_place_is_said(shared_index: Index) -> None:
    with pytest.raises(BadQuery, match="near"):
        distances(shared_index, "Atlantide", ["f00"])
    assert distances(shared_index, "France", ["f00"]).kilometres == {}
