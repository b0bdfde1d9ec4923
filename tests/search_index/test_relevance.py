"""The relevance gate: the search may not answer the judged queries worse than it did."""

from pathlib import Path

import pytest

from search_index.relevance import baseline
from search_index.relevance.gate import TODAY, Bench, Report, measured, portal_answers
from search_index.relevance.judgements import Judged, judged_queries
from tests.search_index.conftest import NEW_WORD


@pytest.fixture(scope="module")
def report(ready: Bench) -> Report:
    return measured(ready, with_peers=False)


def grades(judged: Judged, ready: Bench) -> set[int]:
    return set(judged.grades(ready.facts, TODAY).values())


def test_every_valid_query_has_an_answer_in_the_catalogue(ready: Bench) -> None:
    unanswered = [q.q for q in judged_queries() if q.valid and not grades(q, ready) & {2, 3}]
    assert unanswered == []


def test_the_other_queries_have_none(ready: Bench) -> None:
    assert [q.q for q in judged_queries() if not q.valid and grades(q, ready)] == []


def test_the_search_answers_no_worse_than_the_stored_state(report: Report) -> None:
    stored, found = baseline.read(), baseline.of(report)
    by_kind = {
        kind: round(found.kinds[kind].ndcg - was.ndcg, 3) for kind, was in stored.kinds.items()
    }
    assert found.overall.ndcg >= stored.overall.ndcg - baseline.TOLERANCE, by_kind


def test_the_stored_figures_are_read_as_they_were_written(report: Report, tmp_path: Path) -> None:
    found = baseline.of(report)
    baseline.write(found, tmp_path / "baseline.toml")
    again = baseline.read(tmp_path / "baseline.toml")
    assert again.overall.ndcg == pytest.approx(found.overall.ndcg, abs=1e-4)
    assert list(again.kinds) == list(report.kinds())


def test_a_synonym_can_be_tried_before_it_is_accepted(ready: Bench) -> None:
    named = {one.id for one in ready.facts if "telepilote-de-drone" in one.trades}
    assert named
    assert set(portal_answers(ready.index)(NEW_WORD)) >= named
