"""Why a training is in the list: what is said of it is in its own texts."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from data.catalogue import formations_for_index
from search_index.documents import texts
from search_index.french import stem, terms, words
from search_index.query import SearchQuery
from search_index.results import Reason
from search_index.search import Index, open_index, search

TODAY = date(2027, 1, 15)


def first(index: Index, q: str) -> tuple[Reason, ...]:
    return search(index, SearchQuery(q=q), TODAY, ()).hits[0].reasons


def test_a_reason_names_the_field_and_the_words(shared_index: Index) -> None:
    reasons = first(shared_index, "développeuse web")
    assert {reason.field for reason in reasons} >= {"trade", "title", "words"}
    assert reasons[0].words == ("développeuse", "web")


@pytest.mark.parametrize(
    ("q", "how", "found"),
    [
        ("javascript", "word", "javascript"),
        ("javascritp", "typo", "javascript"),
        ("codeuse", "trade", "Développeur web/mobile"),
    ],
)
def test_it_says_what_stands_for_a_word(shared_index: Index, q: str, how: str, found: str) -> None:
    told = [(one.how, said) for one in first(shared_index, q) for said in one.found]
    assert (how, found) in told


@pytest.mark.parametrize("q", ["web", "systèmes réseaux", "python analyste", "sécurité stage web"])
def test_a_word_that_is_told_is_in_the_field(folder: Path, catalogue: Session, q: str) -> None:
    written = {one.id: texts(one) for one in formations_for_index(catalogue)}
    hits = search(open_index(folder), SearchQuery(q=q, literal=True, page_size=100), TODAY).hits
    assert hits
    for hit in hits:
        for reason in hit.reasons:
            held = {term for term, _ in terms(written[hit.formation_id][reason.field], stem)}
            for said in reason.words:
                assert {stem(part) for word in words(said) for part in word.parts} <= held
