"""Profiles of every kind, and indexes to ask: a small one, and one that the scan answers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st

from data import reference
from data.vocabulary import ENTRY_LEVELS, CertificationKind, Modality
from search_index.build import write
from search_index.recommend.asked import Asked
from search_index.recommend.criteria import question
from search_index.recommend.neighbours import UP_TO, Neighbours
from search_index.recommend.profile import CRITERIA, Profile, Situation
from search_index.recommend.question import Question
from search_index.recommend.suggest import _asked
from search_index.search import Index, open_index
from tests.benchmarks.records import records
from tests.search_index.conftest import TODAY

IDS = [f"f{number:02}" for number in range(60)]
WORDS = ["", "créer des sites internet", "j'aime dessiner", "réparer des ordinateurs", "zzxqy"]


def some(values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(list(values)), max_size=3, unique=True).map(tuple)


def answers() -> st.SearchStrategy[dict[str, Any]]:
    """Answers to some of the questions."""
    here = st.sampled_from(
        [{}, {"near": "Lyon"}, {"near": "Rennes", "radius_km": 400.0}, {"near": "69"},
         {"region": "53"}, {"near": "Montreuil"}, {"near": "France entière"}]
    )  # fmt: skip
    others = st.fixed_dictionaries(
        {},
        optional={
            "words": st.sampled_from(WORDS),
            "families": some(reference.families()),
            "trades": some(list(reference.trades())[:12]),
            "education_level": st.sampled_from(list(ENTRY_LEVELS)),
            "situation": st.sampled_from(list(Situation)),
            "modalities": some(Modality),
            "hours_max": st.sampled_from([70.0, 233.0, 400.0, 5000.0]),
            "certifications": some(CertificationKind),
            "starts_before": st.integers(-30, 300).map(lambda days: TODAY + timedelta(days=days)),
            "funding": some(["cpf", "region", "opco"]),
            "audiences": some(["women", "qpv", "young", "job-seekers"]),
            "weights": st.dictionaries(
                st.sampled_from(list(CRITERIA)), st.just(0.0) | st.floats(0, 3)
            ),
            "more": some(IDS),
            "less": some(IDS),
        },
    )
    return st.builds(lambda one, two: {**one, **two}, here, others)


def profiles() -> st.SearchStrategy[Profile]:
    return answers().map(lambda given: Profile(**given))


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """More trainings than NearestNeighbors is asked about."""
    folder = tmp_path_factory.mktemp("many")
    write(folder, records(UP_TO + 1))
    return open_index(folder)


Ask = Callable[[Index, Profile], tuple[Asked, Question, Neighbours]]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """What a profile is on the day of the tests: what is looked at, the question, the trainings."""

    def asking(index: Index, profile: Profile, today: date = TODAY) -> Any:
        asked, neighbours, _ = _asked(index, profile, today)
        return asked, question(asked), neighbours

    return asking
