"""The work view: exact facets, columns, saved searches replayed, territories."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sqlmodel import Session, select

from data.reference import departments
from data.reference.neighbours import NEAREST, nearest
from data.saved_searches import SavedSearch
from portal.advisors.columns import COLUMNS
from portal.advisors.work import WorkQuery, months_from
from portal.doors import EXTENSION
from search_index.query import BadQuery, SearchQuery
from tests.portal.advisors.test_dossiers import tree
from tests.portal.conftest import words
from tests.portal.people import Browser, signed_in
from tests.portal.small_catalogue import COMPLETE

HOME = "/conseiller"


def count(page: html.HtmlElement) -> int:
    return len(page.xpath("//table[@id='dense']/tbody/tr"))


@given(
    st.sampled_from(["", "2027-03"]),
    st.booleans(),
    st.lists(st.sampled_from(sorted(COLUMNS)), unique=True),
    st.sampled_from([SearchQuery(), SearchQuery(q="web", region=("84", "11"), page=2)]),
)
def test_a_question_reads_back_as_it_was_written(
    month: str, seats: bool, columns: list[str], search: SearchQuery
) -> None:
    params = [*search.to_params(), *(("column", one) for one in columns)]
    params += [("month", month)] if month else []
    query = WorkQuery.from_params([*params, *([("seats", "1")] if seats else [])])
    assert WorkQuery.from_params(query.to_params()) == query
    assert query.search.page_size == 100


@pytest.mark.parametrize(
    "pair", [("month", "2027-13"), ("seats", "2"), ("column", "x"), ("colour", "red")]
)
def test_what_cannot_be_taken_is_named(pair: tuple[str, str]) -> None:
    with pytest.raises(BadQuery, match=pair[0]):
        WorkQuery.from_params([pair])


def test_the_months_to_come_go_over_the_year() -> None:
    from_november = months_from(COMPLETE.sessions[1].starts_on.replace(month=11))  # type: ignore[union-attr]
    assert from_november[:3] == ["2035-11", "2035-12", "2036-01"]
    assert len(from_november) == 12


def test_every_count_is_the_length_of_its_list(desk: Flask) -> None:
    advisor = signed_in(desk, "compte@exemple.fr")
    for question in ("?q=promotion", "?month=2035-09", "?seats=1"):
        page = tree(advisor, HOME + question)
        for box in page.xpath(
            "//div[@class='desk-facets']//input[@type='checkbox'][@name!='column']"
        ):
            label = page.xpath(f"//label[@for='{box.get('id')}']/span")[0]
            number = int("".join(c for c in words(label) if c.isdigit()))
            chosen = tree(advisor, f"{HOME}{question}&{box.get('name')}={box.get('value')}")
            assert count(chosen) == number, (question, box.get("id"))
        for radio in page.xpath("//input[@name='month'][@value!='']")[:3]:
            number = int(words(page.xpath(f"//label[@for='{radio.get('id')}']/span")[0]))
            base = question.replace("month=2035-09", "")
            assert (
                count(tree(advisor, f"{HOME}{base}&month={radio.get('value')}".replace("?&", "?")))
                == number
            )


def test_a_certification_is_chosen_beside_a_region(desk: Flask) -> None:
    page = tree(signed_in(desk, "titre@exemple.fr"), f"{HOME}?region=84&certification=rncp_title")
    chosen = page.xpath("//div[@class='desk-facets']//input[@type='checkbox'][@checked]/@id")
    assert {"region-84", "certification-rncp_title"} <= set(chosen)


@pytest.mark.parametrize("question", ["trade=data-analyst", "provider=ecole-du-soir"])
def test_a_rarer_criterion_is_in_sight_while_it_is_asked(desk: Flask, question: str) -> None:
    advisor = signed_in(desk, f"{question[:4]}@exemple.fr")
    name, value = question.split("=")
    asked = f"//input[@name='{name}'][@value='{value}'][@checked]"
    assert tree(advisor, f"{HOME}?{question}").xpath(asked)
    assert not tree(advisor, HOME).xpath(f"//input[@name='{name}']")


def test_what_no_box_shows_is_said_kept_and_taken_away(desk: Flask) -> None:
    advisor = signed_in(desk, "cachee@exemple.fr")
    page = tree(advisor, f"{HOME}?near=Lyon&radius_km=100&hours_max=700&seats=1")
    hidden = page.xpath("//form[@class='desk-ask']/input[@type='hidden']")
    kept = {one.get("name"): one.get("value") for one in hidden}
    assert kept == {"radius_km": "100", "hours_max": "700"}
    chips = page.xpath("//div[@class='chips']//a")
    assert [words(one) for one in chips] == ["Rayon de 100 km ×", "Au plus 700 h ×"]
    assert chips[1].get("href") == f"{HOME}?near=Lyon&radius_km=100&seats=1"


def test_columns_are_chosen_and_facts_are_those_told_elsewhere(desk: Flask) -> None:
    advisor = signed_in(desk, "colonne@exemple.fr")
    page = tree(advisor, f"{HOME}?q=soir&column=results&column=cost")
    heads = [words(one) for one in page.xpath("//table[@id='dense']//th[@scope='col']")]
    assert heads == ["Formation", "Garder", "En emploi ou en études trois mois après", "Coût"]
    (row,) = [
        one for one in page.xpath("//table[@id='dense']/tbody/tr") if COMPLETE.title in words(one)
    ]
    assert words(row[2]) == "79 % en 2019, sur 28 personnes"
    assert words(row[3]) == "1 200 €"


def test_seats_are_those_of_sessions_to_come(desk: Flask) -> None:
    advisor = signed_in(desk, "place@exemple.fr")
    # The only session with known seats is past.
    assert count(tree(advisor, f"{HOME}?seats=1")) == 0


def saved(advisor: Browser, name: str, question: str) -> str:
    """Save a search; the id that it got."""
    answer = advisor.send(f"{HOME}?{question}", f"{HOME}/recherches", name=name, search=question)
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.location).query)["saved"][0]


def forget(app: Flask, search_id: str, number: int) -> list[str]:
    """Make the last trainings of a saved search new again; their ids."""
    with Session(app.extensions[EXTENSION].engine) as session, session.begin():
        row = session.exec(select(SavedSearch).where(SavedSearch.id == search_id)).one()
        gone = row.told[-number:]
        row.seen, row.told = row.seen[:-number], row.told[:-number]
        session.add(row)
    return gone


def test_a_saved_search_says_what_is_new(desk: Flask) -> None:
    advisor = signed_in(desk, "garde@exemple.fr")
    one = saved(advisor, "Promotions", "q=promotion")
    listed = words(tree(advisor, HOME).xpath("//ul[@class='saved__list']/li")[0])
    assert listed.startswith("Promotions")
    assert "nouvelle" not in listed
    forget(desk, one, 3)
    page = tree(advisor, HOME)
    link = page.xpath("//ul[@class='saved__list']/li/a/@href")[0]
    assert "3 nouvelles" in words(page.xpath("//ul[@class='saved__list']/li")[0])
    opened = tree(advisor, link)
    assert len(opened.xpath("//table[@id='dense']//span[text()='Nouvelle']")) == 3
    advisor.send(link, f"{HOME}/recherches/{one}/vues")
    assert "nouvelle" not in words(tree(advisor, HOME).xpath("//ul[@class='saved__list']/li")[0])


def test_a_saved_search_is_removed_and_put_back(desk: Flask) -> None:
    advisor = signed_in(desk, "remet@exemple.fr")
    one = saved(advisor, "À garder", "q=promotion&region=84")
    advisor.send(HOME, f"{HOME}/recherches/{one}/retirer")
    page = tree(advisor, HOME)
    assert not page.xpath("//ul[@class='saved__list']/li")
    assert "Recherche retirée." in words(page)
    advisor.send(HOME, f"{HOME}/recherches/annuler")
    assert words(tree(advisor, HOME).xpath("//ul[@class='saved__list']/li/a")[0]) == "À garder"


def test_a_saved_search_is_its_owner_s_alone(desk: Flask) -> None:
    one = saved(signed_in(desk, "moi@exemple.fr"), "À moi", "q=promotion")
    other = signed_in(desk, "toi@exemple.fr")
    for action in ("vues", "alerte", "retirer"):
        assert other.send(HOME, f"{HOME}/recherches/{one}/{action}", mailed="1").status_code == 404
    assert "À moi" not in words(tree(other, f"{HOME}?saved={one}"))


def test_a_territory_is_counted_by_the_search(desk: Flask) -> None:
    advisor = signed_in(desk, "carte@exemple.fr")
    page = tree(advisor, f"{HOME}/territoire?department=69")
    for link in page.xpath("//td/a"):
        assert count(tree(advisor, link.get("href"))) == int(words(link))
    missing = [
        words(one) for one in page.xpath("//h2[.='Où il n’y a rien']/following-sibling::ul[1]/li")
    ]
    empty = [
        words(row[0]) for row in page.xpath("(//table)[1]/tbody/tr") if words(row[1]) == "rien"
    ]
    assert empty
    assert len(missing) == len(empty)
    assert all(one.startswith(name) for one, name in zip(missing, empty, strict=True))
    assert tree(advisor, f"{HOME}/territoire").xpath("//select[@id='department']")
    assert advisor.client.get(f"{HOME}/territoire?department=999").status_code == 400


def test_every_department_has_its_neighbours() -> None:
    for code in departments():
        assert len(nearest(code)) == NEAREST, code
        assert code not in nearest(code)
    assert set(nearest("69")) >= {"42", "01", "38"}
    assert nearest("999") == ()
