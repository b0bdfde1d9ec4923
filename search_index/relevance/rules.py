"""The conditions in which judgements are written, and whether they hold for a training."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data import reference
from search_index.relevance.facts import Facts, kilometres, phrase

Groups = Mapping[str, tuple[str, ...]]
"""Trades that belong together, by name; `@web` in a rule stands for the group `web`."""


@dataclass(frozen=True)
class Near:
    """Within `km` kilometres of a point, or online without a place when `online` says so."""

    point: tuple[float, float]
    km: float
    online: bool = False


@dataclass(frozen=True)
class Starts:
    """A session to come: in one of `months` within a year, or at most `days` days from today."""

    months: tuple[int, ...] = ()
    days: int = 366


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold; an unknown fact never fulfils one."""

    conditions: tuple[tuple[str, Any], ...]

    def holds(self, facts: Facts, today: date) -> bool:
        """Whether every condition holds for this training on that day."""
        return all(HOLDS[name](facts, wanted, today) for name, wanted in self.conditions)


def read_rule(raw: Mapping[str, Any], groups: Groups) -> Rule:
    """The rule of a TOML table; ValueError when it is empty or names a condition nobody knows."""
    unknown = set(raw) - set(HOLDS)
    if unknown or not raw:
        raise ValueError(f"conditions inconnues ou absentes : {sorted(unknown)}")
    return Rule(tuple((name, _read(name, value, groups)) for name, value in raw.items()))


def _read(name: str, value: Any, groups: Groups) -> Any:
    if name in ("trades", "main_trades"):
        return frozenset(code for one in value for code in _trades(one, groups))
    if name in ("title_any", "text_any", "provider", "network"):
        return tuple(phrase(one) for one in value)
    if name == "families":
        return frozenset(_known(code, reference.families()) for code in value)
    if name == "near":
        return _near(**value)
    if name == "starts":
        return Starts(tuple(value.get("months", ())), value.get("days", 366))
    return frozenset(value) if isinstance(value, list) else value


def _trades(one: str, groups: Groups) -> Iterable[str]:
    codes = groups[one[1:]] if one.startswith("@") else (one,)
    return (_known(code, reference.trades()) for code in codes)


def _known(code: str, table: Mapping[str, Any]) -> str:
    if code not in table:
        raise ValueError(f"code inconnu : {code}")
    return code


def _near(commune: str, km: float, online: bool = False) -> Near:
    place = reference.communes()[commune]
    if place.latitude is None or place.longitude is None:
        raise ValueError(f"commune sans coordonnées : {commune}")
    return Near((place.latitude, place.longitude), km, online)


def _is_near(facts: Facts, near: Near) -> bool:
    if facts.anywhere:
        return near.online
    return facts.point is not None and kilometres(facts.point, near.point) <= near.km


def _starts(facts: Facts, wanted: Starts, today: date) -> bool:
    last = today + timedelta(days=wanted.days)
    coming = ((max(first, today), end) for first, end in facts.starts if end >= today)
    return any(
        first <= last and (not wanted.months or _months(first, end) & set(wanted.months))
        for first, end in coming
    )


def _months(first: date, end: date) -> set[int]:
    """The months on which a session may start; a whole year tells no month."""
    return {first.month} if first.month == end.month else set()


def _at_most(value: float | None, limit: float) -> bool:
    return value is not None and value <= limit


def _any_phrase(wanted: Iterable[str], text: str) -> bool:
    return any(one in text for one in wanted)


Holds = Callable[[Facts, Any, date], bool]

HOLDS: dict[str, Holds] = {
    "main_trades": lambda facts, wanted, _: facts.main_trade in wanted,
    "trades": lambda facts, wanted, _: bool(facts.trades & wanted),
    "families": lambda facts, wanted, _: facts.family in wanted,
    "title_any": lambda facts, wanted, _: _any_phrase(wanted, facts.title),
    "text_any": lambda facts, wanted, _: _any_phrase(wanted, facts.text),
    "near": lambda facts, wanted, _: _is_near(facts, wanted),
    "region": lambda facts, wanted, _: facts.region in wanted,
    "department": lambda facts, wanted, _: facts.department in wanted,
    "anywhere": lambda facts, wanted, _: facts.anywhere is wanted,
    "modality": lambda facts, wanted, _: facts.modality in wanted,
    "certification": lambda facts, wanted, _: facts.certification in wanted,
    "kind": lambda facts, wanted, _: facts.kind in wanted,
    "level": lambda facts, wanted, _: facts.level in wanted,
    "entry_level_max": lambda facts, wanted, _: _at_most(facts.entry_level, wanted),
    "rome": lambda facts, wanted, _: bool(facts.rome & wanted),
    "funding": lambda facts, wanted, _: bool(facts.funding & wanted),
    "audiences": lambda facts, wanted, _: bool(facts.audiences & wanted),
    "cost_max": lambda facts, wanted, _: _at_most(facts.cost_eur, wanted),
    "hours_max": lambda facts, wanted, _: _at_most(facts.hours, wanted),
    "hours_min": lambda facts, wanted, _: facts.hours is not None and facts.hours >= wanted,
    "starts": _starts,
    "provider": lambda facts, wanted, _: facts.provider in wanted,
    "network": lambda facts, wanted, _: facts.network in wanted,
}
"""Every condition by its name in the files: facts, what the rule asks, today."""
