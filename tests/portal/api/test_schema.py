"""Whatever is sent, the API answers as its own description says: no failure, no unknown form."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from data.record import formation_id
from portal.api.operations import OPERATIONS, Operation
from tests.portal.small_catalogue import COMPLETE, SOURCE

load_all_checks()
KNOWN = formation_id(SOURCE, COMPLETE.source_key)


@pytest.fixture(scope="module")
def described(app: Flask) -> Any:
    """The description that the API gives of itself, read once."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_it_keeps_to_its_description(
    described: Any, operation: Operation, mode: GenerationMode
) -> None:
    asked = described[operation.path][operation.method.upper()]
    if mode.is_negative and not operation.parameters:
        assert asked.path == operation.path
        return

    @settings(
        max_examples=25,
        derandomize=True,  # the suite is the same every time; long runs search further by hand
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=asked.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if mode.is_positive and "formation_id" in case.path_parameters:
            case.path_parameters["formation_id"] = KNOWN
        # Parameters depend on each other (radius_km on near): OpenAPI has no way to say that.
        case.call_and_validate(
            headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance]
        )

    ask()
