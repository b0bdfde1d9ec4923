"""The orientation profile as a form that an advisor fills in with the person."""

import json
from dataclasses import dataclass
from typing import Any

from flask import request

from data import reference
from data.vocabulary import ENTRY_LEVELS, Modality
from portal.forms import BadForm
from search_index.query import BadQuery
from search_index.recommend.profile import Profile, Situation

NUMBERS = ("education_level", "radius_km", "hours_max")
TEXTS = ("words", "near", "situation", "starts_before")
LISTS = ("families", "modalities", "funding")
NO_CONSENT = "la personne doit être d’accord pour que ses réponses soient gardées"


@dataclass(frozen=True)
class Tick:
    """One value that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ProfileForm:
    """The form as filled."""

    words: str
    near: str
    radius_km: str
    hours_max: str
    starts_before: str
    education: tuple[Tick, ...]
    situation: tuple[Tick, ...]
    families: tuple[Tick, ...]
    modalities: tuple[Tick, ...]
    funding: tuple[Tick, ...]


def given() -> Profile:
    """The profile that the form holds; BadForm names what cannot be taken."""
    raw: dict[str, Any] = {name: request.form.get(name, "").strip() for name in TEXTS}
    raw |= {name: _number(request.form.get(name, "").strip()) for name in NUMBERS}
    raw |= {name: request.form.getlist(name) for name in LISTS}
    filled = {name: value for name, value in raw.items() if value not in ("", None, [])}
    if "near" not in filled:
        filled.pop("radius_km", None)
    try:
        return Profile.read(json.dumps(filled))
    except BadQuery as error:
        raise BadForm(error.errors) from error


def _number(text: str) -> float | int | str | None:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text or None


def kept(profile: Profile) -> dict[str, Any]:
    """The answers as a dossier keeps them."""
    return profile.model_dump(mode="json", exclude_defaults=True)


def held(raw: dict[str, Any] | None) -> Profile:
    """The profile of a dossier; an empty one where none is kept, or it can no longer be read."""
    try:
        return Profile.read(json.dumps(raw or {}))
    except BadQuery:
        return Profile()


def profile_form(profile: Profile) -> ProfileForm:
    """The form with a profile's answers in it."""
    education = {str(level): label for level, label in ENTRY_LEVELS.items()}
    return ProfileForm(
        words=profile.words,
        near=profile.near,
        radius_km=_entered(profile.radius_km),
        hours_max=_entered(profile.hours_max),
        starts_before=str(profile.starts_before or ""),
        education=_ticks(education, [str(profile.education_level)]),
        situation=_ticks({one.value: one.label for one in Situation}, [profile.situation or ""]),
        families=_ticks(
            {c: one.label for c, one in reference.families().items()}, profile.families
        ),
        modalities=_ticks({one.value: one.label for one in Modality}, profile.modalities),
        funding=_ticks(
            {c: one.label for c, one in reference.funding_schemes().items()}, profile.funding
        ),
    )


def _ticks(labels: dict[str, str], chosen: Any) -> tuple[Tick, ...]:
    return tuple(Tick(value, label, value in chosen) for value, label in labels.items())


def _entered(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
