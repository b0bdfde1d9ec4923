"""Plain engines that answer a profile, to tell what the model adds.

Each gives its first fifty trainings among those that are open to the person (`possible`), so that
only the order is compared: none has our kinship of trades, thermometers, places or understanding.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import MultiLabelBinarizer, minmax_scale

from data import reference
from data.models import Formation
from data.vocabulary import CertificationKind, Modality
from search_index.documents import texts
from search_index.evaluation.trainings import Marks, Numbers, Trainings
from search_index.fields import MAX_PAGE_SIZE
from search_index.french import STOP_WORDS
from search_index.query import SearchQuery
from search_index.recommend.profile import Profile
from search_index.relevance import peers
from search_index.relevance.facts import Facts
from search_index.relevance.measures import DEEP
from search_index.search import Index, search

Answer = Callable[[Profile], list[str]]
"""From a profile to ids, the best first, at most fifty."""

SEED = 2027


def engines(index: Index, rows: Sequence[Formation], trainings: Trainings) -> dict[str, Answer]:
    """Each plain engine by its name, over these trainings."""
    return {
        "plus répandues": popular(trainings),
        "hasard en région": in_region(trainings),
        "BM25 simple": bm25(rows, trainings),
        "k plus proches, 0/1": one_hot(trainings),
        "cosinus TF-IDF": tf_idf(rows, trainings),
        "recherche filtrée": filtered(index, trainings),
    }


def possible(profile: Profile, trainings: Trainings) -> Marks:
    """What nothing forbids: label, session to come, the diploma asked, who alone is let in."""
    own = set(profile.audiences)
    let_in = trainings.open & ~trainings.reserved
    for place in np.flatnonzero(trainings.open & trainings.reserved):
        let_in[place] = bool(own & trainings.facts[place].audiences)
    if profile.education_level is None:
        return let_in
    return let_in & ~(trainings.entry > profile.education_level)


def popular(trainings: Trainings) -> Answer:
    """The trainings of the trade most taught, those with most sessions first, then by id."""
    taught = Counter(places[0] for places in trainings.trades)
    keys = [(-taught[trades[0]], -len(one.starts), one.id)
            for one, trades in zip(trainings.facts, trainings.trades, strict=True)]  # fmt: skip
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__))
    return lambda profile: _first(order, possible(profile, trainings), trainings)


def in_region(trainings: Trainings) -> Answer:
    """The trainings of the person's region in a random order, then all others likewise."""
    rng = np.random.default_rng(SEED)
    regions = np.array([one.region for one in trainings.facts])

    def ask(profile: Profile) -> list[str]:
        region = region_of(profile)
        far = (regions != region) & (region is not None)
        order = np.lexsort((rng.random(len(far)), far))
        return _first(order, possible(profile, trainings), trainings)

    return ask


def region_of(profile: Profile) -> str | None:
    """The region of the place that was told, if any."""
    place = profile.place
    if place is None or place.code is None or place.kind == "country":
        return None
    if place.kind == "region":
        return place.code
    if place.kind == "department":
        return reference.departments()[place.code].region
    return reference.communes()[place.code].region


def wanted(profile: Profile) -> str:
    """The trades and families by their labels, and the words as typed."""
    labels = [reference.trades()[code].label for code in profile.trades]
    labels += [reference.families()[code].label for code in profile.families]
    return " ".join((*labels, profile.words)).strip()


def bm25(rows: Sequence[Formation], trainings: Trainings) -> Answer:
    """BM25 on the wanted trade, family or words, stemmed; without any, the most popular."""
    ask, otherwise = peers.bm25(rows, len(rows)), popular(trainings)
    place = {one: number for number, one in enumerate(trainings.ids)}

    def answer(profile: Profile) -> list[str]:
        text = wanted(profile)
        order = np.array([place[one] for one in ask(text)] if text else [], dtype=int)
        found = _first(order, possible(profile, trainings), trainings)
        return found or otherwise(profile)

    return answer


def one_hot(trainings: Trainings) -> Answer:
    """scikit-learn's nearest neighbours (L1) over 0/1 columns and two scaled numbers."""
    matrix = np.hstack([*_codes(trainings), *_scaled(trainings)])
    means = matrix.mean(axis=0)
    model = NearestNeighbors(metric="manhattan", algorithm="brute").fit(matrix)

    def ask(profile: Profile) -> list[str]:
        point = _point(profile, trainings, means)
        order = model.kneighbors(point, len(matrix), return_distance=False)[0]
        return _first(order, possible(profile, trainings), trainings)

    return ask


COLUMNS: dict[str, tuple[Callable[[], Sequence[str]], Callable[[Facts], Sequence[str]]]] = {
    "families": (lambda: [*reference.families()], lambda one: [one.family] if one.family else []),
    "trades": (lambda: [*reference.trades()], lambda one: sorted(one.trades)),
    "region": (lambda: [*reference.regions()], lambda one: [one.region] if one.region else []),
    "modalities": (lambda: [*Modality], lambda one: [one.modality] if one.modality else []),
    "certifications": (lambda: [*CertificationKind], lambda one: [one.kind] if one.kind else []),
    "funding": (lambda: [*reference.funding_schemes()], lambda one: sorted(one.funding)),
    "audiences": (lambda: [*reference.audiences()], lambda one: sorted(one.audiences)),
}
"""The 0/1 columns: the answer that asks them, their values, and those of a training."""


def _codes(trainings: Trainings) -> list[NDArray[np.float64]]:
    return [
        np.asarray(_binarizer(name).transform([read(one) for one in trainings.facts]), dtype=float)
        for name, (_, read) in COLUMNS.items()
    ]


@cache
def _binarizer(name: str) -> MultiLabelBinarizer:
    return MultiLabelBinarizer().fit([COLUMNS[name][0]()])


def _scaled(trainings: Trainings) -> list[NDArray[np.float64]]:
    """Hours and the level asked from 0 to 1, the mean where unknown."""
    both = (trainings.hours, trainings.entry)
    filled = (np.where(np.isnan(one), np.nanmean(one), one) for one in both)
    return [minmax_scale(one).reshape(-1, 1) for one in filled]


def _point(profile: Profile, trainings: Trainings, means: Numbers) -> Numbers:
    """The person in the same columns; what is not answered is the mean of all trainings."""
    point, start, region = means.copy(), 0, region_of(profile)
    for name, (values, _) in COLUMNS.items():
        told = getattr(profile, name) if name != "region" else (region,) if region else ()
        end = start + len(values())
        if told:
            point[start:end] = _binarizer(name).transform([told])[0]
        start = end
    numbers = (profile.hours_max, profile.education_level)
    for place, column in enumerate((trainings.hours, trainings.entry)):
        value, low, high = numbers[place], np.nanmin(column), np.nanmax(column)
        if value is not None:
            point[start + place] = np.clip((value - low) / (high - low), 0, 1)
    return point.reshape(1, -1)


def tf_idf(rows: Sequence[Formation], trainings: Trainings) -> Answer:
    """scikit-learn's TF-IDF of all texts, and the cosine with all that the person answered."""
    vectors = TfidfVectorizer(strip_accents="unicode", stop_words=[*STOP_WORDS], sublinear_tf=True)
    matrix = vectors.fit_transform("\n".join(texts(row).values()) for row in rows)
    otherwise = popular(trainings)

    def ask(profile: Profile) -> list[str]:
        likeness = linear_kernel(vectors.transform([told(profile)]), matrix)[0]
        if not likeness.any():
            return otherwise(profile)
        order = np.argsort(-likeness, kind="stable")
        return _first(order, possible(profile, trainings), trainings)

    return ask


def filtered(index: Index, trainings: Trainings) -> Answer:
    """Our own search with every answer as a filter, its words included; it may find nothing."""

    def ask(profile: Profile) -> list[str]:
        query = SearchQuery(
            q=profile.words,
            family=profile.families,
            trade=profile.trades,
            region=(profile.region,) if profile.region and not profile.near else (),
            near=profile.near,
            radius_km=profile.radius_km,
            modality=profile.modalities,
            certification=profile.certifications,
            funding=profile.funding,
            hours_max=profile.hours_max,
            starts_before=profile.starts_before,
            page_size=MAX_PAGE_SIZE,
        )
        hits = search(index, query, trainings.today, ()).hits
        rows = np.array([places[hit.formation_id] for hit in hits], dtype=int)
        return _first(rows, possible(profile, trainings), trainings)

    places = {one: place for place, one in enumerate(trainings.ids)}
    return ask


def told(profile: Profile) -> str:
    """The whole profile as text: what is wanted, where, how, with which certification."""
    where = profile.place.label if profile.place else ""
    chosen = (*profile.modalities, *profile.certifications)
    publics = (reference.audiences()[code].label for code in profile.audiences)
    schemes = (reference.funding_schemes()[code].label for code in profile.funding)
    labels = (one.label for one in chosen)
    return " ".join((wanted(profile), where, *labels, *publics, *schemes))


def _first(order: NDArray[np.int_], allowed: Marks, trainings: Trainings) -> list[str]:
    return [trainings.ids[place] for place in order[allowed[order]][:DEEP]]
