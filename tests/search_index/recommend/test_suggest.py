"""Suggestions say why, to the last digit; hints gain exactly what they say; no group is lowered."""

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from data import reference
from search_index.recommend.profile import Profile
from search_index.recommend.suggest import possible, recommend, similar
from search_index.search import Index
from tests.search_index.conftest import TODAY
from tests.search_index.recommend.conftest import Ask, profiles

SHARED = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BELONGING = ("women", "qpv", "young", "disabled", "rsa", "learning-french")


@SHARED
@given(profile=profiles())
def test_the_reasons_add_up_to_the_score(shared_index: Index, profile: Profile) -> None:
    found = recommend(shared_index, profile, TODAY)
    for one in found.suggestions:
        assert math.isclose(sum(r.contribution for r in one.reasons), one.score, abs_tol=1e-9)
        assert 0 <= one.score <= 1 + 1e-9
        assert all(-1e-9 <= r.contribution <= r.most + 1e-9 for r in one.reasons)
        assert not one.reasons or math.isclose(sum(r.most for r in one.reasons), 1)
    assert len({one.formation_id for one in found.suggestions}) == len(found.suggestions)


@SHARED
@given(profile=profiles())
def test_a_hint_gains_exactly_what_it_says(shared_index: Index, profile: Profile) -> None:
    found = recommend(shared_index, profile, TODAY)
    assert found.possible == possible(shared_index, profile, TODAY)
    for hint in found.hints:
        assert possible(shared_index, hint.profile, TODAY) == found.possible + hint.gain
        assert hint.gain > 0


@SHARED
@given(profile=profiles(), group=st.sampled_from(BELONGING))
def test_belonging_to_a_group_only_opens(
    shared_index: Index, ask: Ask, profile: Profile, group: str
) -> None:
    assume(group not in profile.audiences)
    without = profile.but(audiences=tuple(a for a in profile.audiences if a not in BELONGING))
    belonging = without.but(audiences=(*without.audiences, group))
    _, before, _ = ask(shared_index, without)
    _, after, _ = ask(shared_index, belonging)
    every = np.arange(len(before.space))
    assert (after.distances(every) <= before.distances(every) + 1e-12).all()
    assert not (after.barred() & ~before.barred()).any()


def test_the_publics_that_open_are_those_that_are_reserved() -> None:
    reserved = {code for code, one in reference.audiences().items() if one.reserved}
    assert reserved == set(BELONGING)


@SHARED
@given(profile=profiles())
def test_weights_of_zero_leave_an_answer_out(shared_index: Index, profile: Profile) -> None:
    found = recommend(shared_index, profile.but(weights={"place": 0.0}), TODAY)
    assert all(r.criterion != "place" for one in found.suggestions for r in one.reasons)


def test_what_was_refused_does_not_come_again(shared_index: Index) -> None:
    profile = Profile(families=("developpement",))
    first = recommend(shared_index, profile, TODAY).suggestions[0].formation_id
    again = recommend(shared_index, profile.but(less=(first,)), TODAY)
    assert first not in [one.formation_id for one in again.suggestions]


def test_more_like_one_brings_its_kind_forward(shared_index: Index) -> None:
    row = recommend(shared_index, Profile(families=("data",)), TODAY).suggestions[0].formation_id
    asked = recommend(shared_index, Profile(more=(row,)), TODAY, count=5)
    kind = {one.formation_id for one in similar(shared_index, row, TODAY, count=12)}
    found = [one.formation_id for one in asked.suggestions]
    assert row in found
    assert len(kind & set(found)) >= 3


def test_similar_trainings_are_others_and_know_why(shared_index: Index) -> None:
    found = similar(shared_index, "f00", TODAY)
    assert len(found) == 4
    assert "f00" not in [one.formation_id for one in found]
    assert all(one.reasons for one in found)
    assert similar(shared_index, "nowhere", TODAY) == ()


def test_words_become_trades(shared_index: Index) -> None:
    found = recommend(shared_index, Profile(words="faire des sites"), TODAY)
    assert "developpeur-web-mobile" in found.understood
    assert found.words_understood
    assert not recommend(shared_index, Profile(words="zzxqy"), TODAY).words_understood


def test_a_place_in_the_words_is_taken_where_none_was_answered(shared_index: Index) -> None:
    words = "développeur web à Rennes"
    found = recommend(shared_index, Profile(words=words), TODAY)
    assert found.place is not None
    assert found.place.label == "Rennes (35)"
    assert (found.given.near, found.profile.near) == ("", "rennes")
    elsewhere = recommend(shared_index, Profile(words=words, near="Lyon"), TODAY)
    assert elsewhere.place is not None
    assert elsewhere.place.label == "Lyon (69)"
    anywhere = recommend(shared_index, Profile(words="développeur web"), TODAY)
    assert anywhere.place is None


def test_a_trade_named_in_own_words_counts_as_an_answer(shared_index: Index) -> None:
    def most(**given: Any) -> dict[str, float]:
        found = recommend(shared_index, Profile(near="Rennes", **given), TODAY)
        return {one.criterion: one.most for one in found.suggestions[0].reasons}

    named = most(words="faire des sites")
    assert named["words"] == pytest.approx(named["place"])
    vague = most(words="travailler avec les gens et les chiffres")
    assert vague["words"] < vague["place"]
    # Whoever weighs it themselves is heard.
    weighed = most(words="faire des sites", weights={"words": 1.0})
    assert weighed["words"] == pytest.approx(weighed["place"] / 3)


def test_nothing_asked_gives_a_seeded_choice_that_changes_by_day(shared_index: Index) -> None:
    first, again = (recommend(shared_index, Profile(), TODAY) for _ in range(2))
    other = recommend(shared_index, Profile(), date(2027, 1, 16))
    assert first == again
    assert [o.formation_id for o in first.suggestions] != [
        o.formation_id for o in other.suggestions
    ]
    assert all(one.score == 0 and not one.reasons for one in first.suggestions)


@pytest.mark.parametrize("count", [1, 5, 60, 200])
def test_never_more_than_asked(shared_index: Index, count: int) -> None:
    found = recommend(shared_index, Profile(), TODAY, count)
    assert len(found.suggestions) == min(count, found.possible)


def test_a_condition_keeps_away_and_is_counted(shared_index: Index, ask: Ask) -> None:
    found = recommend(shared_index, Profile(education_level=0), TODAY)
    counted = {one.condition: one.count for one in found.barred}
    _, question, _ = ask(shared_index, Profile(education_level=0))
    values = question.space.values["entry_level"]
    above = [bool(v) and int(v[0]) > 0 for v in values]
    assert counted["education"] == sum(above[c] for c in question.space.codes["entry_level"])
    assert set(counted) <= {"audience", "education", "label", "session"}
