"""Ways out of a short list: the search with one thing changed, and what that would find."""

from collections.abc import Callable, Iterator, Mapping

from search_index import vague
from search_index.answering import Answer, Engine, without_words
from search_index.clauses import Term
from search_index.columns import Columns
from search_index.facet_columns import ALL
from search_index.facets import label_of
from search_index.fields import BY_PARAMETER, RADII_KM
from search_index.query import SearchQuery
from search_index.results import PlaceFound, Repair

TOGETHER = {
    "starts_after": ("starts_after", "starts_before"),
    "starts_before": ("starts_after", "starts_before"),
}
"""Parameters that form one criterion, and so go together."""

MOST_WORDS = 6
"""Of longer questions no single word is tried, for there would be too many ways."""

SHOWN = 8
UNKNOWN_PLACE = "Lieu non communiqué"

Count = Callable[[SearchQuery], int]
Change = tuple[str, str, SearchQuery]
"""What is left out or changed, in a parameter's name and in words, and the search that results."""


def repairs(engine: Engine, found: Answer, count: Count) -> tuple[Repair, ...]:
    """Each change that finds more than the list has, most first; `count` counts a search.

    Every count is that of the very search that the repair names.
    """
    total = found.total(engine.columns)
    tried = (*_dropping(found), *_fewer_words(found), *_spelling(engine, found))
    counted = [*_unchosen(engine, found, total, count), *_widening(found, total, count)]
    counted += [Repair(without, label, count(query), query) for without, label, query in tried]
    worth = [one for one in counted if one.count > total]
    return tuple(sorted(worth, key=lambda one: (-one.count, one.without, one.label))[:SHOWN])


def placeless(found: Answer, columns: Columns) -> Repair | None:
    """The search with the trainings that tell no place, which a place asked leaves out."""
    if "near" not in found.kept.failing or found.query.place_unknown:
        return None
    rows = found.kept.without("near")
    more = int(vague.placeless(columns, ALL if rows is None else rows).sum())
    if not more:
        return None
    query = found.asked.with_unknown_places()
    return Repair("place_unknown", UNKNOWN_PLACE, found.total(columns) + more, query)


def _unchosen(engine: Engine, found: Answer, total: int, count: Count) -> Iterator[Repair]:
    """The search without one of the criteria that were chosen."""
    asked, kept = found.asked, found.kept
    narrowing = asked.narrowing
    for parameter in (name for name in kept.failing if name in narrowing):
        query = asked.without(*TOGETHER.get(parameter, (parameter,)))
        # What the words say may take the place of a criterion that goes; else it is counted here.
        many = count(query) if found.meant.intents else kept.total_without(parameter)
        if many > total:
            yield Repair(parameter, _label(engine, found, parameter), many, query)


def _dropping(found: Answer) -> Iterator[Change]:
    """The search without one of the criteria read from its words, and without all its words."""
    asked = found.asked
    for one in found.meant.intents:
        yield one.parameter, one.label, asked.with_words(without_words(asked.q, (one,)))
    if asked.narrowing and found.meant.words:
        yield "q", LABELS["q"](asked, None), asked.without("q")


def _fewer_words(found: Answer) -> Iterator[Change]:
    terms = found.meant.words.terms
    if 1 < len(terms) <= MOST_WORDS:
        for term in terms:
            query = _replaced(found.asked, term, "")
            if query is not None:
                yield "words", term.written, query


def _spelling(engine: Engine, found: Answer) -> Iterator[Change]:
    """A word that hardly any training has, as the far commoner one that it may be a typo of."""
    for term in () if found.asked.literal else found.meant.words.terms:
        other = engine.speller.commoner(term.text)
        query = _replaced(found.asked, term, other) if other else None
        if query is not None and other:
            yield "spelling", other, query


def _replaced(asked: SearchQuery, term: Term, other: str) -> SearchQuery | None:
    """The search with other words in the place of a term; None where that is not in the text."""
    at = asked.q.find(term.written)
    if at < 0:
        return None
    text = asked.q[:at] + other + asked.q[at + len(term.written) :]
    return asked.with_words(" ".join(text.split()))


def _widening(found: Answer, total: int, count: Count) -> Iterator[Repair]:
    """The smallest wider radius that finds more; it is offered, never taken by itself."""
    place = found.where.place if found.where else None
    if place is None or place.radius_km is None:
        return
    for radius in RADII_KM:
        if radius > place.radius_km:
            wider = found.asked.around(found.query.near, float(radius))
            more = count(wider)
            if more > total:
                label = f"Un rayon de {place.radius_km:g} km seulement"
                yield Repair("radius_km", label, more, wider)
                return


def _label(engine: Engine, found: Answer, parameter: str) -> str:
    """The criterion in words, such as "Région : Bretagne"."""
    place = found.where.place if found.where else None
    if parameter in LABELS:
        return LABELS[parameter](found.asked, place)
    criterion = BY_PARAMETER[parameter]
    values = getattr(found.asked, parameter)
    names = (label_of(engine.columns, parameter, value) or value for value in values)
    return f"{criterion.label} : {', '.join(names)}"


def _dates(query: SearchQuery, _place: PlaceFound | None) -> str:
    after, before = query.starts_after, query.starts_before
    parts = [f"à partir du {after:%d/%m/%Y}"] if after else []
    parts += [f"jusqu’au {before:%d/%m/%Y}"] if before else []
    return "Début " + " et ".join(parts)


LABELS: Mapping[str, Callable[[SearchQuery, PlaceFound | None], str]] = {
    "q": lambda query, _: f"Mots : {query.q}",
    "hours_min": lambda query, _: f"Durée : au moins {query.hours_min:g} h",
    "hours_max": lambda query, _: f"Durée : au plus {query.hours_max:g} h",
    "cost_max": lambda query, _: f"Coût : au plus {query.cost_max:g} €",
    "starts_after": _dates,
    "starts_before": _dates,
    "near": lambda query, place: f"Autour de {place.label if place else query.near}",
}
