"""How a question becomes terms, and what may stand for each of them."""

import pytest

from data.reference import Synonym
from search_index.clauses import understand, widened, without_noise
from search_index.lexicon import lexicon
from search_index.spelling import Speller

HELD = {
    "cybersecurite": 5,
    "developpeur": 9,
    "web": 9,
    "rncp31114": 2,
    "python": 3,
    "pythonique": 1,
}
LEXICON = lexicon((Synonym(("zigouigoui",), ("développeur web",)),))


@pytest.fixture
def speller() -> Speller:
    words = {word: word for word in sorted(HELD)}
    return Speller(words, lambda one: HELD.get(one, 0), lambda *two: 0)


def stand_ins(text: str, speller: Speller) -> list[tuple[str, tuple[str, ...]]]:
    """How each stand-in answers, with its words."""
    asked = widened(understand(text), LEXICON, speller)
    each = [*asked.groups, *asked.terms]
    return [(other.how, other.words) for one in each for other in one.others]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zigouigoui", ("synonym", ("developpeur", "web"))),
        ("devloppeur", ("typo", ("developpeur",))),
        ("cyber securité", ("word", ("cybersecurite",))),
        ("RNCP 31114", ("word", ("rncp31114",))),
        ("31114", ("word", ("rncp31114",))),
        ("pyth*", ("prefix", ("pythonique",))),
        ("RNCP31114", ("synonym", ("rncp37674",))),
        ("codeur", ("trade", ("developpeurwebmobile",))),
        ("réparer des ordinateurs", ("trade", ("techniciendemaintenancesupportetservice",))),
        ("no code", ("trade", ("developpeurlowcodenocode",))),
        ("low code", ("trade", ("developpeurlowcodenocode",))),
        ("it", ("synonym", ("informatique",))),
        ("photo retouche", ("synonym", ("photoshop",))),
        ("ordinateurs réparer", ("trade", ("techniciendemaintenancesupportetservice",))),
        ("DEAES", ("synonym", ("accompagnant", "educatif", "social"))),
    ],
)
def test_words_have_their_stand_ins(
    speller: Speller, text: str, found: tuple[str, tuple[str, ...]]
) -> None:
    assert found in stand_ins(text, speller)


@pytest.mark.parametrize(
    "text",
    (
        "green it,no code,low code,low tech,open data,big data,social selling,growth hacking,"
        "ux writing,smart city,cloud computing,data visualisation"
    ).split(","),
)
def test_the_name_of_a_subject_is_known_whole_and_never_mended(speller: Speller, text: str) -> None:
    asked = widened(understand(text), LEXICON, speller)
    assert asked.mended == ()
    (group,) = asked.groups
    assert len(group.terms) == 2
    assert any(other.how in ("trade", "synonym") for other in group.others)


def test_an_abbreviation_in_a_known_phrase_is_no_word_of_its_own(speller: Speller) -> None:
    others = stand_ins("green it", speller)
    assert ("synonym", ("informatique",)) not in others
    assert ("synonym", ("numerique", "responsable")) in others


def test_a_stand_in_weighs_less_than_the_word() -> None:
    others = [other for found in LEXICON.entries.values() for other in found]
    assert all(0 < other.weight <= 1 for other in others)


@pytest.mark.parametrize("text", ['"devloppeur"', "titre:devloppeur", "-devloppeur"])
def test_signs_ask_for_just_what_they_say(speller: Speller, text: str) -> None:
    assert stand_ins(text, speller) == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("je cherche une formation Python", ["python"]),
        ("formation", ["formation"]),
        ("je suis au chômage, python", ["python"]),
        ("j'ai 45 ans et j'aime le web", ["web"]),
        ("titre:web -php", ["web"]),
        ("créer son site", ["creer", "site"]),
        ("technicien son", ["technicien", "son"]),
        ("web mais pas de maths", ["web"]),
        ("no-code", ["no-code"]),
        ("http: web", ["http", "web"]),
        ("bonsoir est-ce que vous avez quelque chose en plomberie", ["plomberie"]),
        ("Cuisinier (H/F) CDI", ["cuisinier"]),
        ("préparateur f/h intérim", ["preparateur"]),
        ("maman de deux enfants, secrétariat", ["secretariat"]),
        ("réparer une carte mère", ["reparer", "carte", "mere"]),
        ("livreur permis b", ["livreur"]),
        ("permis b", ["permis", "b"]),
        ("initiation photoshop", ["photoshop"]),
        ("initiation", ["initiation"]),
        ("je n'ai pas le permis, cuisine", ["cuisine"]),
        ("couture près de chez moi", ["couture"]),
    ],
)
def test_what_people_write_around_their_word_is_set_aside(text: str, terms: list[str]) -> None:
    assert [term.text for term in without_noise(understand(text)).terms] == terms


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("je veux faire des sites", [["faire", "sites"]]),
        ("apprendre à coder en python", [["apprendre", "coder"], ["python"]]),
        ("faire du python", [["python"]]),
        ("formation développeur formation web", [["développeur", "web"]]),
    ],
)
def test_a_turn_of_phrase_is_known_with_its_small_words(
    speller: Speller, text: str, groups: list[list[str]]
) -> None:
    asked = widened(understand(text), LEXICON, speller)
    assert [[term.written for term in group.terms] for group in asked.groups] == groups


@pytest.mark.parametrize(
    ("text", "needed", "optional"),
    [
        ("titre professionnel développeur", 1, ["titre", "professionnel"]),
        ("master", 1, []),
        ("expert cyber", 1, ["expert"]),
        ("licence pro", 2, []),
        ("python à temps partiel", 1, ["temps partiel"]),
        ("python le week-end", 1, ["week end"]),
        ("cours du soir", 2, []),
    ],
)
def test_diplomas_and_paces_are_asked_of_no_training(
    text: str, needed: int, optional: list[str]
) -> None:
    asked = understand(text)
    assert asked.needed == needed
    assert [term.text for term in asked.terms if term.optional] == optional


def test_a_single_digit_orders_and_rules_nothing_out() -> None:
    """The level of a certificate: who offers "SSIAP" without a number is asked as well."""
    asked = understand("ssiap 1")
    assert [term.optional for term in asked.terms] == [False, True]
    assert asked.needed == 1
    assert not understand("5").terms[0].optional
