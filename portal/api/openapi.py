"""The API in OpenAPI 3.1, made from the table of operations and from the models that answer."""

from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from data import licence
from portal.api.models import Problem
from portal.api.operations import OPERATIONS, Operation, Parameter

VERSION = "1.0.0"
PROBLEM = "application/problem+json"
ALWAYS = (401, 429)
SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
HEADERS = {
    "ETag": "Change quand la réponse change ; à renvoyer dans If-None-Match",
    "RateLimit": "Ce qui reste du quota et les secondes avant qu’il se renouvelle",
    "RateLimit-Policy": "Le quota : demandes permises et durée de la fenêtre en secondes",
}
SAID = {
    200: "La réponse",
    304: "Rien n’a changé depuis",
    400: "Un paramètre est refusé, et nommé",
    401: "Cette clé n’est pas valable",
    404: "Rien à cette adresse",
    413: "Le corps dépasse un mégaoctet",
    414: "Adresse trop longue pour le serveur (4 094 octets)",
    415: "Le corps n’est pas du JSON",
    429: "Quota dépassé ; Retry-After dit quand revenir",
}


@cache
def components() -> dict[str, Any]:
    """The schemas of all models by name, without their docstrings, which are for us."""
    used: dict[type[BaseModel], JsonSchemaMode] = {Problem: "serialization"}
    for one in OPERATIONS:
        used |= {one.answer: "serialization"} if one.answer else {}
        used |= {one.body: "validation"} if one.body else {}
    ordered = sorted(used.items(), key=lambda item: item[0].__name__)
    _, found = models_json_schema(ordered, ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = found["$defs"]
    return {
        name: {key: value for key, value in schema.items() if key != "description"}
        for name, schema in schemas.items()
    }


def document(server: str) -> dict[str, Any]:
    """The whole description; `server` is the public address of the portal."""
    paths: dict[str, Any] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Formations au numérique",
            "version": VERSION,
            "description": "Tout le catalogue du portail, en lecture. L’inconnu est null.",
            "license": {"name": licence.NAME, "url": licence.URL},
        },
        "servers": [{"url": server.rstrip("/")}],
        "security": [{}, *({name: []} for name in SECURITY)],
        "paths": paths,
        "components": {"schemas": components(), "securitySchemes": SECURITY},
    }


def _operation(one: Operation) -> dict[str, Any]:
    body = {} if one.body is None else {"requestBody": _taken(one.body)}
    return {
        "operationId": one.name,
        "summary": one.summary,
        "description": one.about,
        "parameters": [_parameter(parameter) for parameter in one.parameters],
        **body,
        "responses": {
            "200": _success(one),
            **({"304": {"description": SAID[304]}} if one.method == "get" else {}),
            **{str(status): _problem(status) for status in sorted({*one.errors, *ALWAYS})},
            # The server itself refuses these, before the application could explain.
            "414": {"description": SAID[414]},
        },
    }


def _taken(body: type[BaseModel]) -> dict[str, Any]:
    return {"required": True, "content": _content(body)}


def _parameter(one: Parameter) -> dict[str, Any]:
    labels = "; ".join(f"{value} : {label}" for value, label in one.values.items())
    return {
        "name": one.name,
        "in": "path" if one.in_path else "query",
        "required": one.in_path,
        "description": f"{one.about} ({labels})" if labels else one.about,
        "schema": one.schema,
        # Forms send what is left blank: an empty value is as if not given.
        **({} if one.in_path or one.many else {"allowEmptyValue": True}),
        **({"style": "form", "explode": True} if one.many else {}),
    }


def _success(one: Operation) -> dict[str, Any]:
    content = {one.media_type: {}} if one.answer is None else _content(one.answer, one.media_type)
    headers = {
        name: {"description": said, "schema": {"type": "string"}} for name, said in HEADERS.items()
    }
    return {"description": SAID[200], "headers": headers, "content": content}


def _problem(status: int) -> dict[str, Any]:
    said = SAID.get(status, HTTPStatus(status).phrase)
    return {"description": said, "content": _content(Problem, PROBLEM)}


def _content(model: type[BaseModel], media_type: str = "application/json") -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
