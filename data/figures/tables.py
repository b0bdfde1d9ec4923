"""The 29 tables of the yearly key figures, in the report's order: this list is the whole choice."""

from collections.abc import Callable
from dataclasses import dataclass

from data import reference
from data.figures import formations, learners
from data.figures.cells import Row, Total
from data.figures.counts import Counts
from data.yearly import State


@dataclass(frozen=True)
class Table:
    """One table: its columns and lines, what it counts, its chart and the search it repeats.

    `of` and `n` say of how many trainings or people it tells; `chart` is the column drawn as bars;
    `parameter` is the search parameter that a line's codes belong to.
    """

    name: str
    title: str
    columns: tuple[str, ...] | Callable[[Counts], tuple[str, ...]]
    rows: Callable[[Counts], list[Row]]
    total: Callable[[Counts], Total] | None = None
    of: str = "formations"
    n: Callable[[Counts], int | None] = lambda counts: counts.labelled.number
    chart: int | None = None
    parameter: str | None = None


def _answered(counts: Counts) -> int:
    return counts.answers.answered


def _people(counts: Counts) -> int:
    return counts.people.number


def _finished(counts: Counts) -> int:
    return counts.people.of_state(State.FINISHED)


def _known(counts: Counts) -> int:
    return counts.people.known_outcomes


def _salaries(counts: Counts) -> int:
    return sum(number for number, _ in counts.salaries.by_sex.values())


def _told(counts: Counts) -> int:
    return counts.answers.approaches.total()


def _nothing(_counts: Counts) -> None:
    return None


def _milestones(counts: Counts) -> list[Row]:
    """What happened up to the end of the year."""
    return [Row(line) for line in reference.milestones() if line[0] <= f"{counts.year}-12"]


AID_REPORT = 2019
"""The report that tells what the learners' aid has cost."""


def _aid(counts: Counts) -> list[Row]:
    found = reference.learner_aid()["spending"] if counts.year == AID_REPORT else []
    return [Row((line["duration"], line["eur"])) for line in found]


TABLES = (
    Table(
        "formations_by_region",
        "Répartition des formations sur le territoire",
        ("region", "formations"),
        formations.by_region,
        formations.all_formations,
        chart=1,
        parameter="region",
    ),
    Table(
        "formations_by_network",
        "Les réseaux de formations",
        ("network", "formations"),
        formations.by_network,
        formations.in_networks,
        chart=1,
        parameter="network",
    ),
    Table(
        "formations_by_legal_status",
        "Statut des structures",
        ("status", "percent", "formations"),
        formations.by_legal_status,
        chart=1,
    ),
    Table(
        "formations_by_certification",
        "Certifications délivrées",
        ("certification", "percent"),
        formations.by_certification,
        chart=1,
        parameter="certification",
    ),
    Table(
        "formations_by_duration",
        "Durée des formations (quartiles)",
        ("hours", "percent"),
        formations.by_duration,
        formations.durations,
    ),
    Table(
        "formations_by_modality",
        "Temps de formation en ligne / en présentiel",
        ("modality", "percent"),
        formations.by_modality,
        chart=1,
        parameter="modality",
    ),
    Table(
        "trade_families",
        "Les 9 familles de métiers",
        ("family",),
        formations.families,
        parameter="family",
    ),
    Table(
        "top_trades",
        "Top 10 des métiers préparés en {year}",
        ("rank", "trade"),
        formations.top_trades,
        parameter="trade",
    ),
    Table(
        "budget_by_network",
        "Budget et subvention par réseau",
        ("operator", "formations", "grant_eur", "total_budget_eur"),
        formations.budgets,
        formations.mean_budget,
        chart=2,
    ),
    Table(
        "grant_by_region",
        "Répartition des financements par région",
        ("region", "grant_eur", "percent"),
        formations.grants_by_region,
        formations.all_grants,
        chart=1,
        parameter="region",
    ),
    Table(
        "survey",
        "Le rapport annuel {year}",
        ("figure", "value"),
        learners.survey,
        of="asked",
        n=lambda counts: counts.answers.asked,
    ),
    Table(
        "sourcing",
        "Sourcing des apprenants",
        ("figure", "value"),
        learners.sourcing,
        n=_answered,
        of="answers",
    ),
    Table(
        "funding",
        "Prise en charge financière des formations",
        ("scheme", "amount_eur"),
        formations.funding,
        formations.all_funding,
        n=_answered,
        of="answers",
        chart=1,
    ),
    Table(
        "learners_by_year",
        "Apprenants formés ou en cours de formation",
        learners.by_year_columns,
        learners.by_year,
        learners.since_creation,
        n=_people,
        of="learners",
    ),
    Table(
        "dropouts",
        "Détail des abandons {year}",
        ("modality", "learners", "percent"),
        learners.dropouts,
        learners.all_dropouts,
        n=_people,
        of="learners",
        chart=1,
    ),
    Table(
        "learners_by_age",
        "Répartition par tranche d'âge",
        ("age", "percent", "learners"),
        learners.by_age,
        learners.all_learners,
        n=_people,
        of="learners",
        chart=2,
    ),
    Table(
        "learners_by_sex",
        "Femmes et hommes",
        ("sex", "percent", "learners"),
        learners.by_sex,
        learners.all_learners,
        n=_people,
        of="learners",
        chart=1,
    ),
    Table(
        "target_groups",
        "Publics cibles",
        ("group", "percent", "learners"),
        learners.target_groups,
        n=_people,
        of="learners",
        chart=1,
    ),
    Table(
        "learners_by_education",
        "Répartition par niveau d'études",
        ("level", "learners", "percent_all", "percent_pic", "percent_pia"),
        learners.by_education,
        learners.all_learners,
        n=_people,
        of="learners",
        chart=1,
    ),
    Table(
        "learners_by_region",
        "Publics cibles par région",
        (
            *("region", "learners", "percent_bac_or_below_jobseekers", "percent_women"),
            "percent_qpv",
        ),
        learners.by_region,
        learners.all_learners,
        n=_people,
        of="learners",
        chart=1,
        parameter="region",
    ),
    Table(
        "pedagogy",
        "Approches pédagogiques ({told} formations)",
        ("approach", "percent"),
        formations.pedagogy,
        formations.told_pedagogy,
        n=_told,
        of="answers",
        chart=1,
    ),
    Table(
        "support_hours",
        "Accompagnement socio-professionnel moyen par formation",
        ("kind", "hours", "change_hours"),
        formations.support_hours,
        n=_answered,
        of="answers",
    ),
    Table(
        "prior_situation",
        "Situation avant l'entrée en formation (apprenants ayant achevé)",
        ("situation", "learners", "percent"),
        learners.prior_situation,
        learners.all_finished,
        n=_finished,
        of="finished",
        chart=1,
    ),
    Table(
        "immersion",
        "Immersion professionnelle",
        ("figure", "value"),
        learners.immersion,
        n=_finished,
        of="finished",
    ),
    Table(
        "outcomes",
        "Situation 3 mois après la formation",
        ("outcome", "learners", "percent"),
        learners.outcomes,
        learners.all_outcomes,
        n=_known,
        of="known",
        chart=1,
    ),
    Table(
        "target_group_growth",
        "Publics éloignés de l'emploi, {before}-{year}",
        learners.growth_columns,
        learners.growth,
        n=_people,
        of="learners",
    ),
    Table(
        "salaries",
        "Salaire annuel brut moyen",
        ("group", "eur"),
        learners.salaries,
        n=_salaries,
        of="salaries",
        chart=1,
        parameter="trade",
    ),
    Table(
        "learner_aid_by_duration",
        "Aide financière: dépenses engagées suivant la durée (2015-2022)",
        ("duration", "eur"),
        _aid,
        n=_nothing,
        chart=1,
    ),
    Table(
        "label_calls",
        "Appels à labellisation et jalons",
        ("when", "event"),
        _milestones,
        n=_nothing,
    ),
)
