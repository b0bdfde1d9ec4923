"""The command that measures the suggestions, on a few learners."""

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from portal import evaluation
from portal.commands import portal
from search_index.relevance.gate import Bench


def run(*options: str) -> Result:
    done = CliRunner().invoke(portal, ["evaluate", "recommendations", *options])
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module", autouse=True)
def built(ready: Bench) -> Iterator[None]:
    """Each call finds the demonstration built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation, "bench", lambda _folder: ready)
        yield


@pytest.fixture(scope="module")
def told(built: None) -> str:
    return run("--learners", "5").output


@pytest.mark.parametrize(
    "words",
    ["nDCG@10", "portail", "plafond", "BM25 simple", "cosinus TF-IDF", "QPV", "Gini", "Visé",
     "entièrement vraies : 100.0000%"],
)  # fmt: skip
def test_it_prints_the_figures_of_every_engine_and_group(told: str, words: str) -> None:
    assert words in told


def test_its_json_has_every_figure() -> None:
    answer = json.loads(run("--learners", "3", "--json").stdout)
    assert answer["learners"] == 3
    assert answer["truth"]["share"] == 1.0
    assert {one["engine"] for one in answer["cells"]} >= {"portail", "hasard en région"}
    assert len(answer["leads"]) == 9
    assert all(0 <= one["measures"]["ndcg"] <= 1 + 1e-9 for one in answer["cells"])


def test_no_learner_at_all_is_refused() -> None:
    done = CliRunner().invoke(portal, ["evaluate", "recommendations", "--learners", "0"])
    assert done.exit_code == 2
    assert "--learners" in done.output
