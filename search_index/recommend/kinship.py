"""How near trades are to each other, from their codes, families and what the catalogue says."""

from dataclasses import dataclass

import numpy as np

from data import reference
from search_index.meaning import Meaning, Singles, unit

SAME_MAIN_CODE = 0.8
SHARED_CODE = 0.7
"""Trades under one ROME code are exercised with the same gestures (France Travail's repertoire)."""
SAME_FAMILY = 0.5
SPOKEN_ALIKE = 0.75
"""What a cosine of 1 between the vocabularies of two trades would be worth."""


@dataclass(frozen=True)
class Kinship:
    """Nearness from 0 to 1 of trades and of families, rows and columns in the reference's order."""

    trades: Singles
    families: Singles


def kinship(meaning: Meaning) -> Kinship:
    """The kinship of all trades and families, symmetric, 1 on the diagonal."""
    known = list(reference.trades().values())
    row = {code: at for at, code in enumerate(meaning.entries) if code}
    width = meaning.entry_vectors.shape[1]
    nothing = np.zeros(width, dtype=np.float32)
    vectors = np.stack(
        [meaning.entry_vectors[row[one.code]] if one.code in row else nothing for one in known]
    )
    near = SPOKEN_ALIKE * np.clip(vectors @ vectors.T, 0, 1)
    for at, one in enumerate(known):
        for other_at, other in enumerate(known):
            near[at, other_at] = max(near[at, other_at], _written(one, other))
    members = np.stack([[one.family == code for one in known] for code in reference.families()])
    middles = unit(members.astype(np.float32) @ vectors)
    families = SPOKEN_ALIKE * np.clip(middles @ middles.T, 0, 1)
    np.fill_diagonal(families, 1)
    return Kinship(near.astype(np.float32), families.astype(np.float32))


def _written(one: reference.Trade, other: reference.Trade) -> float:
    """What the reference itself says of two trades."""
    if one.code == other.code:
        return 1.0
    if one.rome[:1] and one.rome[:1] == other.rome[:1]:
        return SAME_MAIN_CODE
    if set(one.rome) & set(other.rome):
        return SHARED_CODE
    return SAME_FAMILY if one.family == other.family else 0.0
