"""What would open more: one answer changed at a time, with exactly how many trainings it gains."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np

from data import reference
from data.vocabulary import Modality
from search_index.facet_columns import ALL
from search_index.filters import distances_km
from search_index.recommend.asked import Asked
from search_index.recommend.criteria import criteria_of
from search_index.recommend.profile import Profile
from search_index.recommend.question import OTHERWISE, Question
from search_index.recommend.space import HOURS
from search_index.recommend.suggestions import Hint

MOST = 4
MORE_KM = 50
LATER = timedelta(days=91)

Change = Callable[[Profile], Profile | None]


def _further(profile: Profile) -> Profile | None:
    place = profile.place
    if place is None or place.radius_km is None:
        return None
    return profile.but(radius_km=place.radius_km + MORE_KM)


def _anywhere(profile: Profile) -> Profile | None:
    place = profile.place
    if place is None or place.kind == "country":
        return None
    return profile.but(near="France entière", radius_km=None, region=None)


def _online_too(profile: Profile) -> Profile | None:
    if not profile.modalities or Modality.ONLINE in profile.modalities:
        return None
    return profile.but(modalities=(*profile.modalities, Modality.ONLINE))


def _longer(profile: Profile) -> Profile | None:
    longer = [step for step in HOURS if profile.hours_max and step >= 1.25 * profile.hours_max]
    return profile.but(hours_max=float(longer[0])) if longer else None


def _later(profile: Profile) -> Profile | None:
    last = profile.starts_before
    return profile.but(starts_before=last + LATER) if last else None


def _any_certificate(profile: Profile) -> Profile | None:
    return profile.but(certifications=()) if profile.certifications else None


def _any_funding(profile: Profile) -> Profile | None:
    return profile.but(funding=()) if profile.funding else None


def _whole_family(profile: Profile) -> Profile | None:
    if not profile.trades:
        return None
    families = [reference.trades()[code].family for code in profile.trades]
    return profile.but(trades=(), families=tuple(dict.fromkeys((*profile.families, *families))))


CHANGES: Mapping[str, tuple[Change, tuple[str, ...]]] = {
    "radius_km": (_further, ("place",)),
    "near": (_anywhere, ("place",)),
    "modalities": (_online_too, ("place", "modality")),
    "hours_max": (_longer, ("hours",)),
    "starts_before": (_later, ("start",)),
    "certifications": (_any_certificate, ("certification",)),
    "funding": (_any_funding, ("funding",)),
    "trades": (_whole_family, ("trade", "family")),
}
"""The changes tried by the answer that each is about, with the criteria that it touches."""


def hints(asked: Asked, question: Question) -> tuple[Hint, ...]:
    """The changes that gain most, at most MOST of them."""
    found = sorted(_gaining(asked, question), key=lambda hint: -hint.gain)
    return tuple(found[:MOST])


def _gaining(asked: Asked, question: Question) -> Iterator[Hint]:
    for field, (change, touched) in CHANGES.items():
        profile = change(asked.profile)
        if profile is None:
            continue
        against = question.against - _standing_against(question, touched)
        against += _standing_against(_asking(replaced(asked, profile), touched, question), touched)
        gained = np.flatnonzero((against == 0) & (question.against > 0))
        if len(gained):
            best = gained[np.argmin(question.distances(gained))]
            gain = len(gained) - int(((against > 0) & (question.against == 0)).sum())
            if gain > 0:
                yield Hint(field, gain, profile, question.space.columns.id(int(best)))


def replaced(asked: Asked, profile: Profile) -> Asked:
    """The same with another profile."""
    if (place := profile.place) == asked.profile.place:
        return replace(asked, profile=profile)
    kilometres = distances_km(asked.space.columns, place) if place else None
    return replace(asked, profile=profile, kilometres=kilometres)


def _asking(asked: Asked, names: tuple[str, ...], like: Question) -> Question:
    return replace(like, criteria=criteria_of(asked, names))


def _standing_against(
    question: Question, names: tuple[str, ...]
) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    found = np.zeros(len(question.space), dtype=np.uint8)
    for one in question.criteria:
        if one.name in names:
            found += one.verdicts(ALL) == OTHERWISE
    return found
