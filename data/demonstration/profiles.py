"""The learners of 2019 one by one: each printed table of people is met by dealing exact decks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.demonstration.margins import levels_by_programme, levels_of, territory_counts
from data.demonstration.raking import Numbers, Whole, chosen, raked, spread
from data.demonstration.sizes import STATES, YEAR, Sizes, Subject, printed
from data.people import Age, Education, Outcome, Sex, Situation, State
from data.vocabulary import Programme

Column = NDArray[np.int64]
Mask = NDArray[np.bool_]

FULLY_FUNDED = 14_260
"""Not printed: the report says « more than 14,000 »."""

SECOND_TRAININGS = 6
"""People in two trainings: the printed percentages by region hold six learners in target more than
the printed number of people. The report does not say why; this is how the demonstration does."""

WEEKS_A_MONTH = 52 / 12
SPARE_OF_PIC, ODDS_OF_TARGET = 300, {Programme.PIC: 2.2, Programme.PIA: 1.0}
OLDER = {Situation.STUDENT: -1.2, Situation.EMPLOYEE: 0.8, Situation.SELF_EMPLOYED: 0.7}
"""How much older than others the people of a situation tend to be, in standard deviations."""

WOMEN_BY_FAMILY = {
    **{"communication": 3.0, "interface-graphisme": 2.4, "marketing-ecommerce": 2.4},
    **{"gestion-pilotage": 1.8, "data": 1.3},
}
"""How much more often than in development women follow trainings of a family."""

POSITIVE_SPREAD = 0.09
"""How far the share of positive exits strays from one training to the next."""


@dataclass(frozen=True)
class Learners:
    """One place a learner in every column; `outcome` is 0 and `weeks` -1 where there is none."""

    training: Column
    state: Column
    sex: Column
    age: Column
    education: Column
    situation: Column
    priority: Mask
    funded: Mask
    again: Mask
    outcome: Column
    career_change: Mask
    weeks: Column


def learners(subjects: Sequence[Subject], counted: Sizes, random: np.random.Generator) -> Learners:
    """As many learners as counted, whose profiles add up to every printed table."""
    numbers = counted.learners
    training = np.repeat(np.arange(len(subjects)), numbers.sum(axis=1))
    state = np.concatenate([np.repeat(STATES, row) for row in numbers]).astype(np.int64)
    deal = Dealer(subjects, training, state, random)
    sex = deal.sex()
    priority = deal.by_territory(4, 3795)
    target = deal.target()
    education = deal.education(target)
    situation = deal.situation(target, education)
    return Learners(
        training=training,
        state=state,
        sex=sex,
        age=deal.age(situation),
        education=education,
        situation=situation,
        priority=priority,
        funded=deal.funded(),
        again=deal.again(target & ~priority),
        outcome=deal.outcome(),
        career_change=deal.career_change(situation),
        weeks=deal.weeks(),
    )


class Dealer:
    """Deals the printed counts over the learners, one column after the other."""

    def __init__(
        self,
        subjects: Sequence[Subject],
        training: Column,
        state: Column,
        random: np.random.Generator,
    ) -> None:
        self.random = random
        self.training, self.state = training, state
        self.finished = state == State.FINISHED
        self.places = list(dict.fromkeys(one.territory for one in subjects))
        self.place = np.array([self.places.index(one.territory) for one in subjects])[training]
        self.pic = np.array([one.programme == Programme.PIC for one in subjects])[training]
        self.family = np.array([one.family for one in subjects])[training]

    def _draw(self, count: int, weights: Numbers) -> Mask:
        drawn = np.zeros(len(self.training), dtype=bool)
        drawn[chosen(self.random, count, weights)] = True
        return drawn

    def by_territory(self, column: int, total: int, lean: Numbers | None = None) -> Mask:
        """Learners drawn so that each territory has its printed percentage, and all the total."""
        counts = territory_counts(column, total)
        drawn = np.zeros(len(self.training), dtype=bool)
        for number, place in enumerate(self.places):
            weights = (self.place == number) * (1.0 if lean is None else lean)
            drawn |= self._draw(counts[place], weights)
        return drawn

    def sex(self) -> Column:
        """Women by territory, more of them in the families that they choose more often."""
        lean = np.array([WOMEN_BY_FAMILY.get(family, 1.0) for family in self.family])
        women = self.by_territory(3, printed("learners_by_sex", "femmes", 2), lean)
        return np.where(women, Sex.WOMAN, Sex.MAN).astype(np.int64)

    def target(self) -> Mask:
        """Jobseekers with the bac or less: printed by territory, bounded by programme."""
        people = printed("target_groups", "niveau bac ou infra en recherche d'emploi", 2)
        counts = territory_counts(2, people + SECOND_TRAININGS)
        in_pic = levels_by_programme(int(self.pic.sum()))[Education.BAC] - SPARE_OF_PIC
        cells = [(place, pic) for place in range(len(self.places)) for pic in (False, True)]
        here = {cell: (self.place == cell[0]) & (self.pic == cell[1]) for cell in cells}
        sizes = np.array([int(here[cell].sum()) for cell in cells])
        drawn = np.zeros(len(self.training), dtype=bool)
        for cell, count in zip(
            cells, self._target_cells(cells, sizes, counts, in_pic), strict=True
        ):
            drawn |= self._draw(int(count), here[cell].astype(float))
        return drawn

    def _target_cells(
        self, cells: list[tuple[int, bool]], sizes: Whole, counts: Mapping[str, int], in_pic: int
    ) -> Whole:
        """How many in each territory and programme are in target; the rest is raked beside."""
        places = np.array([place for place, _ in cells])
        pic = np.array([pic for _, pic in cells])
        odds = np.where(pic, ODDS_OF_TARGET[Programme.PIC], ODDS_OF_TARGET[Programme.PIA])
        everyone = [counts[one] == printed("learners_by_region", one) for one in self.places]
        seed = np.concatenate([sizes * odds, sizes * ~np.array(everyone)[places] * 1.0])
        half = np.arange(len(seed)) < len(cells)
        both = np.tile(np.arange(len(cells)), 2)
        sums = [(both == cell, int(size)) for cell, size in enumerate(sizes)]
        sums += [
            (half & (np.tile(places, 2) == number), counts[place])
            for number, place in enumerate(self.places)
        ]
        return raked(seed, [*sums, (half & np.tile(pic, 2), in_pic)])[: len(cells)]

    def education(self, target: Mask) -> Column:
        """The printed levels by programme; who is in target has the bac or less."""
        column = np.where(target, Education.BAC, Education.UNKNOWN).astype(np.int64)
        for pic in (True, False):
            rest = np.flatnonzero((self.pic == pic) & ~target)
            deck = dict(levels_of(pic, int(self.pic.sum())))
            deck[Education.BAC] -= int((target & (self.pic == pic)).sum())
            column[rest] = self._shuffled(deck)
        return column

    def _shuffled(self, deck: Mapping[Any, int]) -> Column:
        cards = np.repeat([int(key) for key in deck], list(deck.values()))
        return self.random.permutation(cards).astype(np.int64)

    def situation(self, target: Mask, education: Column) -> Column:
        """Printed for those who finished; the bac or less outside the target sought no job."""
        column = np.where(target, Situation.JOBSEEKER, Situation.UNKNOWN).astype(np.int64)
        other = ~target & (education != Education.BAC)
        deck = {one: printed("prior_situation", one.label) for one in Situation}
        seekers = deck.pop(Situation.JOBSEEKER) - int((target & self.finished).sum())
        column[self._draw(seekers, (other & self.finished).astype(float))] = Situation.JOBSEEKER
        open_ = self.finished & (column == Situation.UNKNOWN)
        column[open_] = self._shuffled(deck)
        later = np.flatnonzero(~self.finished & ~target)
        drawn = self.random.choice(list(deck), len(later), p=_shares(list(deck.values())))
        seek = other[later] & (self.random.random(len(later)) < 0.3)
        column[later] = np.where(seek, Situation.JOBSEEKER, drawn)
        return column

    def age(self, situation: Column) -> Column:
        """The printed bands, cut from an age that leans with the situation."""
        older = np.array([OLDER.get(one, 0.0) for one in sorted(Situation)])
        order = np.argsort(older[situation] + self.random.normal(size=len(situation)))
        unknown = printed("learners_by_age", Age.UNKNOWN.label, 2)
        aged = np.delete(order, picked := np.sort(chosen_places(self.random, len(order), unknown)))
        column = np.zeros(len(order), dtype=np.int64)
        bands = [one for one in Age if one != Age.UNKNOWN]
        counts = [printed("learners_by_age", one.label, 2) for one in bands]
        column[aged] = np.repeat([int(one) for one in bands], counts)
        column[order[picked]] = Age.UNKNOWN
        return column

    def funded(self) -> Mask:
        """86 % of the learners of PIC trainings, and enough others."""
        pic = round(0.86 * int(self.pic.sum()))
        return self._draw(pic, self.pic.astype(float)) | self._draw(
            FULLY_FUNDED - pic, (~self.pic).astype(float)
        )

    def again(self, candidates: Mask) -> Mask:
        """The few who are already counted in another training."""
        return self._draw(SECOND_TRAININGS, candidates.astype(float))

    def career_change(self, situation: Column) -> Mask:
        """The printed number among those who finished, employees first."""
        label = "en reconversion professionnelle (ayant finalisé)"
        lean = np.where(situation == Situation.EMPLOYEE, 4.0, 1.0)
        return self._draw(printed("target_groups", label, 2), self.finished * lean)

    def weeks(self) -> Column:
        """Weeks of immersion of the printed share of those who finished, with the printed mean."""
        share = printed("immersion", "share of learners percent")
        months = reference.key_figures(YEAR)["immersion"]["rows"][1][1]
        count = round(share * int(self.finished.sum()) / 100)
        drawn = self._draw(count, self.finished.astype(float))
        total = round(months * WEEKS_A_MONTH * count)
        column = np.full(len(self.training), -1, dtype=np.int64)
        column[drawn] = spread(total, self.random.gamma(5.0, 1.0, count), least=2)
        return column

    def outcome(self) -> Column:
        """The printed outcomes; each training that ended a session knows at least four."""
        kinds = {one: printed("outcomes", one.label) for one in Outcome if one <= 9}
        totals = reference.key_figures(YEAR)["outcomes"]["total"]
        size = int(self.training.max()) + 1
        people = np.bincount(self.training[self.finished], minlength=size)
        lean = people * self.random.uniform(0.7, 1.3, size)
        known = spread(totals["known"], lean, people, least=4)
        positive = self._positive(known, totals["positive"])
        column = np.zeros(len(self.training), dtype=np.int64)
        for number in np.flatnonzero(people):
            mine = self.random.permutation(
                np.flatnonzero(self.finished & (self.training == number))
            )
            column[mine] = Outcome.UNKNOWN
            column[mine[: known[number]]] = Outcome.JOBSEEKER
            column[mine[: positive[number]]] = Outcome.PERMANENT
        exits = column == Outcome.PERMANENT
        column[exits] = self._shuffled(
            {one: number for one, number in kinds.items() if one != Outcome.JOBSEEKER}
        )
        unknown = (column == Outcome.UNKNOWN).astype(float)
        column[self._draw(totals["finished_under_3_months_ago"], unknown)] = Outcome.TOO_RECENT
        return column

    def _positive(self, known: Whole, total: int) -> Whole:
        mean = total / known.sum()
        shares = self.random.normal(mean, POSITIVE_SPREAD, len(known)).clip(0.3, 0.97)
        seed = np.concatenate([known * shares, known * (1 - shares)])
        both = np.tile(np.arange(len(known)), 2)
        sums = [(both == number, int(count)) for number, count in enumerate(known) if count]
        half = np.arange(len(seed)) < len(known)
        return raked(seed, [*sums, (half, total)])[: len(known)]


def chosen_places(random: np.random.Generator, size: int, count: int) -> NDArray[np.intp]:
    """`count` different places of `size`."""
    return chosen(random, count, np.ones(size))


def _shares(counts: Sequence[int]) -> Numbers:
    return np.array(counts) / sum(counts)
