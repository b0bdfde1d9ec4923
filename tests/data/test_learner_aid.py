"""The aid is for learners of labelled trainings who have nothing to live on."""

import pytest

from data import reference
from data.learner_aid import Verdict, learner_aid


def test_only_labelled_trainings_open_it() -> None:
    aid = learner_aid(labelled=False, no_resources=True)
    assert (aid.verdict, aid.open) == (Verdict.NOT_LABELLED, False)


@pytest.mark.parametrize(
    ("answers", "resource"),
    [
        ({"situation": "employee"}, "votre salaire"),
        ({"audiences": ["rsa", "women"]}, "le RSA"),
        ({"funding": ["region", "alternance"]}, "le salaire du contrat en alternance"),
        ({"no_resources": False}, "vous l’avez indiqué"),
    ],
)
def test_who_has_a_resource_is_told_which(answers: dict[str, object], resource: str) -> None:
    aid = learner_aid(labelled=True, **answers)  # type: ignore[arg-type]
    assert (aid.verdict, aid.open) == (Verdict.RESOURCES, False)
    assert resource in aid.text


def test_nothing_to_live_on_makes_it_possible_whatever_the_situation() -> None:
    # An employee may leave the job to train: the plain answer counts more than the guess.
    for situation in (None, "jobseeker", "employee", "student"):
        aid = learner_aid(labelled=True, situation=situation, no_resources=True)
        assert aid.verdict == Verdict.POSSIBLE


@pytest.mark.parametrize("situation", [None, "jobseeker", "student", "other", "inconnu"])
def test_where_nobody_asked_the_condition_is_said(situation: str | None) -> None:
    aid = learner_aid(labelled=True, situation=situation)
    assert (aid.verdict, aid.open) == (Verdict.ASK, True)
    assert "aucune ressource" in aid.text


def test_the_rules_name_known_publics_and_schemes() -> None:
    rules = reference.learner_aid()
    assert set(rules["audiences"]) <= set(reference.audiences())
    assert set(rules["funding"]) <= set(reference.funding_schemes())
    assert {verdict.value for verdict in Verdict} < set(rules["texts"])
