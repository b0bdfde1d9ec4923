"""NearestNeighbors, the scan and Gower's coefficient written out one training at a time agree."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import reference
from search_index.recommend.asked import Asked
from search_index.recommend.neighbours import SLACK, scan, vector
from search_index.recommend.profile import Profile, Situation
from search_index.recommend.question import BAR, Question
from search_index.search import Index
from tests.search_index.recommend.conftest import Ask, profiles

SHARED = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SHARED
@given(profile=profiles(), count=st.integers(1, 70), seed=st.integers(0, 2**32 - 1))
def test_the_model_and_the_scan_find_the_same(
    shared_index: Index, ask: Ask, profile: Profile, count: int, seed: int
) -> None:
    _, question, neighbours = ask(shared_index, profile)
    first = neighbours.nearest(question, count, seed)
    second = neighbours.nearest(question, count, seed, find=neighbours.by_scan)
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_allclose(first[1], second[1], atol=2e-6)


@settings(SHARED, max_examples=25)
@given(profile=profiles(), seed=st.integers(0, 2**32 - 1))
def test_so_they_do_among_many(many: Index, ask: Ask, profile: Profile, seed: int) -> None:
    _, question, neighbours = ask(many, profile)
    first = neighbours.nearest(question, 60, seed)
    second = neighbours.nearest(question, 60, seed, find=neighbours.by_model)
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_allclose(first[1], second[1], atol=2e-6)


@SHARED
@given(profile=profiles())
def test_the_nearest_are_all_that_are_as_near(
    shared_index: Index, ask: Ask, profile: Profile
) -> None:
    _, question, neighbours = ask(shared_index, profile)
    documents, distances = neighbours.nearest(question, 10, 1)
    every = question.distances(np.arange(len(question.space)))
    allowed = np.sort(every[~question.barred()])
    np.testing.assert_allclose(distances, allowed[:10], atol=2e-6)
    assert not question.barred()[documents].any()
    assert (distances <= 1 + SLACK).all()


def test_a_seed_decides_between_equals_and_keeps_to_it(shared_index: Index, ask: Ask) -> None:
    _, question, neighbours = ask(shared_index, Profile())
    firsts = {int(neighbours.nearest(question, 1, seed)[0][0]) for seed in range(200)}
    assert len(firsts) > 20
    assert neighbours.nearest(question, 5, 7)[0].tolist() == (
        neighbours.nearest(question, 5, 7)[0].tolist()
    )


@SHARED
@given(profile=profiles())
def test_the_distance_is_gowers(shared_index: Index, ask: Ask, profile: Profile) -> None:
    asked, question, _ = ask(shared_index, profile)
    found = scan(question.space.codes, question.tables, len(question.space))
    barred = question.barred()
    for row in range(len(question.space)):
        if barred[row]:
            assert found[row] >= BAR
        else:
            assert math.isclose(found[row], gower(asked, question, row), abs_tol=1e-5)


@SHARED
@given(profile=profiles())
def test_the_l1_distance_of_the_encoded_is_gowers_and_a_constant(
    shared_index: Index, ask: Ask, profile: Profile
) -> None:
    _, question, neighbours = ask(shared_index, profile)
    encoded, constant = vector(question.tables, question.space.sizes)
    rows = neighbours.matrix.toarray()
    every = question.distances(np.arange(len(question.space)))
    np.testing.assert_allclose(np.abs(rows - encoded).sum(axis=1) - constant, every, atol=1e-9)


def gower(asked: Asked, question: Question, row: int) -> float:
    """The weighted mean of what a training costs, read from its facts; a missing one costs half."""
    weights = {one.name: one.weight for one in question.criteria}
    costs = {name: cost(asked, name, row) for name in weights}
    for name in ("words", "place", "taste", "trade", "family", "results"):
        if name in weights:  # nearness of words, trades and places has its own tests
            one = next(one for one in question.criteria if one.name == name)
            costs[name] = float(one.cost(question.space, np.array([row]))[0])
    if not weights:
        return 0.0
    return sum(weights[name] * costs[name] for name in weights) / sum(weights.values())


def cost(asked: Asked, name: str, row: int) -> float:
    facts = Facts(asked, row)
    return getattr(facts, name, lambda: math.nan)()


class Facts:
    """The facts of one training as the search's own columns give them."""

    def __init__(self, asked: Asked, row: int) -> None:
        self.asked, self.row, self.profile = asked, row, asked.profile

    def values(self, facet: str) -> set[str]:
        column = self.asked.space.columns.facets[facet]
        code = column.codes[self.row]
        return {
            column.values[value]
            for held, value in zip(column.sets, column.members, strict=True)
            if held == code
        }

    def either(self, facet: str, cost: Any) -> float:
        held = self.values(facet)
        return 0.5 if not held else cost(held)

    def education(self) -> float:
        level = self.profile.education_level
        return self.either("entry_level", lambda held: float(int(min(held)) > level))

    def situation(self) -> float:
        own = {
            Situation.JOB_SEEKER: {"job-seekers", "rsa", "career-change", "everyone"},
            Situation.EMPLOYEE: {"employees", "career-change", "everyone"},
            Situation.STUDENT: {"apprentices", "young", "everyone"},
        }[self.profile.situation]
        others = {"job-seekers", "employees", "apprentices"}
        return self.either(
            "audience", lambda held: 0.0 if held & own else 1.0 if held & others else 0.5
        )

    def modality(self) -> float:
        wanted = set(self.profile.modalities)
        half = {"blended"}
        return self.either(
            "modality",
            lambda held: 0.0 if held & wanted else 0.5 if half in (held, wanted) else 1.0,
        )

    def hours(self) -> float:
        hours, most = self.asked.space.columns.hours[self.row], self.profile.hours_max
        if math.isnan(hours):
            return 0.5
        steps = [0, 35, 70, 105, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000, 1200,
                 1400, 1800, 2400]  # fmt: skip
        at_least = max(step for step in steps if step < hours)
        return min(1.0, max(0.0, (at_least - most) / most))

    def start(self) -> float:
        day = self.asked.today.toordinal()
        start = self.asked.space.columns.next_starts.on(day)[self.row]
        if math.isnan(start):
            return 0.5
        weeks = min(52, max(0, math.ceil((start - day) / 7) - 1))
        late = day + 7 * weeks - self.profile.starts_before.toordinal()
        return min(1.0, max(0.0, late / (26 * 7)))

    def certification(self) -> float:
        near = {
            frozenset(("rncp_title", "diploma")): 0.7,
            frozenset(("rncp_title", "rncp_block")): 0.5,
            frozenset(("rncp_title", "cqp")): 0.5,
            frozenset(("rs", "rncp_block")): 0.5,
            frozenset(("other", "attestation")): 0.5,
        }
        return self.either(
            "certification",
            lambda held: min(
                0.0 if held == {one} else 1 - near.get(frozenset((*held, one)), 0)
                for one in self.profile.certifications
            ),
        )

    def funding(self) -> float:
        wanted = set(self.profile.funding)
        if self.asked.space.columns.cost[self.row] == 0 or self.values("funding") & wanted:
            return 0.0
        return self.either("funding", lambda held: 1.0)


@pytest.mark.parametrize("code", list(reference.trades())[:5])
def test_kin_trades_come_before_others(many: Index, ask: Ask, code: str) -> None:
    _, question, neighbours = ask(many, Profile(trades=(code,)))
    documents, distances = neighbours.nearest(question, 200, 3)
    shares = question.space.trade_shares[question.space.codes["trade"][documents]]
    own = shares[:, question.space.trades[code]]
    assert (own[distances == 0] == 1).all()
    assert list(distances) == sorted(distances)
