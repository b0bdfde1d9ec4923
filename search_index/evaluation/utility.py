"""The hidden utility: how good each training would really be for a learner, by a judge's own rules.

A product of factors from 0 to 1, each raised to the power of how much it matters to the person, and
so unlike any sum of distances: one thing that does not fit at all cannot be bought by others. What
is unknown of a training is worth what it is worth on average over the trainings that tell it.
"""

import math

import numpy as np

from data.vocabulary import Modality
from search_index.evaluation.learners import Learner
from search_index.evaluation.trainings import Numbers, Trainings
from search_index.relevance.facts import EARTH_RADIUS_KM

NOISES = (0.0, 0.3, 0.6)
"""Spreads of the logarithm of what nobody can know: a good or a bad day, a friend, a face."""

GRADES = ((0.65, 3), (0.4, 2), (0.2, 1))
"""A training has the grade of the first share of the person's best one that it reaches."""

OTHER_TRADE = 0.8
"""What a second trade of a training is worth beside its first."""

REFUSED, UNCERTAIN = 0.5, 0.9
"""The factor of a training meant for others, and of one that says no public or any."""

UNPAID = 0.08
"""The factor of a training that costs more than somebody has and that nothing pays for."""

BELOW = 0.85
"""The factor of each level by which a title lies below the diploma somebody has."""


def utility(learner: Learner, trainings: Trainings) -> Numbers:
    """How good each training would be, from 0 (impossible) to 1 (all that was dreamt of)."""
    factors = {
        "place": _place(learner, trainings),
        "modality": _modality(learner, trainings),
        "hours": _hours(learner, trainings),
        "certification": _certification(learner, trainings),
        "start": _start(learner, trainings),
        "money": _money(learner, trainings),
        "audience": _audience(learner, trainings),
    }
    found = _appeal(learner, trainings) * _level(learner, trainings)
    for name, factor in factors.items():
        found = found * _known(factor) ** learner.care[name]
    return found * _door(learner, trainings) * trainings.open


def noisy(found: Numbers, learner: Learner, noise: float) -> Numbers:
    """The same with chance in it; the impossible stays so."""
    rng = np.random.default_rng((learner.number, 7))
    return found * np.exp(noise * rng.standard_normal(len(found)))


def grades(found: Numbers, trainings: Trainings) -> dict[str, int]:
    """Grade 1 to 3 by id, as in the judged queries; empty when nothing is possible."""
    best = float(found.max())
    return {
        trainings.ids[place]: next(grade for share, grade in GRADES if found[place] >= share * best)
        for place in np.flatnonzero(found >= GRADES[-1][0] * best)
        if best
    }


def _known(factor: Numbers) -> Numbers:
    """The factor with its mean where it is unknown; 1 when nothing at all is known."""
    unknown = np.isnan(factor)
    if not unknown.any():
        return factor
    return np.where(unknown, 1.0 if unknown.all() else np.nanmean(factor), factor)


def _appeal(learner: Learner, trainings: Trainings) -> Numbers:
    """The first trade counts whole, another a little less; no trade, the mean of the family's."""
    found = []
    for places in trainings.trades:
        likings = [float(learner.appeal[place]) for place in places]
        if len(likings) > 3:
            found.append(sum(likings) / len(likings))
        else:
            found.append(max(likings[:1] + [OTHER_TRADE * one for one in likings[1:]], default=0.1))
    return np.array(found)


def _place(learner: Learner, trainings: Trainings) -> Numbers:
    """1 within reach, then less with every further reach; whoever would move minds it little."""
    kilometres = travel(learner, trainings)
    blended = trainings.marks(lambda one: one.modality == Modality.BLENDED)
    reach = np.where(blended, 1.5, 1.0) * learner.reach_km
    over = np.maximum(kilometres - reach, 0.0) / reach
    factor = np.exp(-1.5 * over)
    return np.maximum(factor, 0.7) if learner.moves else factor


def travel(learner: Learner, trainings: Trainings) -> Numbers:
    """Kilometres from home as the crow flies: 0 online, not a number where it is not told."""
    home = learner.person.commune
    south, north = (np.radians(one) for one in (home.latitude or 0.0, trainings.latitude))
    turned = np.radians(trainings.longitude - (home.longitude or 0.0))
    cosine = np.sin(south) * np.sin(north) + np.cos(south) * np.cos(north) * np.cos(turned)
    kilometres = EARTH_RADIUS_KM * np.arccos(np.clip(cosine, -1.0, 1.0))
    online = trainings.marks(lambda one: one.modality == Modality.ONLINE)
    return np.where(online, 0.0, kilometres)


def _modality(learner: Learner, trainings: Trainings) -> Numbers:
    likes = {str(modality): liking for modality, liking in learner.likes.items()}
    return np.array([likes.get(one.modality or "", math.nan) for one in trainings.facts])


def _hours(learner: Learner, trainings: Trainings) -> Numbers:
    """1 up to the time there is; then it falls to a third at every 35 % more."""
    over = np.maximum(trainings.hours / learner.hours - 1, 0.0)
    return np.exp(-over / 0.35)


def _certification(learner: Learner, trainings: Trainings) -> Numbers:
    if not learner.kinds:
        return np.ones(len(trainings.facts))
    return np.array(
        [math.nan if one.kind is None else 1.0 if one.kind in learner.kinds else 0.45
         for one in trainings.facts]
    )  # fmt: skip


def _start(learner: Learner, trainings: Trainings) -> Numbers:
    return np.exp(-np.maximum(trainings.waits - learner.patience_days, 0.0) / 60)


def _money(learner: Learner, trainings: Trainings) -> Numbers:
    """1 when free; near 1 when a right pays; what is over the budget is hardly possible."""
    paid = trainings.marks(lambda one: bool(one.funding & learner.rights - {"personnel"}))
    cost, budget = trainings.cost, learner.budget_eur
    own = np.where(cost <= budget, 1.0 - 0.4 * cost / max(budget, 1.0), UNPAID)
    factor = np.where(cost == 0, 1.0, np.where(paid, 0.9, own))
    return np.where(np.isnan(cost) & ~paid, math.nan, factor)


def _audience(learner: Learner, trainings: Trainings) -> Numbers:
    belongs = learner.person.audiences
    return np.array(
        [UNCERTAIN if not one.audiences or "everyone" in one.audiences
         else 1.0 if one.audiences & belongs else REFUSED
         for one in trainings.facts]
    )  # fmt: skip


def _level(learner: Learner, trainings: Trainings) -> Numbers:
    """A title below what somebody has is worth less; no level, or one above, costs nothing."""
    below = np.nan_to_num(learner.person.education - trainings.level, nan=0.0)
    return BELOW ** np.maximum(below, 0.0)


def _door(learner: Learner, trainings: Trainings) -> Numbers:
    """0 where more is asked than somebody has, or others alone are let in.

    An unknown level counts its usual chance.
    """
    allowed = np.where(trainings.entry <= learner.person.education, 1.0, 0.0)
    own = trainings.marks(lambda one: bool(one.audiences & learner.person.audiences))
    chance = _known(np.where(np.isnan(trainings.entry), math.nan, allowed))
    return np.where(trainings.reserved & ~own, 0.0, chance)
