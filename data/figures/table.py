"""What a table of the key figures is, and of how many it can tell."""

from collections.abc import Callable
from dataclasses import dataclass

from data.figures.cells import Row, Total
from data.figures.counts import Counts
from data.people import State


@dataclass(frozen=True)
class Table:
    """One table: its columns and lines, what it counts, its chart and the search it repeats.

    `of` and `n` say of how many trainings or people it tells; `chart` is the column drawn as bars;
    `parameter` is the search parameter that a line's codes belong to.
    """

    name: str
    title: str
    columns: tuple[str, ...] | Callable[[Counts], tuple[str, ...]]
    rows: Callable[[Counts], list[Row]]
    total: Callable[[Counts], Total] | None = None
    of: str = "formations"
    n: Callable[[Counts], int | None] = lambda counts: counts.labelled.number
    chart: int | None = None
    parameter: str | None = None


def answered(counts: Counts) -> int:
    """Trainings that answered."""
    return counts.answers.answered


def people(counts: Counts) -> int:
    """All learners of the year."""
    return counts.people.number


def finished(counts: Counts) -> int:
    """Learners who finished."""
    return counts.people.of_state(State.FINISHED)


def known(counts: Counts) -> int:
    """Those whose situation is known three months on."""
    return counts.people.known_outcomes


def salaries(counts: Counts) -> int:
    """Known salaries."""
    return sum(number for number, _ in counts.salaries.by_sex.values())


def told(counts: Counts) -> int:
    """Trainings that told of their teaching."""
    return counts.answers.approaches.total()


def nothing(_counts: Counts) -> None:
    """Nothing of this network's is counted."""
    return
