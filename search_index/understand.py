from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Intent:
    parameter: str
    changes: tuple[tuple[str, str], ...]
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    words: str
    intents: tuple[Intent, ...]


def read(q: str, today: date) -> Reading:
    return Reading(q, ())
