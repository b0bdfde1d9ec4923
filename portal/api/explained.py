"""The page that explains the API, made from the same table and schemas as its OpenAPI."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data import licence
from portal import links, wording
from portal.api.access import COMPLETIONS_FACTOR, WINDOW_SECONDS
from portal.api.openapi import SAID, components
from portal.api.operations import DOWNLOAD_COST, FILES, OPERATIONS, Operation, Parameter

TYPES = {
    "string": "texte",
    "number": "nombre",
    "integer": "nombre entier",
    "boolean": "vrai ou faux",
    "null": "null",
    "object": "objet",
}
MOST_VALUES = 12
"""Longer lists of codes are told by their number; the description has them all."""

FORMATS = {"date": "date", "date-time": "date et heure"}


@dataclass(frozen=True)
class Row:
    """A parameter or a field: its name, what it is, its type in words, its values with labels."""

    name: str
    about: str
    kind: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OperationView:
    """One operation as it is explained; `answer` names the model that it answers with."""

    anchor: str
    summary: str
    method: str
    path: str
    about: str
    rows: tuple[Row, ...]
    media_type: str
    answer: str | None
    cost: int
    example: str


@dataclass(frozen=True)
class ModelView:
    """One model with its fields."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ApiPage:
    """The page for developers; `host` is the public origin of this portal."""

    host: str
    openapi: str
    licence: str
    licence_url: str
    quota: str
    window: int
    completions_factor: int
    download_cost: int
    operations: tuple[OperationView, ...]
    files: tuple[tuple[str, str, str], ...]
    statuses: tuple[tuple[int, str], ...]
    models: tuple[ModelView, ...]
    python: str


def api_page(quota: int) -> ApiPage:
    """The page for this portal, where anybody may send `quota` requests a minute."""
    host = links.absolute("")
    return ApiPage(
        host=host,
        openapi="/api/v1/openapi.json",
        licence=licence.NAME,
        licence_url=licence.URL,
        quota=wording.number(quota),
        window=WINDOW_SECONDS,
        completions_factor=COMPLETIONS_FACTOR,
        download_cost=DOWNLOAD_COST,
        operations=tuple(_operation(one, host) for one in OPERATIONS),
        files=tuple((f"/api/v1/catalogue.{name}", *about) for name, about in FILES.items()),
        statuses=tuple(SAID.items()),
        models=tuple(_models(components())),
        python=PYTHON.format(host=host),
    )


PYTHON = """import json
from urllib.request import Request, urlopen

address = "{host}/api/v1/formations?q=web&page_size=50"
titles = []
while address:
    request = Request(address, headers={{"Accept": "application/json"}})
    with urlopen(request) as answer:
        page = json.load(answer)
    titles += [hit["formation"]["title"] for hit in page["hits"]]
    following = page["links"]["next"]
    address = following and "{host}" + following
print(page["total"], len(titles))
"""
"""A program that reads a search to its last page; a test runs it."""


def _operation(one: Operation, host: str) -> OperationView:
    return OperationView(
        anchor=one.name,
        summary=one.summary,
        method=one.method.upper(),
        path=one.path,
        about=one.about,
        rows=tuple(_parameter(parameter) for parameter in one.parameters),
        media_type=one.media_type,
        answer=one.answer.__name__ if one.answer else None,
        cost=one.cost,
        example=f"{host}{one.example}" if one.example else "",
    )


def _parameter(one: Parameter) -> Row:
    kind = one.reader.said
    if one.many:
        kind += ", répétable"
    if one.default is not None:
        kind += f", {one.default} si rien n’est dit"
    return Row(one.name, one.about, kind, tuple(one.values.items()))


def _models(schemas: Mapping[str, Any]) -> Iterator[ModelView]:
    for name, schema in schemas.items():
        fields = schema.get("properties") or _of_any_name(schema)
        if fields:
            rows = (
                Row(field, about.get("description", ""), _kind(about, schemas))
                for field, about in fields.items()
            )
            yield ModelView(name, tuple(rows))


def _of_any_name(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The one line of a model whose fields may have any name."""
    held = schema.get("additionalProperties")
    return {"(nom)": held} if isinstance(held, dict) else {}


def _kind(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """A JSON Schema in words: "liste de Trade", "nombre ou null"."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        values = schemas[name].get("enum")
        return " | ".join(values) if values else name
    if "anyOf" in schema:
        return " ou ".join(_kind(one, schemas) for one in schema["anyOf"])
    if "enum" in schema:
        values = list(map(str, schema["enum"]))
        return " | ".join(values) if len(values) <= MOST_VALUES else f"un de {len(values)} codes"
    kind = schema.get("type", "object")
    if kind == "array":
        return f"liste de {_kind(schema.get('items', {}), schemas)}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"objet de {_kind(schema['additionalProperties'], schemas)}"
    return FORMATS.get(schema.get("format", ""), TYPES[kind])
