"""The search page: what is asked, what is found, and the way out when it is nothing."""

from flask.testing import FlaskClient
from lxml import html

from portal.search.routes import as_meant
from tests.portal.conftest import Read, words
from tests.portal.small_catalogue import COMPLETE, FREE, ONLINE, RECORDS, UNKNOWN, address


def card(tree: html.HtmlElement, url: str) -> html.HtmlElement:
    return tree.xpath(f"//article[.//a[@href='{url}']]")[0]


def everything(read: Read) -> html.HtmlElement:
    return read("/formations?page_size=100")


def test_every_training_is_in_the_list(read: Read) -> None:
    tree = everything(read)
    assert words(tree.xpath("//h1")[0]) == f"{len(RECORDS)} formations"
    assert len(tree.xpath("//article")) == len(RECORDS)


def test_a_card_tells_what_one_chooses_by(read: Read) -> None:
    text = words(card(everything(read), address(COMPLETE))).replace("\u202f", " ")
    for fact in (
        "Développeur web/mobile", COMPLETE.title, "École du Soir", "Lyon (Rhône)",
        "septembre 2035", "8 mois · 1 204 h", "1 200 €", "Titre RNCP, niveau 5 (bac + 2)",
        "Ouvert sans diplôme", "Labellisée PIC",
    ):  # fmt: skip
        assert fact in text


def test_an_unknown_price_is_not_free(read: Read) -> None:
    tree = everything(read)
    assert "Coût non communiqué" in words(card(tree, address(UNKNOWN)))
    assert "Gratuit" not in words(card(tree, address(UNKNOWN)))
    assert "Gratuit pour l’apprenant" in words(card(tree, address(FREE)))
    assert "À distance" in words(card(tree, address(ONLINE)))


def test_the_form_keeps_what_was_asked(read: Read) -> None:
    tree = read(
        "/formations?q=web&near=Lyon&radius_km=20&hours_min=150&starts_after=2027-01-01"
        "&sort=hours&page_size=5"
    )
    for name, value in {
        "q": "web", "near": "Lyon", "hours_min": "150", "starts_after": "2027-01-01",
        "page_size": "5",
    }.items():  # fmt: skip
        assert tree.xpath(f"//input[@name='{name}']/@value") == [value]
    assert tree.xpath("//select[@name='radius_km']/option[@selected]/@value") == ["20"]
    assert tree.xpath("//select[@name='sort']/option[@selected]/@value") == ["hours"]


def test_distance_is_an_order_only_from_a_place(read: Read) -> None:
    assert "distance" not in read("/formations").xpath("//select[@name='sort']/option/@value")
    near = read("/formations?near=Lyon&sort=distance")
    assert words(near.xpath("//article//strong[@class='fact__distance']")[0]) == "à moins d’1 km"


def test_pages_divide_the_list_and_keep_the_search(read: Read) -> None:
    first = read("/formations?family=data&page_size=8")
    links = first.xpath("//nav[@aria-label='Pages de résultats']//a")
    assert links[-1].get("href") == "/formations?family=data&page=2&page_size=8"
    seen = [first, *(read(f"/formations?family=data&page_size=8&page={n}") for n in (2, 3))]
    ids = [one for tree in seen for one in tree.xpath("//article//h2/@id")]
    assert len(ids) == len(set(ids)) == 21


def test_beyond_the_end_there_is_a_way_back(read: Read) -> None:
    tree = read("/formations?family=data&page=99")
    assert "La liste s’arrête avant cette page." in words(tree)
    assert tree.xpath("//a[@rel='prev']/@href") == ["/formations?family=data&page=2"]


def test_an_empty_list_offers_ways_out_with_their_numbers(read: Read) -> None:
    tree = read("/formations?family=data&region=53&hours_max=1")
    ways = tree.xpath("//ul[@class='nothing__ways']/li")
    assert ways
    for way in ways:
        said = words(way.xpath("./span")[0])
        found = read(way.xpath("./a/@href")[0]).xpath("//h1/@data-count")[0]
        assert said == found.replace("\u00a0", " ")


def test_htmx_gets_the_block_of_the_same_page(client: FlaskClient, read: Read) -> None:
    url = "/formations?q=data&family=data&near=Lyon&radius_km=200"
    part = client.get(url, headers={"HX-Request": "true"})
    whole = read(url).xpath("//div[@id='results']")[0]
    fragment = html.fragment_fromstring(part.text, create_parent="div")
    assert words(fragment) == words(whole)
    assert [one.attrib for one in fragment.iter("a", "input")] == [
        one.attrib for one in whole.iter("a", "input")
    ]
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in client.get(url).headers["Vary"]


def test_htmx_writes_the_short_address(client: FlaskClient) -> None:
    url = "/formations?q=&near=&radius_km=30&family=data&hours_min=&sort=relevance"
    part = client.get(url, headers={"HX-Request": "true"})
    assert part.headers["HX-Push-Url"] == "/formations?family=data"


def test_going_back_needs_the_whole_page(client: FlaskClient) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<!doctype html>" in client.get("/formations", headers=headers).text


def test_an_emptied_place_takes_what_hangs_on_it_along() -> None:
    emptied = [("q", "web"), ("near", ""), ("radius_km", "50"), ("sort", "distance")]
    assert as_meant(emptied) == [("q", "web"), ("near", "")]
    given = [("near", "Lyon"), ("radius_km", "50"), ("sort", "distance")]
    assert as_meant(given) == given
    assert as_meant([("radius_km", "50")]) == [("radius_km", "50")]
