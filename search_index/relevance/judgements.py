"""The judged queries, read from data/reference/relevance, and the grade they give a training."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from data import reference
from search_index.relevance.facts import Facts
from search_index.relevance.rules import Groups, Rule, read_rule

FOLDER = reference.FOLDER / "relevance"
KINDS = (
    *("short", "title", "long", "vague", "misspelt"),
    *("place", "criteria", "code", "english", "provider"),
)
GRADES = (3, 2, 1)
KEYS = {"q", "need", "twin", "valid", *(f"grade{grade}" for grade in GRADES)}


@dataclass(frozen=True)
class Judged:
    """One judged query: the need in words, and by grade the alternatives that earn it.

    `twin` is the rightly written query whose rules a misspelt one shares; a query that is not
    `valid` has no answer in the catalogue.
    """

    q: str
    kind: str
    need: str
    rules: Mapping[int, tuple[Rule, ...]]
    twin: str | None = None
    valid: bool = True

    def grade(self, facts: Facts, today: date) -> int:
        """The highest grade whose rule holds, from 3 down to 0."""
        for grade in GRADES:
            if any(rule.holds(facts, today) for rule in self.rules.get(grade, ())):
                return grade
        return 0

    def grades(self, trainings: Iterable[Facts], today: date) -> dict[str, int]:
        """The grade of each training that earns one, by id."""
        found = ((facts.id, self.grade(facts, today)) for facts in trainings)
        return {one: grade for one, grade in found if grade}


@cache
def judged_queries() -> tuple[Judged, ...]:
    """All queries, kind by kind; ValueError names the file and query that cannot be read."""
    groups = _groups()
    found = {kind: [_judged(kind, raw, groups) for raw in _raw(kind)] for kind in KINDS}
    written = {one.q: one for group in found.values() for one in group}
    if len(written) != sum(len(group) for group in found.values()):
        raise ValueError("une requête est là deux fois")
    return tuple(_with_twin(one, written) for kind in KINDS for one in found[kind])


def _raw(kind: str, folder: Path = FOLDER) -> list[dict[str, Any]]:
    with (folder / f"{kind}.toml").open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["query"]
    return rows


def _groups() -> Groups:
    with (FOLDER / "groups.toml").open("rb") as file:
        raw = tomllib.load(file)["groups"]
    return {name: tuple(codes) for name, codes in raw.items()}


def _judged(kind: str, raw: Mapping[str, Any], groups: Groups) -> Judged:
    try:
        if not set(raw) <= KEYS:
            raise ValueError(f"clés inconnues : {sorted(set(raw) - KEYS)}")
        rules = {grade: _rules(raw.get(f"grade{grade}", []), groups) for grade in GRADES}
        return Judged(
            q=raw["q"],
            kind=kind,
            need=raw.get("need", ""),
            rules=rules,
            twin=raw.get("twin"),
            valid=raw.get("valid", True),
        )
    except (ValueError, KeyError) as error:
        raise ValueError(f"{kind}.toml, « {raw.get('q')} » : {error}") from error


def _rules(raw: Any, groups: Groups) -> tuple[Rule, ...]:
    """One table or a list of alternatives, as rules."""
    tables = raw if isinstance(raw, list) else [raw]
    return tuple(read_rule(table, groups) for table in tables)


def _with_twin(one: Judged, written: Mapping[str, Judged]) -> Judged:
    """A misspelt query judged by the rules of its rightly written twin."""
    if one.twin is None:
        return one
    if one.twin not in written:
        raise ValueError(f"{one.kind}.toml, « {one.q} » : jumelle inconnue « {one.twin} »")
    twin = written[one.twin]
    return Judged(one.q, one.kind, twin.need, twin.rules, one.twin, twin.valid)
