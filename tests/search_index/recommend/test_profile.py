"""Answers are read whole, or every one that cannot be taken is named."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.query import ParameterError
from search_index.recommend.profile import BadProfile, Profile
from tests.search_index.recommend.conftest import profiles


@settings(deadline=None)
@given(profile=profiles())
def test_a_profile_reads_itself_back(profile: Profile) -> None:
    assert Profile.read(profile.model_dump_json()) == profile


def test_nothing_is_required() -> None:
    assert Profile.read("{}") == Profile()


def test_words_are_cleaned_and_codes_counted_once() -> None:
    profile = Profile.read('{"words": " du\\u0000 code ", "families": ["data", "data"]}')
    assert (profile.words, profile.families) == ("du code", ("data",))


@pytest.mark.parametrize(
    ("answers", "field", "reason"),
    [
        ({"families": ["cuisine"]}, "families", "code inconnu : cuisine"),
        ({"trades": "data-analyst"}, "trades", "une liste est attendue"),
        ({"region": "99"}, "region", "code inconnu : 99"),
        ({"near": "Zzzzville"}, "near", "lieu inconnu"),
        ({"radius_km": 30}, "radius_km", "demande aussi near"),
        ({"radius_km": -1, "near": "Lyon"}, "radius_km", "au moins 1"),
        ({"hours_max": "12"}, "hours_max", "un nombre est attendu"),
        ({"hours_max": 1e9}, "hours_max", "au plus 10000"),
        ({"education_level": 2}, "education_level", "valeurs possibles : 0, 3, 4"),
        ({"education_level": 4.5}, "education_level", "un nombre entier est attendu"),
        ({"situation": "rich"}, "situation", "valeurs possibles"),
        ({"starts_before": "2027-02-30"}, "starts_before", "une date est attendue"),
        ({"words": "a" * 1_000_000}, "words", "500 caractères au plus"),
        ({"words": 5}, "words", "un texte est attendu"),
        ({"weights": {"luck": 1}}, "weights.luck", "code inconnu : luck"),
        ({"weights": {"trade": 4}}, "weights.trade", "au plus 3"),
        ({"more": ["x y"]}, "more.0", "identifiant"),
        ({"age": 25}, "age", "champ inconnu"),
        ([], "profil", "un objet JSON est attendu"),
    ],
)
def test_a_bad_answer_is_named(answers: object, field: str, reason: str) -> None:
    with pytest.raises(BadProfile) as caught:
        Profile.read(json.dumps(answers))
    assert [one.parameter for one in caught.value.errors] == [field]
    assert reason in caught.value.errors[0].reason


def test_every_bad_answer_is_named_at_once() -> None:
    with pytest.raises(BadProfile) as caught:
        Profile.read('{"region": "99", "hours_max": 0, "funding": ["lottery"]}')
    assert {one.parameter for one in caught.value.errors} == {"region", "hours_max", "funding"}


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Lists and objects, some of whose keys are answers."""
    keys = st.sampled_from(list(Profile.model_fields)) | st.text()
    return st.lists(inner) | st.dictionaries(keys, inner)


ANYTHING = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), nested)


@given(text=st.text() | st.binary() | ANYTHING.map(json.dumps))
def test_whatever_comes_is_a_profile_or_a_clear_error(text: str | bytes) -> None:
    faults: list[ParameterError] = []
    try:
        Profile.read(text)
    except BadProfile as error:
        faults += error.errors
    assert all(one.parameter and one.reason for one in faults)
