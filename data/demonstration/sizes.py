"""Who answered in 2019, with how many sessions, and how many learners in which state."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.demonstration.raking import Sums, Whole, chosen, raked, spread
from data.figures.places import ONLINE
from data.people import State
from data.vocabulary import Programme

YEAR = 2019
ANSWERS = 687
PIC_LEARNERS = 6_300
"""Not printed: near the middle of what the two programmes' percentages of levels allow."""

FINISHING = 0.31
"""The share of trainings that ended a session in the year: few enough for 323 ended sessions."""

WITHOUT_SESSION = 55
LARGE_ONSITE = 2
USUAL_SESSION = 15
"""Learners in a session of the usual kind, as printed."""

STATES = (State.FINISHED, State.DROPPED_OUT, State.STARTED)
LEAVING = {True: 0.6, False: 0.16}
"""Learners who leave for one who finishes, online and elsewhere: only the seed of the raking."""


@dataclass(frozen=True)
class Subject:
    """What the year depends on of one demonstration training."""

    territory: str
    operator: str
    programme: Programme
    active: bool
    family: str
    trade: str
    hours: int

    @property
    def online(self) -> bool:
        """Whether the whole training is given at a distance."""
        return self.territory == ONLINE


@dataclass(frozen=True)
class Sizes:
    """By training: whether it answered, takes in very many, its sessions, its learners by state."""

    answered: NDArray[np.bool_]
    large: NDArray[np.bool_]
    sessions_started: Whole
    sessions_finished: Whole
    learners: Whole


def printed(table: str, row: str, column: int = 1) -> int:
    """One printed whole figure."""
    rows = reference.key_figures(YEAR)[table]["rows"]
    return int(next(line[column] for line in rows if line[0] == row))


def sizes(subjects: Sequence[Subject], random: np.random.Generator) -> Sizes:
    """Sessions and learners of every training, whose sums are the printed ones."""
    answered = _answered(subjects, random)
    online = np.array([one.online for one in subjects])
    large = answered & online
    paris = answered & np.array([one.territory == "Île-de-France" for one in subjects])
    large[chosen(random, LARGE_ONSITE, paris.astype(float))] = True
    ends, starts = _sessions_held(subjects, answered, large, random)
    learners = _learners(subjects, ends, starts, large, random)
    groups = {
        True: printed("survey", "sessions started in 2019"),
        False: printed("survey", "sessions finished in 2019"),
    }
    return Sizes(
        answered=answered,
        large=large,
        sessions_started=_sessions(groups[True], starts, large, learners[:, 2]),
        sessions_finished=_sessions(groups[False], ends, large, learners[:, :2].sum(axis=1)),
        learners=learners,
    )


def _answered(subjects: Sequence[Subject], random: np.random.Generator) -> NDArray[np.bool_]:
    """687 of the active ones; of few trainings in a territory all answered."""
    answered = np.array([one.active for one in subjects])
    numbers = [printed("formations_by_region", one.territory) for one in subjects]
    may_stay_silent = answered & (np.array(numbers) > 30)
    silent = int(answered.sum()) - ANSWERS
    answered[chosen(random, silent, may_stay_silent.astype(float))] = False
    return answered


def _sessions_held(
    subjects: Sequence[Subject],
    answered: NDArray[np.bool_],
    large: NDArray[np.bool_],
    random: np.random.Generator,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which trainings ended a session in the year, and which began one that still runs."""
    ends = np.zeros(len(subjects), dtype=bool)
    for place in dict.fromkeys(one.territory for one in subjects):
        here = answered & np.array([one.territory == place for one in subjects])
        weights = here * np.where(large, 3.0, 1.0)
        count = max(2, round(FINISHING * int(here.sum())))
        ends[chosen(random, count, weights)] = True
    ends |= large
    starts = answered & (~ends | large)
    idle = starts & ~large & np.array([one.territory != "Corse" for one in subjects])
    starts[chosen(random, WITHOUT_SESSION, idle.astype(float))] = False
    return ends, starts


def _sessions(
    total: int, held: NDArray[np.bool_], large: NDArray[np.bool_], learners: Whole
) -> Whole:
    """One session each in the large ones, the others by their learners."""
    usual = held & ~large
    most = np.maximum(1, learners // 6)
    return held * large + spread(
        total - int((held & large).sum()), usual * (learners + 0.0), most, least=1
    )


def _learners(
    subjects: Sequence[Subject],
    ends: NDArray[np.bool_],
    starts: NDArray[np.bool_],
    large: NDArray[np.bool_],
    random: np.random.Generator,
) -> Whole:
    """Learners by training and state: the sums by territory, programme, state and way are met."""
    online = np.array([one.online for one in subjects])
    # Three columns side by side: finished, dropped out, started; everyone who is held has one.
    held = np.stack([ends, ends, starts], axis=1)
    least = np.stack([ends * 6, ends * 0, starts * 2], axis=1)
    group = random.gamma(4.0, 1.0, (len(subjects), 1)) * np.where(large, 6.0, 1.0)[:, None]
    leaving = np.where(online, LEAVING[True], LEAVING[False])
    seed = (
        held * group * np.stack([np.ones(len(subjects)), leaving, np.full(len(subjects), 0.6)], 1)
    )
    sums = [
        (mask, total - int(least[mask.reshape(least.shape)].sum()))
        for mask, total in _margins(subjects, ends, starts, large)
    ]
    return raked(seed.ravel(), sums).reshape(seed.shape) + least


def _margins(
    subjects: Sequence[Subject],
    ends: NDArray[np.bool_],
    starts: NDArray[np.bool_],
    large: NDArray[np.bool_],
) -> Sums:
    def of(rows: NDArray[np.bool_], *columns: int) -> NDArray[np.bool_]:
        mask = np.zeros((len(subjects), len(STATES)), dtype=bool)
        mask[np.ix_(rows, np.array(columns))] = True
        return mask.ravel()

    everyone = np.ones(len(subjects), dtype=bool)
    online = np.array([one.online for one in subjects])
    pic = np.array([one.programme == Programme.PIC for one in subjects])
    places = dict.fromkeys(one.territory for one in subjects)
    total = printed("learners_by_sex", "femmes", 2) + printed("learners_by_sex", "hommes", 2)
    groups = (
        printed("survey", "sessions started in 2019")
        + printed("survey", "sessions finished in 2019")
        - int((ends & large).sum() + (starts & large).sum())
    )
    in_large = total - USUAL_SESSION * groups
    finished = sum(row[1] for row in reference.key_figures(YEAR)["prior_situation"]["rows"])
    by_place = [
        (of(np.array([one.territory == place for one in subjects]), 0, 1, 2),
         printed("learners_by_region", place))
        for place in places
    ]  # fmt: skip
    return [
        (of(pic, 0, 1, 2), PIC_LEARNERS),
        (of(large & ~online, 0, 1, 2), in_large - printed("learners_by_region", ONLINE)),
        (of(everyone, 0), finished),
        (of(online, 1), printed("dropouts", "en ligne")),
        (of(~online, 1), printed("dropouts", "en présentiel")),
        (of(everyone, 2), printed("learners_by_year", "started", 4)),
        *by_place,
    ]
