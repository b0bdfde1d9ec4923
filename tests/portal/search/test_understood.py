"""The page says what it understood otherwise than word for word, and how to take it back."""

from portal.search import reasons
from portal.search.listed import FEWER_WORDS
from search_index.results import Hit, Reason
from tests.portal.conftest import Read, words


def test_a_mended_word_is_said_and_can_be_taken_back(read: Read) -> None:
    tree = read("/formations?q=devloppeur")
    (notice,) = tree.xpath("//p[@class='notice']")
    assert words(notice) == "Résultats pour développeur ; chercher plutôt devloppeur"
    literal = notice.xpath(".//a/@href")[0]
    assert literal == "/formations?q=devloppeur&literal=1"
    assert read(literal).xpath("//p[@class='notice']") == []


def test_a_mended_word_is_said_among_the_others(read: Read) -> None:
    (notice,) = read("/formations?q=Devloppeur+web").xpath("//p[@class='notice']")
    assert words(notice) == "Résultats pour développeur web ; chercher plutôt Devloppeur web"


def test_a_place_among_the_words_is_a_chip_that_tells_its_gain(read: Read) -> None:
    tree = read("/formations?q=formation+lyon")
    (chip,) = tree.xpath("//a[contains(@class,'chip--understood')]")
    more = read(chip.get("href")).xpath("//h1/@data-count")[0].split()[0]
    here = tree.xpath("//h1/@data-count")[0].split()[0]
    assert chip.get("href") == "/formations?q=formation"
    assert words(chip).startswith("Compris Lyon (69) ×")
    assert words(chip).endswith(f"+{int(more) - int(here)}")
    said = chip.get("aria-label").replace("\u00a0", " ")
    assert said.startswith("Lyon (69) : ne pas tenir compte de « lyon »")


def test_the_same_words_can_be_searched_to_the_letter(read: Read) -> None:
    link = read("/formations?q=data+lyon").xpath("//a[contains(text(),'à la lettre')]/@href")
    assert link == ["/formations?q=data+lyon&literal=1"]
    tree = read(link[0])
    assert tree.xpath("//a[contains(@class,'chip--understood')]") == []
    assert tree.xpath("//input[@name='literal']/@value") == ["1"]


def test_a_namesake_is_asked_back_in_the_box_and_in_the_words(read: Read) -> None:
    for address, other in (
        ("/formations?near=Saint-Denis", "/formations?near=Saint-Denis+%2893%29"),
        ("/formations?q=data+saint-denis", "/formations?q=data&near=Saint-Denis+%2893%29"),
    ):
        (notice,) = read(address).xpath("//p[@class='notice']")
        assert words(notice).startswith("Saint-Denis (974), ou un autre lieu de ce nom ?")
        assert other in notice.xpath(".//a/@href")


def test_what_is_followed_from_anywhere_says_so_beside_a_place(read: Read) -> None:
    said = "depuis partout en France"
    assert said in words(read("/formations?near=Rennes&page_size=100&region=online"))
    assert said not in words(read("/formations?page_size=100&region=online"))


def test_trainings_of_unknown_place_are_offered_and_said_to_be_so(read: Read) -> None:
    tree = read("/formations?near=Rennes")
    before = int(tree.xpath("//h1/@data-count")[0].split()[0])
    (notice,) = tree.xpath("//p[@class='notice notice--more']")
    said = "2 formations de plus ne disent pas où elles ont lieu. Les ajouter à la fin de la liste"
    assert words(notice) == said
    (more,) = notice.xpath(".//a/@href")
    after = read(more)
    assert int(after.xpath("//h1/@data-count")[0].split()[0]) == before + 2
    assert "ou dont le lieu n’est pas connu" in words(after.xpath("//h1")[0])
    last = after.xpath("//article")[-2:]
    assert all("Lieu non communiqué" in words(one) for one in last)
    assert after.xpath("//input[@name='place_unknown']/@value") == ["1"]
    (chip,) = after.xpath("//a[@class='chip'][contains(.,'lieu non communiqué')]/@href")
    assert chip == "/formations?near=Rennes"


def test_where_nothing_is_known_trainings_of_unknown_place_are_said_to_be_so(read: Read) -> None:
    tree = read("/formations?q=dépannage&near=Mende")
    (notice,) = tree.xpath("//p[@class='notice']")
    assert words(notice).startswith("Aucune formation n’est connue à cet endroit : Mende (48), 40")
    (card,) = tree.xpath("//article")
    assert "Lieu non communiqué" in words(card)
    assert "lieu non communiqué" in words(tree.xpath("//h1")[0])
    ways = [words(one) for one in tree.xpath("//ul[@class='nothing__ways']/li")]
    assert any(one.startswith("Sans « Autour de Mende (48) »") for one in ways)


def test_neighbours_of_a_trade_that_nobody_teaches_are_said_to_be_so(read: Read) -> None:
    tree = read("/formations?q=symfony")
    (notice,) = tree.xpath("//p[@class='notice']")
    said = "Aucune formation ne prépare à « symfony » : voici des métiers voisins."
    assert words(notice).replace("\u00a0", " ") == said
    assert "voisin de « symfony »" in words(tree.xpath("//article")[0]).replace("\u00a0", " ")


def test_a_word_that_was_let_go_is_said(read: Read) -> None:
    (notice,) = read("/formations?q=data+boulanger").xpath("//p[@class='notice']")
    assert words(notice).replace("\u00a0", " ").endswith("Laissé de côté : « boulanger ».")


def test_a_short_list_says_how_to_have_more(read: Read) -> None:
    tree = read("/formations?q=soir")
    assert 0 < len(tree.xpath("//article")) <= 3
    for way in tree.xpath("//ul[@class='nothing__ways']/li"):
        found = read(way.xpath("./a/@href")[0]).xpath("//h1/@data-count")[0]
        assert words(way).endswith(found.replace("\u00a0", " "))


def test_each_card_says_why_and_marks_the_words(read: Read) -> None:
    for card in read("/formations?q=data").xpath("//article")[:5]:
        assert words(card.xpath(".//p[@class='card__why']")[0]).startswith("Pourquoi")
        assert card.xpath(".//mark")


def test_what_was_typed_is_never_markup(read: Read) -> None:
    tree = read("/formations?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E+data")
    assert tree.xpath("//script[contains(text(),'alert')]") == []


def test_reasons_read_as_sentences() -> None:
    hit = Hit(
        "x",
        1.0,
        (
            Reason("title", ("web",), "word", ("web",)),
            Reason("words", ("web",), "word", ("web",)),
            Reason("trade", ("codeur",), "synonym", ("développeur",)),
            Reason("summary", ("lunix",), "typo", ("linux",)),
        ),
    )
    assert [clause.replace("\u00a0", " ") for clause in reasons.why(hit)] == [
        "« web » dans l’intitulé",
        "« développeur », proche de « codeur », dans le métier",
        "« linux » (vous avez écrit « lunix ») dans le résumé",
    ]
    assert reasons.why(Hit("x", 0.5, (Reason("", (), "meaning"),))) == (reasons.ALIKE,)


def test_where_few_are_at_the_place_the_page_says_how_many(read: Read) -> None:
    tree = read("/formations?q=data+lyon")
    (title,) = tree.xpath("//h1")
    said = words(title).replace("\u00a0", " ")
    assert said.endswith("répondent à toute votre demande")
    assert "à moins de" not in said
    headings = [words(one) for one in tree.xpath("//main//h2")]
    under = headings.index(FEWER_WORDS)
    assert f", dont {under} répondent" in said
