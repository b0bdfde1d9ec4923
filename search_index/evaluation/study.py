"""The study: many learners, each asked of every engine, measured against what they would like."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2

import numpy as np
from threadpoolctl import threadpool_limits

from search_index.evaluation.answers import MISSING, profile
from search_index.evaluation.engines import Answer, engines
from search_index.evaluation.learners import Learner, learner
from search_index.evaluation.trainings import Numbers, Trainings, trainings
from search_index.evaluation.truth import Falsehood, Judge
from search_index.evaluation.utility import NOISES, grades, noisy, utility
from search_index.recommend.suggest import recommend
from search_index.recommend.suggestions import Suggestion, Suggestions
from search_index.relevance.exposure import gini
from search_index.relevance.gate import PORTAL, TODAY, Bench
from search_index.relevance.measures import CUT, DEEP, Measures, mean, measure

LEARNERS = 5_000
CEILING = "plafond"
"""Who knows everything of the learner but what is left to chance."""

USUAL_MISSING, USUAL_NOISE = 0.25, 0.3
"""Where exposure and groups are looked at."""

Tick = Callable[[], None]


@dataclass(frozen=True)
class Cell:
    """The means of one engine with answers missing at a rate, and chance of a spread."""

    engine: str
    missing: float
    noise: float
    measures: Measures


@dataclass(frozen=True)
class Seen:
    """To whom the first ten places of all lists fall.

    `coverage` is the share of the trainings open to somebody that were suggested at least once;
    the Gini coefficients, from 0 (alike) to 1, are of the exposure a training, by region and by
    provider, where a place at rank r is worth 1 / log2(r + 1).
    """

    engine: str
    coverage: float
    gini_regions: float
    gini_providers: float


@dataclass(frozen=True)
class Group:
    """Learners alike in one thing, and what each engine reaches for them.

    `best` is the mean utility of the ten best trainings that there are for them, `reached` the
    mean share of it that the first ten of an engine have.
    """

    kind: str
    value: str
    learners: int
    best: float
    reached: Mapping[str, float]


@dataclass(frozen=True)
class Truth:
    """How many suggestions and reasons were judged, how many suggestions say something false."""

    suggestions: int
    reasons: int
    wrong: int
    found: tuple[tuple[Falsehood, int], ...]

    @property
    def share(self) -> float:
        """The share of the suggestions whose every stated reason is true."""
        return 1 - self.wrong / self.suggestions if self.suggestions else 1.0


@dataclass(frozen=True)
class Study:
    """All that was measured."""

    learners: int
    formations: int
    suggestible: int
    cells: tuple[Cell, ...]
    seen: tuple[Seen, ...]
    groups: tuple[Group, ...]
    truth: Truth

    def cell(self, engine: str, missing: float, noise: float) -> Measures:
        """The means of one engine; StopIteration for what was not measured."""
        return next(
            one.measures
            for one in self.cells
            if (one.engine, one.missing, one.noise) == (engine, missing, noise)
        )

    def lead(self, missing: float, noise: float) -> float:
        """How far the model's nDCG@10 is above that of the best plain engine."""
        plain = {one.engine for one in self.cells} - {PORTAL, CEILING}
        best = max(self.cell(one, missing, noise).ndcg for one in plain)
        return self.cell(PORTAL, missing, noise).ndcg - best


@dataclass
class Tally:
    """What is counted while learners go by."""

    measures: dict[tuple[str, float, float], list[Measures]] = field(
        default_factory=lambda: defaultdict(list)
    )
    exposed: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    reached: list[tuple[Learner, float, dict[str, float]]] = field(default_factory=list)
    suggestions: int = 0
    reasons: int = 0
    wrong: int = 0
    found: Counter[Falsehood] = field(default_factory=Counter)


def study(ready: Bench, count: int = LEARNERS, tick: Tick = lambda: None) -> Study:
    """Measure the model and the plain engines over the first `count` learners; `tick` after each.

    One thread, so that nobody's figures hang on who else uses the machine.
    """
    known = trainings(ready.rows, TODAY)
    tally, judge = Tally(), Judge(known)
    with threadpool_limits(limits=1):
        plain = engines(ready.index, ready.rows, known)
        for number in range(count):
            _one(learner(number), ready, known, plain, judge, tally)
            tick()
    return _summed(count, known, tally)


def _one(
    who: Learner,
    ready: Bench,
    known: Trainings,
    plain: Mapping[str, Answer],
    judge: Judge,
    tally: Tally,
) -> None:
    useful = utility(who, known)
    relevant = {noise: grades(noisy(useful, who, noise), known) for noise in NOISES}
    if not relevant[0.0]:
        return
    best = np.argsort(-useful, kind="stable")[:DEEP]
    ceiling = [known.ids[place] for place in best]
    for missing in MISSING:
        asked = profile(who, missing, TODAY)
        answer = recommend(ready.index, asked, TODAY, DEEP)
        _judge(answer, judge, tally)
        lists = {name: ask(asked) for name, ask in plain.items()}
        lists |= {PORTAL: [one.formation_id for one in answer.suggestions], CEILING: ceiling}
        for noise, right in relevant.items():
            for name, found in lists.items():
                tally.measures[name, missing, noise].append(measure(found, right))
        if missing == USUAL_MISSING:
            _see(who, lists, useful, known, tally)


def _judge(answer: Suggestions, judge: Judge, tally: Tally) -> None:
    first: Sequence[Suggestion] = answer.suggestions[:CUT]
    for one, wrong in zip(first, judge.falsehoods(answer, CUT), strict=True):
        tally.suggestions += 1
        tally.reasons += len(one.reasons)
        tally.wrong += bool(wrong)
        tally.found.update(wrong)


def _see(
    who: Learner,
    lists: Mapping[str, list[str]],
    useful: Numbers,
    known: Trainings,
    tally: Tally,
) -> None:
    """What a learner's lists expose, and how much of the best utility their first ten reach."""
    worth = dict(zip(known.ids, useful.tolist(), strict=True))
    best = float(np.sort(useful)[-CUT:].mean())
    got = {name: sum(worth[one] for one in ids[:CUT]) / CUT / best for name, ids in lists.items()}
    tally.reached.append((who, best, got))
    for name, ids in lists.items():
        for rank, one in enumerate(ids[:CUT], start=1):
            tally.exposed[name, one] += 1 / log2(rank + 1)


def _summed(count: int, known: Trainings, tally: Tally) -> Study:
    names = list(dict.fromkeys(name for name, _, _ in tally.measures))
    return Study(
        learners=count,
        formations=len(known.ids),
        suggestible=int(known.open.sum()),
        cells=tuple(Cell(*key, mean(found)) for key, found in tally.measures.items()),
        seen=tuple(_seen(name, tally, known) for name in names),
        groups=tuple(_groups(tally, names)),
        truth=Truth(
            tally.suggestions, tally.reasons, tally.wrong, tuple(tally.found.most_common(10))
        ),
    )


def _seen(name: str, tally: Tally, known: Trainings) -> Seen:
    """Only trainings that may be suggested count: nobody can be shown a training that is over."""
    shown = [one for one, is_open in zip(known.facts, known.open, strict=True) if is_open]

    def spread(key: Callable[[int], str]) -> float:
        each = defaultdict(list)
        for place, one in enumerate(shown):
            each[key(place)].append(tally.exposed.get((name, one.id), 0.0))
        return gini([sum(found) / len(found) for found in each.values()])

    return Seen(
        engine=name,
        coverage=sum((name, one.id) in tally.exposed for one in shown) / len(shown),
        gini_regions=spread(lambda place: shown[place].region or "online"),
        gini_providers=spread(lambda place: shown[place].provider),
    )


KINDS: Mapping[str, Callable[[Learner], str]] = {
    "sexe": lambda one: one.person.sex,
    "QPV": lambda one: "oui" if one.person.qpv else "non",
    "âge": lambda one: one.person.age,
    "diplôme": lambda one: str(one.person.education),
    "région": lambda one: one.person.region,
}
"""What learners are grouped by."""


def _groups(tally: Tally, names: Sequence[str]) -> Iterator[Group]:
    for kind, value_of in KINDS.items():
        groups = defaultdict(list)
        for who, best, got in tally.reached:
            groups[value_of(who)].append((best, got))
        for value, found in sorted(groups.items()):
            reached = {name: float(np.mean([got[name] for _, got in found])) for name in names}
            yield Group(
                kind, value, len(found), float(np.mean([best for best, _ in found])), reached
            )
