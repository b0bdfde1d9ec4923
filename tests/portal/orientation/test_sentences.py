"""Whatever is asked, every stated reason is true of the training, and stands in its right list."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from data import reference
from data.models import Formation
from data.vocabulary import LabelStatus
from portal import wording
from portal.orientation.advice import Advice, Advised, Reason
from portal.orientation.sentences import LABELS, of
from search_index.recommend.criteria import PUBLICS
from search_index.recommend.profile import CRITERIA, Profile
from search_index.recommend.suggestions import AGAINST, MET, UNKNOWN
from tests.portal.orientation.conftest import Advise
from tests.portal.orientation.profiles import TODAY, profiles

Truth = Callable[[str, Any, Any, Advised], bool]


def starts(formation: Formation) -> list[date]:
    coming = wording.upcoming(formation.sessions, TODAY)
    return [one.starts_on for one in coming if one.starts_on]


def codes(rows: Any) -> set[str]:
    return {row.code for row in rows}


def _near(one: Advised, profile: Profile) -> bool:
    """Whether a training is inside the radius, as far as the rounded kilometres tell."""
    radius = profile.place.radius_km if profile.place else None
    return one.distance_km is None or radius is None or one.distance_km <= radius + 0.05


PHRASES: Mapping[str, Truth] = {
    "que vous visez": lambda _, f, p, _o: bool(codes(f.trades) & set(p.trades)),
    "un autre métier": lambda _, f, p, _o: not codes(f.trades) & set(p.trades),
    "un métier proche :": lambda _, f, p, _o: not codes(f.trades) & set(p.trades),
    "que vous aimez": lambda _, f, p, _o: f.family_code in p.families,
    "une autre famille": lambda _, f, p, _o: f.family_code not in p.families,
    "une famille voisine": lambda _, f, p, _o: f.family_code not in p.families,
    "depuis partout": lambda _, f, _p, _o: f.place is None and f.modality == "online",
    "de plus que souhaité (": lambda _, f, p, _o: (f.hours or 0) > (p.hours_max or 0),
    "km de plus que souhaité": lambda _, _f, p, o: not _near(o, p),
    "là où vous cherchez : ": lambda t, f, p, _o: (
        (p.place.code in (f.place.region_code, f.place.department_code))
        == (not t.startswith("ailleurs"))
    ),
    "ouverte sans diplôme": lambda _, f, _p, _o: f.entry_level == 0,
    "que vous avez": lambda _, f, p, _o: 0 < f.entry_level <= p.education_level,
    "plus que le vôtre": lambda _, f, p, _o: f.entry_level > p.education_level,
    "comme souhaité": lambda _, f, p, _o: f.modality in p.modalities,
    "ce que vous voulez": lambda _, f, p, _o: f.certification.kind in p.certifications,
    "donne : ": lambda _, f, p, _o: f.certification.kind not in p.certifications,
    "commence ": lambda t, f, _p, _o: str(min(starts(f)).year) in t,
    "plus tard que": lambda _, f, p, _o: min(starts(f)) > (p.starts_before or date.max),
    "gratuite": lambda _, f, _p, _o: f.cost_eur == 0,
    "peut être payée": lambda _, f, p, _o: bool(codes(f.funding) & set(p.funding)),
    "payée autrement": lambda _, f, p, _o: not codes(f.funding) & set(p.funding),
    "métier préparé non": lambda _, f, _p, _o: not f.trades,
    "durée non": lambda _, f, _p, _o: f.hours is None and f.months is None,
    "lieu non": lambda _, f, _p, _o: f.place is None,
    "niveau demandé à l’entrée non": lambda _, f, _p, _o: f.entry_level is None,
    "publics non": lambda _, f, _p, _o: not f.audiences,
    "façon de suivre non": lambda _, f, _p, _o: f.modality is None,
    "certificat obtenu non": lambda _, f, _p, _o: f.certification is None,
    "prochaine date de début non": lambda _, f, _p, _o: not starts(f),
    "financement et coût non": lambda _, f, _p, _o: not f.funding and f.cost_eur is None,
    "résultats des anciens non": lambda _, f, _p, _o: all(
        (one.known_outcomes or 0) < 20 for one in f.results
    ),
}
"""What must be the case for words to be said, worked out from the facts once more."""

LISTS: Mapping[str, Callable[[Reason, Any, Any, Advised], bool]] = {
    "trade": lambda r, f, p, _: bool(codes(f.trades) & set(p.trades)) == (r.verdict == MET),
    "family": lambda r, f, p, _: (f.family_code in p.families) == (r.verdict == MET),
    "education": lambda r, f, _p, _: (f.entry_level is None) == (r.verdict == UNKNOWN),
    "hours": lambda r, f, p, _: r.verdict == (
        UNKNOWN if f.hours is None else MET if f.hours <= (p.hours_max or 0) else AGAINST
    ),
    "start": lambda r, f, p, _: r.verdict == (
        UNKNOWN if not starts(f)
        else MET if min(starts(f)) <= (p.starts_before or TODAY) else AGAINST
    ),
    "modality": lambda r, f, p, _: (f.modality in p.modalities) == (r.verdict == MET),
    "certification": lambda r, f, p, _: r.verdict == UNKNOWN if f.certification is None
    else (f.certification.kind in p.certifications) == (r.verdict == MET),
    "funding": lambda r, f, p, _: r.verdict == (
        MET if f.cost_eur == 0 or codes(f.funding) & set(p.funding)
        else AGAINST if f.funding else UNKNOWN
    ),
    "situation": lambda r, f, p, _: bool(
        codes(f.audiences) & PUBLICS.get(p.situation, frozenset())
    ) == (r.verdict == MET),
    "place": lambda r, f, p, o: r.verdict != MET or f.place is None or _near(o, p),
}  # fmt: skip
"""In which list a reason must stand, worked out from the facts once more."""


def told_truly(one: Advised, profile: Profile) -> None:
    for reason in one.reasons:
        for phrase, true in PHRASES.items():
            if phrase in reason.text:
                assert true(reason.text, one.formation, profile, one), (reason, profile)
        right = LISTS.get(reason.criterion)
        assert right is None or right(reason, one.formation, profile, one), (reason, profile)
        assert "None" not in reason.text
        assert reason.text == reason.text.strip(" .;")


@given(profile=profiles)
@settings(max_examples=100, deadline=None)
def test_every_stated_reason_is_true(advice_for: Advise, profile: Profile) -> None:
    advice = advice_for(profile)
    for one in advice.suggested:
        # A place may have been read from the words.
        told_truly(one, advice.found.profile)
        assert abs(sum(reason.contribution for reason in one.reasons) - one.score) < 1e-9


@given(profile=profiles)
@settings(max_examples=30, deadline=None)
def test_every_caveat_is_true_and_none_is_left_out(advice_for: Advise, profile: Profile) -> None:
    for one in advice_for(profile).suggested:
        formation = one.formation
        said = " ".join(one.caveats)
        assert ("Coût non communiqué" in said) == (formation.cost_eur is None)
        assert ("date à l’organisme" in said) == (not starts(formation))
        active = formation.label is None or formation.label.status == LabelStatus.ACTIVE
        assert ("continue" in said) == (not active)


@given(profile=profiles)
@settings(max_examples=30, deadline=None)
def test_a_hint_gains_what_it_says(advice_for: Advise, profile: Profile) -> None:
    advice = advice_for(profile)
    for way in advice.ways:
        changed = advice_for(Profile.model_validate_json(_changed(profile, way.change)))
        assert changed.found.possible == advice.found.possible + way.gain
        assert wording.counted(way.gain, "formation") in way.text


def _changed(profile: Profile, change: dict[str, object]) -> str:
    return Profile.model_validate(
        profile.model_dump() | change, strict=False
    ).model_dump_json()  # fmt: skip


def test_no_label_that_has_ended_is_suggested(advice_for: Advise) -> None:
    advice: Advice = advice_for(Profile())
    assert all(
        one.formation.label is None or one.formation.label.status == LabelStatus.ACTIVE
        for one in advice.suggested
    )


def test_everything_has_its_words() -> None:
    assert set(LABELS) == set(CRITERIA)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Intégrateur web", "d’intégrateur web"),
        ("UX/UI designer", "d’UX/UI designer"),
        ("Data analyst", "de data analyst"),
        ("Expert", "d’expert"),
    ],
)
def test_a_trade_after_its_preposition(label: str, said: str) -> None:
    assert of(label) == said


def test_no_trade_needs_another_preposition() -> None:
    """None begins with an h, of which no rule says whether it is sounded."""
    assert not [one for one in reference.trades().values() if one.label[:1] in "Hh"]
