"""What is known of the trainings of the demonstration."""

import pytest

from search_index.evaluation.trainings import Trainings, trainings
from search_index.relevance.gate import TODAY, Bench


@pytest.fixture(scope="session")
def known(ready: Bench) -> Trainings:
    return trainings(ready.rows, TODAY)
