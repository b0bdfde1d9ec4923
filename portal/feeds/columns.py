"""The columns of a table of formations, once for CSV and workbooks; unknown is an empty cell."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from data.catalogue import utc
from data.models import Formation, FormationSession, YearlyResult
from data.outcomes import mean_salary, results
from data.vocabulary import ENTRY_LEVELS, LEVELS, Precision
from portal import links, wording
from portal.cards import label_line
from portal.formation.results import year_view

Value = str | float | date | None

BETWEEN = " | "


@dataclass(frozen=True)
class Column:
    """A column: what people call it, where a row has its value, its width in a workbook."""

    title: str
    path: str
    width: int = 14


COLUMNS = (
    Column("Identifiant", "formation.id"),
    Column("Intitulé", "formation.title", 50),
    Column("Organisme", "formation.provider.name", 30),
    Column("Réseau", "formation.provider.network.name", 20),
    Column("Famille de métiers", "formation.family.label", 30),
    Column("Métiers", "trades", 30),
    Column("Commune", "formation.place.commune", 20),
    Column("Code postal", "formation.place.postcode"),
    Column("Département", "formation.place.department.name", 20),
    Column("Région", "formation.place.region.name", 24),
    Column("Façon de suivre", "formation.modality.label", 20),
    Column("Durée (heures)", "formation.hours"),
    Column("Durée (mois)", "formation.months"),
    Column("Prochain début", "starts"),
    Column("Candidater avant", "coming.apply_before"),
    Column("Certification", "formation.certification.kind.label", 30),
    Column("Code RNCP ou RS", "formation.certification.register_code"),
    Column("Intitulé de la certification", "formation.certification.title", 40),
    Column("Niveau obtenu", "level", 20),
    Column("Niveau à l’entrée", "entry_level", 18),
    Column("Prérequis", "formation.prerequisites", 40),
    Column("Publics", "audiences", 30),
    Column("Financements", "funding", 30),
    Column("Coût (euros)", "formation.cost_eur"),
    Column("Label", "label"),
    Column("Année des résultats", "result.year"),
    Column("Situations connues (personnes)", "result.known_outcomes"),
    Column("Sorties positives (%)", "rate.percent"),
    Column("Sorties positives, borne basse (%)", "rate.low"),
    Column("Sorties positives, borne haute (%)", "high"),
    Column("Pourquoi pas de taux", "why_no_rate", 40),
    Column("Salaires connus (personnes)", "result.salaries"),
    Column("Salaire moyen (euros bruts par an)", "salary"),
    Column("Pourquoi pas de salaire", "why_no_salary", 40),
    Column("Résumé", "formation.summary", 60),
    Column("Page de l’organisme", "formation.url", 40),
    Column("Page du portail", "page", 40),
    Column("Informations déduites", "inferred", 20),
    Column("Formation fictive", "made_up"),
    Column("Mise à jour", "updated"),
)
"""Every column, in order; a path goes through a Row and ends where something is unknown."""


class Row:
    """One formation as its row in a table says it on a day."""

    def __init__(self, formation: Formation, today: date) -> None:
        self.formation = formation
        self.trades = BETWEEN.join(one.label for one in formation.trades)
        self.audiences = BETWEEN.join(one.label for one in formation.audiences)
        self.funding = BETWEEN.join(one.label for one in formation.funding)
        self.coming = next(iter(wording.upcoming(formation.sessions, today)), None)
        self.starts = _starts(self.coming)
        held = formation.certification
        self.level = LEVELS.get(held.level or 0) if held else None
        entry = formation.entry_level
        self.entry_level = None if entry is None else ENTRY_LEVELS.get(entry)
        self.label = label_line(formation)
        self.inferred = ", ".join(sorted(formation.origins))
        self.made_up = "oui" if formation.demonstration else "non"
        self.updated = utc(formation.updated_at).date()
        self.page = links.absolute(links.formation(formation.id))
        self.result: YearlyResult | None = next(iter(formation.results), None)
        view = year_view(results(self.result, None, {})) if self.result else None
        self.rate = view.positive_exit if view else None
        self.salary = mean_salary(self.result).rate if self.result else None
        self.why_no_salary = view.salary if view and self.salary is None else None

    @cached_property
    def high(self) -> float | None:
        """The upper end of the rate's interval, in per cent."""
        if self.rate is None or self.rate.low is None or self.rate.width is None:
            return None
        return round(self.rate.low + self.rate.width, 1)

    @cached_property
    def why_no_rate(self) -> str | None:
        """The reason in the words of the page, where no rate is given."""
        if self.rate is None:
            return "Résultats non communiqués"
        return self.rate.text if self.rate.percent is None else None

    def cells(self) -> list[Value]:
        """The values of all columns."""
        return [self._at(column.path) for column in COLUMNS]

    def _at(self, path: str) -> Value:
        value: Any = self
        for step in path.split("."):
            value = None if value is None else getattr(value, step)
        found: Value = value
        return found


def _starts(coming: FormationSession | None) -> Value:
    """The next start as a date; as text where only its month or year is known."""
    if coming is None or coming.starts_on is None:
        return None
    if coming.precision == Precision.DAY:
        return coming.starts_on
    return wording.day(coming.starts_on, coming.precision)
