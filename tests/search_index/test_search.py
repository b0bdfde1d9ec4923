"""What a question answers: pages, facets that keep their promise, orders, ways out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.vocabulary import CertificationKind, Modality
from search_index.fields import FACET_PARAMETERS, FEW, SORTS
from search_index.query import BadQuery, SearchQuery
from search_index.results import Facet, Hit, SearchResults
from search_index.search import Index, facet_label, identifiers, open_index, search, warm
from search_index.storage import NoIndex

TODAY = date(2027, 1, 15)
CHOICES = {
    "family": ["developpement", "reseau-securite", "data", "communication"],
    "trade": ["developpeur-web-mobile", "developpeur-full-stack"],
    "region": ["84", "53", "11", "04", "online", "75"],
    "department": ["69", "35", "974"],
    "modality": [m.value for m in Modality],
    "certification": [kind.value for kind in CertificationKind],
    "level": ["3", "5", "8"],
    "entry_level": ["0", "3", "4"],
    "funding": ["region", "cpf", "france-travail"],
    "audience": ["women", "job-seekers"],
    "network": ["reseau-a", "nobody"],
    "provider": ["ecole-0", "ecole-4"],
    "programme": ["pia", "pic"],
}
TEXTS = [
    "",
    "web",
    "développeur web",
    "securite -javascript",
    '"systèmes et réseaux"',
    "les",
    "zzz",
]


# Few criteria at a time: with many, nearly every list would be empty.
CHOSEN = st.lists(st.sampled_from(sorted(CHOICES)), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries(
        {
            name: st.lists(st.sampled_from(CHOICES[name]), min_size=1, max_size=2, unique=True)
            for name in names
        }
    )
)
RANGES = st.fixed_dictionaries(
    {},
    optional={
        "hours_min": st.sampled_from([150.0, 300.0]),
        "hours_max": st.sampled_from([400.0, 800.0]),
        "starts_after": st.dates(date(2026, 11, 1), date(2027, 1, 1)),
        "starts_before": st.dates(date(2027, 1, 1), date(2027, 4, 1)),
        "near": st.sampled_from(["Lyon", "93100"]),
    },
)


def written(q: str, chosen: dict[str, list[str]], ranges: dict[str, Any], sort: str) -> SearchQuery:
    values = {name: tuple(some) for name, some in chosen.items()}
    if sort == "distance" and "near" not in ranges:
        sort = "relevance"
    return SearchQuery(q=q, sort=sort, **values, **ranges)


QUERIES = st.builds(
    written, st.sampled_from(TEXTS), CHOSEN, RANGES | st.just({}), st.sampled_from(sorted(SORTS))
)
LIVELY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ask(index: Index, **asked: object) -> SearchResults:
    return search(index, SearchQuery(**{"page_size": 100} | asked), TODAY)  # type: ignore[arg-type]


def ids(results: SearchResults) -> list[str]:
    return [hit.formation_id for hit in results.hits]


def facet(results: SearchResults, parameter: str) -> Facet:
    return next(one for one in results.facets if one.parameter == parameter)


@LIVELY
@given(QUERIES)
def test_every_count_of_a_facet_is_the_length_of_its_list(
    shared_index: Index, query: SearchQuery
) -> None:
    for one in search(shared_index, query, TODAY).facets:
        for count in one.counts:
            alone = replace(query, **{one.parameter: (count.value,)})
            assert search(shared_index, alone, TODAY).total == count.count


def test_a_word_that_nothing_holds_is_named_even_where_meaning_alone_answers(
    shared_index: Index,
) -> None:
    """A rank asks nothing of a training, so "titre zzq" finds what is near in meaning only."""
    assert ask(shared_index, q="titre zzq").lacking == ("zzq",)
    assert ask(shared_index, q="titre").lacking == ()


@LIVELY
@given(QUERIES)
def test_no_value_with_results_is_left_out_of_its_facet(
    shared_index: Index, query: SearchQuery
) -> None:
    results = search(shared_index, query, TODAY)
    for parameter, values in CHOICES.items():
        shown = {count.value for count in facet(results, parameter).counts}
        for value in set(values) - shown:
            alone = replace(query, **{parameter: (value,)})
            assert search(shared_index, alone, TODAY).total == 0


@LIVELY
@given(QUERIES, st.integers(1, 30))
def test_the_pages_are_a_partition_of_the_list(
    shared_index: Index, query: SearchQuery, page_size: int
) -> None:
    whole = search(shared_index, replace(query, page_size=100), TODAY)
    pages = -(-whole.total // page_size)
    found: list[str] = []
    for page in range(1, pages + 1):
        found += ids(search(shared_index, replace(query, page=page, page_size=page_size), TODAY))
    assert found == ids(whole)
    assert len(found) == whole.total == len(set(found))


@LIVELY
@given(QUERIES)
def test_every_repair_keeps_its_promise(shared_index: Index, query: SearchQuery) -> None:
    results = search(shared_index, query, TODAY)
    assert bool(results.repairs) <= (results.total <= FEW)
    for repair in results.repairs:
        assert search(shared_index, repair.query, TODAY).total == repair.count > results.total
        assert SearchQuery.from_params(repair.query.to_params()) == repair.query


@LIVELY
@given(st.text(max_size=400))
def test_any_text_has_an_answer(shared_index: Index, text: str) -> None:
    assert search(shared_index, SearchQuery(q=text), TODAY).total <= 60


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"""',
        "-",
        "- -",
        "AND OR NOT",
        "* ? ~ ^ [ ] { }",
        "title:web",
        "web AND (",
        "'; DROP TABLE formation; --",
        "<script>alert(1)</script>",
        "a " * 250,
        "-" * 500,
        "ab-" * 160,
        '"' + "x " * 240 + '"',
        "\U0001f389\U000e0041\U0010ffff\ud7ff日本語",
    ],
)
def test_operators_and_attacks_are_plain_text(shared_index: Index, text: str) -> None:
    assert ask(shared_index, q=text).total <= 60


def test_nothing_asked_shows_all_published_trainings(shared_index: Index) -> None:
    results = ask(shared_index)
    assert results.total == 60
    assert "f60" not in ids(results)
    assert {hit.score for hit in results.hits} == {0.0}


def test_a_page_beyond_the_last_is_empty_and_keeps_the_total(shared_index: Index) -> None:
    results = ask(shared_index, page=1_000_000)
    assert (results.total, results.hits) == (60, ())


def test_a_chosen_value_stays_in_its_facet_even_without_results(shared_index: Index) -> None:
    counts = facet(ask(shared_index, region=("75",)), "region").counts
    assert [(c.label, c.count) for c in counts if c.selected] == [("Nouvelle-Aquitaine", 0)]


def test_a_closed_list_keeps_its_own_order(shared_index: Index) -> None:
    values = [count.value for count in facet(ask(shared_index), "modality").counts]
    assert values == ["online", "blended"]


def test_a_training_without_place_belongs_to_the_online_region(shared_index: Index) -> None:
    counts = {c.value: c for c in facet(ask(shared_index), "region").counts}
    assert counts["online"].label == "À distance"
    assert counts["online"].count == len(range(0, 60, 7))


def test_near_keeps_the_radius_and_what_is_followed_from_anywhere(shared_index: Index) -> None:
    results = ask(shared_index, near="Lyon", radius_km=10.0, sort="distance")
    distances = [hit.distance_km for hit in results.hits]
    known = [km for km in distances if km is not None]
    assert known == sorted(known)
    assert max(known) <= 10
    assert distances[len(known) :] == [None] * len(range(0, 60, 7))
    assert results.place is not None
    assert results.place.label == "Lyon (69)"


def test_an_unknown_place_is_named_in_the_error(shared_index: Index) -> None:
    with pytest.raises(BadQuery) as caught:
        ask(shared_index, near="Zyxville")
    assert caught.value.errors[0].parameter == "near"


def test_unknown_hours_pass_no_range(shared_index: Index) -> None:
    assert ask(shared_index, hours_min=0.0).total == ask(shared_index, hours_max=9e3).total == 50


def test_dropping_a_place_drops_what_needs_it() -> None:
    query = SearchQuery(near="Lyon", radius_km=10.0, sort="distance")
    assert query.without("near") == SearchQuery()


def told(hit: Hit) -> set[str]:
    """The words asked that a training answers to, by its reasons."""
    return {word for one in hit.reasons for said in one.words for word in said.split()}


@pytest.mark.parametrize(
    "q",
    [
        "python web",
        "réseaux javascript",
        "javascript rennes python",
        "web zzz",
        "master réseaux c++",
    ],
)
@pytest.mark.parametrize("near", ["", "Rennes", "Bretagne"])
def test_trainings_that_lack_words_follow_all_others(
    shared_index: Index, q: str, near: str
) -> None:
    engine = shared_index.generation().engine
    results = ask(shared_index, q=q, near=near, page_size=100)
    asked = engine.understood(q, False, TODAY).words
    needed = {term.written for term in asked.terms if not term.optional}
    for hit in results.hits:
        assert hit.all_words == (len(told(hit) & needed) >= asked.needed), (hit, needed)
    every = [hit.all_words for hit in results.hits]
    assert every == sorted(every, reverse=True)
    paged = [
        hit.all_words
        for page in range(1, 4)
        for hit in search(shared_index, SearchQuery(q=q, near=near, page=page, page_size=7)).hits
    ]
    assert paged == every[: len(paged)]


def test_without_words_and_to_the_letter_nothing_follows(shared_index: Index) -> None:
    assert all(hit.all_words for hit in ask(shared_index, page_size=100).hits)
    literal = ask(shared_index, q="web", literal=True, page_size=100).hits
    assert literal
    assert all(hit.all_words for hit in literal)


def test_labels_come_from_closed_lists_and_from_the_catalogue(shared_index: Index) -> None:
    assert facet_label(shared_index, "modality", "onsite") == "En présentiel"
    assert facet_label(shared_index, "provider", "ecole-4") == "Vigier Formation"
    assert facet_label(shared_index, "region", "75") == "Nouvelle-Aquitaine"
    assert facet_label(shared_index, "department", "2A") == "Corse-du-Sud (2A)"
    assert facet_label(shared_index, "provider", "nobody") is None
    assert facet_label(shared_index, "hours_min", "3") is None


def test_before_the_first_build_the_index_says_so(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    warm(index)
    with pytest.raises(NoIndex):
        search(index, SearchQuery())


def test_threads_share_an_index(folder: Path) -> None:
    index = open_index(folder)
    texts = [f"{word} promotion {n}" for n in range(20) for word in ("web", "réseaux", "données")]
    unshared = open_index(folder)
    alone = {text: ids(ask(unshared, q=text)) for text in texts}
    wrong: list[str] = []

    def work() -> None:
        wrong.extend(text for text in texts if ids(ask(index, q=text)) != alone[text])

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_every_facet_is_answered(shared_index: Index) -> None:
    assert tuple(one.parameter for one in ask(shared_index).facets) == FACET_PARAMETERS


def test_the_ids_of_a_search_are_those_of_all_its_pages(shared_index: Index) -> None:
    query = SearchQuery(q="développeur", page_size=7, sort="title")
    first = search(shared_index, query)
    paged = [
        hit.formation_id
        for page in range(1, first.pages + 1)
        for hit in search(shared_index, query.at_page(page)).hits
    ]
    assert identifiers(shared_index, query.at_page(3)) == (paged, first.total)
    assert identifiers(shared_index, query, most=5) == (paged[:5], first.total)
    assert identifiers(shared_index, SearchQuery(q="zzzzqqq", literal=True)) == ([], 0)
