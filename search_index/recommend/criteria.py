"""What each answer asks of the trainings: one small function a criterion, in the table CRITERIA."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from data import reference
from data.vocabulary import CertificationKind, Modality
from search_index.columns import Floats
from search_index.facet_columns import Mask, Rows
from search_index.meaning import Singles
from search_index.recommend.asked import Asked
from search_index.recommend.conditions import conditions
from search_index.recommend.likeness import taste
from search_index.recommend.nearness import place
from search_index.recommend.profile import Situation
from search_index.recommend.question import (
    EXACTLY,
    HALF,
    OTHERWISE,
    SILENT,
    Criterion,
    Question,
    Verdicts,
    by_value,
    coded,
    judged,
)
from search_index.recommend.space import HOURS, RESULTS, WEEKS, Space, unknown

LATE_WEEKS = 26
"""A start so many weeks later than wished costs 1."""

WORDS_OF_TRADE = 0.5
"""How much of the words is the trades that they name; the rest is what the texts speak of."""
CLEARLY = 0.9
"""From here on the words name a trade as surely as an answer does, and weigh as much: what one
says in one's own words does not lose to a place that a training does not tell."""
MEANT = 0.2
"""The cost up to which a trade is said to be the one that the words name."""
NAMED_FROM = 0.35
"""Cosine from which a trade is near to what the words say."""

KIN_KINDS: Mapping[frozenset[str], float] = {
    frozenset((CertificationKind.RNCP_TITLE, CertificationKind.DIPLOMA)): 0.7,
    frozenset((CertificationKind.RNCP_TITLE, CertificationKind.RNCP_BLOCK)): 0.5,
    frozenset((CertificationKind.RNCP_TITLE, CertificationKind.CQP)): 0.5,
    frozenset((CertificationKind.RS, CertificationKind.RNCP_BLOCK)): 0.5,
    frozenset((CertificationKind.OTHER, CertificationKind.ATTESTATION)): 0.5,
}
"""How near two kinds of certification are; other pairs are 0, a kind to itself 1."""

PUBLICS: Mapping[Situation, frozenset[str]] = {
    Situation.JOB_SEEKER: frozenset(("job-seekers", "rsa", "career-change", "everyone")),
    Situation.EMPLOYEE: frozenset(("employees", "career-change", "everyone")),
    Situation.STUDENT: frozenset(("apprentices", "young", "everyone")),
}
"""The publics that a person in this situation is one of."""
SITUATIONS = frozenset(("job-seekers", "employees", "apprentices"))
"""Publics that are situations: a training that names only others of them is for others first."""


def question(asked: Asked) -> Question:
    """The question of a profile, on the space of the day."""
    criteria = criteria_of(asked, CRITERIA)
    return Question(asked.space, criteria, tuple(conditions(asked)), asked.kilometres)


def criteria_of(asked: Asked, names: Iterable[str]) -> tuple[Criterion, ...]:
    """The criteria of these names that are asked: answered, and of some weight."""
    weighed = [(name, asked.profile.weight(name)) for name in names]
    made = (CRITERIA[name](asked, weight) for name, weight in weighed if weight > 0)
    return tuple(one for one in made if one is not None)


def _trade(asked: Asked, weight: float) -> Criterion | None:
    if not asked.profile.trades:
        return None
    wanted = [asked.space.trades[code] for code in asked.profile.trades]
    costs, known = trade_costs(asked.space, asked.kinship.trades[wanted].max(axis=0))
    # A second trade of the training is met as well: what is wanted is taught there.
    exact = asked.space.trade_shares[:, wanted].max(axis=1) > 0
    verdicts = judged(np.where(exact, 0, np.maximum(costs, 0.01)), known)
    return coded(asked.space, "trade", weight, "trade", costs, verdicts)


def trade_costs(space: Space, wanted: Singles) -> tuple[Floats, Mask]:
    """The cost of each code of trades for how much each trade is wanted, and whether it has any."""
    known: Mask = np.any(space.trade_shares, axis=1)
    nearest = (space.trade_shares * wanted).max(axis=1, initial=0)
    return np.where(known, 1.0 - nearest, HALF), known


def _family(asked: Asked, weight: float) -> Criterion | None:
    if not asked.profile.families:
        return None
    rows = {code: at for at, code in enumerate(reference.families())}
    wanted = asked.kinship.families[[rows[code] for code in asked.profile.families]].max(axis=0)
    values = asked.space.values["family"]
    costs, known = by_value(values, lambda codes: 1 - max(float(wanted[rows[c]]) for c in codes))
    return coded(asked.space, "family", weight, "family", costs, judged(costs, known))


def _words(asked: Asked, weight: float) -> Criterion | None:
    words, space = asked.words, asked.space
    if not words:
        return None
    meant = np.zeros(space.sizes["meaning"])
    if words.vector is not None and len(space.clusters):
        cosines = np.clip(space.clusters @ words.vector, 0, None)
        meant = np.append(1 - cosines / max(float(cosines.max()), NAMED_FROM), HALF)
    wanted = np.zeros(len(space.trades), dtype=np.float32)
    for code, share in words.trades.items():
        kin = share * asked.kinship.trades[space.trades[code]]
        wanted = np.maximum(wanted, kin)
    named, known = trade_costs(space, wanted)
    if max(words.trades.values(), default=0.0) >= CLEARLY and "words" not in asked.profile.weights:
        weight = max(weight, asked.profile.weight("trade"))
    share = (WORDS_OF_TRADE if words.vector is not None else 1.0) if words.trades else 0.0
    costs = {"meaning": (1 - share) * meant, "trade": share * named}
    found = judged(np.where(named <= MEANT, 0.0, named), known, worst=SILENT)
    codes = space.codes["trade"]
    return Criterion("words", weight, costs, lambda rows: found[codes[rows]])


def _education(asked: Asked, weight: float) -> Criterion | None:
    level = asked.profile.education_level
    if level is None:
        return None
    values = asked.space.values["entry_level"]
    costs, known = by_value(values, lambda codes: float(int(codes[0]) > level))
    return coded(asked.space, "education", weight, "entry_level", costs, judged(costs, known))


def _situation(asked: Asked, weight: float) -> Criterion | None:
    publics = PUBLICS.get(asked.profile.situation) if asked.profile.situation else None
    if publics is None:
        return None

    def cost(codes: tuple[str, ...]) -> float:
        if publics & set(codes):
            return 0.0
        return 1.0 if SITUATIONS & set(codes) else HALF

    values = asked.space.values["audience"]
    costs, known = by_value(values, cost)
    told = known & (costs != HALF)
    return coded(asked.space, "situation", weight, "audience", costs, judged(costs, told))


def _modality(asked: Asked, weight: float) -> Criterion | None:
    wanted = set(asked.profile.modalities)
    if not wanted:
        return None

    def cost(codes: tuple[str, ...]) -> float:
        if codes[0] in wanted:
            return 0.0
        # Part of a blended training is what was wished; nothing of another is.
        return HALF if codes[0] == Modality.BLENDED or wanted == {Modality.BLENDED} else 1.0

    costs, known = by_value(asked.space.values["modality"], cost)
    return coded(asked.space, "modality", weight, "modality", costs, judged(costs, known))


def _certification(asked: Asked, weight: float) -> Criterion | None:
    wanted = asked.profile.certifications
    if not wanted:
        return None

    def cost(codes: tuple[str, ...]) -> float:
        return 1 - max(
            1.0 if one in codes else KIN_KINDS.get(frozenset((*codes, one)), 0.0) for one in wanted
        )

    costs, known = by_value(asked.space.values["certification"], cost)
    return coded(asked.space, "certification", weight, "certification", costs, judged(costs, known))


def _hours(asked: Asked, weight: float) -> Criterion | None:
    most = asked.profile.hours_max
    if most is None:
        return None
    lowest = np.array([0.0, *HOURS])
    costs = np.append(np.clip((lowest - most) / most, 0, 1), HALF)
    hours = asked.space.columns.hours
    return Criterion("hours", weight, {"hours": costs}, _at_most(hours, most))


def _start(asked: Asked, weight: float) -> Criterion | None:
    last = asked.profile.starts_before
    if last is None:
        return None
    day = asked.today.toordinal()
    soonest = day + 7 * np.array([0, *WEEKS])
    late = np.clip((soonest - last.toordinal()) / (7 * LATE_WEEKS), 0, 1)
    costs = np.concatenate((late, [HALF, 1.0]))
    starts = asked.space.columns.next_starts.on(day)
    return Criterion("start", weight, {"start": costs}, _at_most(starts, last.toordinal()))


def _at_most(values: Floats, most: float) -> Callable[[Rows], Verdicts]:
    """Verdicts on the very numbers, not on their steps."""

    def verdicts(rows: Rows) -> Verdicts:
        here = values[rows]
        told = np.where(here <= most, EXACTLY, OTHERWISE)
        return np.where(np.isnan(here), SILENT, told).astype(np.int8)

    return verdicts


def _funding(asked: Asked, weight: float) -> Criterion | None:
    wanted = set(asked.profile.funding)
    if not wanted:
        return None
    schemes = asked.space.values["funding"]

    def cost(code: int, free: int) -> float:
        if free or wanted & set(schemes[code]):
            return 0.0
        return 1.0 if schemes[code] else HALF

    costs = np.array([cost(code, free) for code, free, _ in asked.space.funding.tolist()])
    known = costs != HALF
    return coded(asked.space, "funding", weight, "funding", costs, judged(costs, known))


def _results(asked: Asked, weight: float) -> Criterion | None:
    middles = np.array([0.0, *RESULTS]) + 0.025
    costs = np.append(1 - np.minimum(middles, 1), HALF)
    known = np.arange(len(costs)) != unknown(RESULTS)
    usual = np.median(middles[np.minimum(asked.space.codes["results"], len(middles) - 1)])
    verdicts = judged(np.where(costs <= 1 - usual, 0.0, costs), known, near=1.0)
    return coded(asked.space, "results", weight, "results", costs, verdicts)


def _taste(asked: Asked, weight: float) -> Criterion | None:
    more, less = (
        [asked.space.rows[one] for one in ids if one in asked.space.rows]
        for ids in (asked.profile.more, asked.profile.less)
    )
    return taste(asked.space, asked.kinship, more, less, weight) if more or less else None


Maker = Callable[[Asked, float], Criterion | None]

CRITERIA: Mapping[str, Maker] = {
    "trade": _trade,
    "family": _family,
    "words": _words,
    "place": place,
    "education": _education,
    "situation": _situation,
    "modality": _modality,
    "hours": _hours,
    "certification": _certification,
    "start": _start,
    "funding": _funding,
    "taste": _taste,
    "results": _results,
}
"""How each criterion of a profile is asked; nothing comes of an answer that was not given."""
