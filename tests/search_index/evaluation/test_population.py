"""People are drawn as the 2019 report counts them."""

from collections import Counter

import numpy as np
import pytest

from search_index.evaluation.population import OVERSEAS, Person, margins, person

PEOPLE = 4_000
FAR = 0.03
"""Four standard errors of a share among so many people, at most."""


@pytest.fixture(scope="module")
def people() -> list[Person]:
    rng = np.random.default_rng(1)
    return [person(rng) for _ in range(PEOPLE)]


@pytest.mark.parametrize("name", ["age", "sex", "situation"])
def test_the_margins_are_the_reports(people: list[Person], name: str) -> None:
    printed = margins()[name]
    drawn = Counter(getattr(one, name) for one in people)
    assert set(drawn) == set(printed)
    for value, count in printed.items():
        share = count / sum(printed.values())
        # The sex of a learner is drawn by region, whose percentages are rounded.
        assert drawn[value] / PEOPLE == pytest.approx(share, abs=FAR)


def test_up_to_the_bac_is_one_group_of_the_report(people: list[Person]) -> None:
    printed = margins()["education"]
    low = sum(one.education <= 4 for one in people) / PEOPLE
    assert low == pytest.approx(printed["4"] / sum(printed.values()), abs=FAR)
    assert {one.education for one in people} == {0, 3, 4, 5, 6, 7}


def test_people_live_where_learners_did(people: list[Person]) -> None:
    printed = {k: one["learners"] for k, one in margins()["region"].items()}
    placed = sum(printed.values()) - printed["online"]
    paris = sum(one.region == "11" for one in people) / PEOPLE
    assert paris == pytest.approx(printed["11"] / placed, abs=FAR)
    overseas = sum(one.region in OVERSEAS for one in people) / PEOPLE
    assert overseas == pytest.approx(printed["overseas"] / placed, abs=FAR)
    assert all(one.commune.region == one.region for one in people)
    online = sum(one.online for one in people) / PEOPLE
    assert online == pytest.approx(printed["online"] / sum(printed.values()), abs=FAR)


def test_priority_neighbourhoods_are_as_many_as_printed(people: list[Person]) -> None:
    regions = margins()["region"].values()
    everyone = sum(one["learners"] for one in regions)
    printed = sum(one["learners"] * one["qpv"] / 100 for one in regions) / everyone
    assert sum(one.qpv for one in people) / PEOPLE == pytest.approx(printed, abs=FAR)


def test_the_publics_follow_from_who_somebody_is(people: list[Person]) -> None:
    for one in people:
        assert ("women" in one.audiences) == (one.sex == "women")
        assert ("young" in one.audiences) == (one.age == "young")
        assert ("qpv" in one.audiences) == one.qpv
        assert ("job-seekers" in one.audiences) == (one.situation == "job_seeker")
