"""A learner's answers, checked once, the same for page, API and command; none is required."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from data import reference
from data.vocabulary import ENTRY_LEVELS, CertificationKind, Labelled, Modality
from search_index import places
from search_index.fields import MAX_TEXT
from search_index.query import BadQuery, ParameterError, clean
from search_index.results import PlaceFound

MAX_CHOICES = 20
MAX_LIKED = 30
MAX_WEIGHT = 3.0

CRITERIA: Mapping[str, float] = MappingProxyType(
    {
        "trade": 3.0,
        "family": 2.0,
        "words": 2.0,
        "place": 3.0,
        "education": 0.5,
        "situation": 0.5,
        "modality": 1.5,
        "hours": 2.5,
        "certification": 1.0,
        "start": 1.5,
        "funding": 2.0,
        "taste": 2.0,
        "results": 0.0,
    }
)
"""The criteria, with what each counts when it is answered and nothing is said of its weight: where
and for how long one can go decides more than what is written on the certificate (with these rather
than nearly equal weights nDCG@10 rose from 0.41 to 0.44 over simulated learners).

`results` is off unless asked for; `taste` is what was said by « plus » and « moins comme ça ».
"""


class Situation(Labelled):
    """What a person does before the training."""

    JOB_SEEKER = "job_seeker", "Je cherche un emploi"
    EMPLOYEE = "employee", "Je travaille"
    STUDENT = "student", "Je fais des études"
    OTHER = "other", "Autre situation"


class BadProfile(BadQuery):
    """Some answers cannot be taken; `errors` names the field of each."""


@dataclass(frozen=True)
class Among:
    """The codes of a closed list, which is read at the first use; others are refused."""

    known: Callable[[], Iterable[str]]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The type itself, then the check."""
        return no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The type's own schema, with the codes."""
        schema = handler(core)
        codes = {"enum": list(self.known())}
        return {**schema, "items": codes} if schema["type"] == "array" else {**schema, **codes}

    def _checked(self, codes: Any) -> Any:
        known = frozenset(self.known())
        for code in (codes,) if isinstance(codes, str) else codes:
            if code not in known:
                raise PydanticCustomError("unknown_code", "{code}", {"code": code[:100]})
        return codes


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


DISTINCT = AfterValidator(_distinct)
FEW = Field(max_length=MAX_CHOICES)
Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(clean)]
FormationId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Liked = Annotated[tuple[FormationId, ...], Field(max_length=MAX_LIKED), DISTINCT]
Weight = Annotated[float, Field(ge=0, le=MAX_WEIGHT)]


class Profile(BaseModel):
    """What a person wants and can; an answer left out weighs nothing.

    `near` with `radius_km`, or `region`, says where; `education_level` is the highest diploma (0
    for none, else its European level); `hours_max` the length there is time for; `audiences` are
    publics one belongs to, which only ever open trainings. `weights` go from 0 to 3 by criterion;
    `more` and `less` are ids of trainings said to be, or not to be, the right kind.

    >>> Profile.read(b'{"families": ["data"], "hours_max": 400}').hours_max
    400.0
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    words: Text = ""
    families: Annotated[tuple[str, ...], FEW, DISTINCT, Among(reference.families)] = ()
    trades: Annotated[tuple[str, ...], FEW, DISTINCT, Among(reference.trades)] = ()
    near: Text = ""
    radius_km: Annotated[float, Field(ge=1, le=1000)] | None = None
    region: Annotated[str, Among(reference.regions)] | None = None
    education_level: int | None = None
    situation: Situation | None = None
    modalities: Annotated[tuple[Modality, ...], FEW, DISTINCT] = ()
    hours_max: Annotated[float, Field(ge=1, le=10_000)] | None = None
    certifications: Annotated[tuple[CertificationKind, ...], FEW, DISTINCT] = ()
    starts_before: date | None = None
    funding: Annotated[tuple[str, ...], FEW, DISTINCT, Among(reference.funding_schemes)] = ()
    audiences: Annotated[tuple[str, ...], FEW, DISTINCT, Among(reference.audiences)] = ()
    weights: dict[Annotated[str, Among(lambda: CRITERIA)], Weight] = {}
    more: Liked = ()
    less: Liked = ()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.education_level is not None and self.education_level not in ENTRY_LEVELS:
            raise _wrong("education_level", self.education_level, "valeurs possibles : "
                         + ", ".join(map(str, ENTRY_LEVELS)))  # fmt: skip
        if self.radius_km is not None and not self.near:
            raise _wrong("radius_km", self.radius_km, "demande aussi near")
        if self.near:
            try:
                places.find(self.near, self.radius_km)
            except BadQuery as error:
                raise _wrong("near", self.near, error.errors[0].reason) from None
        return self

    @classmethod
    def read(cls, text: str | bytes) -> Self:
        """The profile of a JSON object; BadProfile names every field that cannot be taken."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise BadProfile(map(_explained, error.errors(include_url=False))) from None

    @property
    def place(self) -> PlaceFound | None:
        """The place that is asked: around a commune, a department or a region; None without one."""
        if self.near:
            return places.find(self.near, self.radius_km)
        if self.region is None:
            return None
        name = reference.regions()[self.region].name
        return PlaceFound(name, None, None, None, "region", self.region)

    def weight(self, criterion: str) -> float:
        """What a criterion counts for this person, from 0 to 3."""
        return self.weights.get(criterion, CRITERIA[criterion])

    def but(self, **changes: Any) -> Self:
        """The same answers with some changed."""
        return self.model_copy(update=changes)


def _wrong(field: str, value: Any, reason: str) -> PydanticCustomError:
    """An error of the whole object that belongs to one field."""
    return PydanticCustomError("field", "{reason}", {"field": field, "v": value, "reason": reason})


REASONS: Mapping[str, str] = {
    "unknown_code": "code inconnu : {code}",
    "field": "{reason}",
    "extra_forbidden": "champ inconnu",
    "json_invalid": "ce n’est pas du JSON lisible",
    "model_type": "un objet JSON est attendu",
    "string_type": "un texte est attendu",
    "string_too_long": "{max_length} caractères au plus",
    "string_pattern_mismatch": "ce n’est pas un identifiant de formation",
    "too_long": "{max_length} valeurs au plus",
    "tuple_type": "une liste est attendue",
    "dict_type": "un objet est attendu",
    "enum": "valeurs possibles : {expected}",
    "int_type": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "float_type": "un nombre est attendu",
    "finite_number": "un nombre est attendu",
    "greater_than_equal": "au moins {ge:g}",
    "less_than_equal": "au plus {le:g}",
    "date_type": "une date est attendue, par exemple 2027-01-31",
    "date_parsing": "une date est attendue, par exemple 2027-01-31",
    "date_from_datetime_parsing": "une date est attendue, par exemple 2027-01-31",
    "date_from_datetime_inexact": "une date est attendue, sans heure",
}
"""What is said of each kind of error, with the numbers of its context."""


def _explained(error: ErrorDetails) -> ParameterError:
    context = error.get("ctx", {})
    field = context.get("field") or ".".join(str(part) for part in error["loc"] if part != "[key]")
    value = context.get("v", error["input"])
    reason = (
        REASONS.get(error["type"], "valeur impossible").format(**context).replace(" or ", " ou ")
    )
    return ParameterError(field or "profil", str(value)[:200], reason)
