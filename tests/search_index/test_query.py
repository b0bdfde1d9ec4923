"""The query object: what goes in comes out, what cannot be taken is named."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.vocabulary import CertificationKind, Modality
from search_index.fields import MAX_PAGE_SIZE, SORTS
from search_index.query import BadQuery, SearchQuery

CODES = st.from_regex(r"[\w.-]{1,20}", fullmatch=True)
NUMBERS = st.integers(0, 9_999).map(str) | st.from_regex(r"\d{1,3}[.,]\d{1,6}", fullmatch=True)
DAYS = st.dates(date(2000, 1, 1), date(2099, 1, 1)).map(date.isoformat)
PAIRS = {
    "q": st.text(max_size=60),
    "family": CODES,
    "region": CODES,
    "provider": CODES,
    "modality": st.sampled_from([m.value for m in Modality]),
    "certification": st.sampled_from([kind.value for kind in CertificationKind]),
    "level": st.sampled_from("345678"),
    "hours_min": NUMBERS,
    "hours_max": NUMBERS,
    "starts_after": DAYS,
    "starts_before": DAYS,
    "near": st.text(max_size=30),
    "radius_km": NUMBERS,
    "sort": st.sampled_from(sorted(SORTS)),
    "page": st.integers(1, 999).map(str),
    "page_size": st.integers(1, MAX_PAGE_SIZE).map(str),
}
PARAMS = st.lists(
    st.sampled_from(sorted(PAIRS)).flatmap(lambda name: st.tuples(st.just(name), PAIRS[name])),
    max_size=10,
)


def errors(params: list[tuple[str, str]]) -> list[str]:
    with pytest.raises(BadQuery) as caught:
        SearchQuery.from_params(params)
    return [error.parameter for error in caught.value.errors]


@given(PARAMS)
def test_a_query_that_is_read_is_written_and_read_the_same(params: list[tuple[str, str]]) -> None:
    try:
        query = SearchQuery.from_params(params)
    except BadQuery:
        return
    assert SearchQuery.from_params(query.to_params()) == query


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=5))
def test_anything_is_a_query_or_a_named_error(params: list[tuple[str, str]]) -> None:
    with contextlib.suppress(BadQuery):
        assert SearchQuery.from_params(params).page >= 1


def test_small_numbers_are_written_as_people_write_them() -> None:
    query = SearchQuery.from_params([("hours_min", "0,000001")])
    assert query.to_params() == [("hours_min", "0.000001")]


def test_every_bad_parameter_is_named() -> None:
    params = [("hours_min", "abc"), ("level", "9"), ("colour", "red"), ("page", "0")]
    assert errors(params) == ["hours_min", "level", "colour", "page"]


@pytest.mark.parametrize(
    "params",
    [
        [("q", "a" * 10_000)],
        [("q", "a" + "\x00" * 500)],
        [("hours_min", "500"), ("hours_max", "100")],
        [("starts_after", "2027-02-30")],
        [("radius_km", "10")],
        [("sort", "distance")],
        [("provider", f"p{n}") for n in range(51)],
        [("provider", "p")] * 51,
    ],
)
def test_what_makes_no_sense_is_refused(params: list[tuple[str, str]]) -> None:
    assert len(errors(params)) == 1


def test_a_value_is_toggled_and_the_list_begins_again() -> None:
    query = SearchQuery(region=("11",), page=4).toggle("region", "84")
    assert (query.region, query.page) == (("11", "84"), 1)
    assert query.toggle("region", "11").region == ("84",)
