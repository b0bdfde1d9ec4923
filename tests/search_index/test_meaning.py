"""The space of meaning, learnt from trainings of the demonstration catalogue."""

import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from sqlmodel import Session

from data.catalogue import formations_for_index
from data.database import connect, migrate
from data.demonstration import formations
from data.intake.store import store
from search_index import counts as counting
from search_index import documents, latent, meaning
from search_index.counts import Places, Texts, counted, tokens
from search_index.latent import fold_in, train
from search_index.meaning import Meaning
from search_index.topics import topics

THIRD = 3
"""Every third training: enough for each family to have some, quick enough for a test."""


class Learnt(NamedTuple):
    """A catalogue, the family of each of its trainings, and its meaning."""

    texts: Texts
    families: list[str | None]
    meaning: Meaning


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Learnt:
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('meaning') / 'portal.db'}")
    migrate(engine)
    with Session(engine) as session:
        records = itertools.islice(formations(date(2027, 1, 15)), 0, None, THIRD)
        store(session, "demonstration", records)
        session.commit()
        found = list(formations_for_index(session))
        texts = Texts([documents.texts(one) for one in found])
        families = [one.family_code for one in found]
    engine.dispose()
    return Learnt(texts, families, train(texts, topics()))


def stems(text: str) -> list[str]:
    return list(tokens(text))


def best(learnt: Learnt, question: str, how_many: int = 5) -> list[str | None]:
    """The families of the nearest trainings."""
    sense = learnt.meaning.sense(stems(question))
    cosines = learnt.meaning.similarities(sense.vector, None)
    return [learnt.families[one] for one in np.argsort(-cosines)[:how_many]]


@pytest.mark.parametrize(
    ("question", "family"),
    [
        ("un métier créatif sur ordinateur", "interface-graphisme"),
        ("aider les gens avec internet", "communication"),
        ("j’aime réparer des ordinateurs", "maintenance-support"),
        ("protéger les entreprises des pirates", "reseau-securite"),
        ("faire parler les chiffres", "data"),
        ("je veux créer des applications pour téléphone", "developpement"),
        ("vendre en ligne mes produits", "marketing-ecommerce"),
        ("fabriquer des robots", "iot-robotique"),
        ("dessiner des personnages animés", "interface-graphisme"),
    ],
)
def test_a_vague_question_reaches_its_family(learnt: Learnt, question: str, family: str) -> None:
    assert learnt.meaning.sense(stems(question))
    [(most, count)] = Counter(best(learnt, question)).most_common(1)
    assert most == family
    assert count >= 4


@pytest.mark.parametrize(
    ("question", "trade"),
    [
        ("piloter un engin volant pour filmer", "telepilote-de-drone"),
        ("brancher la fibre chez les particuliers", "technicien-fibre-optique"),
        ("être mieux placé dans Google", "referenceur-web"),
    ],
)
def test_a_question_names_its_trade(learnt: Learnt, question: str, trade: str) -> None:
    (first, cosine), *others = learnt.meaning.sense(stems(question)).trades
    assert first == trade
    assert cosine > others[0][1]


@pytest.mark.parametrize(
    "question",
    ["recette de crêpes", "zzz qqq", "boulanger", "", "coiffeuse", "élevage de moutons", "2027"],
)
def test_nonsense_means_nothing(learnt: Learnt, question: str) -> None:
    assert not learnt.meaning.sense(stems(question))


def test_unknown_words_are_ignored_but_lower_the_share(learnt: Learnt) -> None:
    space = learnt.meaning
    assert np.allclose(space.vector(["robot", "zzzz"]), space.vector(["robot"]))
    assert space.sense(["robot", "zzzz"]).share < space.sense(["robot"]).share
    assert not space.vector(["zzzz"]).any()
    assert space.sense([]).share == 0.0


def test_an_unknown_word_means_what_its_relatives_mean(learnt: Learnt) -> None:
    space = learnt.meaning
    [fabricant] = stems("fabricant")
    [fabriquer] = stems("fabriquer")
    assert fabricant not in space.terms
    assert space.vector([fabricant]) @ space.vector([fabriquer]) > 0.9
    assert not space.vector(["fabri9"]).any()
    assert not space.vector(["zab"]).any()


def test_vectors_are_of_unit_length(learnt: Learnt) -> None:
    lengths = np.linalg.norm(learnt.meaning.document_vectors / meaning.FULL, axis=1)
    assert np.allclose(lengths, 1, atol=0.02)
    assert np.linalg.norm(learnt.meaning.vector(["robot"])) == pytest.approx(1, abs=1e-5)


def test_cosines_of_some_are_those_of_all(learnt: Learnt) -> None:
    vector = learnt.meaning.vector(stems("montage vidéo"))
    some = np.array([5, 17, 3])
    every = learnt.meaning.similarities(vector, None)
    assert np.allclose(learnt.meaning.similarities(vector, some), every[some], atol=1e-6)


def test_training_again_gives_the_same(learnt: Learnt) -> None:
    again = train(learnt.texts, topics())
    assert again.version == learnt.meaning.version
    assert again.terms == learnt.meaning.terms
    assert np.array_equal(again.document_vectors, learnt.meaning.document_vectors)


def test_what_is_loaded_is_what_was_saved(learnt: Learnt, tmp_path: Path) -> None:
    learnt.meaning.save(tmp_path)
    loaded = Meaning.load(tmp_path)
    for name in ("terms", "entries", "unknown", "trust", "version"):
        assert getattr(loaded, name) == getattr(learnt.meaning, name)
    for name in meaning.ARRAYS:
        assert np.array_equal(getattr(loaded, name), getattr(learnt.meaning, name))
    assert not any(path.suffix == ".pkl" for path in tmp_path.iterdir())


def test_folding_in_gives_the_vectors_of_training(learnt: Learnt) -> None:
    new = counted(learnt.texts.texts[10:20])
    vectors = fold_in(learnt.meaning, new)
    assert np.array_equal(vectors, learnt.meaning.document_vectors[10:20])


def test_a_large_catalogue_is_learnt_from_a_sample(
    learnt: Learnt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latent, "SAMPLE", 150)
    monkeypatch.setattr(latent, "BLOCK", 40)
    sampled = train(learnt.texts, topics())
    assert sampled.document_vectors.shape == learnt.meaning.document_vectors.shape
    again = fold_in(sampled, counted(learnt.texts.texts[:7]))
    assert np.array_equal(again, sampled.document_vectors[:7])
    assert best(Learnt(learnt.texts, learnt.families, sampled), "fabriquer des robots")[0] == (
        "iot-robotique"
    )


@pytest.mark.parametrize("lexicon", [(), topics()])
@pytest.mark.parametrize(
    "texts",
    [[], [{}], [{"title": "Python"}], [{"title": "Python"}, {"provider": "Vigier"}]],
)
def test_tiny_catalogues_do_no_harm(
    texts: list[dict[str, str]], lexicon: Sequence[tuple[str, dict[str, str]]], tmp_path: Path
) -> None:
    space = train(Texts(texts), lexicon)
    space.save(tmp_path)
    sense = Meaning.load(tmp_path).sense(["python", "zzz"])
    assert space.similarities(sense.vector, None).shape == (len(texts),)
    assert np.isfinite(space.similarities(sense.vector, None)).all()


def placed(texts: Sequence[dict[str, str]]) -> Places:
    """The posting lists of these texts, with name fields and pairs as the index has them."""
    places: dict[str, list[int]] = {}
    for number, fields in enumerate(texts):
        for field, name in enumerate(counting.BOOSTS):
            for position, term in enumerate([*tokens(fields.get(name, "")), "two words", "2027"]):
                place = number << 19 | field << 16 | position
                places.setdefault(term, []).append(place)
    starts = np.cumsum([0, *map(len, places.values())])
    ordered = np.array([place for own in places.values() for place in own], dtype=np.int64)
    return Places(tuple(places), starts, ordered, len(texts))


def test_posting_lists_count_as_texts_do(learnt: Learnt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "CHUNK", 500)
    texts = [dict(one) for one in learnt.texts.texts[:30]]
    chosen = np.arange(30) % 2 == 0
    from_places = train(placed(texts), topics())
    assert from_places.version == train(Texts(texts), topics()).version
    some = placed(texts).counts(chosen)
    number = {term: at for at, term in enumerate(from_places.terms)}
    expected = Texts(texts).counts(chosen).columns(number)
    assert (some.columns(number) != expected).nnz == 0
