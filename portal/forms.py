"""The fields of a form, read once; what cannot be taken is named."""

from collections.abc import Collection

from flask import request

from search_index.query import BadQuery, ParameterError


class BadForm(BadQuery):
    """Some fields of a form cannot be taken; `errors` names each of them."""


def line(name: str, most: int, required: bool = False) -> str:
    """A field of one line, spaces made one; BadForm when it is too long, or missing."""
    return _checked(name, " ".join(request.form.get(name, "").split()), most, required)


def paragraphs(name: str, most: int) -> str:
    """A field of several lines; BadForm when it is too long."""
    return _checked(name, request.form.get(name, "").replace("\r\n", "\n").strip(), most, False)


def _checked(name: str, text: str, most: int, required: bool) -> str:
    if required and not text:
        raise BadForm([ParameterError(name, "", "à remplir")])
    if len(text) > most:
        raise BadForm([ParameterError(name, text, f"{len(text)} caractères, {most} au plus")])
    return text


def one_of(name: str, values: Collection[str]) -> str:
    """A field with a closed list of values; BadForm for any other."""
    value = request.form.get(name, "")
    if value not in values:
        raise BadForm([ParameterError(name, value[:200], "valeurs : " + ", ".join(values))])
    return value
