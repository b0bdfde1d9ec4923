"""The readable table of the search: criteria, weights of the fields, sorts and limits."""

from dataclasses import dataclass

from data.vocabulary import (
    ENTRY_LEVELS,
    LEVELS,
    CertificationKind,
    Modality,
    Programme,
)


@dataclass(frozen=True)
class Criterion:
    """One facet: its parameter, label, closed values (None: whatever is indexed) and order.

    `order` is "count" (most first) or "natural" (the order of `values`, else of the codes).
    """

    parameter: str
    label: str
    values: dict[str, str] | None = None
    order: str = "count"


FACETS: tuple[Criterion, ...] = (
    Criterion("family", "Famille de métiers", order="count"),
    Criterion("trade", "Métier", order="count"),
    Criterion("region", "Région", order="count"),
    Criterion("department", "Département", order="count"),
    Criterion(
        "modality", "Façon de suivre la formation", {m.value: m.label for m in Modality}, "natural"
    ),
    Criterion(
        "certification",
        "Diplôme ou certificat obtenu",
        {kind.value: kind.label for kind in CertificationKind},
        "natural",
    ),
    Criterion(
        "level",
        "Niveau obtenu",
        {str(level): label for level, label in LEVELS.items()},
        "natural",
    ),
    Criterion(
        "entry_level",
        "Niveau demandé à l’entrée",
        {str(level): label for level, label in ENTRY_LEVELS.items()},
        "natural",
    ),
    Criterion("funding", "Financement possible", order="count"),
    Criterion("audience", "Public", order="count"),
    Criterion("network", "Réseau", order="count"),
    Criterion("provider", "Organisme", order="count"),
    Criterion("programme", "Programme", {p.value: p.label for p in Programme}, "natural"),
)
"""The facets in the order of the page; each is also a filter, a chip and a parameter."""

BY_PARAMETER = {criterion.parameter: criterion for criterion in FACETS}
FACET_PARAMETERS = tuple(BY_PARAMETER)

HIDDEN = ("lead", "status")
"""Columns like those of facets that no reader filters by: the trade that a training prepares for
first, and where its label stands."""

BOOSTS = {
    "trade": 8.0,
    "title": 7.0,
    "certification": 6.0,
    "words": 5.0,
    "provider": 4.0,
    "place": 3.0,
    "summary": 2.0,
    "description": 1.0,
}
"""Weight of each text field in the score (order after La bonne alternance's published tuning)."""

NAME_FIELDS = ("provider", "place")
"""Fields of proper names: folded, never stemmed ("vigile" must not find "Vigier")."""

SHORT_FIELDS = ("trade", "title", "certification", "words", "provider")
"""Fields where two words side by side are a term of their own, so that they weigh more."""

SORTS = {
    "relevance": "Pertinence",
    "distance": "Distance",
    "start": "Prochain début",
    "hours": "Durée, la plus courte d’abord",
    "title": "Intitulé",
    "results": "Résultats à la sortie",
}
"""The sorts; whatever the sort, unknown values come last and the id decides between equals."""

RADII_KM = (10, 20, 30, 50, 100, 200)
"""The radii that the page offers."""

FEW = 3
"""A list of at most so many trainings is short, and ways to a longer one are looked for."""

RADII_BY_POPULATION = ((200_000, 20), (50_000, 30), (10_000, 40), (0, 50))
"""Inhabitants of a commune and the kilometres around it that are meant by default: a big town has
its trainings and its public transport at hand, a village's people are used to driving."""

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_TEXT = 500
MAX_VALUES = 50
MAX_PAGE = 1_000_000
