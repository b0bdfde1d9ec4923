"""Answers come from forms as they go into a profile, and back, and fit into a cookie."""

import json
import random
from collections.abc import Iterable
from datetime import date

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from data import reference
from data.vocabulary import ENTRY_LEVELS, CertificationKind, Modality
from portal.orientation.answers import LONGEST, answers_of, checked, liked, merged
from portal.orientation.questions import ALL, SCREENS
from search_index.recommend.profile import CRITERIA, MAX_CHOICES, BadProfile, Profile, Situation

BROWSER_COOKIE = 4096
"""Bytes of a cookie with its name that every browser keeps (RFC 6265, section 6.1)."""
OTHERS_COOKIE = 600
"""Bytes that are left to what else the session holds: reader, last words, form guard, account."""


def form_of(profile: Profile) -> MultiDict[str, str]:
    """What the form of all questions sends when it is filled like this."""
    form: MultiDict[str, str] = MultiDict()
    for name, value in answers_of(profile).items():
        if isinstance(value, dict):
            form.update({f"{name}.{one}": f"{weight:g}" for one, weight in value.items()})
        else:
            form.setlist(
                name, [str(one) for one in (value if isinstance(value, list) else [value])]
            )
    return form


def some(codes: Iterable[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(codes)), max_size=5, unique=True)


filled = st.builds(
    lambda **answers: Profile.read(json.dumps(answers)),
    words=st.sampled_from(["", "j’aime dessiner", "réparer\ndes ordinateurs"]),
    families=some(reference.families()),
    trades=some(reference.trades()),
    near=st.just("Lyon"),
    radius_km=st.sampled_from([None, 10.0, 62.5]),
    education_level=st.sampled_from([None, *ENTRY_LEVELS]),
    situation=st.sampled_from([None, *map(str, Situation)]),
    modalities=some(map(str, Modality)),
    hours_max=st.sampled_from([None, 455.0, 500.0]),
    starts_before=st.sampled_from([None, "2027-03-01"]),
    certifications=some(map(str, CertificationKind)),
    funding=some(reference.funding_schemes()),
    audiences=some(reference.audiences()),
    weights=st.dictionaries(st.sampled_from(sorted(CRITERIA)), st.sampled_from([0.0, 1.0, 2.5])),
)


@given(filled)
def test_a_form_gives_back_the_profile_it_was_filled_from(profile: Profile) -> None:
    assert checked(merged({}, form_of(profile), ALL.fields)) == profile


@given(filled)
def test_one_screen_leaves_the_answers_of_the_others(profile: Profile) -> None:
    answers = answers_of(profile)
    for screen in SCREENS:
        assert checked(merged(answers, form_of(profile), screen.fields)) == profile


def test_an_emptied_screen_forgets_its_answers_alone() -> None:
    before = {"near": "Lyon", "radius_km": 30.0, "families": ["data"], "modalities": ["online"]}
    after = merged(before, MultiDict({"near": " ", "radius_km": "30"}), SCREENS[2].fields)
    assert after == {"families": ["data"]}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("near", "Atlantide", "lieu inconnu"),
        ("near", "a" * (LONGEST["near"] + 1), "100 caractères au plus"),
        ("words", "a" * (LONGEST["words"] + 1), "300 caractères au plus"),
        ("hours_max", "beaucoup", "un nombre est attendu"),
        ("education_level", "9", "valeurs possibles"),
        ("education_level", "1,5", "un nombre entier est attendu"),
        ("starts_before", "demain", "une date est attendue"),
        ("situation", "roi", "valeurs possibles"),
        ("families", "cuisine", "code inconnu"),
        ("weights.trade", "4", "au plus 3"),
        ("weights.trade", "NaN", "un nombre est attendu"),
    ],
)
def test_what_cannot_be_taken_is_named(field: str, value: str, reason: str) -> None:
    with pytest.raises(BadProfile) as caught:
        checked(merged({}, MultiDict({field: value}), ALL.fields))
    (error,) = caught.value.errors
    assert error.parameter == field
    assert reason in error.reason


def test_plus_and_minus_exclude_each_other_and_the_oldest_go() -> None:
    profile = liked(Profile(), "one", "more")
    assert (profile.more, profile.less) == (("one",), ())
    profile = liked(profile, "one", "less")
    assert (profile.more, profile.less) == ((), ("one",))
    assert liked(profile, "one", "") == Profile()
    for number in range(40):
        profile = liked(profile, f"id{number}", "more")
    assert profile.more[-1] == "id39"
    assert len(profile.more) == 15


def fullest() -> MultiDict[str, str]:
    """The form with every choice taken, and texts that compress as badly as texts can."""
    noise = random.Random(4)  # noqa: S311 - no secret
    form: MultiDict[str, str] = MultiDict()
    form["words"] = "".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(LONGEST["words"]))
    form["near"] = "69001 " + "".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(94))
    form["radius_km"], form["hours_max"] = "123,456789", "1234,56789"
    form["education_level"], form["situation"] = "6", "job_seeker"
    form["starts_before"] = str(date(2027, 3, 1))
    form.setlist("families", list(reference.families()))
    form.setlist("trades", noise.sample(list(reference.trades()), MAX_CHOICES))
    form.setlist("modalities", list(Modality))
    form.setlist("certifications", list(CertificationKind))
    form.setlist("funding", list(reference.funding_schemes()))
    form.setlist("audiences", list(reference.audiences()))
    for criterion in CRITERIA:
        form[f"weights.{criterion}"] = f"1,{noise.randrange(10**5, 10**6)}"
    return form


def test_the_fullest_answers_fit_into_a_cookie(client: FlaskClient) -> None:
    noise = random.Random(5)  # noqa: S311 - no secret
    form = fullest()
    form["etape"] = "tout"
    assert client.post("/orientation", data=form).status_code == 303
    for sense in ("more", "less"):
        for _ in range(20):
            one = "".join(noise.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(12))
            client.post("/orientation/avis", data={"formation": one, "sens": sense})
    client.post("/orientation/partage")
    cookie = client.get_cookie("session")
    assert cookie is not None
    assert len(f"session={cookie.value}") <= BROWSER_COOKIE - OTHERS_COOKIE
