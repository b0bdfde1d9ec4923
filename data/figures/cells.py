"""What a table of figures is made of, before and after small groups are withheld."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Value = str | int | float | None
Group = tuple[str, ...]
"""The name of a group of people: ("women", "Bretagne")."""


@dataclass(frozen=True)
class Row:
    """One line: its cells, the group of people that each tells of, the search that shows it."""

    cells: tuple[Value, ...]
    groups: tuple[Group | None, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Total:
    """What stands under a table: its values by name, and the group of people that each tells of."""

    values: Mapping[str, Value]
    groups: Mapping[str, Group]


def percent(part: float, whole: float, digits: int = 0) -> int | float | None:
    """A share as a percentage rounded half up; None of nothing.

    >>> percent(9, 35, 1), percent(270, 740), percent(1, 0)
    (25.7, 36, None)
    """
    if not whole:
        return None
    scale = 10**digits
    points = int((200 * scale * part + whole) // (2 * whole))
    return points / scale if digits else points


def mean(total: float, number: int) -> int | None:
    """A mean rounded half up to whole units; None of nothing."""
    return int((2 * total + number) // (2 * number)) if number else None


def plain(label: str) -> str:
    """A label as the published tables spell it, with the typewriter's apostrophe."""
    return label.replace("’", "'")


def shares(
    counted: Iterable[tuple[str, int, Group]], whole: int, *, percent_first: bool
) -> list[Row]:
    """Lines of people with their share of the whole, in one order or the other."""
    rows = []
    for label, number, group in counted:
        share = percent(number, whole)
        cells = (label, share, number) if percent_first else (label, number, share)
        rows.append(Row(cells, (None, group, group)))
    return rows


def to_hundred(counts: Sequence[int]) -> list[int]:
    """Whole percentages that add up to 100: the largest remainders are rounded up.

    >>> to_hundred([270, 242, 110, 77, 25, 8, 8])
    [37, 33, 15, 10, 3, 1, 1]
    """
    whole = sum(counts)
    if not whole:
        return [0 for _ in counts]
    found = [100 * count // whole for count in counts]
    order = sorted(range(len(counts)), key=lambda n: (-(100 * counts[n] % whole), n))
    for place in order[: 100 - sum(found)]:
        found[place] += 1
    return found
