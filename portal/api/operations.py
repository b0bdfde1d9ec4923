"""The readable table of the API: each operation with what it takes and what it answers.

The OpenAPI document and the page for developers both come from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from pydantic import BaseModel

from data import licence
from portal.api import models
from portal.api.models import Document
from portal.errors import NAMES
from search_index.fields import FACET_PARAMETERS, MAX_TEXT, MAX_VALUES
from search_index.query import READERS, SearchQuery
from search_index.readers import Code, OneOf, Reader, Schema, Text, Whole, or_blank
from search_index.recommend.profile import Profile

JSON = "application/json"
MOST_COMPLETIONS = 20
COMPLETION_READERS: dict[str, Reader] = {"q": Text(MAX_TEXT), "limit": Whole(1, MOST_COMPLETIONS)}
DOWNLOAD_COST = 20
"""How many requests of the quota the whole catalogue counts for."""

FILES = {
    "jsonl": ("application/x-ndjson", "JSON Lines : une formation par ligne, comme dans l’API"),
    "csv": ("text/csv", "CSV pour tableur : point-virgule, UTF-8 avec BOM, virgule décimale"),
    "xml": ("application/xml", "LHÉO 2.3, le langage national de l’offre de formation"),
}
"""The forms of the whole catalogue, each with its media type and what it is."""


@dataclass(frozen=True)
class Parameter:
    """A parameter in the address; `many` when it may be repeated."""

    name: str
    about: str
    reader: Reader
    many: bool = False
    default: str | int | None = None
    in_path: bool = False

    @property
    def schema(self) -> Schema:
        """What it takes, in JSON Schema."""
        if self.many:
            # A form sends an empty value for what is left blank: it counts as not given.
            return {"type": "array", "items": or_blank(self.reader.schema), "maxItems": MAX_VALUES}
        known = {} if self.default is None else {"default": self.default}
        return {**self.reader.schema, **known}

    @property
    def values(self) -> Mapping[str, str]:
        """The values of a closed list with their labels."""
        return self.reader.values if isinstance(self.reader, OneOf) else {}


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked; `cost` is what it counts for in the quota.

    `example` is an address that works on every catalogue, if there is one.
    """

    name: str
    path: str
    summary: str
    answer: type[Document] | None = None
    about: str = ""
    media_type: str = JSON
    parameters: tuple[Parameter, ...] = ()
    body: type[BaseModel] | None = None
    method: str = "get"
    cost: int = 1
    example: str = ""
    errors: tuple[int, ...] = ()


DEFAULTS: dict[str, Any] = {one.name: one.default for one in fields(SearchQuery)}
SHOWN_DEFAULTS = ("sort", "page", "page_size", "lang")

SEARCH_PARAMETERS = tuple(
    Parameter(
        name,
        NAMES[name],
        reader,
        many=name in FACET_PARAMETERS,
        default=DEFAULTS[name] if name in SHOWN_DEFAULTS else None,
    )
    for name, reader in READERS.items()
)

OPERATIONS = (
    Operation(
        name="formations",
        path="/api/v1/formations",
        summary="Chercher des formations",
        answer=models.Search,
        about="Les paramètres de la page de recherche. Plusieurs valeurs d’un même paramètre"
        " s’ajoutent, des paramètres différents se cumulent. radius_km et sort=distance demandent"
        " near ; un minimum ne dépasse pas son maximum.",
        parameters=SEARCH_PARAMETERS,
        example="/api/v1/formations?q=web&modality=onsite&page_size=2",
        errors=(400,),
    ),
    Operation(
        name="formation",
        path="/api/v1/formations/{formation_id}",
        summary="Lire une formation",
        answer=models.Formation,
        about="L’identifiant reste le même à chaque chargement du catalogue.",
        parameters=(Parameter("formation_id", "Identifiant", Code("[a-z2-7]{12}"), in_path=True),),
        errors=(404, 410),
    ),
    Operation(
        name="recommendations",
        path="/api/v1/recommendations",
        summary="Proposer des formations à une personne",
        answer=models.Recommendations,
        about="Le corps est un profil : aucune réponse n’est obligatoire, et rien n’en est gardé."
        " radius_km demande near ; near est une commune, un code postal, un département ou une"
        " région.",
        body=Profile,
        method="post",
        cost=2,
        errors=(400, 413, 415),
    ),
    Operation(
        name="completions",
        path="/api/v1/completions",
        summary="Compléter un mot en cours de frappe",
        answer=models.Completions,
        about="Métiers, formations, organismes et lieux. Ces demandes ont leur propre quota, dix"
        " fois plus grand.",
        parameters=(
            Parameter("q", "Le début du texte", COMPLETION_READERS["q"]),
            Parameter("limit", "Propositions par groupe", COMPLETION_READERS["limit"], default=5),
        ),
        example="/api/v1/completions?q=dev&limit=3",
        errors=(400,),
    ),
    Operation(
        name="figures",
        path="/api/v1/figures/{year}",
        summary="Lire les chiffres clés d’une année",
        answer=models.KeyFigures,
        about="Les 29 tableaux du rapport annuel du réseau, par leur nom.",
        parameters=(Parameter("year", "Année", Whole(2000, 2100), in_path=True),),
        cost=5,
        errors=(404,),
    ),
    Operation(
        name="catalogue",
        path="/api/v1/catalogue",
        summary="Connaître le catalogue : licence, date, fichiers",
        answer=models.Catalogue,
        about=f"Licence : {licence.NAME}.",
        example="/api/v1/catalogue",
    ),
    *(
        Operation(
            name=f"catalogue_{name}",
            path=f"/api/v1/catalogue.{name}",
            summary=f"Télécharger tout le catalogue ({name})",
            about=about,
            media_type=media_type,
            cost=DOWNLOAD_COST,
            example=f"/api/v1/catalogue.{name}",
        )
        for name, (media_type, about) in FILES.items()
    ),
)
"""Every operation of version 1, in the order in which they are explained."""
