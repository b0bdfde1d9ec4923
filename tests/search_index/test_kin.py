"""Neighbours of a trade that nothing prepares for."""

from search_index.clauses import understand, widened
from search_index.kin import KIN, kin, stood_for, with_kin
from search_index.lexicon import StandIn, lexicon
from search_index.spelling import Speller

SPELLER = Speller({}, lambda _word: 0, lambda *_two: 0)


def test_neighbours_stand_only_for_a_trade_that_nothing_prepares_for() -> None:
    asked = widened(understand("php"), lexicon(()), SPELLER)
    kin = StandIn(("developpeurwebmobile",), 0.5, "kin", "Développeur web/mobile")

    def others(held: bool) -> list[str]:
        found = with_kin(asked, lambda _term: held, lambda _trade: (kin,))
        assert list(stood_for(found)) == ([] if held else ["php"])
        return [other.how for term in found.terms for other in term.others if other.how == "kin"]

    assert others(held=False) == ["kin"]
    assert others(held=True) == []


def test_a_word_that_is_held_tells_more_than_the_neighbours_of_another() -> None:
    """Where nothing prepares for databases, "base de données access" is about Access."""
    asked = widened(understand("php access"), lexicon(()), SPELLER)
    kin = StandIn(("developpeurwebmobile",), 0.5, "kin", "Développeur web/mobile")
    found = with_kin(asked, lambda term: term.text == "access", lambda _trade: (kin,))
    assert list(stood_for(found)) == []


def test_the_nearest_trades_of_the_family_that_are_taught_stand_for_one() -> None:
    taught = {"developpeurwebmobile": 9, "developpeurmainframecobol": 1, "dataanalyst": 9}
    near = {"developpeur-web-mobile": 0.5, "developpeur-mainframe-cobol": 0.1}
    found = kin("developpeurphp", lambda one: taught.get(one, 0), lambda _, other: near[other])
    assert [one.said for one in found] == ["Développeur web/mobile"]
    assert found[0].weight < KIN
