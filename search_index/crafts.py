"""Words before which a criterion is part of a trade: "restauration rapide", "cloud hybride".

Patterns run over folded text, up to where the words of the criterion begin.
"""

import re


def _after(words: str, gap: int = 2) -> re.Pattern[str]:
    """Any of these words, with at most `gap` others before what follows."""
    return re.compile(rf"(?<!\w)(?:{words})(?:\s+\w+){{0,{gap}}}\s+\Z")


ONLINE_TRADES = _after(
    "vente|vendre|vendeur|vendeuse|boutique|commerce|marketing|jeux?|publicite|pub|achat|"
    "communication|sites?|produits|magasin|marchand|communaute|paiement|service|presence|"
    r"clients?|clienteles?|administrati\w+|demarches?|papiers|impots|declaration"
)
"""What is itself done online: "vendre en ligne" says nothing of how one learns it."""

SERVED = _after(r"services?|serveu(?:r|se)s?|travail(?:ler)?|restaura\w+|cuisine", gap=1)
"""What is done in a dining room: "serveur en salle"."""

FAST = _after("restauration|prototypage", gap=0)
"""What is itself fast: "restauration rapide"."""

OF_TWO_KINDS = _after(
    "cloud|vehicules?|voitures?|automobiles?|moteurs?|motorisations?|applis?|applications?|"
    "mobiles?|infrastructures?|coiffure|coiffeu(?:r|se)",
    gap=1,
)
"""What is itself of two kinds: hybrid cars and clouds, hairdressers of men and women."""

HELPING = _after(
    r"aide|aider|accompagn\w+|aupres|educat\w+|soins?|assist\w+|intervenante?s?|moniteurs?|services?"
)
"""What is done for others: "aide aux personnes handicapées" says nothing of who asks."""
