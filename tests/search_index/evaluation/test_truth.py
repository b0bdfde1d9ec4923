"""What a suggestion states is true; and whoever states something else is caught."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from data.vocabulary import CertificationKind, Modality
from search_index.evaluation.answers import profile
from search_index.evaluation.learners import learner
from search_index.evaluation.trainings import Trainings
from search_index.evaluation.truth import JUDGES, Case, Judge, verdicts
from search_index.recommend.profile import CRITERIA, Profile, Situation
from search_index.recommend.suggest import recommend
from search_index.recommend.suggestions import (
    AGAINST,
    MET,
    NEAR,
    UNKNOWN,
    Reason,
    Suggestion,
    Suggestions,
)
from search_index.relevance.facts import Facts
from search_index.relevance.gate import TODAY, Bench

LEARNERS = 150
VERDICTS = (MET, NEAR, UNKNOWN, AGAINST)


@pytest.fixture(scope="module")
def answers(ready: Bench) -> list[Suggestions]:
    asked = (profile(learner(number), 0.2, TODAY) for number in range(LEARNERS))
    return [recommend(ready.index, one, TODAY) for one in asked]


def test_every_stated_reason_is_true(answers: list[Suggestions], known: Trainings) -> None:
    judge = Judge(known)
    wrong = [one for answer in answers for found in judge.falsehoods(answer) for one in found]
    assert wrong == []
    assert sum(len(answer.suggestions) for answer in answers) > 9 * LEARNERS


def test_every_criterion_has_a_judge() -> None:
    assert set(JUDGES) == set(CRITERIA)


@pytest.mark.parametrize(
    "criterion", ["trade", "family", "place", "education", "hours", "start", "funding", "modality"]
)
def test_an_exchanged_verdict_is_caught(
    answers: list[Suggestions], known: Trainings, criterion: str
) -> None:
    """Met for against and the other way round, in every reason of the criterion."""
    judge, stated = Judge(known), 0
    for answer in answers:
        for one in answer.suggestions:
            for reason in one.reasons:
                if reason.criterion == criterion and reason.verdict in (MET, AGAINST):
                    other = {MET: AGAINST, AGAINST: MET}[reason.verdict]
                    said = (replace(reason, verdict=other),)
                    reasons = tuple(r for r in one.reasons if r is not reason) + said
                    found = judge.falsehoods(stating(answer, one, reasons=reasons))[0]
                    assert (criterion, other) in {(f.criterion, f.said) for f in found}
                    stated += 1
    assert stated > LEARNERS


def stating(answer: Suggestions, one: Suggestion, **changes: object) -> Suggestions:
    """The answer with this suggestion alone, changed."""
    return replace(answer, suggestions=(replace(one, **changes),))  # type: ignore[arg-type]


Change = Callable[[Suggestion], dict[str, object]]


@pytest.mark.parametrize(
    ("change", "criterion"),
    [
        (lambda one: {"score": one.score + 0.01}, "score"),
        (lambda one: {"reasons": one.reasons[1:]}, "most"),
        (lambda one: {"reasons": (*one.reasons, one.reasons[0])}, "reasons"),
        (lambda one: {"distance_km": (one.distance_km or 0) + 3}, "distance_km"),
        (lambda one: {"reasons": (*one.reasons, Reason("taste", 0, 0, MET))}, "taste"),
        (lambda one: {"reasons": (replace(one.reasons[0], contribution=2.0),)}, None),
    ],
)
def test_sums_distances_and_unasked_reasons_are_judged(
    answers: list[Suggestions], known: Trainings, change: Change, criterion: str | None
) -> None:
    answer = next(one for one in answers if one.suggestions[0].distance_km is not None)
    one = answer.suggestions[0]
    found = Judge(known).falsehoods(stating(answer, one, **change(one)))[0]
    assert found
    assert criterion is None or criterion in {wrong.criterion for wrong in found}


def test_a_training_that_is_over_may_not_be_suggested(
    answers: list[Suggestions], known: Trainings
) -> None:
    over = known.ids[int((~known.open).argmax())]
    answer = replace(answers[0], suggestions=(Suggestion(over, 0.0, ()),))
    assert "open" in {wrong.criterion for wrong in Judge(known).falsehoods(answer)[0]}


def case(known: Trainings, told: Profile, **facts: object) -> Case:
    one: Facts = replace(known.facts[0], **facts)  # type: ignore[arg-type]
    return Case(told, one, TODAY, (), False)


LYON = (45.75, 4.85)
VILLEURBANNE = (45.77, 4.88)
PARIS = (48.85, 2.35)
SOON = ((TODAY + timedelta(days=20),) * 2,)
LATE = ((TODAY + timedelta(days=200),) * 2,)
PAST = ((TODAY - timedelta(days=20),) * 2,)

NEAR_LYON = Profile(near="Lyon", radius_km=20)
BY_MARCH = Profile(starts_before=TODAY + timedelta(days=60))


@pytest.mark.parametrize(
    ("criterion", "told", "facts", "true"),
    [
        ("hours", Profile(hours_max=400), {"hours": 400.0}, {MET}),
        ("hours", Profile(hours_max=400), {"hours": 400.5}, {AGAINST}),
        ("hours", Profile(hours_max=400), {"hours": None}, {UNKNOWN}),
        ("hours", Profile(), {"hours": 100.0}, set()),
        ("place", NEAR_LYON, {"point": VILLEURBANNE, "anywhere": False}, {MET}),
        ("place", NEAR_LYON, {"point": PARIS, "anywhere": False}, {AGAINST}),
        ("place", NEAR_LYON, {"point": None, "anywhere": False}, {UNKNOWN}),
        ("place", NEAR_LYON, {"point": None, "anywhere": True}, {MET}),
        ("place", NEAR_LYON.but(modalities=(Modality.ONSITE,)), {"anywhere": True}, {AGAINST}),
        ("place", Profile(region="84"), {"region": "84", "anywhere": False}, {MET}),
        ("place", Profile(region="84"), {"region": "11", "anywhere": False}, {AGAINST}),
        ("start", BY_MARCH, {"starts": SOON}, {MET}),
        ("start", BY_MARCH, {"starts": (*PAST, *LATE)}, {AGAINST}),
        ("start", BY_MARCH, {"starts": ()}, {UNKNOWN}),
        ("education", Profile(education_level=0), {"entry_level": 0}, {MET}),
        ("education", Profile(education_level=3), {"entry_level": 4}, {AGAINST}),
        ("education", Profile(education_level=3), {"entry_level": None}, {UNKNOWN}),
        ("trade", Profile(trades=("data-analyst",)), {"trades": frozenset()}, {UNKNOWN}),
        (
            "trade",
            Profile(trades=("developpeur-mobile",)),
            {"trades": frozenset(("reparateur-de-smartphones-et-tablettes",))},
            {AGAINST},
        ),
        (
            "funding",
            Profile(funding=("cpf",)),
            {"funding": frozenset(("region",)), "cost_eur": 900.0},
            {AGAINST},
        ),
        ("funding", Profile(funding=("cpf",)), {"cost_eur": 0.0}, {MET}),
        (
            "certification",
            Profile(certifications=(CertificationKind.RS,)),
            {"kind": "rs"},
            {MET},
        ),
        (
            "situation",
            Profile(situation=Situation.JOB_SEEKER),
            {"audiences": frozenset(("employees",))},
            {AGAINST},
        ),
        (
            "situation",
            Profile(situation=Situation.JOB_SEEKER),
            {"audiences": frozenset(("women",))},
            {UNKNOWN},
        ),
        (
            "modality",
            Profile(modalities=(Modality.ONLINE,)),
            {"modality": "blended"},
            {NEAR},
        ),
        ("taste", Profile(), {}, set()),
        ("no such criterion", Profile(), {}, set()),
    ],
)
def test_judges_go_by_the_facts(
    known: Trainings, criterion: str, told: Profile, facts: dict[str, object], true: set[str]
) -> None:
    assert verdicts(criterion, case(known, told, **facts)) == true
    assert true <= set(VERDICTS)
