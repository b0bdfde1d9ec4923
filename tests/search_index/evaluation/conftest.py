"""The demonstration catalogue, ready to be asked and to be judged."""

import pytest

from search_index.evaluation.trainings import Trainings, trainings
from search_index.relevance.gate import TODAY, Bench, bench


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return bench(tmp_path_factory.mktemp("evaluation"))


@pytest.fixture(scope="session")
def known(ready: Bench) -> Trainings:
    return trainings(ready.rows, TODAY)
