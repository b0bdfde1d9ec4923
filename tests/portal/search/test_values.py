"""All values of one criterion: the search page's counts, found by name, and no tick ever lost."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from portal.search import filters, values
from search_index.fields import FACET_PARAMETERS, MAX_VALUES
from tests.portal.conftest import Read, words

PAGE = "/formations/criteres/provider"
ASKED = "q=promotion&near=Lyon&radius_km=100&region=84&hours_max=400&sort=distance&page_size=5"
SOME = {
    "q": ["", "promotion", "data", "développeur web lyon", "dévloppeur", "introuvable"],
    "family": ["data", "developpement", "maintenance-support"],
    "trade": ["data-analyst", "developpeur-web-mobile"],
    "region": ["84", "53", "11", "online"],
    "provider": ["ecole-1", "ecole-4", "ecole-du-soir", "nulle-part"],
    "modality": ["onsite", "online"],
    "hours_max": ["", "250"],
}


def searches() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Searches that mostly find something, as pairs of an address."""
    one = st.sampled_from
    several = {
        name: st.lists(one(found), max_size=1 if name in ("q", "hours_max") else 2, unique=True)
        for name, found in SOME.items()
    }
    return st.fixed_dictionaries(several).map(
        lambda drawn: [(name, value) for name, given in drawn.items() for value in given if value]
    )


def boxes(tree: html.HtmlElement) -> dict[str, int]:
    """The values that can be ticked, with their counts."""
    return {
        box.get("value"): int(words(box.getnext().xpath("./span")[0]).strip(", ").split()[0])
        for box in tree.xpath("//form//input[@type='checkbox']")
    }


def ticked(tree: html.HtmlElement) -> list[str]:
    return tree.xpath("//form//input[@type='checkbox'][@checked]/@value")


def sent(tree: html.HtmlElement) -> list[tuple[str, str]]:
    """What the form sends as it stands, without the button that is pressed."""
    (form,) = [one for one in tree.forms if one.get("class", "").startswith(("wrap block", "val"))]
    return [(name, value) for name, value in form.form_values() if value]


def listed(client: FlaskClient, parameter: str, asked: list[tuple[str, str]]) -> dict[str, int]:
    """The union of all pages of the list."""
    found: dict[str, int] = {}
    page = "1"
    while page:
        query = urlencode([*asked, ("page", page)])
        tree = html.fromstring(client.get(f"/formations/criteres/{parameter}?{query}").text)
        fresh = boxes(tree)
        chosen = {value for name, value in asked if name == parameter}
        assert not (fresh.keys() & found.keys()) - chosen
        found |= fresh
        numbers = [int(one) for one in tree.xpath("//nav//button/@value")]
        page = next((str(one) for one in numbers if one == int(page) + 1), "")
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=searches(), parameter=st.sampled_from(FACET_PARAMETERS), data=st.data())
def test_the_pages_hold_the_facet_of_the_api_and_a_count_is_its_list(
    client: FlaskClient, asked: list[tuple[str, str]], parameter: str, data: st.DataObject
) -> None:
    def api(pairs: list[tuple[str, str]]) -> dict[str, object]:
        answer = client.get("/api/v1/formations", query_string=urlencode(pairs))
        return dict(answer.get_json())

    facets: dict[str, list[dict[str, int]]] = api(asked)["facets"]  # type: ignore[assignment]
    said = {str(one["value"]): one["count"] for one in facets[parameter]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(values, "PER_PAGE", 4)
        assert listed(client, parameter, asked) == said
    if said:
        value = data.draw(st.sampled_from(sorted(said)))
        others = [pair for pair in asked if pair[0] != parameter]
        assert api([*others, (parameter, value)])["total"] == said[value]


@pytest.mark.parametrize(
    ("contains", "found"),
    [
        ("ÉCOLE SOIR", ["École du Soir"]),
        ("soir ecole", ["École du Soir"]),
        ("cole 1", ["École 1", "École 10", "École 11", "École 12"]),
        ("zzz", []),
    ],
)
def test_a_name_is_found_by_a_part_of_it(read: Read, contains: str, found: list[str]) -> None:
    tree = read(f"{PAGE}?{urlencode({'contient': contains})}")
    labels = [one.text.strip() for one in tree.xpath("//div[@class='choice']/label")]
    assert labels == found
    said = tree.xpath("//h2/@data-count")[0]
    assert f"«\u00a0{contains}\u00a0»" in said
    assert said.startswith(str(len(found)) if found else "Aucun nom")
    assert words(tree.xpath("//h2")[0]) == words(html.fromstring(f"<p>{said}</p>"))


def test_values_stand_by_name_and_levels_in_their_order(read: Read) -> None:
    labels = [one.text.strip() for one in read(PAGE).xpath("//div[@class='choice']/label")]
    assert labels[:3] == ["École 0", "École 1", "École 10"]
    assert labels[-1] == "École du Soir"
    page = read("/formations/criteres/modality")
    assert page.xpath("//input[@type='checkbox']/@value") == ["onsite", "online", "blended"]
    assert words(page.xpath("//h1")[0]) == "Toutes les façons de suivre la formation"


def test_what_is_chosen_stands_first_whatever_the_list_is_narrowed_to(read: Read) -> None:
    for more in ("", "&contient=soir", "&contient=zzz", "&page=3"):
        tree = read(f"{PAGE}?provider=ecole-9&provider=ecole-3{more}")
        assert ticked(tree) == ["ecole-3", "ecole-9"] == list(boxes(tree))[:2]


def test_nothing_of_the_search_is_lost_on_the_way_back(read: Read) -> None:
    asked = [*parse_qsl(ASKED), ("provider", "ecole-1"), ("provider", "ecole-4")]
    tree = read(f"{PAGE}?{urlencode(asked)}")
    assert sorted(sent(tree)) == sorted(asked)
    form = tree.xpath("//form[@action='/formations']")[0]
    found = read(f"{form.get('action')}?{urlencode(sent(tree))}")
    assert found.xpath("//input[@name='provider'][@checked]/@value") == ["ecole-1", "ecole-4"]
    # A narrowed list leaves its text behind, which the search has no use for.
    same = read(f"/formations?{ASKED}&provider=ecole-1&provider=ecole-4&contient=soir")
    assert same.xpath("//h1/@data-title") == found.xpath("//h1/@data-title")


def test_narrowing_and_turning_pages_take_the_ticks_along(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "PER_PAGE", 4)
    tree = read(f"{PAGE}?q=promotion")
    tree.get_element_by_id("provider-ecole-10").set("checked", "checked")
    (turn,) = tree.xpath("//button[@name='page'][@value='2']")
    assert turn.get("formaction") == tree.get_element_by_id("narrow").get("formaction") == PAGE
    second = read(f"{PAGE}?{urlencode([*sent(tree), ('page', '2')])}")
    assert ticked(second) == ["ecole-10"]
    assert ("q", "promotion") in sent(second)
    assert ("page", "2") not in sent(second)


def test_the_search_page_holds_some_and_leads_to_all_with_the_same_counts(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "SHOWN", 3)
    monkeypatch.setattr(filters, "MORE", 2)
    tree = read("/formations?region=84&provider=ecole-11&provider=nulle-part&page=2&page_size=1")
    here = {
        box.get("value"): words(box.getnext().xpath("./span")[0])
        for box in tree.xpath("//input[@name='provider']")
    }
    assert len(here) == 6
    assert {"ecole-11", "nulle-part"} <= here.keys()
    (link,) = tree.xpath("//details[@id='facet-provider']//p[@class='facet__every']/a")
    said = words(link)
    every = read(link.get("href"))
    assert "page" not in dict(parse_qsl(urlsplit(link.get("href")).query))
    assert said == f"Tous les organismes ({len(boxes(every))})"
    assert len(boxes(every)) > len(here)
    there = {
        box.get("value"): words(box.getnext().xpath("./span")[0])
        for box in every.xpath("//input[@type='checkbox']")
    }
    assert here.items() <= there.items()
    assert not tree.xpath("//details[@id='facet-modality']//p[@class='facet__every']")


def test_htmx_gets_the_list_alone_and_back_leads_past_it(client: FlaskClient) -> None:
    url = f"{PAGE}?q=promotion&provider=ecole-4&contient=soir"
    answer = client.get(url, headers={"HX-Request": "true"})
    assert answer.headers["HX-Replace-Url"] == url
    assert "HX-Push-Url" not in answer.headers
    assert "HX-Request" in answer.headers["Vary"]
    block, page = answer.text.strip(), client.get(url).text
    assert block.startswith("<h2")
    assert block in page


def test_what_is_no_criterion_is_no_page(read: Read) -> None:
    for name in ("nulle-part", "hours_max", "q", "lead", ""):
        read(f"/formations/criteres/{name}", status=404)


def test_everything_bad_is_named_and_the_rest_is_kept(read: Read) -> None:
    tree = read(f"{PAGE}?contient=a&contient=b&sort=price&q=data", status=400)
    assert tree.xpath("//ul[@class='fault__list']//code/text()") == ["contient", "sort"]
    assert f"{PAGE}?q=data" in tree.xpath("//main//a/@href")
    tree = read(f"{PAGE}?{urlencode({'contient': 'a' * 501})}", status=400)
    assert tree.xpath("//ul[@class='fault__list']//code/text()") == ["contient"]
    many = urlencode([("provider", f"e{n}") for n in range(MAX_VALUES + 1)])
    tree = read(f"{PAGE}?{many}&contient=soir&q=data", status=400)
    assert tree.xpath("//ul[@class='fault__list']//code/text()") == ["provider"]
    assert f"{PAGE}?contient=soir&q=data" in tree.xpath("//main//a/@href")


def test_a_page_beyond_the_end_is_the_last(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "PER_PAGE", 4)
    tree = read(f"{PAGE}?page=99")
    assert words(tree.xpath("//span[@aria-current='page']")[0]).split()[-1] == "4"
    assert words(tree.xpath("//legend")[0]) == "13 à 14 sur 14"
