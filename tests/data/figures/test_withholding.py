"""No hidden group can be worked out: a reader's attack by linear algebra and by bounds fails."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from data.figures.cells import Group
from data.figures.withholding import Sum, withheld
from data.outcomes import LEAST_PEOPLE

people = st.integers(0, 60)
lists = st.lists(people, min_size=2, max_size=6)
crossed = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(people, min_size=width, max_size=width), min_size=2, max_size=4)
)


def one_list(numbers: list[int]) -> tuple[dict[Group, int], list[Sum]]:
    cells: dict[Group, int] = {("part", str(n)): number for n, number in enumerate(numbers)}
    return cells | {("all",): sum(numbers)}, [Sum(tuple(cells), ("all",))]


def cross_table(lines: list[list[int]]) -> tuple[dict[Group, int], list[Sum]]:
    """Cells with the sums of lines and columns, and the sum of these."""
    numbers: dict[Group, int] = {("all",): sum(map(sum, lines))}
    sums = []
    for kind, table in (("line", lines), ("column", list(map(list, zip(*lines, strict=True))))):
        for at, line in enumerate(table):
            parts = tuple(
                ("cell", *(map(str, (at, n) if kind == "line" else (n, at))))
                for n in range(len(line))
            )
            numbers |= dict(zip(parts, line, strict=True)) | {(kind, str(at)): sum(line)}
            sums.append(Sum(parts, (kind, str(at))))
        sums.append(Sum(tuple((kind, str(at)) for at in range(len(table))), ("all",)))
    return numbers, sums


def system(
    numbers: dict[Group, int], sums: list[Sum], hidden: list[Group]
) -> tuple[np.ndarray, np.ndarray]:
    """What a reader can write down: one line a sum, one column a hidden group."""
    rows = np.zeros((len(sums), len(hidden)))
    rest = np.zeros(len(sums))
    for at, one in enumerate(sums):
        for group, sign in (*((part, 1) for part in one.parts), (one.whole, -1)):
            if group in hidden:
                rows[at, hidden.index(group)] += sign
            else:
                rest[at] -= sign * numbers[group]
    return rows, rest


def attack(numbers: dict[Group, int], sums: list[Sum]) -> None:
    hidden = sorted(withheld(numbers, sums))
    assert all(number == 0 or number >= LEAST_PEOPLE or group in hidden
               for group, number in numbers.items())  # fmt: skip
    if not hidden:
        return
    rows, rest = system(numbers, sums, hidden)
    rank = np.linalg.matrix_rank(rows)
    widths = []
    for at in range(len(hidden)):
        only = np.eye(len(hidden))[at]
        # Were the group fixed by the sums, its unit vector would lie in their row space.
        assert np.linalg.matrix_rank(np.vstack([rows, only])) == rank + 1
        ends = [
            linprog(sign * only, A_eq=rows, b_eq=rest, bounds=(1, None), method="highs-ipm")
            for sign in (1, -1)
        ]
        assert all(end.status in (0, 3) for end in ends)
        widths.append(
            np.inf if any(end.status == 3 for end in ends) else -ends[1].fun - ends[0].fun
        )
    # Where so few people are hidden in all that no range could be wider, everything is hidden.
    if len(hidden) < sum(number > 0 for number in numbers.values()):
        assert min(widths) > LEAST_PEOPLE - 1 - 1e-4


@given(lists)
@settings(max_examples=60, deadline=None)
def test_a_list_with_its_total_keeps_its_secrets(numbers: list[int]) -> None:
    attack(*one_list(numbers))


@given(crossed)
@settings(max_examples=60, deadline=None)
def test_a_crossed_table_keeps_its_secrets(lines: list[list[int]]) -> None:
    attack(*cross_table(lines))


def test_a_group_whose_sums_are_all_hidden_is_covered_farther_away() -> None:
    attack(*cross_table([[42, 0, 1], [40, 0, 5], [0, 60, 60]]))


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    numbers, sums = one_list([5, 40, 300])
    assert withheld(numbers, sums) == {("part", "0"), ("part", "1")}


def test_two_tiny_groups_do_not_cover_each_other() -> None:
    numbers, sums = one_list([1, 1, 40, 300])
    assert withheld(numbers, sums) == {("part", "0"), ("part", "1"), ("part", "2")}


def test_a_group_of_nobody_and_large_groups_are_shown() -> None:
    numbers, sums = one_list([0, 20, 300])
    assert withheld(numbers, sums) == frozenset()


def test_a_group_in_no_sum_is_hidden_by_its_size_alone() -> None:
    assert withheld({("a",): 19, ("b",): 20}, []) == {("a",)}


def test_answers_that_disagree_give_nothing_away_and_do_no_harm() -> None:
    numbers: dict[Group, int] = {("a",): 5, ("b",): 30, ("all",): 99}
    assert withheld(numbers, [Sum((("a",), ("b",)), ("all",))]) == {("a",)}
