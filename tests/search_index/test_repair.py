"""An empty list says which criterion empties it, and what each way out would show."""

from datetime import date

from search_index.fields import FEW
from search_index.query import SearchQuery
from search_index.results import Repair
from search_index.search import Index, search

TODAY = date(2027, 1, 15)


def repairs(index: Index, query: SearchQuery) -> dict[str, Repair]:
    results = search(index, query, TODAY)
    assert results.total <= FEW
    counts = [repair.count for repair in results.repairs]
    assert counts == sorted(counts, reverse=True)
    return {repair.without: repair for repair in results.repairs}


def test_each_criterion_that_empties_the_list_is_offered_with_its_gain(shared_index: Index) -> None:
    query = SearchQuery(q="web", region=("75",), page=3)
    found = repairs(shared_index, query)
    assert set(found) == {"region"}
    assert found["region"].label == "Région : Nouvelle-Aquitaine"
    assert found["region"].query == SearchQuery(q="web")
    assert found["region"].count == search(shared_index, SearchQuery(q="web"), TODAY).total


def test_dates_go_together(shared_index: Index) -> None:
    query = SearchQuery(starts_after=date(2035, 1, 1), starts_before=date(2035, 2, 1))
    found = repairs(shared_index, query)
    assert found["starts_after"].label == "Début à partir du 01/01/2035 et jusqu’au 01/02/2035"
    assert found["starts_after"].query == SearchQuery()


def test_a_wider_radius_is_offered_and_never_taken(shared_index: Index) -> None:
    query = SearchQuery(near="Bourgoin-Jallieu", radius_km=10.0, modality=("blended",))
    found = repairs(shared_index, query)
    assert found["radius_km"].query.radius_km == 50
    assert found["radius_km"].label == "Un rayon de 10 km seulement"
    assert found["near"].count > found["radius_km"].count > 0


def test_a_list_with_results_needs_no_repair(shared_index: Index) -> None:
    assert search(shared_index, SearchQuery(q="web"), TODAY).repairs == ()
