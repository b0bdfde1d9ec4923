"""What a recommendation answers: plain frozen values, no engine type among them."""

from dataclasses import dataclass

from search_index.recommend.profile import Profile
from search_index.results import PlaceFound

MET, NEAR, UNKNOWN, AGAINST = "met", "near", "unknown", "against"
"""How a training stands to an answer: as asked, nearly so, it does not say, otherwise."""


@dataclass(frozen=True)
class Reason:
    """What one answer gives to the score of a training, and how the training stands to it.

    `contribution` is from 0 to `most`, what the answer can give at best; the contributions of a
    suggestion add up to its score, and all `most` to 1.
    """

    criterion: str
    contribution: float
    most: float
    verdict: str


@dataclass(frozen=True)
class Suggestion:
    """A training with its score (0 to 1), its reasons, the weightiest first, kilometres or None."""

    formation_id: str
    score: float
    reasons: tuple[Reason, ...]
    distance_km: float | None = None


@dataclass(frozen=True)
class Hint:
    """One answer changed, and exactly how many more trainings then stand against none.

    `field` is the answer, `profile` all answers after the change, `formation_id` the best of the
    trainings gained.
    """

    field: str
    gain: int
    profile: Profile
    formation_id: str


@dataclass(frozen=True)
class Barred:
    """How many trainings a hard condition keeps away: `condition` names it."""

    condition: str
    count: int


@dataclass(frozen=True)
class Suggestions:
    """The suggestions for a profile, the best first, with what else there is to know.

    `profile` is what was `given`, with the place that the person's words name where no other was.
    `possible` counts the trainings that no hard condition bars and no answer stands against;
    `barred` says how many each condition keeps away; `understood` are the codes of the trades that
    the person's words were taken for (empty when they were not understood). `version` names the
    model and `formations` how many trainings it holds.
    """

    given: Profile
    profile: Profile
    suggestions: tuple[Suggestion, ...]
    hints: tuple[Hint, ...]
    barred: tuple[Barred, ...]
    possible: int
    formations: int
    version: str
    understood: tuple[str, ...] = ()
    words_understood: bool = True
    place: PlaceFound | None = None
