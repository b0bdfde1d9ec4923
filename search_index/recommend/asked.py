"""What the criteria of a profile look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data import reference
from search_index.columns import Floats
from search_index.documents import trade_word
from search_index.meaning import Singles
from search_index.recommend.kinship import Kinship
from search_index.recommend.profile import Profile
from search_index.recommend.space import Space


@dataclass(frozen=True)
class Understood:
    """What own words say: a direction (None without one), and trades with how much, 0 to 1."""

    vector: Singles | None
    trades: Mapping[str, float]

    def __bool__(self) -> bool:
        return self.vector is not None or bool(self.trades)


@dataclass(frozen=True)
class Asked:
    """What the criteria look at; `space` is that of the day."""

    profile: Profile
    space: Space
    kinship: Kinship
    words: Understood
    today: date
    kilometres: Floats | None


def understood_trades(stand_ins: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Trades by code from the words that stand for them in the index, each with its most."""
    codes = {trade_word(code): code for code in reference.trades()}
    found: dict[str, float] = {}
    for word, weight in stand_ins:
        if word in codes:
            found[codes[word]] = max(weight, found.get(codes[word], 0.0))
    return found
