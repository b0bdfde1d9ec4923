"""The filters: each count equals its list, each chip takes one filter away."""

import pytest

from portal.search import filters
from portal.search.filters import MORE, SHOWN, SLACK, facet_views
from search_index.fields import FACET_PARAMETERS
from search_index.results import Facet, FacetCount
from tests.portal.conftest import Read, words

CHOSEN = "/formations?family=data&family=developpement&region=84&hours_min=150&near=Lyon"


@pytest.mark.parametrize("base", ["/formations?", "/formations?region=84&", "/formations?q=data&"])
def test_a_count_is_what_ticking_alone_would_show(read: Read, base: str) -> None:
    for box in read(base).xpath("//details[@id='facet-family']//input"):
        said = words(box.getnext().xpath("./span[@class='choice__count']")[0]).strip(", ")
        shown = read(f"{base}family={box.get('value')}").xpath("//h1/@data-count")[0]
        assert said.split()[0] == shown.split()[0]


def test_each_filter_is_a_chip_that_removes_it_alone(read: Read) -> None:
    chips = read(CHOSEN).xpath("//a[@class='chip']")
    said = {chip.get("aria-label"): chip.get("href") for chip in chips}
    assert len(said) == 5
    assert said["Retirer le filtre Data"] == (
        "/formations?family=developpement&region=84&hours_min=150&near=Lyon"
    )
    assert said["Retirer le filtre Lyon (69), 20\u00a0km"] == (
        "/formations?family=data&family=developpement&region=84&hours_min=150"
    )
    assert "hours_min" not in said["Retirer le filtre Au moins 150\u00a0h"]


def test_all_filters_go_at_once_and_the_words_stay(read: Read) -> None:
    clear = read("/formations?q=web&region=84").xpath("//a[@class='chips__clear']/@href")
    assert clear == ["/formations?q=web"]


def test_what_is_chosen_is_ticked_and_counted(read: Read) -> None:
    tree = read(CHOSEN)
    assert tree.xpath("//input[@name='family'][@checked]/@value") == ["data", "developpement"]
    summary = tree.xpath("//details[@id='facet-family'][@open]/summary")[0]
    assert words(summary) == "Famille de métiers 2 choisis"
    assert words(tree.xpath("//details[@id='filters']/summary")[0]) == "Filtrer (5)"


def facet(size: int, selected: int = -1) -> Facet:
    counts = tuple(FacetCount(f"v{n}", f"V{n}", 99 - n, n == selected) for n in range(size))
    return Facet("provider", "Organisme", counts)


def test_a_long_facet_shows_its_first_values_and_whatever_is_chosen() -> None:
    view = facet_views((facet(20, selected=15),))[0]
    assert len(view.shown) == SHOWN + 1
    assert view.shown[-1].value == "v15"
    assert len(view.more) == 11
    assert view.more_label == "Voir plus (11)"


def test_a_facet_hardly_too_long_is_shown_whole_and_an_empty_one_not_at_all() -> None:
    assert facet_views((facet(10),))[0].more == ()
    assert facet_views((facet(0),)) == ()


def test_with_a_page_for_all_its_values_a_facet_is_bounded_and_keeps_what_is_chosen() -> None:
    view = facet_views((facet(300, selected=250),), "/{}".format)[0]
    assert [one.value for one in view.shown] == [*(f"v{n}" for n in range(SHOWN)), "v250"]
    assert len(view.more) == MORE
    assert view.every == "/provider"
    assert view.every_label == "Tous les organismes (300)"


def test_a_facet_that_stands_whole_needs_no_page() -> None:
    most = SHOWN + MORE + SLACK
    assert facet_views((facet(most),), "/{}".format)[0].every == ""
    assert facet_views((facet(most + 1),), "/{}".format)[0].every == "/provider"
    assert facet_views((facet(300),))[0].every == ""
    assert len(facet_views((facet(300),))[0].more) == 300 - SHOWN


def test_every_criterion_has_its_nouns() -> None:
    assert tuple(filters.NOUNS) == FACET_PARAMETERS
