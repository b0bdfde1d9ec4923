"""What is asked: questions of each kind, drawn from the trainings themselves."""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from data import reference
from search_index.documents import Document
from search_index.french import tokens
from tests.benchmarks.peers import Engine, Question

QUESTIONS = 500
SEED = 2019

KINDS = (
    "one term",
    "three terms, all",
    "three terms, any",
    "one term, two filters",
    "one term, five facets",
    "a trade’s word, five facets",
    "range of hours",
    "sort by hours",
    "completion",
    "one typo",
)

Ask = Callable[[Engine], int | None]


def asked(documents: Sequence[Document]) -> dict[str, list[Ask]]:
    """The questions of each kind in words and values that trainings hold."""
    rng = random.Random(SEED)
    pool = [[*_words(one)] for one in documents]
    pool = [words for words in pool if len(words) >= 3]

    def some(count: int) -> tuple[str, ...]:
        return tuple(rng.sample(rng.choice(pool), count))

    held = {word for words in pool for word in words}
    trades = [one for one in documents if one.row.facets.get("trade")]

    def typed() -> tuple[str, ...]:
        """A word that people type for the trade of some training, as the judged queries do."""
        while True:
            code = next(iter(rng.choice(trades).row.facets["trade"]))
            found = [word for word in _typed(code) if word in held]
            if found:
                return (rng.choice(found),)

    def chosen(count: int) -> tuple[tuple[str, str], ...]:
        facts = rng.choice(documents).row.facets
        known = [facet for facet in ("region", "modality", "level") if facet in facts]
        return tuple((facet, next(iter(facts[facet]))) for facet in known[:count])

    def questions(make: Callable[[], Question]) -> list[Ask]:
        def bound(question: Question) -> Ask:
            return lambda engine: engine.ask(question)

        return [bound(make()) for _ in range(QUESTIONS)]

    def typo() -> Ask:
        word = next(
            one for words in iter(lambda: rng.choice(pool), None) for one in words if len(one) > 6
        )
        at = rng.randrange(2, len(word) - 1)
        wrong = word[:at] + word[at + 1 :]
        return lambda engine: engine.typo(wrong)

    def begin() -> Ask:
        prefix = some(1)[0][: rng.randint(2, 5)]
        return lambda engine: engine.begin(prefix)

    return {
        "one term": questions(lambda: Question(some(1))),
        "three terms, all": questions(lambda: Question(some(3))),
        "three terms, any": questions(lambda: Question(some(3), every=False)),
        "one term, two filters": questions(lambda: Question(some(1), chosen=chosen(2))),
        "one term, five facets": questions(
            lambda: Question(some(1), chosen=chosen(rng.randint(0, 2)), facets=True)
        ),
        "a trade’s word, five facets": questions(
            lambda: Question(typed(), chosen=chosen(rng.randint(0, 2)), facets=True)
        ),
        "range of hours": questions(
            lambda: Question(some(1), hours_max=float(rng.randrange(50, 900)))
        ),
        "sort by hours": questions(lambda: Question(some(1), by_hours=True)),
        "completion": [begin() for _ in range(QUESTIONS)],
        "one typo": [typo() for _ in range(QUESTIONS)],
    }


def _words(document: Document) -> Iterator[str]:
    text = document.texts.get("description", "")
    found = (token for line in text.splitlines() for token in tokens(line))
    return iter(dict.fromkeys(token for token in found if token.isalpha() and len(token) > 3))


@cache
def _typed(code: str) -> tuple[str, ...]:
    """The words that people type for a trade."""
    trade = reference.trades()[code]
    found = (token for text in (trade.label, *trade.words) for token in tokens(text))
    return tuple(dict.fromkeys(token for token in found if token.isalpha() and len(token) > 3))
