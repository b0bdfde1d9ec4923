"""The answers of the API, as models that write the JSON and its schema; what is unknown is null.

Descriptions are in French, for they are shown on the page that explains the API.
"""

from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model

from data.outcomes import Rate
from data.vocabulary import (
    CertificationKind,
    LabelStatus,
    LegalStatus,
    Modality,
    Precision,
    Programme,
)
from portal.errors import NAMES
from search_index.query import ParameterError, SearchQuery
from search_index.results import FacetCount, PlaceFound, Reason


class Document(BaseModel):
    """What all parts of an answer share: once made, it does not change."""

    model_config = ConfigDict(frozen=True)


class Coded(Document):
    code: str
    label: str


class Trade(Coded):
    rome: tuple[str, ...] = Field(description="Codes ROME du métier, le principal d’abord")


class Provider(Document):
    name: str
    network: str | None = Field(description="Réseau national de l’organisme")
    legal_status: LegalStatus | None


class Place(Document):
    commune: str | None
    postcode: str | None
    department: str | None = Field(description="Numéro du département (69, 2A, 974)")
    region: Coded | None = Field(description="Région, par son code INSEE")
    latitude: float | None = Field(description="Degrés, WGS 84")
    longitude: float | None = Field(description="Degrés, WGS 84")


class Certification(Document):
    kind: CertificationKind
    code: str | None = Field(description="Numéro au répertoire national : RNCP37674, RS5599")
    title: str | None
    level: int | None = Field(description="Niveau européen, de 3 (CAP) à 8 (doctorat)")


class Session(Document):
    starts_on: date | None
    ends_on: date | None
    apply_before: date | None
    seats: int | None
    precision: Precision = Field(description="Ce que la source donne des dates")


class Label(Document):
    programme: Programme
    call: int | None = Field(description="Appel à projets, de 1 à 3")
    status: LabelStatus


class Salary(Document):
    n: int | None = Field(description="Nombre de salaires connus")
    mean: float | None = Field(description="Moyenne, en euros bruts par an")
    withheld: str | None = Field(description="too_few (moins de 20 personnes) ou unknown")


class Rates(Document):
    admission: Rate = Field(description="Admis parmi les candidatures")
    completion: Rate = Field(
        description="Allés au bout, parmi ceux dont la formation s’est terminée dans l’année"
    )
    dropout: Rate = Field(description="Partis avant la fin, parmi les mêmes")
    positive_exit: Rate = Field(
        description="Part, de 0 à 1, des personnes en emploi ou en formation trois mois après, avec"
        " l’effectif n et l’intervalle à 95 % ; sous 20 personnes, withheld dit pourquoi il manque"
    )
    salary_eur: Salary


class Result(Rates):
    year: int
    candidates: int | None
    admitted: int | None
    started: int | None
    finished: int | None = Field(description="null aussi quand moins de 20 personnes ont terminé")
    dropped_out: int | None
    family: Rates = Field(description="Les mêmes taux dans la famille de métiers")
    network: Rates = Field(description="Les mêmes taux dans tout le réseau")


class Formation(Document):
    id: str = Field(description="Identifiant stable : 12 lettres et chiffres")
    title: str
    summary: str | None
    description: str | None
    url: str | None = Field(description="Page de la formation chez l’organisme")
    provider: Provider | None
    trade_family: Coded | None
    trades: tuple[Trade, ...]
    place: Place | None
    modality: Modality | None
    hours: float | None
    months: float | None
    certification: Certification | None
    entry_level: int | None = Field(description="Niveau demandé à l’entrée, 0 : sans diplôme")
    prerequisites: str | None
    audiences: tuple[str, ...]
    funding: tuple[str, ...]
    cost_eur: float | None = Field(description="Coût en euros ; 0 : gratuit, null : inconnu")
    sessions: tuple[Session, ...]
    label: Label | None
    results: tuple[Result, ...]
    origins: dict[str, str] = Field(description="Champs déduits, et de quoi")
    demonstration: bool = Field(description="Formation fictive, du catalogue de démonstration")
    updated_at: datetime


class Part(Document):
    parameter: str
    written: str = Field(description="Les mots tels qu’ils ont été tapés")
    label: str = Field(description="Ce qui en a été compris")
    gain: int = Field(description="Formations de plus sans ce critère")


class Understood(Document):
    corrected: str | None = Field(description="Les mots corrigés")
    place: PlaceFound | None = Field(description="Le lieu compris de near ou des mots")
    parts: tuple[Part, ...] = Field(description="Critères lus dans les mots")
    lacking: tuple[str, ...] = Field(description="Mots abandonnés, faute de formation")


def _asked() -> dict[str, Any]:
    """Every parameter of a search as a field of the answer."""
    hints = get_type_hints(SearchQuery)
    names = [one.name for one in fields(SearchQuery)]
    return {name: (hints[name], Field(description=NAMES[name])) for name in names}


if TYPE_CHECKING:
    Query = Understood
else:
    Query = create_model("Query", __base__=Understood, **_asked())


class Hit(Document):
    formation: Formation
    score: float = Field(description="Pertinence ; 0 sans mots")
    reasons: tuple[Reason, ...] = Field(description="Pourquoi cette formation est là")
    distance_km: float | None
    all_words: bool = Field(
        description="Faux : il lui manque des mots demandés, ou un lieu ou critère qu’ils disent,"
        " et elle suit celles qui ont tout. Un mot proche compte, comme un métier reconnu ; de"
        " trois mots ou plus, un peut manquer"
    )


class Repair(Document):
    without: str = Field(description="Le paramètre à laisser ou à changer")
    label: str
    count: int = Field(description="Formations que trouve cette recherche")
    url: str


class Pages(Document):
    here: str = Field(serialization_alias="self")
    first: str
    prev: str | None
    next: str | None
    last: str


class Search(Document):
    total: int
    complete: int | None = Field(
        description="Celles du total qui répondent à toute la demande, quand d’autres les suivent"
    )
    page: int
    page_size: int
    took_ms: float
    query: Query = Field(description="La question, telle qu’elle est comprise")
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]] = Field(
        description="Pour chaque critère, ce que chaque valeur trouverait"
    )
    repairs: tuple[Repair, ...] = Field(
        description="Ce qui en donne plus, si elles sont peu ; place_unknown : les lieux inconnus"
    )
    further: tuple[Hit, ...] = Field(
        description="Sous une liste courte, hors du total : ce que seul le lieu demandé écarte,"
        " le plus près d’abord"
    )
    links: Pages


class Option(Document):
    label: str
    detail: str
    params: dict[str, str]
    url: str


class Group(Document):
    kind: str
    label: str
    options: tuple[Option, ...]


class Completions(Document):
    query: str
    groups: tuple[Group, ...]


class File(Document):
    format: str
    media_type: str
    url: str


class Licence(Document):
    name: str
    url: str


class Catalogue(Document):
    title: str
    licence: Licence
    updated_at: datetime | None = Field(description="Dernière modification d’une formation")
    formations: int
    demonstration: bool = Field(description="Le catalogue contient des formations fictives")
    files: tuple[File, ...]


class Given(Document):
    feature: str
    contribution: float = Field(description="Part de la note ; leur somme est la note")
    most: float = Field(description="Ce que ce critère peut donner au plus")
    verdict: str = Field(description="met, near, unknown ou against")
    text: str


class Suggested(Document):
    formation: Formation
    score: float = Field(ge=0, le=1)
    distance_km: float | None
    reasons: tuple[Given, ...]
    caveats: tuple[str, ...]


class Change(Document):
    change: dict[str, Any] = Field(description="Les réponses à changer")
    gain: int = Field(description="Formations possibles en plus, exactement")
    text: str


class Away(Document):
    condition: str
    count: int
    text: str


class Meant(Document):
    trades: tuple[str, ...] = Field(description="Métiers que disent les mots")
    words: bool = Field(description="Faux quand les mots n’ont pas été compris")
    place: PlaceFound | None = Field(description="Le lieu demandé, ou lu dans les mots")


class Recommender(Document):
    version: str
    formations: int


class Recommendations(Document):
    suggestions: tuple[Suggested, ...]
    hints: tuple[Change, ...]
    possible: int = Field(description="Formations auxquelles aucune réponse ne s’oppose")
    barred: tuple[Away, ...]
    understood: Meant
    model: Recommender


class Missing(Document):
    row: int = Field(description="Ligne, à partir de 0 ; -1 : dans le total")
    column: str
    reason: str = Field(
        description="too_few : moins de 20 personnes, ou de quoi les retrouver ; not_printed :"
        " laissé de côté par le rapport"
    )


class KeyFigure(Document):
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    total: dict[str, str | int | float | None] = Field(default_factory=dict)
    note: str | None = Field(default=None, description="Ce qu’il faut savoir pour lire le tableau")
    n: int | None = Field(description="Effectif")
    of: str = Field(description="Ce que l’effectif compte")
    withheld: tuple[Missing, ...] = Field(description="Cellules non publiées, et pourquoi")


class KeyFigures(RootModel[dict[str, KeyFigure]], Document):
    pass


class Problem(Document):
    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[ParameterError, ...] = Field(description="Chaque paramètre refusé")
