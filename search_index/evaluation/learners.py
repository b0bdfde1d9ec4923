"""Simulated learners: who they are, and what they want without being able to say it all."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data import reference
from data.vocabulary import CertificationKind, Modality
from search_index.evaluation import tastes
from search_index.evaluation.population import Person, Rng, chance, person, weighted

SEED = 2019

OF_THE_TEN = 0.5
"""Share of the learners who wish one of the ten most taught trades; the others wish any."""

TEN = (
    *("developpeur-web-mobile", "developpeur-full-stack", "developpeur-back-end"),
    *("technicien-administrateur-systeme-et-reseau", "mediateur-numerique"),
    *("technicien-de-maintenance-support-et-service", "integrateur-web-mobile"),
    *("communication-digitale-community-manager", "infographiste", "referent-digital"),
)
"""The ten first trades of the 2019 report."""

SAYS = {"trade": 0.5, "family": 0.25, "words": 0.25}
"""What learners know of their wish: the trade, its family, or only what they like."""

REACH_KM = {10: 0.15, 20: 0.2, 30: 0.25, 50: 0.2, 100: 0.1, 200: 0.05, 1000: 0.05}
"""How far people would go; the last would move anywhere."""

HOURS = {150: 0.1, 300: 0.1, 500: 0.15, 700: 0.25, 900: 0.2, 1300: 0.1, 5000: 0.1}
"""How many hours of training people have time for."""

BUDGETS = {0: 0.75, 500: 0.08, 1500: 0.08, 4000: 0.06, 10_000: 0.03}
"""Euros of their own; the report: 86 % of the PIC's learners paid nothing."""

PATIENCE = {45: 0.15, 90: 0.25, 180: 0.25, 365: 0.35}
"""Days somebody can wait for the first day; the last is no hurry."""

WISHED_KINDS: dict[tuple[CertificationKind, ...], float] = {
    (): 0.45,
    (CertificationKind.RNCP_TITLE,): 0.2,
    (CertificationKind.RNCP_TITLE, CertificationKind.DIPLOMA): 0.2,
    (CertificationKind.RNCP_TITLE, CertificationKind.CQP): 0.05,
    (CertificationKind.RS, CertificationKind.RNCP_BLOCK): 0.1,
}
CARES = ("place", "modality", "hours", "certification", "start", "money", "audience")
CARE = {0.25: 0.25, 0.6: 0.5, 1.2: 0.25}
"""How much each of these matters to somebody: the power to which its factor is raised."""

RIGHTS = {
    "job_seeker": ("region", "france-travail", "poei-poec", "fse", "label", "cpf"),
    "employee": ("cpf", "opco"),
    "student": ("label", "alternance"),
    "other": ("cpf",),
}
"""The schemes that may pay for a person, by situation."""

CURIOSITY = (0.4, 0.95)
PERSONAL = 0.25
"""The spread (of the logarithm) of a person's own liking of each trade."""

DISLIKES = 0.15
DISLIKED = 0.2


@dataclass(frozen=True)
class Learner:
    """A person with a wish: `appeal` is how much each trade pleases, from 0 to 1.

    `likes` is how well each modality suits; `care` the power of each factor; the rest as named.
    """

    number: int
    person: Person
    says: str
    trades: tuple[str, ...]
    appeal: NDArray[np.float64]
    reach_km: float
    likes: Mapping[Modality, float]
    hours: float
    budget_eur: float
    rights: frozenset[str]
    kinds: frozenset[CertificationKind]
    patience_days: int
    care: Mapping[str, float]

    @property
    def moves(self) -> bool:
        """Whether somebody would go anywhere."""
        return self.reach_km >= max(REACH_KM)


def learner(number: int, seed: int = SEED) -> Learner:
    """The learner of that number, always the same for a seed, whoever else is drawn."""
    rng = np.random.default_rng((seed, number))
    who = person(rng)
    trades, appeal = _wish(rng)
    budget = weighted(rng, BUDGETS)
    kinds = weighted(rng, WISHED_KINDS)
    return Learner(
        number=number,
        person=who,
        says=weighted(rng, SAYS),
        trades=trades,
        appeal=appeal,
        reach_km=float(weighted(rng, REACH_KM)),
        likes=_likes(rng, who.online),
        hours=float(weighted(rng, HOURS)),
        budget_eur=float(budget),
        rights=_rights(rng, who, budget),
        kinds=frozenset(kinds),
        patience_days=weighted(rng, PATIENCE),
        care={name: weighted(rng, CARE) for name in CARES},
    )


def _wish(rng: Rng) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """The trades wished, one or two, and how much each of all trades pleases."""
    codes = tastes.trades()
    first = str(rng.choice(TEN if chance(rng, OF_THE_TEN) else codes))
    kin = tastes.kinship()[codes.index(first)]
    own = np.exp(PERSONAL * rng.standard_normal(len(codes)))
    appeal = np.clip(rng.uniform(*CURIOSITY) * kin**1.5 * own, 0.0, 0.9)
    families = {family: chance(rng, DISLIKES) for family in reference.families()}
    disliked = [families[reference.trades()[code].family] for code in codes]
    appeal = np.where(disliked, DISLIKED * appeal, appeal)
    second = codes[int(appeal.argmax())] if chance(rng, 0.3) else first
    for code, liking in ((second, 0.9), (first, 1.0)):
        appeal[codes.index(code)] = liking
    return tuple(dict.fromkeys((first, second))), appeal


def _likes(rng: Rng, online: bool) -> Mapping[Modality, float]:
    """How each modality suits: who learnt online is for it, of the others four in ten."""
    remote = online or chance(rng, 0.4)
    onsite = not remote or chance(rng, 0.7)
    return {
        Modality.ONSITE: rng.uniform(0.8, 1.0) if onsite else rng.uniform(0.2, 0.5),
        Modality.ONLINE: rng.uniform(0.8, 1.0) if remote else rng.uniform(0.1, 0.4),
        Modality.BLENDED: rng.uniform(0.7, 1.0) if remote else rng.uniform(0.4, 0.8),
    }


def _rights(rng: Rng, who: Person, budget: float) -> frozenset[str]:
    own = set(RIGHTS[who.situation])
    own |= {"alternance"} if who.age == "young" and chance(rng, 0.4) else set()
    own |= {"agefiph"} if "disabled" in who.audiences else set()
    return frozenset(own | ({"personnel"} if budget else set()))
