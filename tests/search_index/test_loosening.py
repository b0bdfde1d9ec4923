"""Criteria read from the words, where few trainings meet them: the list goes on beneath these."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from data.database import connect, migrate
from data.vocabulary import Modality
from search_index.build import update
from search_index.loosening import SHORT
from search_index.query import SearchQuery
from search_index.results import SearchResults
from search_index.search import Index, among, open_index, search
from tests.search_index.conftest import add_formation, fill

Ask = Callable[..., SearchResults]
TODAY = date(2027, 1, 15)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Florists in several places, and plenty of upholsterers at Lyon."""
    home = tmp_path_factory.mktemp("loosening")
    engine = connect(f"sqlite:///{home / 'portal.db'}")
    migrate(engine)
    with Session(engine) as session:
        fill(session)
        for number, place, modality in (
            (61, "rennes", Modality.ONSITE),
            (62, "lyon", Modality.ONSITE),
            (63, "montreuil", Modality.BLENDED),
            (64, None, None),
            (65, "lyon", Modality.ONLINE),
            (66, "bretagne", None),
        ):
            add_formation(session, number, title="Fleuriste", place_code=place, modality=modality)
        for number in range(70, 70 + SHORT):
            add_formation(session, number, title="Tapissier", place_code="lyon", modality=None)
        add_formation(session, 90, title="Tapissier", place_code="rennes", modality=None)
        update(home / "index", session)
    engine.dispose()
    return open_index(home / "index")


@pytest.fixture(scope="module")
def ask(index: Index) -> Ask:
    return lambda **given: search(index, SearchQuery(page_size=100, **given), TODAY)


def parted(results: SearchResults) -> tuple[list[str], list[str]]:
    """The ids that meet all that was asked, and those that follow them."""
    met = [one.formation_id for one in results.hits if one.all_words]
    return met, [one.formation_id for one in results.hits if not one.all_words]


def test_what_lies_elsewhere_follows_what_lies_there_the_nearest_first(ask: Ask) -> None:
    met, others = parted(ask(q="fleuriste à Rennes"))
    assert met == ["f61", "f65", "f66"]
    assert others[:2] == ["f63", "f62"]
    assert "f64" in others
    assert ask(q="fleuriste à Rennes").hits[3].distance_km == pytest.approx(308, abs=10)


@pytest.mark.parametrize("q", ["fleuriste à Rennes", "fleuriste 35", "fleuriste Rennes en ligne"])
def test_nothing_that_lacks_something_stands_before_what_meets_all(ask: Ask, q: str) -> None:
    every = [hit.all_words for hit in ask(q=q).hits]
    assert every == sorted(every, reverse=True)


def test_how_many_meet_all_is_told(ask: Ask) -> None:
    assert ask(q="fleuriste à Rennes").complete == 3
    assert ask(q="tapissier à Montreuil").complete == 0
    assert ask(q="tapissier à Lyon").complete is None
    assert ask(q="fleuriste à Rennes", region=("84",)).complete == 1


def test_the_place_of_the_box_is_a_door(ask: Ask) -> None:
    assert parted(ask(q="fleuriste", near="Rennes")) == (["f61", "f65", "f66"], [])


def test_at_a_region_and_a_department_too(ask: Ask) -> None:
    for q in ("fleuriste Bretagne", "fleuriste 35"):
        met, others = parted(ask(q=q))
        assert set(met) == {"f61", "f65", "f66"}
        assert set(others) >= {"f62", "f63", "f64"}


def test_what_is_partly_online_comes_before_what_is_not(ask: Ask) -> None:
    met, others = parted(ask(q="fleuriste à distance"))
    assert (met, others[0]) == (["f65"], "f63")
    assert set(others) >= {"f61", "f62", "f64"}


def test_what_is_partly_on_site_comes_before_what_is_not(ask: Ask) -> None:
    met, others = parted(ask(q="fleuriste en présentiel"))
    assert (set(met), others[0]) == ({"f61", "f62"}, "f63")


def test_a_list_that_is_long_enough_ends_with_its_place(ask: Ask) -> None:
    met, others = parted(ask(q="tapissier à Lyon"))
    assert (len(met), others) == (SHORT, [])


def test_nothing_at_a_place_is_said_and_the_others_follow(ask: Ask) -> None:
    found = ask(q="tapissier à Montreuil")
    assert found.place is not None
    assert parted(found)[0] == []
    assert len(parted(found)[1]) >= SHORT + 1


@pytest.mark.parametrize(
    "q", ["fleuriste à distance", "fleuriste à Rennes", "fleuriste 35 en ligne"]
)
@pytest.mark.parametrize("parameter", ["modality", "region"])
def test_a_count_of_a_facet_is_the_length_of_its_list(ask: Ask, q: str, parameter: str) -> None:
    facet = next(one for one in ask(q=q).facets if one.parameter == parameter)
    assert facet.counts
    for one in facet.counts:
        assert ask(q=q, **{parameter: (one.value,)}).total == one.count


def test_who_is_told_of_what_is_new_hears_of_nothing_elsewhere(index: Index) -> None:
    ids, _ = among(index, SearchQuery(q="fleuriste à Rennes"), None, (), TODAY)
    assert ids == ["f61", "f65", "f66"]


def test_a_choice_takes_the_place_of_what_the_words_say(ask: Ask) -> None:
    met, others = parted(ask(q="fleuriste à distance", modality=("onsite",)))
    assert set(met) | set(others) == {"f61", "f62"}
