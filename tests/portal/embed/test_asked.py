"""An address of a frame: visitor, scope and look are read apart and written back whole."""

import pytest
from hypothesis import given

from portal.embed.asked import Embed
from portal.embed.look import Look
from search_index.query import BadQuery, SearchQuery
from tests.portal.embed.test_look import LOOKS
from tests.search_index.test_scope import SCOPES
from tests.search_index.test_search import QUERIES


@given(QUERIES, SCOPES, LOOKS)
def test_an_embed_that_is_written_is_read_the_same(
    query: SearchQuery, scope: SearchQuery, look: Look
) -> None:
    embed = Embed.from_params(Embed(query, scope, look).to_params())
    assert Embed.from_params(embed.to_params()) == embed
    assert (embed.scope, embed.look) == (scope, look)
    assert embed.query.to_params() != [] or query == SearchQuery()


def test_every_fault_of_the_three_is_named() -> None:
    with pytest.raises(BadQuery) as caught:
        Embed.from_params([("level", "9"), ("scope.level", "9"), ("colour", "x"), ("when", "now")])
    names = {error.parameter for error in caught.value.errors}
    assert names == {"level", "scope.level", "colour", "when"}


def test_the_number_of_results_is_known_by_both_its_names() -> None:
    for name in ("count", "page_size"):
        assert Embed.from_params([(name, "7")]).query.page_size == 7


def test_on_the_portal_the_scope_is_a_filter_like_others() -> None:
    given_ = [
        ("q", "web"),
        ("page", "3"),
        ("scope.region", "84"),
        ("scope.near", "Lyon"),
        ("scope.radius_km", "30"),
        ("scope.family", "data"),
        ("family", "communication"),
    ]
    assert Embed.from_params(given_).on_the_portal == SearchQuery(
        q="web", region=("84",), near="Lyon", radius_km=30.0, family=("communication",)
    )
