"""Every group of people that a table tells of, and the sums by which one gives another away."""

from collections.abc import Iterator, Sequence

from data.figures.cells import Group
from data.figures.counts import Counts
from data.figures.people import People
from data.figures.places import by_territory
from data.figures.withholding import Sum
from data.people import KNOWN, POSITIVE, Age, Education, Outcome, Sex, Situation, State
from data.vocabulary import Programme

ALL: Group = ("learners",)
FINISHED: Group = ("state", State.FINISHED.name)
POSITIVE_EXITS: Group = ("outcomes", "positive")
KNOWN_EXITS: Group = ("outcomes", "known")
SALARIES: Group = ("salaries",)
STARTED: Group = ("state", State.STARTED.name)
DROPPED_OUT: Group = ("state", State.DROPPED_OUT.name)
ENDED: Group = ("ended",)
TRAINED: Group = ("trained",)
BY_REGION = ("women", "priority", "target")
PROGRAMMES = (*(one.value for one in Programme), "")
"""The programmes, and none."""


def groups(counts: Counts) -> dict[Group, int]:
    """How many people each group holds."""
    people = counts.people
    found: dict[Group, int] = {ALL: people.number}
    regions = by_territory(people.by_region)
    found |= {("region", name): number for name, number in regions.items()}
    for kind in BY_REGION:
        mine = by_territory(getattr(people, kind))
        found[(kind,)] = mine.total()
        for name, number in regions.items():
            found[kind, name] = mine[name]
            found[f"not {kind}", name] = number - mine[name]
    found |= _profiles(people) | _courses(people)
    found |= {("salaries", sex.name): counts.salaries.by_sex.get(sex, (0, 0))[0] for sex in Sex}
    for kind, number in (
        ("candidates", counts.answers.candidates),
        ("admitted", counts.answers.admitted),
        ("not admitted", counts.answers.candidates - counts.answers.admitted),
    ):
        found[(kind,)] = number
    found[SALARIES] = sum(number for number, _ in counts.salaries.by_sex.values())
    return found | {
        ("salaries", trade): number for trade, (number, _) in counts.salaries.by_trade.items()
    }


def _profiles(people: People) -> dict[Group, int]:
    found: dict[Group, int] = {("age", one.name): people.age[one] for one in Age}
    found |= {("sex", one.name): people.sex[one] for one in Sex}
    for level in Education:
        each = {p: people.education[p, level] for p in PROGRAMMES}
        found |= {("education", level.name, p): number for p, number in each.items()}
        found["education", level.name] = sum(each.values())
    for programme in PROGRAMMES:
        found["programme", programme] = people.programme[programme]
        found["funded", programme] = people.funded[programme]
        found["not funded", programme] = people.programme[programme] - people.funded[programme]
    return found


def _courses(people: People) -> dict[Group, int]:
    found: dict[Group, int] = {("state", one.name): people.of_state(one) for one in State}
    for online, name in ((True, "online"), (False, "onsite")):
        found["dropped out", name] = people.state[State.DROPPED_OUT, online]
    found |= {("situation", one.name): people.situation[one] for one in Situation}
    found |= {("outcome", one.name): people.outcome[one] for one in Outcome}
    found[POSITIVE_EXITS] = sum(people.outcome[one] for one in POSITIVE)
    found[KNOWN_EXITS] = people.known_outcomes
    finished = people.of_state(State.FINISHED)
    found[ENDED] = finished + people.of_state(State.DROPPED_OUT)
    found[TRAINED] = finished + people.of_state(State.STARTED)
    for kind in ("career_change", "immersion"):
        found[(kind,)] = getattr(people, kind)
        found[(f"not {kind}",)] = finished - getattr(people, kind)
    return found


def sums(counts: Counts) -> list[Sum]:
    """Which groups add up to which other, by everything that the tables let a reader know."""
    regions = list(by_territory(counts.people.by_region))
    paid = [("salaries", trade) for trade in counts.salaries.by_trade]
    return [
        Sum(tuple(parts), whole)
        for whole, parts in (
            *(*_by_region(regions), *_of_profiles(), *_of_courses()),
            *([(SALARIES, paid)] if paid else []),
        )
    ]


Parts = Iterator[tuple[Group, Sequence[Group]]]


def _by_region(regions: list[str]) -> Parts:
    yield ALL, [("region", name) for name in regions]
    for kind in BY_REGION:
        yield (kind,), [(kind, name) for name in regions]
        for name in regions:
            yield ("region", name), ((kind, name), (f"not {kind}", name))


def _of_profiles() -> Parts:
    yield ALL, [("age", one.name) for one in Age]
    yield ALL, [("sex", one.name) for one in Sex]
    yield ALL, [("education", one.name) for one in Education]
    for level in Education:
        yield (
            ("education", level.name),
            [("education", level.name, programme) for programme in PROGRAMMES],
        )
    yield ALL, [("programme", programme) for programme in PROGRAMMES]
    for programme in PROGRAMMES:
        yield (
            ("programme", programme),
            [("education", level.name, programme) for level in Education],
        )
        yield ("programme", programme), (("funded", programme), ("not funded", programme))
    # Women are counted twice, by sex and by region: one sum ties the two.
    yield ("women",), (("sex", Sex.WOMAN.name),)


def _of_courses() -> Parts:
    yield ALL, [("state", one.name) for one in State]
    yield DROPPED_OUT, (("dropped out", "online"), ("dropped out", "onsite"))
    yield ENDED, (FINISHED, DROPPED_OUT)
    yield TRAINED, (FINISHED, STARTED)
    yield ("candidates",), (("admitted",), ("not admitted",))
    yield FINISHED, [("situation", one.name) for one in Situation]
    yield POSITIVE_EXITS, [("outcome", one.name) for one in POSITIVE]
    yield KNOWN_EXITS, [("outcome", one.name) for one in KNOWN]
    yield FINISHED, (KNOWN_EXITS, ("outcome", "UNKNOWN"), ("outcome", "TOO_RECENT"))
    for kind in ("career_change", "immersion"):
        yield FINISHED, ((kind,), (f"not {kind}",))
    yield SALARIES, [("salaries", sex.name) for sex in Sex]
