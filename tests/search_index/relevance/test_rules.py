"""Rules on the facts of a training: all conditions hold, an unknown fact fulfils none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from search_index.relevance.facts import Facts, kilometres, phrase
from search_index.relevance.rules import read_rule

TODAY = date(2027, 1, 15)
LYON, VILLEURBANNE = (45.7491, 4.8479), (45.766, 4.8795)
GROUPS = {"web": ("developpeur-web-mobile", "developpeur-front-end")}

KNOWN = Facts(
    id="f1",
    title=phrase("Développeur·euse web (C# et Node.js)"),
    text=phrase("Développeur web : l’éco-conception avec WordPress."),
    main_trade="developpeur-web-mobile",
    trades=frozenset({"developpeur-web-mobile", "developpeur-php"}),
    family="developpement",
    region="84",
    department="69",
    point=VILLEURBANNE,
    anywhere=False,
    modality="onsite",
    certification="RNCP31114",
    kind="rncp_title",
    level=5,
    entry_level=0,
    rome=frozenset({"M1805"}),
    funding=frozenset({"cpf"}),
    audiences=frozenset({"women"}),
    cost_eur=0.0,
    hours=400.0,
    starts=((date(2027, 9, 6), date(2027, 9, 6)), (date(2026, 3, 2), date(2026, 3, 2))),
    provider=phrase("L’École"),
    network=phrase("Réseau A"),
)
UNKNOWN = replace(
    KNOWN,
    main_trade=None,
    trades=frozenset(),
    family=None,
    region=None,
    department=None,
    point=None,
    modality=None,
    certification=None,
    kind=None,
    level=None,
    entry_level=None,
    rome=frozenset(),
    funding=frozenset(),
    audiences=frozenset(),
    cost_eur=None,
    hours=None,
    starts=(),
    provider=phrase(""),
    network=phrase(""),
)
NEAR_LYON = {"commune": "69123", "km": 30}
HOLDING: dict[str, Any] = {
    "main_trades": ["@web"],
    "trades": ["developpeur-php"],
    "families": ["developpement"],
    "region": ["84"],
    "department": ["69"],
    "near": NEAR_LYON,
    "modality": ["onsite"],
    "certification": ["RNCP31114"],
    "kind": ["rncp_title"],
    "level": [5],
    "entry_level_max": 3,
    "rome": ["M1805"],
    "funding": ["cpf", "alternance"],
    "audiences": ["women"],
    "cost_max": 0,
    "hours_max": 400,
    "hours_min": 400,
    "starts": {"months": [9]},
    "provider": ["l'école"],
    "network": ["RESEAU A"],
}


def holds(facts: Facts, **conditions: Any) -> bool:
    return read_rule(conditions, GROUPS).holds(facts, TODAY)


@pytest.mark.parametrize("name", HOLDING)
def test_a_known_fact_fulfils_its_condition_and_an_unknown_one_does_not(name: str) -> None:
    assert holds(KNOWN, **{name: HOLDING[name]})
    assert not holds(UNKNOWN, **{name: HOLDING[name]})


def test_all_conditions_of_a_rule_must_hold() -> None:
    assert holds(KNOWN, trades=["@web"], region=["84"])
    assert not holds(KNOWN, trades=["@web"], region=["11"])


def test_a_trade_named_second_is_not_the_main_one() -> None:
    assert not holds(KNOWN, main_trades=["developpeur-php"])


@pytest.mark.parametrize("words", ["web", "développeur web", "Wordpress", "éco-conception"])
def test_whole_words_and_phrases_are_found_without_accents(words: str) -> None:
    assert holds(KNOWN, text_any=[words])


@pytest.mark.parametrize("words", ["dévelop", "word", "web développeur"])
def test_parts_of_words_and_turned_phrases_are_not(words: str) -> None:
    assert not holds(KNOWN, text_any=[words])


def test_the_signs_of_a_language_belong_to_its_name() -> None:
    assert holds(KNOWN, title_any=["c#"])
    assert not holds(KNOWN, title_any=["c"])


def test_a_place_is_near_by_kilometres() -> None:
    assert kilometres(LYON, VILLEURBANNE) == pytest.approx(3.08, abs=0.05)
    assert holds(KNOWN, near={"commune": "69123", "km": 4})
    assert not holds(KNOWN, near={"commune": "69123", "km": 2})


def test_a_training_without_place_is_near_only_where_online_counts() -> None:
    online = replace(UNKNOWN, anywhere=True)
    assert holds(online, near=NEAR_LYON | {"online": True})
    assert not holds(online, near=NEAR_LYON)
    assert not holds(UNKNOWN, near=NEAR_LYON | {"online": True})


def test_a_session_counts_when_it_is_to_come() -> None:
    assert not holds(KNOWN, starts={"months": [3]})
    assert not holds(KNOWN, starts={"days": 90})
    assert holds(KNOWN, starts={"days": 240})
    september = ((date(2027, 9, 1), date(2027, 9, 30)),)
    assert holds(replace(KNOWN, starts=september), starts={"months": [9]})
    whole_year = ((date(2027, 1, 1), date(2027, 12, 31)),)
    assert not holds(replace(KNOWN, starts=whole_year), starts={"months": [9]})


@pytest.mark.parametrize(
    "raw",
    [{}, {"colour": ["red"]}, {"trades": ["boulanger"]}, {"families": ["pain"]}],
    ids=["empty", "unknown condition", "unknown trade", "unknown family"],
)
def test_a_rule_that_nobody_can_check_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="inconnu"):
        read_rule(raw, GROUPS)
