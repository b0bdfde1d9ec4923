"""The demonstration that these tests look at, made when the first of them asks for it."""

from datetime import date
from functools import cache

from data.demonstration import formations
from data.record import FormationRecord

TODAY = date(2026, 11, 24)


@cache
def records() -> list[FormationRecord]:
    """The trainings of that day."""
    return formations(TODAY)
