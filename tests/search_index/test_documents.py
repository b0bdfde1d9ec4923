"""What the index takes from a training."""

import pytest

from data import reference
from data.models import Formation, Trade, TradeFamily
from data.vocabulary import Modality
from search_index.documents import row, texts


def training(trade: str) -> Formation:
    """A training that prepares for one trade of the reference."""
    known = reference.trades()[trade]
    family = reference.families()[known.family]
    return Formation(
        id="x",
        title="Sans titre",
        family=TradeFamily(code=family.code, label=family.label, plain=family.plain, position=0),
        trades=[
            Trade(
                code=known.code,
                label=known.label,
                plain=known.plain,
                family_code=known.family,
                words=[*known.words],
                rome=[*known.rome],
            )
        ],
    )


@pytest.mark.parametrize(
    ("trade", "spoken"), [("technicien-helpdesk", True), ("assistant-bureautique", False)]
)
def test_a_family_speaks_for_the_trades_that_share_its_gestures(trade: str, spoken: bool) -> None:
    # Who types letters repairs no computers, though both trades are of one family.
    assert ("réparer des ordinateurs" in texts(training(trade))["words"]) is spoken


@pytest.mark.parametrize(
    ("modality", "anywhere"), [(Modality.ONLINE, True), (Modality.ONSITE, False)]
)
def test_what_is_online_is_followed_from_anywhere(modality: Modality, anywhere: bool) -> None:
    assert row(Formation(id="x", title="x", modality=modality)).anywhere is anywhere
