"""A place asked, and trainings that tell theirs roughly or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from data.database import connect, migrate
from data.intake.load import load
from data.vocabulary import Modality
from search_index.build import update
from search_index.query import SearchQuery
from search_index.results import SearchResults
from search_index.search import open_index, search
from tests.search_index.conftest import add_formation, fill

Ask = Callable[..., SearchResults]
UNTOLD = ("f61", "f62", "f63")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask a catalogue of which three trainings tell no place at all."""
    home = tmp_path_factory.mktemp("vague")
    engine = connect(f"sqlite:///{home / 'portal.db'}")
    migrate(engine)
    with Session(engine) as session:
        fill(session)
        for number in (61, 62, 63):
            add_formation(session, number, title="Fleuriste", place_code=None, modality=None)
        for number, place in ((64, "bretagne"), (65, "rennes")):
            add_formation(session, number, title="Fleuriste", place_code=place, modality=None)
        online = {"place_code": "lyon", "modality": Modality.ONLINE}
        add_formation(session, 66, title="Fleuriste", **online)
        add_formation(session, 67, title="Tapissier", place_code=None, modality=None)
        update(home / "index", session)
    engine.dispose()
    index = open_index(home / "index")

    def asked(**given: Any) -> SearchResults:
        return search(index, SearchQuery(page_size=100, **given))

    return asked


def test_a_commune_that_its_source_puts_in_another_region_is_found_where_it_is(
    tmp_path: Path,
) -> None:
    table = tmp_path / "a.csv"
    table.write_text("source_key,title,place.commune,place.region\n1,Fleuriste,Lyon,53\n")
    engine = connect(f"sqlite:///{tmp_path / 'portal.db'}")
    migrate(engine)
    load(engine, [table])
    with Session(engine) as session:
        update(tmp_path / "index", session)
    engine.dispose()
    index = open_index(tmp_path / "index")
    assert search(index, SearchQuery(near="Lyon")).hits[0].distance_km == 0
    assert search(index, SearchQuery(near="Rennes")).total == 0


def ids(results: SearchResults) -> list[str]:
    return [hit.formation_id for hit in results.hits]


def test_a_region_that_holds_the_town_may_be_the_place(ask: Ask) -> None:
    assert ids(ask(q="fleuriste", near="Rennes")) == ["f65", "f66", "f64"]
    assert ids(ask(q="fleuriste", near="Ille-et-Vilaine")) == ["f65", "f66", "f64"]
    assert ids(ask(q="fleuriste", near="Lyon")) == ["f66"]


def test_without_words_what_is_surely_here_comes_first(ask: Ask) -> None:
    found = ids(ask(near="Rennes"))
    assert found.index("f65") < found.index("f64") < found.index("f66")


def test_an_unknown_place_is_offered_with_its_exact_count(ask: Ask) -> None:
    before = ask(q="fleuriste", near="Rennes")
    assert before.placeless is not None
    after = ask(q="fleuriste", near="Rennes", place_unknown=True)
    assert before.placeless.count == after.total == 6
    assert before.placeless.query == SearchQuery(
        q="fleuriste", near="Rennes", place_unknown=True, page_size=100
    )
    assert after.placeless is None


@pytest.mark.parametrize("sort", ["relevance", "distance", "hours", "title", "start"])
def test_an_unknown_place_comes_last_whatever_the_order(ask: Ask, sort: str) -> None:
    found = ids(ask(q="fleuriste", near="Rennes", place_unknown=True, sort=sort))
    assert set(found[-3:]) == set(UNTOLD)


def test_a_place_read_from_the_words_leaves_them_beneath(ask: Ask) -> None:
    found = ask(q="fleuriste à Rennes")
    assert [one.formation_id for one in found.hits if one.all_words] == ["f65", "f66", "f64"]
    assert {one.formation_id for one in found.hits if not one.all_words} >= set(UNTOLD)
    assert found.placeless is None


def test_where_no_place_is_asked_nothing_is_offered(ask: Ask) -> None:
    assert ask(q="fleuriste").placeless is None
    assert ask(q="fleuriste", near="France entière").placeless is None
    assert ids(ask(q="fleuriste", place_unknown=True)) == ids(ask(q="fleuriste"))


def test_a_facet_counts_as_many_as_its_list_has(ask: Ask) -> None:
    found = ask(near="Rennes", place_unknown=True)
    counts = {one.value: one.count for facet in found.facets if facet.parameter == "family"
              for one in facet.counts}  # fmt: skip
    for family, count in counts.items():
        assert ask(near="Rennes", place_unknown=True, family=(family,)).total == count


def test_where_nothing_is_known_what_tells_no_place_is_shown(ask: Ask) -> None:
    found = ask(q="tapissier", near="Mende")
    assert (ids(found), found.nowhere) == (["f67"], True)
    assert found.placeless is None
    assert {one.without for one in found.repairs} == {"near", "q"}
    assert ask(q="tapissier", near="Mende", place_unknown=True).nowhere is False
    # The same words at the same place mean the same whatever is chosen beside them.
    for facet in found.facets:
        for one in facet.counts:
            chosen = ask(q="tapissier", near="Mende", **{facet.parameter: (one.value,)})
            assert chosen.total == one.count
    # One that is followed online is known everywhere: then nothing else is added by itself.
    online = ask(q="fleuriste", near="Mende")
    assert (ids(online), online.nowhere) == (["f66"], False)
    assert ask(q="fleuriste", near="Mende", modality=("blended",)).total == 0
