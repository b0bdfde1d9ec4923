"""What changes when somebody says that they are a woman, live in a QPV, or are young: only more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from search_index.evaluation.trainings import Trainings
from search_index.recommend.profile import Profile
from search_index.recommend.suggest import recommend
from search_index.recommend.suggestions import Suggestions
from search_index.relevance.measures import CUT
from search_index.search import Index

PUBLICS = ("women", "qpv", "young")
"""Sex, neighbourhood and age, as far as a profile can tell them."""

SAME = 1e-9


@dataclass(frozen=True)
class Flip:
    """One public added to a profile, and what became worse by it."""

    public: str
    profile: Profile
    lowered: tuple[str, ...]
    displaced: tuple[str, ...]

    @property
    def harmless(self) -> bool:
        return not (self.lowered or self.displaced)


def flips(
    index: Index, trainings: Trainings, profile: Profile, today: date, count: int = CUT
) -> Iterator[Flip]:
    """The profile with and without each public; a score that fell, or a place that was lost.

    A place may only be lost to a training reserved for that public, which it opened.
    """
    reserved = {one.id: one.audiences for place, one in enumerate(trainings.facts)
                if trainings.reserved[place]}  # fmt: skip
    for public in PUBLICS:
        others = tuple(one for one in profile.audiences if one != public)
        without = recommend(index, profile.but(audiences=others), today, count)
        told = recommend(index, profile.but(audiences=(*others, public)), today, count)
        before, after = _scores(without), _scores(told)
        lowered = (one for one in before.keys() & after.keys() if after[one] < before[one] - SAME)
        opened = {one for one in after.keys() - before.keys() if public in reserved.get(one, ())}
        lost = () if opened else before.keys() - after.keys()
        yield Flip(public, profile, tuple(lowered), tuple(lost))


def _scores(answer: Suggestions) -> dict[str, float]:
    return {one.formation_id: one.score for one in answer.suggestions}
