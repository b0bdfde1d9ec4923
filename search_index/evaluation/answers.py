"""What a learner would answer: the profile, with words of their own and questions left out."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from data import reference
from data.vocabulary import Modality
from search_index.evaluation import tastes
from search_index.evaluation.learners import Learner
from search_index.evaluation.population import Rng, chance
from search_index.recommend.profile import CRITERIA, Profile, Situation

MISSING = (0.0, 0.25, 0.5)
"""Shares of the questions left unanswered."""

WORDS_TOO = 0.35
"""How often somebody who names a trade or a family adds words."""

REGION_ONLY, POSTCODE = 0.2, 0.3
"""How often the place is told as a region, and how a town is told by its postcode."""

PUBLICS, WEIGHTS = 0.5, 0.25
"""How often the publics one belongs to, and what matters most, are told."""

MATTERS: Mapping[str, str] = {
    **{"place": "place", "modality": "modality", "hours": "hours", "start": "start"},
    **{"certification": "certification", "money": "funding"},
}
"""What matters to a learner, and the criterion whose weight tells it."""

SITUATIONS = {str(one): one for one in Situation}

OF_A_SUBJECT = ("formation {}", "{}", "apprendre {}", "me former : {}", "travailler dans {}")
OF_SOMEBODY = ("devenir {}", "{}", "je voudrais devenir {}", "formation de {}", "métier de {}")
OF_A_DEED = ("j'aime {}", "je voudrais {}", "{}", "j’ai toujours voulu {}", "apprendre à {}")
OF_LIKINGS = ("j'aime {} et {}", "{}, {}", "je suis doué pour {}, un peu pour {}", "{} et {}")
WITH_COMPUTERS = ("les ordinateurs", "internet", "l’informatique", "le numérique")

DEED = re.compile(r"[a-zéè]{2,}(er|ir|re)\b ")
"""A saying that begins with a verb: « créer des sites »."""

ENDINGS = (("teur", "trice"), ("eur", "euse"), ("icien", "icienne"), ("ien", "ienne"))
"""Names of trades for a man and a woman; a plural takes an s."""


def profile(learner: Learner, missing: float, today: date) -> Profile:
    """The answers of a learner who leaves out each question with that probability."""
    rng = np.random.default_rng((learner.number, 11))
    answers = {**_wish(learner, rng), **_place(learner, rng), **_conditions(learner, rng, today)}
    # Drawn for every question at every rate: what is missing at 25 % is missing at 50 %.
    left = {name: rng.random() for name in sorted(Profile.model_fields)}
    kept = {name: value for name, value in answers.items() if value and left[name] >= missing}
    if "near" not in kept:
        kept.pop("radius_km", None)
    return Profile.model_validate(kept | _level(learner, left["education_level"] >= missing))


def _level(learner: Learner, told: bool) -> dict[str, Any]:
    """The diploma, for which 0 is an answer too."""
    return {"education_level": learner.person.education} if told else {}


def _wish(learner: Learner, rng: Rng) -> dict[str, Any]:
    trade = reference.trades()[learner.trades[0]]
    words = said(learner, rng)
    more = chance(rng, WORDS_TOO)
    if learner.says == "words":
        return {"words": words}
    wish = {"trades": learner.trades} if learner.says == "trade" else {"families": (trade.family,)}
    return {**wish, "words": words if more else ""}


def said(learner: Learner, rng: Rng) -> str:
    """Words that people type: what a trade is called, inflected, or what one likes to do."""
    trade = reference.trades()[learner.trades[0]]
    if not trade.words or chance(rng, 0.5):
        likings = tastes.sayings(trade.code)
        first, second = rng.choice(likings, 2, replace=False)
        second = str(rng.choice(WITH_COMPUTERS)) if chance(rng, 0.3) else second
        return str(rng.choice(OF_LIKINGS)).format(first, second)
    word = str(rng.choice([*trade.words, trade.label]))
    if DEED.match(word):
        return str(rng.choice(OF_A_DEED)).format(word)
    somebody = word.split(" ", maxsplit=1)[0].endswith(tuple(man for man, _ in ENDINGS))
    shape = str(rng.choice(OF_SOMEBODY if somebody else OF_A_SUBJECT))
    return shape.format(inflected(word, learner.person.sex == "women", rng))


def inflected(word: str, woman: bool, rng: Rng) -> str:
    """The first word in the feminine for a woman, now and then in the plural.

    >>> inflected("développeur web", True, np.random.default_rng(1))
    'développeuse web'
    """
    first, *rest = word.split(" ")
    for man, form in ENDINGS if woman else ():
        if first.endswith(man):
            first = first.removesuffix(man) + form
            break
    plural = first.isalpha() and first[-1] in "rnetl" and len(first) > 5 and chance(rng, 0.2)
    return " ".join((first + "s" if plural else first, *rest))


def _place(learner: Learner, rng: Rng) -> dict[str, Any]:
    if learner.moves:
        return {}
    commune = learner.person.commune
    if chance(rng, REGION_ONLY):
        return {"region": learner.person.region}
    named = f"{commune.name} ({commune.department})"
    near = commune.postcodes[0] if chance(rng, POSTCODE) and commune.postcodes else named
    return {"near": near, "radius_km": learner.reach_km}


def _conditions(learner: Learner, rng: Rng, today: date) -> dict[str, Any]:
    accepted = tuple(one for one in Modality if learner.likes[one] >= 0.6)
    hurry = learner.patience_days < 365
    care = {MATTERS[name]: power for name, power in learner.care.items() if name in MATTERS}
    weights = {name: _weight(name, power) for name, power in care.items() if power != 0.6}
    return {
        "situation": SITUATIONS[learner.person.situation],
        "modalities": accepted if len(accepted) < len(Modality) else (),
        "hours_max": learner.hours if learner.hours < 5000 else None,
        "certifications": tuple(sorted(learner.kinds)),
        "starts_before": today + timedelta(days=learner.patience_days) if hurry else None,
        "funding": () if learner.budget_eur else tuple(sorted(learner.rights)),
        "audiences": tuple(sorted(learner.person.audiences)) if chance(rng, PUBLICS) else (),
        "weights": weights if chance(rng, WEIGHTS) else {},
    }


def _weight(criterion: str, power: float) -> float:
    """Twice what a criterion counts by itself, or half of it."""
    return min(3.0, CRITERIA[criterion] * (2.0 if power > 0.6 else 0.5))
