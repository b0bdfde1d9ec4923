"""Why a kept training no longer fits the search in which it was found, in plain words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from data.models import Formation
from portal import wording
from portal.cards import certificate
from portal.selection.kept import Kept
from search_index.keeping import WORDS, fits
from search_index.query import BadQuery, SearchQuery
from search_index.search import Index, facet_label

NOT_SAID = "non communiqué"


def reasons(
    index: Index, kept: Iterable[Kept], formations: Mapping[str, Formation], today: date
) -> dict[str, tuple[str, ...]]:
    """For each kept training that no longer fits its search, why; the search itself is asked."""
    found: dict[str, tuple[str, ...]] = {}
    for query, ids in _by_search(kept):
        try:
            failing = fits(index, query, ids, today)
        except BadQuery:
            continue
        for one, names in failing.items():
            if names and one in formations:
                clauses = (_clause(index, query, name, formations[one], today) for name in names)
                found[one] = tuple(clauses)
    return found


def _by_search(kept: Iterable[Kept]) -> Iterator[tuple[SearchQuery, list[str]]]:
    groups: dict[str, list[Kept]] = {}
    for one in kept:
        groups.setdefault(one.search, []).append(one)
    for same in groups.values():
        query = same[0].query
        if query is not None:
            yield query, [one.id for one in same]


def _clause(index: Index, query: SearchQuery, name: str, one: Formation, today: date) -> str:
    """What was asked, and what this training has instead."""
    if name == WORDS:
        return f"elle ne répond plus aux mots {wording.quoted(query.q)}"
    asked = _asked(index, query, name)
    label, tell = OWN.get(name, ("critère", lambda _one, _today: None))
    have = tell(one, today) or NOT_SAID
    return f"{label} : vous cherchiez {wording.quoted(asked)}, elle indique {wording.quoted(have)}"


def _asked(index: Index, query: SearchQuery, name: str) -> str:
    value = getattr(query, name)
    if isinstance(value, tuple) and value:
        return " ou ".join(facet_label(index, name, one) or one for one in value)
    if value in (None, "", ()):
        # The words themselves asked for it: "à distance", "Lyon".
        return query.q
    return RANGES[name](value) if name in RANGES else str(value)


def _hours(value: float) -> str:
    return f"{wording.number(value)}{wording.NO_BREAK}h"


RANGES: Mapping[str, Callable[..., str]] = {
    "hours_min": lambda value: f"au moins {_hours(value)}",
    "hours_max": lambda value: f"au plus {_hours(value)}",
    "cost_max": lambda value: f"au plus {wording.number(value)}{wording.NO_BREAK}€",
    "starts_after": lambda value: f"à partir du {wording.day(value)}",
    "starts_before": lambda value: f"avant le {wording.day(value)}",
}
"""How a limit is said."""

Tell = Callable[[Formation, date], str | None]
PLACE: tuple[str, Tell] = ("le lieu", lambda one, _today: wording.place_line(one))
START: tuple[str, Tell] = ("la date", wording.next_start)
LENGTH: tuple[str, Tell] = ("la durée", lambda one, _today: wording.duration(one))


def _labels(of: Callable[[Formation], Iterable[str]]) -> Tell:
    return lambda one, _today: ", ".join(of(one)) or None


OWN: Mapping[str, tuple[str, Tell]] = {
    "near": PLACE,
    "region": PLACE,
    "department": PLACE,
    "hours_min": LENGTH,
    "hours_max": LENGTH,
    "starts_after": START,
    "starts_before": START,
    "cost_max": ("le coût", lambda one, _today: wording.cost(one.cost_eur)),
    "family": ("la famille", lambda one, _today: one.family.label if one.family else None),
    "trade": ("le métier", _labels(lambda one: (trade.label for trade in one.trades))),
    "modality": ("la façon de suivre", lambda one, _today: one.modality and one.modality.label),
    "certification": ("le diplôme", lambda one, _today: certificate(one.certification)),
    "level": ("le niveau obtenu", lambda one, _today: certificate(one.certification)),
    "entry_level": ("l’entrée", lambda one, _today: wording.entry_level(one.entry_level)),
    "funding": ("le financement", _labels(lambda one: (way.label for way in one.funding))),
    "audience": ("le public", _labels(lambda one: (group.label for group in one.audiences))),
    "network": (
        "le réseau",
        lambda one, _today: (
            one.provider.network.name if one.provider and one.provider.network else None
        ),
    ),
    "provider": ("l’organisme", lambda one, _today: one.provider.name if one.provider else None),
    "programme": (
        "le programme",
        lambda one, _today: one.label.programme.label if one.label else None,
    ),
}
"""What each criterion is called, and what a training has for it."""
