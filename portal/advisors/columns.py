"""The columns of the dense table: each one of the facts that are told everywhere else."""

COLUMNS = {
    "provider": "Organisme",
    "trades": "Métiers",
    "place": "Lieu",
    "modality": "Façon de suivre",
    "start": "Prochain début",
    "apply": "Candidater avant",
    "seats": "Places",
    "hours": "Durée",
    "cost": "Coût",
    "certificate": "À la clé",
    "level": "Niveau obtenu",
    "entry": "À l’entrée",
    "funding": "Qui peut payer",
    "audience": "Pour qui",
    "results": "En emploi ou en études trois mois après",
}
"""Each column by its value in the address, with the fact that it shows."""

DEFAULT = ("provider", "place", "start", "seats", "hours", "cost", "level", "funding")
