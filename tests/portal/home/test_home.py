"""The first page leads to trainings by words, by family, and by not knowing yet."""

from tests.portal.conftest import Read, words


def test_one_form_asks_what_and_where(read: Read) -> None:
    form = read("/").xpath("//form[@role='search']")[0]
    assert form.get("action") == "/formations"
    assert form.xpath(".//input/@name") == ["q", "near"]


def test_the_nine_families_each_lead_to_as_many_trainings_as_they_say(read: Read) -> None:
    families = read("/").xpath("//li[@class='family']")
    assert len(families) == 9
    for family in families:
        said = words(family.xpath("./p[@class='family__count']")[0])
        shown = read(family.xpath(".//a/@href")[0]).xpath("//h1/@data-count")[0]
        assert said == shown.replace("\u00a0", " ")


def test_the_figures_are_those_of_the_catalogue(read: Read) -> None:
    figures = words(read("/").xpath("//section[@class='figures wrap']")[0])
    assert figures.startswith("44 formations 14 organismes 4 régions Mis à jour le")


def test_who_does_not_know_yet_is_led_to_the_trades(read: Read) -> None:
    assert read("/").xpath("//section//a[text()='Découvrir les métiers']/@href") == ["/metiers"]
