"""How an embedded search looks, as its address says it.

The rule of stability: an address that once worked works for as long as the portal stands. Names
and values are added here, never taken away or given another meaning; what is no longer shown is
still read. What an address leaves open may get better with the portal.
`tests/portal/embed/addresses.txt` holds addresses as they were published.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from data.origins import origin
from portal.embed import colour
from portal.search.page import RANGES
from search_index.fields import FACETS
from search_index.query import BadQuery, ParameterError, Params, clean
from search_index.readers import OneOf, Text, Whole

NOTHING = "none"
"""Chosen to show none of a list; leaving the list out leaves it to the form."""

FIELDS = {
    "trades": "Métier",
    "provider": "Organisme",
    "place": "Lieu",
    "dates": "Prochain début",
    "hours": "Durée",
    "cost": "Coût",
    "certification": "Diplôme ou certificat",
    "entry_level": "Niveau à l’entrée",
    "label": "Label du réseau",
    "why": "Pourquoi ce résultat",
    NOTHING: "Le titre seulement",
}
"""What a card can say beside its title."""

RANGE_LABELS = {"hours": "Durée", "cost": "Coût", "starts": "Date de début"}
OFFERED = {
    **{one.parameter: one.label for one in FACETS},
    **{one: RANGE_LABELS[one] for one in RANGES},
    NOTHING: "Aucun filtre",
}
"""The filters that a visitor may be offered."""

MOST = 50
TITLE_LENGTH = 100


@dataclass(frozen=True)
class Form:
    """One of the forms: its name for people, and what it shows where the address says nothing."""

    label: str
    count: int
    fields: tuple[str, ...]
    facets: tuple[str, ...]


FORMS = {
    "full": Form(
        "Complète",
        10,
        tuple(one for one in FIELDS if one != NOTHING),
        ("family", "region", "modality", "certification", "funding", "hours", "cost"),
    ),
    "compact": Form("Compacte", 5, ("place", "dates"), ()),
}


@dataclass(frozen=True)
class Look:
    """What a partner chose; empty where it is left to the form.

    `site` is the partner's site as the first page of a frame met it: the next ones only see us.
    """

    title: str = ""
    colour: str = ""
    form: str = "full"
    count: int = 0
    fields: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    site: str = ""

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]]) -> Self:
        """The look of these pairs, all of them parameters of a look; BadQuery names bad ones."""
        given: dict[str, Any] = {}
        errors = []
        for name, raw in params:
            value = clean(raw)
            if not value:
                continue
            try:
                read = READERS[name](value)
                if name in given and name not in SEVERAL:
                    raise ValueError("donné plusieurs fois")
            except ValueError as error:
                errors.append(ParameterError(name, value[:200], str(error)))
                continue
            if name not in SEVERAL:
                given[name] = read
            elif read not in given.get(name, ()):
                given[name] = (*given.get(name, ()), read)
        if errors:
            raise BadQuery(errors)
        return cls(**given)

    def to_params(self) -> Params:
        """The pairs that `from_params` reads back to an equal look; defaults are left out."""
        pairs: Params = []
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                values = value if isinstance(value, tuple) else (value,)
                pairs += [(one.name, str(each)) for each in values]
        return pairs

    @property
    def page_size(self) -> int:
        """How many trainings a page shows."""
        return self.count or FORMS[self.form].count

    @property
    def shown(self) -> tuple[str, ...]:
        """What a card says."""
        return _without_nothing(self.fields or FORMS[self.form].fields)

    @property
    def offered(self) -> tuple[str, ...]:
        """The filters that the visitor has."""
        return _without_nothing(self.facets or FORMS[self.form].facets)


def _without_nothing(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in names if one != NOTHING)


READERS: Mapping[str, Callable[[str], Any]] = {
    "title": Text(TITLE_LENGTH),
    "colour": colour.read,
    "form": OneOf({name: form.label for name, form in FORMS.items()}),
    "count": Whole(1, MOST),
    "fields": OneOf(FIELDS),
    "facets": OneOf(OFFERED),
    "site": origin,
}
"""How each parameter of a look is read."""

SEVERAL = ("fields", "facets")
NAMES = {
    "title": "Titre",
    "colour": "Couleur",
    "form": "Forme",
    "count": "Nombre de résultats",
    "fields": "Ce que disent les résultats",
    "facets": "Filtres proposés",
    "site": "Site",
}
"""What people call each parameter."""
