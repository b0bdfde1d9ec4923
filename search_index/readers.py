"""How the value of a parameter is read, and what JSON Schema says of it: one object for both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

Schema = dict[str, Any]


class Reader(Protocol):
    """Reads a cleaned text; ValueError says in French what is expected instead."""

    @property
    def schema(self) -> Schema:
        """What it takes, in JSON Schema."""

    @property
    def said(self) -> str:
        """What it takes, in French."""

    def __call__(self, value: str) -> Any:
        """The value that the text stands for."""


@dataclass(frozen=True)
class Text:
    """Any text up to a length in characters."""

    longest: int

    @property
    def schema(self) -> Schema:
        return {"type": "string", "maxLength": self.longest}

    @property
    def said(self) -> str:
        return f"texte, {self.longest} caractères au plus"

    def __call__(self, value: str) -> str:
        if len(value) > self.longest:
            raise ValueError(f"{len(value)} caractères, {self.longest} au plus")
        return value


@dataclass(frozen=True)
class Code:
    """A code of an open list: letters, digits, full stops and hyphens."""

    pattern: str = r"[\w.-]{1,100}"

    @property
    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self.pattern}$"}

    @property
    def said(self) -> str:
        return "code"

    def __call__(self, value: str) -> str:
        if not re.fullmatch(self.pattern, value):
            raise ValueError("ce n’est pas un code connu")
        return value


@dataclass(frozen=True)
class OneOf:
    """A value of a closed list; each may have a label."""

    values: Mapping[str, str]

    @property
    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.values)}

    @property
    def said(self) -> str:
        return "une de ces valeurs"

    def __call__(self, value: str) -> str:
        if value not in self.values:
            raise ValueError("valeurs possibles : " + ", ".join(self.values))
        return value


@dataclass(frozen=True)
class Number:
    """A number with a full stop or a comma, at most six decimals."""

    smallest: float
    largest: float

    @property
    def schema(self) -> Schema:
        return {"type": "number", "minimum": self.smallest, "maximum": self.largest}

    @property
    def said(self) -> str:
        return f"nombre de {self.smallest:g} à {self.largest:g}"

    def __call__(self, value: str) -> float:
        if not re.fullmatch(r"\d{1,9}([.,]\d{1,6})?", value, re.ASCII):
            raise ValueError("un nombre est attendu")
        number = float(value.replace(",", "."))
        if not self.smallest <= number <= self.largest:
            raise ValueError(f"un nombre de {self.smallest:g} à {self.largest:g} est attendu")
        return number


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    smallest: int
    largest: int

    @property
    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.smallest, "maximum": self.largest}

    @property
    def said(self) -> str:
        return f"nombre entier de {self.smallest} à {self.largest}"

    def __call__(self, value: str) -> int:
        small = re.fullmatch(r"\d{1,9}", value, re.ASCII)
        if not small or not self.smallest <= int(value) <= self.largest:
            raise ValueError(f"un nombre entier de {self.smallest} à {self.largest} est attendu")
        return int(value)


@dataclass(frozen=True)
class Flag:
    """Yes or no, as 1 or 0."""

    @property
    def schema(self) -> Schema:
        return {"type": "string", "enum": ["0", "1"]}

    @property
    def said(self) -> str:
        return "0 ou 1"

    def __call__(self, value: str) -> bool:
        if value not in ("0", "1"):
            raise ValueError("valeurs possibles : 0, 1")
        return value == "1"


@dataclass(frozen=True)
class Day:
    """A date of the calendar."""

    @property
    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}

    @property
    def said(self) -> str:
        return "date, par exemple 2027-01-31"

    def __call__(self, value: str) -> date:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError("une date est attendue, par exemple 2027-01-31")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("cette date n’existe pas") from None


def or_blank(schema: Schema) -> Schema:
    """The schema of a code or of a closed list that takes an empty text as well.

    One pattern and no `anyOf`: then a value is refused by all of it or by nothing.
    """
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], ""]}
    return {**schema, "pattern": f"^({schema['pattern'][1:-1]})?$"}
