"""The command that measures the search, on the demonstration catalogue."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from portal import relevance
from portal.commands import portal
from search_index.relevance.gate import Bench


@pytest.fixture(scope="module", autouse=True)
def built(ready: Bench) -> Iterator[None]:
    """Each call finds the demonstration built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relevance, "bench", lambda _folder: ready)
        yield


@pytest.fixture(scope="module")
def told(built: None) -> str:
    done = CliRunner().invoke(portal, "relevance --kind provider --queries --exposure".split())
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    "words",
    ["nDCG@10", "portail", "FTS5 OU", "BM25 simple", "hamac des codeurs", "Gini", "Visé"],
)
def test_it_prints_the_figures_of_every_engine_and_query(told: str, words: str) -> None:
    assert words in told


def test_its_json_has_every_query_with_its_measures() -> None:
    options = "relevance --kind provider --no-peers --no-typos --json"
    answer = json.loads(CliRunner().invoke(portal, options.split()).stdout)
    assert set(answer["overall"]) == {"portail"}
    assert 0 <= answer["overall"]["portail"]["ndcg"] <= 1
    simplon = next(one for one in answer["queries"] if one["q"] == "Simplon")
    assert simplon["kind"] == "provider"
    assert simplon["portail"]["empty"] == 0.0


def test_the_baseline_is_only_written_for_all_queries() -> None:
    done = CliRunner().invoke(portal, "relevance --kind short --write-baseline".split())
    assert done.exit_code == 2
    assert "--kind" in done.output
