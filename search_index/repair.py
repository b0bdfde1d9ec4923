"""Ways out of an empty list: what each criterion costs, with the number that it would give."""

from collections.abc import Callable, Iterator, Mapping

from search_index.columns import Columns, Floats
from search_index.facets import label_of
from search_index.fields import FACETS, RADII_KM
from search_index.filters import Filters, within
from search_index.query import SearchQuery
from search_index.results import PlaceFound, Repair

TOGETHER = {
    "starts_after": ("starts_after", "starts_before"),
    "starts_before": ("starts_after", "starts_before"),
}
"""Parameters that form one criterion, and so go together."""


def repairs(
    columns: Columns,
    query: SearchQuery,
    kept: Filters,
    place: PlaceFound | None,
    distances: Floats | None,
) -> tuple[Repair, ...]:
    """For each criterion the same query without it, where that finds something, most first."""
    found = [*_dropping(columns, query, kept, place)]
    if place is not None and distances is not None:
        found += _widening(columns, query, kept, place, distances)
    return tuple(sorted(found, key=lambda repair: (-repair.count, repair.without)))


def _dropping(
    columns: Columns, query: SearchQuery, kept: Filters, place: PlaceFound | None
) -> Iterator[Repair]:
    for parameter in kept.masks:
        count = int(kept.passing_without(parameter).sum())
        if count:
            less = query.without(*TOGETHER.get(parameter, (parameter,)))
            yield Repair(parameter, _label(columns, query, parameter, place), count, less)


def _widening(
    columns: Columns, query: SearchQuery, kept: Filters, place: PlaceFound, distances: Floats
) -> Iterator[Repair]:
    """The smallest wider radius that finds something; it is offered, never taken by itself."""
    elsewhere = kept.passing_without("near")
    for radius in RADII_KM:
        count = int((elsewhere & within(columns, distances, radius)).sum())
        if radius > (place.radius_km or 0) and count:
            wider = query.with_radius(float(radius))
            yield Repair(
                "radius_km", f"Un rayon de {place.radius_km or 0:g} km seulement", count, wider
            )
            return


def _label(columns: Columns, query: SearchQuery, parameter: str, place: PlaceFound | None) -> str:
    """The criterion in words, such as "Région : Bretagne"."""
    if parameter in LABELS:
        return LABELS[parameter](query, place)
    criterion = next(one for one in FACETS if one.parameter == parameter)
    values = getattr(query, parameter)
    names = (label_of(columns, parameter, value) or value for value in values)
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
    "starts_after": _dates,
    "starts_before": _dates,
    "near": lambda query, place: f"Autour de {place.label if place else query.near}",
}
