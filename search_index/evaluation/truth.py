"""Whether what a suggestion says is true: every verdict judged anew from the training's own facts.

Nothing of the model is used but the words for a verdict; kilometres, days and kinds are reckoned
here from the rows of the database.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum, isclose

import numpy as np

from data import reference
from data.vocabulary import Modality
from search_index.evaluation.trainings import Trainings
from search_index.recommend.profile import Profile, Situation
from search_index.recommend.suggestions import (
    AGAINST,
    MET,
    NEAR,
    UNKNOWN,
    Suggestion,
    Suggestions,
)
from search_index.relevance.facts import Facts, kilometres

SUM = 1e-6
"""How far sums of shares may be from what they add up to."""

KM = 0.1
"""Kilometres by which two reckonings of one distance may differ; stated ones are rounded so."""

FOR_SITUATION: Mapping[Situation, frozenset[str]] = {
    Situation.JOB_SEEKER: frozenset(("job-seekers", "rsa", "career-change", "everyone")),
    Situation.EMPLOYEE: frozenset(("employees", "career-change", "everyone")),
    Situation.STUDENT: frozenset(("apprentices", "young", "everyone")),
}
"""The publics that somebody in a situation may take as meant."""

OTHER_SITUATIONS = frozenset(("job-seekers", "employees", "apprentices"))


@dataclass(frozen=True)
class Falsehood:
    """One thing said of a training that is not so."""

    criterion: str
    said: str


@dataclass(frozen=True)
class Case:
    """What a verdict is about: profile, training, day, the trades that the words name.

    `told` says whether results of twenty past learners are known.
    """

    profile: Profile
    facts: Facts
    today: date
    understood: tuple[str, ...]
    told: bool


class Judge:
    """Judges suggestions by the facts of these trainings."""

    def __init__(self, trainings: Trainings) -> None:
        self._facts = {one.id: one for one in trainings.facts}
        self._barred = set(np.array(trainings.ids)[~trainings.open].tolist())
        self._trainings = trainings

    def falsehoods(
        self, answer: Suggestions, first: int | None = None
    ) -> tuple[tuple[Falsehood, ...], ...]:
        """For each of the first suggestions, or all, what is false; nothing where all is true."""
        return tuple(tuple(self._wrong(one, answer)) for one in answer.suggestions[:first])

    def _wrong(self, one: Suggestion, answer: Suggestions) -> Iterator[Falsehood]:
        facts, told = self._facts[one.formation_id], one.formation_id in self._trainings.told
        case = Case(answer.profile, facts, self._trainings.today, answer.understood, told)
        if one.formation_id in self._barred:
            yield Falsehood("open", "barred")
        yield from _wrong(one, case)


def _wrong(one: Suggestion, case: Case) -> Iterator[Falsehood]:
    for reason in one.reasons:
        if reason.verdict not in verdicts(reason.criterion, case):
            yield Falsehood(reason.criterion, reason.verdict)
        if not -SUM <= reason.contribution <= reason.most + SUM:
            yield Falsehood(reason.criterion, "contribution")
    if not isclose(fsum(r.contribution for r in one.reasons), one.score, abs_tol=SUM):
        yield Falsehood("score", "sum")
    if one.reasons and not isclose(fsum(r.most for r in one.reasons), 1.0, abs_tol=SUM):
        yield Falsehood("most", "sum")
    if len({reason.criterion for reason in one.reasons}) < len(one.reasons):
        yield Falsehood("reasons", "twice")
    if not _same_distance(one.distance_km, distance(case)):
        yield Falsehood("distance_km", str(one.distance_km))


def verdicts(criterion: str, case: Case) -> frozenset[str]:
    """The verdicts that would be true; none for a question that was not answered."""
    judge = JUDGES.get(criterion)
    return frozenset(judge(case)) if judge else frozenset()


def distance(case: Case) -> float | None:
    """Kilometres from the place that was told to the training; None where either has no point."""
    place = case.profile.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if case.facts.point is None:
        return None
    return kilometres((place.latitude, place.longitude), case.facts.point)


def _same_distance(said: float | None, found: float | None) -> bool:
    if said is None or found is None:
        return said is found
    return abs(said - found) <= KM


Verdicts = tuple[str, ...]


def _either(known: bool, met: bool, otherwise: Verdicts = (AGAINST,)) -> Verdicts:
    """Unknown without the fact, met as asked, or else what is said of all others."""
    return (UNKNOWN,) if not known else (MET,) if met else otherwise


def _trade(case: Case) -> Verdicts:
    wanted, taught = set(case.profile.trades), case.facts.trades
    kin = (NEAR, AGAINST) if _kin(wanted, taught) else (AGAINST,)
    return _either(bool(taught), bool(wanted & taught), kin) if wanted else ()


def _kin(wanted: set[str], taught: frozenset[str]) -> bool:
    """Whether two trades have a family, a ROME code or a word that people type in common."""
    return any(_marks(one) & _marks(other) for one in wanted for other in taught)


def _marks(code: str) -> set[str]:
    trade = reference.trades()[code]
    return {trade.family, *trade.rome, *(word.casefold() for word in trade.words)}


def _family(case: Case) -> Verdicts:
    wanted, family = case.profile.families, case.facts.family
    return _either(family is not None, family in wanted, (NEAR, AGAINST)) if wanted else ()


def _words(case: Case) -> Verdicts:
    """Met when the training leads to a trade that the words name, or to one of the same main code.

    What texts merely speak of is never said to be met, nor held against a training.
    """
    if not case.profile.words:
        return ()
    named, taught = set(case.understood), case.facts.trades
    codes = {reference.trades()[one].rome[:1] for one in named}
    same = {one for one in taught if one in named or reference.trades()[one].rome[:1] in codes}
    return (MET, NEAR, UNKNOWN) if same else (NEAR, UNKNOWN) if named else (UNKNOWN,)


def _place(case: Case) -> Verdicts:
    place, facts = case.profile.place, case.facts
    if place is None or place.kind == "country":
        return ()
    if facts.anywhere:
        wanted = case.profile.modalities
        return (MET,) if not wanted or Modality.ONLINE in wanted else (AGAINST,)
    if place.kind == "department":
        return _either(facts.department is not None, facts.department == place.code)
    if place.kind == "region":
        return _either(facts.region is not None, facts.region == place.code)
    found = distance(case)
    if found is None or place.radius_km is None:
        return (UNKNOWN,)
    # On the very edge of the circle two reckonings may differ by a few metres.
    edge = abs(found - place.radius_km) < KM / 10
    return (MET, AGAINST) if edge else _either(True, found <= place.radius_km)


def _education(case: Case) -> Verdicts:
    level, asks = case.profile.education_level, case.facts.entry_level
    return () if level is None else _either(asks is not None, (asks or 0) <= level)


def _situation(case: Case) -> Verdicts:
    """Unknown as well when the publics are none that a situation decides."""
    situation = case.profile.situation
    meant, publics = FOR_SITUATION.get(situation) if situation else None, case.facts.audiences
    if meant is None:
        return ()
    return _either(bool(publics & (meant | OTHER_SITUATIONS)), bool(publics & meant))


def _modality(case: Case) -> Verdicts:
    """A blended training is in part what was wished, and so is any when blended was wished."""
    wanted, given = set(case.profile.modalities), case.facts.modality
    partly = given == Modality.BLENDED or wanted == {Modality.BLENDED}
    met = given in wanted
    return _either(given is not None, met, (NEAR,) if partly else (AGAINST,)) if wanted else ()


def _hours(case: Case) -> Verdicts:
    most, hours = case.profile.hours_max, case.facts.hours
    return () if most is None else _either(hours is not None, (hours or 0) <= most)


def _certification(case: Case) -> Verdicts:
    wanted, kind = case.profile.certifications, case.facts.kind
    return _either(kind is not None, kind in wanted, (NEAR, AGAINST)) if wanted else ()


def _start(case: Case) -> Verdicts:
    """The soonest possible day of the next session; one begun this month may still begin."""
    last = case.profile.starts_before
    if last is None:
        return ()
    coming = [first for first, end in case.facts.starts if end >= case.today]
    return _either(bool(coming), min(coming, default=last) <= last)


def _funding(case: Case) -> Verdicts:
    wanted, schemes, free = case.profile.funding, case.facts.funding, case.facts.cost_eur == 0
    met = free or bool(schemes & set(wanted))
    return _either(free or bool(schemes), met) if wanted else ()


def _taste(case: Case) -> Verdicts:
    """A likeness of kinds is nobody's fact: only that it was asked can be judged."""
    return (MET, NEAR, UNKNOWN) if case.profile.more or case.profile.less else ()


def _results(case: Case) -> Verdicts:
    """Said of a training only when something is known of twenty past learners at least."""
    if case.profile.weight("results") == 0:
        return ()
    return (MET, NEAR, AGAINST) if case.told else (UNKNOWN,)


JUDGES: Mapping[str, Callable[[Case], Verdicts]] = {
    "trade": _trade,
    "family": _family,
    "words": _words,
    "place": _place,
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
"""Every criterion that a suggestion may state."""
