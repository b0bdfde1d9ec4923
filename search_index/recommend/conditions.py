"""The hard conditions: what no preference can make up for."""

from collections.abc import Callable, Iterable

import numpy as np

from data import reference
from data.vocabulary import LabelStatus
from search_index.facet_columns import Mask
from search_index.recommend.asked import Asked
from search_index.recommend.profile import Profile
from search_index.recommend.question import Condition
from search_index.recommend.space import WEEKS, unknown

Values = tuple[str, ...]


def conditions(asked: Asked) -> Iterable[Condition]:
    """For whom, from which level, with a label in force, with a session still to come."""
    values, level = asked.space.values, asked.profile.education_level
    yield Condition("audience", "audience", _which(values["audience"], _reserved(asked.profile)))
    if level is not None:
        above = _which(values["entry_level"], lambda asks: bool(asks) and int(asks[0]) > level)
        yield Condition("education", "entry_level", above)
    yield Condition("label", "status", _which(values["status"], _ended))
    past = np.arange(asked.space.sizes["start"]) == unknown(WEEKS) + 1
    yield Condition("session", "start", past)


def _which(values: Iterable[Values], failing: Callable[[Values], bool]) -> Mask:
    return np.array([failing(one) for one in values], dtype=bool)


def _ended(status: Values) -> bool:
    return bool(status) and status[0] != LabelStatus.ACTIVE


def _reserved(profile: Profile) -> Callable[[Values], bool]:
    """Whether a training is only for publics that one must belong to, and the person to none."""
    own = set(profile.audiences)
    reserved = {code for code, one in reference.audiences().items() if one.reserved}
    return lambda codes: bool(codes) and reserved.issuperset(codes) and not own & set(codes)
