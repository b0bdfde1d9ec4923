"""The description says what the API does, each part from the source that does it."""

import dataclasses
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.api.models import Formation, Search
from portal.api.operations import FILES, OPERATIONS
from search_index.fields import MAX_PAGE_SIZE, SORTS
from search_index.query import READERS, SearchQuery
from search_index.readers import or_blank


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return found


def test_every_search_parameter_is_described_as_it_is_read(description: dict[str, Any]) -> None:
    listed = description["paths"]["/api/v1/formations"]["get"]["parameters"]
    schemas = {one["name"]: one["schema"] for one in listed}
    assert list(schemas) == list(READERS)
    assert set(schemas) == {one.name for one in dataclasses.fields(SearchQuery)}
    assert schemas["page_size"]["maximum"] == MAX_PAGE_SIZE
    assert schemas["sort"]["enum"] == list(SORTS)
    for name, schema in schemas.items():
        many = schema["type"] == "array"
        taken = or_blank(READERS[name].schema) if many else READERS[name].schema
        assert (schema["items"] if many else schema).items() >= taken.items()


def test_every_route_of_the_api_is_described(app: Flask, description: dict[str, Any]) -> None:
    routes = {
        re.sub(r"{int\(.*?\):", "{", rule.rule.replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
    } - {"/api/v1/openapi.json"}
    files = {one for one in routes if "{any(" in one}
    described = {f"/api/v1/catalogue.{name}" for name in FILES}
    assert len(files) == 1
    assert (routes - files) | described == set(description["paths"])


def test_it_is_openapi_31_whose_every_reference_leads_somewhere(
    description: dict[str, Any],
) -> None:
    assert description["openapi"] == "3.1.0"
    assert description["info"]["license"]["url"].startswith("https://")
    schemas = description["components"]["schemas"]
    text = json.dumps(description)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas)
    assert set(schemas["Formation"]["properties"]) == set(Formation.model_fields)
    assert set(schemas["Query"]["properties"]) >= set(READERS)
    assert "self" in schemas["Pages"]["properties"]
    assert set(schemas["Search"]["required"]) == set(Search.model_fields)
    assert len({one.name for one in OPERATIONS}) == len(OPERATIONS)
