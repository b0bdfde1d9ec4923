"""Similar trainings stand on a training's page, each with what it truly shares."""

import pytest

from data.record import formation_id
from tests.portal.conftest import Read, words
from tests.portal.small_catalogue import RECORDS, SOURCE, TRADES, address, ordinary

IDS = {formation_id(SOURCE, record.source_key): record for record in RECORDS}


@pytest.mark.parametrize("number", range(0, 40, 7))
def test_what_is_said_to_be_shared_is_shared(read: Read, number: int) -> None:
    own = ordinary(number)
    similar = read(address(own)).xpath("//ul[@class='alike']/li")
    assert len(similar) == 4
    for one in similar:
        other = IDS[one.xpath("./a/@href")[0].rsplit("/", 1)[1]]
        assert other.source_key != own.source_key
        said = words(one)
        assert other.title in said
        assert ("même métier" not in said.lower()) or set(own.trades) & set(other.trades)
        assert ("sur place aussi" not in said.lower()) or own.modality == other.modality


def test_the_nearest_prepare_for_the_same_trade(read: Read) -> None:
    found = read(address(ordinary(2))).xpath("//ul[@class='alike']/li")
    assert TRADES[2] == "data-analyst"
    assert "Même métier : data analyst" in words(found[0])
