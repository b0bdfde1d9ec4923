"""The answers of a person: read from forms, kept in their own signed cookie, checked as a profile.

Answers are the JSON object of a profile without what was left open: `{"families": ["data"]}`.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from flask import session as cookie
from werkzeug.datastructures import MultiDict

from search_index.query import ParameterError
from search_index.recommend.profile import CRITERIA, BadProfile, Profile

Answers = Mapping[str, Any]
Form = MultiDict[str, str]

NOTHING: Answers = MappingProxyType({})
KEPT = "orientation"
"""The name of the answers in the cookie."""

LONGEST = {"words": 300, "near": 100}
"""Characters of a text; with MOST_LIKED they hold the cookie under the 4 kB of browsers."""

MOST_LIKED = 15
"""How many « plus » and how many « moins comme ça » are kept, the last ones."""

NUMBER = re.compile(r"\d{1,9}([.,]\d{1,6})?", re.ASCII)


def checked(answers: Answers) -> Profile:
    """The profile of these answers; BadProfile names each one that cannot be taken."""
    errors = [
        ParameterError(name, answers[name][:200], f"{most} caractères au plus")
        for name, most in LONGEST.items()
        if len(answers.get(name) or "") > most
    ]
    if errors:
        raise BadProfile(errors)
    return Profile.read(json.dumps(dict(answers)))


def answers_of(profile: Profile) -> dict[str, Any]:
    """The answers of a profile, without those that were left open."""
    return profile.model_dump(mode="json", exclude_defaults=True)


def kept() -> dict[str, Any]:
    """The answers in this person's cookie; any that can no longer be taken is let go."""
    return _taken(dict(cookie.get(KEPT, NOTHING)))


def _taken(answers: dict[str, Any]) -> dict[str, Any]:
    try:
        checked(answers)
    except BadProfile as error:
        bad = {one.parameter.split(".")[0] for one in error.errors}
        # Without its place a radius means nothing.
        bad |= {"radius_km"} if "near" in bad else set()
        # What stands on several answers is looked at once each can be taken.
        return _taken({name: value for name, value in answers.items() if name not in bad})
    return answers


def keep(profile: Profile) -> None:
    """Put the answers in this person's cookie, in place of those before."""
    cookie[KEPT] = answers_of(profile)


def forget() -> None:
    """Take the answers out of this person's cookie."""
    cookie.pop(KEPT, None)


def merged(before: Answers, form: Form, fields: Iterable[str]) -> dict[str, Any]:
    """The answers with those of these fields as the form gives them, not checked yet."""
    asked = tuple(fields)
    given = {name: value for name, value in before.items() if name not in asked}
    given |= {name: value for name in asked if (value := READERS[name](form, name)) not in EMPTY}
    if "near" not in given:
        given.pop("radius_km", None)
    return given


EMPTY: tuple[Any, ...] = (None, "", [], {})


def _text(form: Form, name: str) -> str:
    return form.get(name, "").strip()


def _many(form: Form, name: str) -> list[str]:
    return form.getlist(name)


def _number(form: Form, name: str) -> float | str:
    """A number as French people write it; any other text stays, for the check to name."""
    text = _text(form, name)
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else text


def _whole(form: Form, name: str) -> int | float | str:
    number = _number(form, name)
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _weights(form: Form, name: str) -> dict[str, float | str]:
    given = {criterion: _number(form, f"{name}.{criterion}") for criterion in CRITERIA}
    return {criterion: value for criterion, value in given.items() if value != ""}


READERS: Mapping[str, Callable[[Form, str], Any]] = {
    "words": _text,
    "families": _many,
    "trades": _many,
    "near": _text,
    "radius_km": _number,
    "modalities": _many,
    "education_level": _whole,
    "situation": _text,
    "hours_max": _number,
    "starts_before": _text,
    "certifications": _many,
    "funding": _many,
    "audiences": _many,
    "weights": _weights,
}
"""How each answer is read from a form."""


def liked(profile: Profile, formation_id: str, sense: str) -> Profile:
    """The answers after « plus » or « moins comme ça » (`more`, `less`), or neither any more."""
    more = [one for one in profile.more if one != formation_id]
    less = [one for one in profile.less if one != formation_id]
    if sense in ("more", "less"):
        (more if sense == "more" else less).append(formation_id)
    return profile.but(more=tuple(more[-MOST_LIKED:]), less=tuple(less[-MOST_LIKED:]))
