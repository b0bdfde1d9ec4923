"""Any other table through a declarative file: columns, values and units, no code.

The language is described in `data/reference/sources/README.md`.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.intake.dates import FORMATS, dated
from data.intake.files import usable
from data.intake.lheo import plain
from data.intake.readers import Row, kind_of, rows_of
from data.intake.report import Candidate, Remark, UnusableFile
from data.reference import FOLDER, region_named

SOURCES = FOLDER / "sources"
HOURS_OF = {"hours": 1, "days": 7, "weeks": 35, "months": 151.67, "years": 1607}
"""Legal lengths in hours: a day of 7, a week of 35, a month and a year of full-time work."""

NOT_READ = {
    "number": "ce n’est pas un nombre",
    "date": "ce n’est pas une date connue",
    "region": "ce n’est pas le nom d’une région",
}
"""Why a value could not be read as what the rule says it is."""


class Spoken(BaseModel):
    """A table of the mapping file: unknown keys are faults, told by name."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(Spoken):
    """A test on one column; without `matches` and `among` it asks whether the column is filled."""

    column: str
    matches: str | None = None
    among: list[str] | None = None
    negate: bool = False

    def holds(self, row: Row) -> bool:
        """Whether the row passes."""
        text = text_of(row, self.column)
        if self.among is not None:
            found = text in self.among
        elif self.matches is not None:
            found = re.search(self.matches, text, re.IGNORECASE) is not None
        else:
            found = bool(text)
        return found is not self.negate


class Rule(Spoken):
    """How one field is made from a row."""

    columns: list[str] = Field(default_factory=list)
    constant: Any = None
    join: str | None = None
    empty: list[str] = Field(default_factory=list)
    extract: str | None = None
    replace: list[tuple[str, str]] = Field(default_factory=list)
    split: str | None = None
    part: int | None = None
    values: dict[str, Any] = Field(default_factory=dict)
    otherwise: Literal["keep", "drop", "unknown"] = "keep"
    as_: Literal["text", "number", "date", "sessions", "region", "list", "html"] = Field(
        default="text", alias="as"
    )
    unit: Literal["hours", "days", "weeks", "months", "years"] | None = None
    prefix: str = ""
    formats: list[str] = Field(default_factory=lambda: list(FORMATS))
    when: Condition | None = None


class Mapping(Spoken):
    """A source: how to know it, how to read it, what makes a row the same row, its fields."""

    title: str
    homepage: str | None = None
    licence: str | None = None
    kind: Literal["csv", "json", "xlsx"] | None = None
    items: str = ""
    encoding: str | None = None
    recognise: list[str]
    identity: list[str]
    only: Condition | None = None
    published: Condition | None = None
    fields: dict[str, list[Rule]]


@cache
def mappings(folder: Path = SOURCES) -> dict[str, Mapping]:
    """The mappings by name; a faulty file fails with its name and key."""
    return {path.stem: parsed(path) for path in sorted(folder.glob("*.toml"))}


def parsed(path: Path) -> Mapping:
    """One mapping file; `fields.NAME` may be a column's name, a rule, or rules tried in turn."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        raw["fields"] = {k: _rules(v) for k, v in _flat(raw.get("fields", {}))}
        return Mapping.model_validate(raw)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise UnusableFile(f"correspondance {path.name} : {error}") from error


RULE_KEYS = set(Rule.model_fields) - {"as_"} | {"as"}


def _flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted names of the rules: `provider.name` may be written as a table in a table."""
    for name, value in table.items():
        whole = before + name
        if isinstance(value, dict) and not set(value) & RULE_KEYS:
            yield from _flat(value, whole + ".")
        else:
            yield whole, value


def _rules(value: Any) -> list[Any]:
    several = value if isinstance(value, list) else [value]
    return [{"columns": [one]} if isinstance(one, str) else one for one in several]


def recognised(columns: set[str]) -> str | None:
    """The name of the mapping whose telling columns are all there, the most telling first."""
    fitting = [(len(m.recognise), n) for n, m in mappings().items() if set(m.recognise) <= columns]
    return max(fitting)[1] if fitting else None


def read(path: Path, mapping: Mapping) -> Iterator[Candidate]:
    """One candidate a row that the mapping takes."""
    kind = mapping.kind or kind_of(usable(path))
    for line, row in rows_of(path, kind, items=mapping.items, encoding=mapping.encoding):
        if mapping.only is None or mapping.only.holds(row):
            yield _candidate(path.name, line, row, mapping)


def _candidate(file: str, line: int, row: Row, mapping: Mapping) -> Candidate:
    candidate = Candidate(file, line, {})
    for name, rules in mapping.fields.items():
        for rule in rules:
            value = _value(rule, row, candidate, name)
            if value not in (None, "", [], ()):
                _put(candidate.fields, name, value)
                candidate.columns[name] = ", ".join(rule.columns) or name
                break
    identity = " / ".join(text_of(row, column) for column in mapping.identity)
    candidate.fields["source_key"] = identity[:500]
    candidate.columns["source_key"] = ", ".join(mapping.identity)
    if mapping.published is not None:
        candidate.fields["published"] = mapping.published.holds(row)
    return candidate


def _put(fields: dict[str, Any], dotted: str, value: Any) -> None:
    """Set a value at a dotted name; list fields of several rules are not merged."""
    *path, last = dotted.split(".")
    for step in path:
        fields = fields.setdefault(step, {})
    fields[last] = value


def text_of(row: Row, column: str) -> str:
    """A column as text; `a.b` reads inside a nested object, where no column has that very name."""
    value: Any = row.get(column)
    if column not in row and "." in column:
        value = row
        for step in column.split("."):
            value = _inside(value, step)
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value).strip()


def _inside(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return None


def _value(rule: Rule, row: Row, candidate: Candidate, name: str) -> Any:
    if rule.when is not None and not rule.when.holds(row):
        return None
    if rule.constant is not None:
        return rule.constant
    texts = [t for c in rule.columns if (t := text_of(row, c)) and t not in rule.empty]
    if not texts:
        return None
    text = rule.join.join(texts) if rule.join is not None else texts[0]
    if rule.as_ in {"list", "sessions"}:
        return _several(rule, text, candidate, name)
    return _one(rule, text, candidate, name)


def _several(rule: Rule, text: str, candidate: Candidate, name: str) -> list[Any]:
    parts = [one.strip() for one in re.split(rule.split or ",", text)]
    if rule.as_ == "sessions":
        known = [dated(part, rule.formats) for part in parts]
        return [{"starts_on": start, "precision": p} for start, p in known if start]
    values = (_one(rule, part, candidate, name) for part in parts if part not in rule.empty)
    return [value for value in dict.fromkeys(values) if value]


def _one(rule: Rule, text: str, candidate: Candidate, name: str) -> Any:
    text = _trimmed(rule, text)
    if not text or text in rule.empty:
        return None
    if rule.values:
        if text in rule.values:
            return rule.values[text]
        if rule.otherwise != "keep":
            if rule.otherwise == "unknown":
                _ignored(candidate, rule, name, text, "valeur absente de la table")
            return None
    return _typed(rule, rule.prefix + text, candidate, name)


def _trimmed(rule: Rule, text: str) -> str:
    for pattern, by in rule.replace:
        text = re.sub(pattern, by, text)
    if rule.extract is not None:
        found = re.search(rule.extract, text)
        text = (found[1] if found.groups() else found[0]) if found else ""
    if rule.part is not None:
        parts = text.split(rule.split or ",")
        text = parts[rule.part] if rule.part < len(parts) else ""
    return text.strip()


def _typed(rule: Rule, text: str, candidate: Candidate, name: str) -> Any:
    value: Any = text
    if rule.as_ == "number":
        value = _number(text)
        if value is not None and rule.unit:
            value = value * HOURS_OF[rule.unit]
    elif rule.as_ == "date":
        value = dated(text, rule.formats)[0]
    elif rule.as_ == "region":
        region = region_named(text)
        value = region.code if region else None
    elif rule.as_ == "html":
        return plain(text)
    if value is None:
        _ignored(candidate, rule, name, text, NOT_READ[rule.as_])
    return value


def _number(text: str) -> float | None:
    compact = re.sub(r"[\s\u202f\u00a0]", "", text).replace(",", ".")
    return float(compact) if re.fullmatch(r"-?\d+(\.\d+)?", compact) else None


def _ignored(candidate: Candidate, rule: Rule, name: str, value: str, reason: str) -> None:
    column = ", ".join(rule.columns) or name
    candidate.remarks.append(Remark(candidate.file, candidate.line, column, value[:200], reason))
