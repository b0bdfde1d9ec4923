"""The trades in plain words, each leading to its trainings."""

from flask.testing import FlaskClient

from tests.portal.conftest import Read, words


def test_all_families_with_their_trades(read: Read) -> None:
    tree = read("/metiers")
    assert len(tree.xpath("//li[@class='kin__item']")) == 9
    assert "Data analyst" in words(tree)


def test_a_family_tells_of_each_trade_and_where_its_trainings_are(read: Read) -> None:
    tree = read("/metiers/data")
    assert words(tree.xpath("//h1")[0]) == "Data"
    trade = tree.xpath("//li[@id='data-analyst']")[0]
    assert trade.xpath("./a/@href") == ["/formations?trade=data-analyst"]
    assert "11 formations" in words(trade)
    assert "ROME" in words(trade)
    assert len(tree.xpath("//ul[@class='pills']/li")) == 8


def test_a_trade_without_training_is_told_but_leads_nowhere(read: Read) -> None:
    trade = read("/metiers/data").xpath("//li[@id='geomaticien']")[0]
    assert not trade.xpath("./a")
    assert "Aucune formation" in words(trade)


def test_a_trade_leads_to_its_place_on_the_page_of_its_family(client: FlaskClient) -> None:
    answer = client.get("/metiers/data-analyst")
    assert answer.status_code == 302
    assert answer.location == "/metiers/data#data-analyst"
