"""The key figures in French: sections, columns, lines and totals, and how values are written."""

from collections.abc import Iterable

from data.figures import Figure
from data.figures.cells import Value
from portal import wording

SECTIONS = (
    (
        "reseau",
        "Les formations du réseau",
        (
            *("formations_by_region", "formations_by_network", "formations_by_legal_status"),
            *("formations_by_certification", "formations_by_duration", "formations_by_modality"),
            *("trade_families", "top_trades"),
        ),
    ),
    ("budget", "Budget et subventions", ("budget_by_network", "grant_by_region")),
    ("rapport", "Le rapport annuel et les candidatures", ("survey", "sourcing", "funding")),
    (
        "apprenants",
        "Les apprenants",
        (
            *("learners_by_year", "dropouts", "learners_by_age", "learners_by_sex"),
            *("target_groups", "learners_by_education", "learners_by_region"),
        ),
    ),
    (
        "insertion",
        "Pendant et après la formation",
        (
            *("pedagogy", "support_hours", "prior_situation", "immersion", "outcomes"),
            *("target_group_growth", "salaries"),
        ),
    ),
    ("reperes", "Repères", ("learner_aid_by_duration", "label_calls")),
)
"""The parts of the page with their anchors, titles and tables, in the report's order."""

COLUMNS = {
    "region": "Territoire",
    "formations": "Formations",
    "network": "Réseau",
    "status": "Statut",
    "percent": "Part",
    "certification": "Certification",
    "hours": "Heures",
    "modality": "Façon de suivre",
    "family": "Famille",
    "rank": "Rang",
    "trade": "Métier",
    "operator": "Organisme ou réseau",
    "grant_eur": "Subvention accordée",
    "total_budget_eur": "Budget total",
    "figure": "Chiffre",
    "value": "Valeur",
    "scheme": "Financement",
    "amount_eur": "Montant",
    "learners": "Apprenants",
    "age": "Âge",
    "sex": "Sexe",
    "group": "Groupe",
    "level": "Niveau d’études",
    "percent_all": "Part de tous",
    "percent_pic": "Part, formations PIC",
    "percent_pia": "Part, formations PIA",
    "percent_bac_or_below_jobseekers": "Niveau bac ou moins, en recherche d’emploi",
    "percent_women": "Femmes",
    "percent_qpv": "Quartiers prioritaires",
    "approach": "Approche",
    "kind": "Accompagnement",
    "change_hours": "Évolution sur un an",
    "situation": "Situation",
    "outcome": "Situation",
    "growth_percent": "Évolution",
    "eur": "Montant",
    "duration": "Durée de la formation",
    "when": "Mois",
    "event": "Événement",
}

LINES = {
    "formations asked": "Formations interrogées",
    "formations that answered": "Formations ayant répondu",
    "response rate percent": "Taux de réponse",
    "margin of error percent at 95 % confidence, below": "Marge d’erreur à 95 %, inférieure à",
    "learners per session, about": "Apprenants par session, environ",
    "candidates": "Candidatures",
    "admitted": "Personnes admises",
    "admission rate percent": "Taux d’admission",
    "learners fully funded, more than": "Apprenants sans reste à charge, plus de",
    "PIC formations' learners without out-of-pocket cost percent": (
        "Apprenants des formations PIC sans reste à charge"
    ),
    "finished": "Formation terminée dans l’année",
    "started": "Formation commencée et en cours",
    "dropped out": "Abandons",
    "trained (finished + started - dropped out)": (
        "Formés ou en cours (terminées + commencées − abandons)"
    ),
    "share of learners percent": "Part des apprenants en immersion",
    "mean duration months": "Durée moyenne de l’immersion",
}

TOTALS = {
    "formations": "Total des formations",
    "learners": "Total des apprenants",
    "grant_eur": "Total des subventions",
    "total_budget_eur": "Total des budgets",
    "amount_eur": "Total",
    "mean_budget_eur": "Budget moyen d’une formation",
    "mean_grant_eur": "Subvention moyenne",
    "grant_share_percent": "Part de la subvention dans le budget",
    "share_in_networks_percent": "Part des formations en réseau",
    "mean_hours": "Durée moyenne en heures",
    "mean_months": "Durée moyenne en mois",
    "max_years": "Plus longue durée, en années",
    "finished_since_creation": "Personnes formées depuis la création",
    "positive": "Total des sorties positives",
    "positive_percent": "Part des sorties positives",
    "known": "Situations connues",
    "unknown": "Situations non connues",
    "finished_under_3_months_ago": "Formation achevée il y a moins de 3 mois",
}

OF = {
    "formations": ("formation labellisée", "formations labellisées"),
    "asked": ("formation interrogée", "formations interrogées"),
    "answers": ("formation ayant répondu", "formations ayant répondu"),
    "learners": ("apprenant", "apprenants"),
    "finished": ("apprenant ayant achevé sa formation", "apprenants ayant achevé leur formation"),
    "known": ("personne dont la situation est connue", "personnes dont la situation est connue"),
    "salaries": ("salaire connu", "salaires connus"),
}
"""What a table counts, one and several."""

WITHHELD = {
    "too_few": "non publié : moins de 20 personnes, ou de quoi les retrouver",
    "not_printed": "non imprimé dans le rapport",
}
UNKNOWN = "non connu"


def column(name: str) -> str:
    """What people call a column; a year is its own name."""
    return COLUMNS.get(name, name)


def line(label: str) -> str:
    """What people call a line."""
    known = LINES.get(label)
    if known is None and label.startswith("sessions "):
        _, what, _, year = label.split()
        known = f"Sessions {'commencées' if what == 'started' else 'terminées'} en {year}"
    return (known or label).replace("'", "’")


def value(number: Value, name: str, label: str = "", digits: int = 0) -> str:
    """A value with its unit, which its column's name or its line's label tells.

    `digits` are the decimals of a percentage that its whole column has.

    >>> value(24397, "eur"), value(2.4, "value", "mean duration months")
    ('24\\u202f397\\xa0€', '2,4\\xa0mois')
    """
    if number is None:
        return UNKNOWN
    if isinstance(number, str):
        return line(number)
    if name.endswith("eur"):
        return euros(number)
    if "percent" in name or "percent" in label:
        sign = "+" if name == "growth_percent" and number > 0 else ""
        text = f"{number:.{digits}f}".replace(".", ",")
        return f"{sign}{text}{wording.NARROW}%"
    if name.endswith("hours"):
        sign = "+" if name.startswith("change") and number > 0 else ""
        return f"{sign}{wording.number(number)}{wording.NO_BREAK}h"
    return wording.number(number) + (f"{wording.NO_BREAK}mois" if "months" in label else "")


def digits(values: Iterable[Value]) -> int:
    """The most decimals that a column's numbers have.

    >>> digits([12.7, 4.05, None]), digits([37, 3])
    (2, 0)
    """
    floats = (repr(one) for one in values if isinstance(one, float))
    return max((len(text.partition(".")[2]) for text in floats), default=0)


def euros(number: float) -> str:
    """Euros, with two decimals where there are cents."""
    text = f"{number:,.2f}".removesuffix(".00")
    return f"{text.replace(',', wording.NARROW).replace('.', ',')}{wording.NO_BREAK}€"


def counted(figure: Figure) -> str | None:
    """Of how many the table tells: "740 formations labellisées"."""
    if figure.n is None:
        return "Moins de 20 personnes" if figure.table.of in ("learners", "salaries") else None
    return wording.counted(figure.n, *OF[figure.table.of])
