"""The page of a year's key figures, its tables to download, the API and the command agree."""

import csv
import io

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from portal.commands import portal
from portal.figures import words
from tests.portal.conftest import Read
from tests.portal.conftest import words as text_of
from tests.portal.small_year import YEAR

PAGE = f"/chiffres-cles/{YEAR}"


def test_every_table_of_the_api_is_on_the_page(client: FlaskClient, read: Read) -> None:
    document = client.get(f"/api/v1/figures/{YEAR}").get_json()
    articles = [one.get("id") for one in read(PAGE).xpath("//article")]
    assert articles == list(document)
    named = [name for _, _, names in words.SECTIONS for name in names]
    assert [name for name in named if name in document] == articles


def test_page_csv_and_json_say_the_same(client: FlaskClient, read: Read) -> None:
    document = client.get(f"/api/v1/figures/{YEAR}").get_json()
    page = read(PAGE)
    for name, table in document.items():
        assert client.get(f"{PAGE}/{name}.json").get_json() == {name: table}
        answer = client.get(f"{PAGE}/{name}.csv")
        assert answer.mimetype == "text/csv"
        lines = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        assert lines[0] == table["columns"]
        assert len(lines) == 1 + len(table["rows"]) + len(table.get("total", {}))
        rows = page.xpath(f"//article[@id='{name}']//tbody/tr")
        assert len(rows) == len(table["rows"])


def test_each_table_says_of_how_many_from_where_and_when(read: Read) -> None:
    for article in read(PAGE).xpath("//article"):
        assert "Source : " in text_of(article)
    text = text_of(read(PAGE).xpath("//article[@id='outcomes']")[0]).replace("\u202f", " ")
    assert "180 personnes dont la situation est connue." in text.replace("\xa0", " ")
    assert "au 20 février 2023" in text.replace("\xa0", " ")


def test_a_small_group_is_withheld_with_a_sentence(client: FlaskClient, read: Read) -> None:
    table = client.get(f"/api/v1/figures/{YEAR}").get_json()["target_groups"]
    assert table["rows"][2] == ["résidents des quartiers prioritaires (QPV)", None, None]
    cells = read(PAGE).xpath("//article[@id='target_groups']//tbody/tr[3]/td")
    assert len(cells) == 3
    # The year before, beside, withholds it too.
    assert all("moins de 20 personnes" in text_of(cell) for cell in cells)


def test_the_year_before_stands_beside(read: Read) -> None:
    table = read(PAGE).xpath("//article[@id='learners_by_sex']//table")[0]
    assert text_of(table.xpath("./thead")[0]).endswith(f"En {YEAR - 1}")
    assert not read(f"/chiffres-cles/{YEAR - 1}").xpath(f"//th[text()='En {YEAR - 2}']")


def test_a_line_leads_to_the_search_that_shows_it(client: FlaskClient, read: Read) -> None:
    links = read(PAGE).xpath("//article//tbody//a/@href")
    assert "/formations?region=84" in links
    assert all(client.get(link).status_code == 200 for link in sorted(set(links)))


def test_bars_are_told_in_words_too(read: Read) -> None:
    charts = read(PAGE).xpath("//*[local-name()='svg'][@role='img']")
    assert charts
    for one in charts:
        title = one.xpath("./*[local-name()='title']")[0]
        assert one.get("aria-labelledby") == title.get("id")
        assert "Le tableau dit la même chose" in title.text


@pytest.mark.parametrize(
    "address",
    ["/chiffres-cles/1999", f"{PAGE}/rien.csv", f"{PAGE}/rien.json", "/api/v1/figures/1999",
     "/chiffres-cles/99999999999999999999"],
)  # fmt: skip
def test_what_is_not_there_is_said(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_years_are_listed_newest_first(read: Read) -> None:
    found = [text_of(one) for one in read("/chiffres-cles").xpath("//h2")]
    assert found == [f"Chiffres clés {YEAR}", f"Chiffres clés {YEAR - 1}"]


def test_percentages_of_a_column_have_the_same_decimals() -> None:
    assert words.digits([100.0, 25.7]) == 1
    assert words.value(12.7, "percent", digits=2) == "12,70\u202f%"


def test_the_command_names_what_it_does_not_know(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path_factory.mktemp("empty")))
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)
    done = CliRunner().invoke(portal, ["figures", "2019"])
    assert done.exit_code == 2
    assert "aucun rapport annuel pour 2019" in done.output


def test_the_programmes_targets_stand_beside_what_the_year_says(read: Read) -> None:
    text = text_of(read(PAGE).xpath("//section[@aria-labelledby='targets-title']")[0])
    text = text.replace("\u202f", " ").replace("\xa0", " ")
    assert (
        f"niveau bac ou inférieur – 50 % des apprenants en {YEAR}, sur 180 apprenants : objectif"
        " non atteint" in text
    )
    assert "non connu : aucun rapport ne dit qui suit quelle session" in text
    assert "non connu : aucun rapport ne dit si la formation est dans un quartier" in text


def test_links_are_said_to_lead_to_the_trainings_of_today(read: Read) -> None:
    told = text_of(read(PAGE).xpath("//main")[0])
    assert f"Ces nombres sont ceux de {YEAR}. Les liens mènent aux formations d’aujourd’hui" in told
