"""What people write around the words they mean, and what they say that few trainings tell."""

import re
from collections.abc import Sequence

from search_index.french import bare
from search_index.phrases import SITUATION

AROUND = """
aime aimer aimerais apprendre besoin bonjour boulot changer cherche chercher chose comment cours
decouvrir devenir domaine emploi envie etudier faire formation formations former gagner gens
jeune jeunes merci metier metiers pouvoir quelque quoi rechercher recherche sais savoir secteur
souhaite svp travail travailler trouver veut veux vie voudrais vouloir
debutant debutante debutants debuter habite habitant maitriser peut peux possible quand quelles
suivre utiliser ville gerer servir ameliorer perfectionner approfondir
bonsoir salut hello coucou allo google monsieur madame cordialement svp plait avance
mais donc aussi comme tout tous toute toutes tres trop assez bien peu plutot vraiment juste alors
depuis pendant deja encore parce sinon rien apres quelqu avoir avez avait auriez aurait
est-ce connait connais connaitre connaissez dit parle recrute recrutent sorti sortie
bosser reconvertir occuper interesse interessee interesserait passionne passionnee reve adore
souhaiterais souhaiterait aimerait pourrait pourrais voudrait faudrait existe existent propose
proposez proposes dispo disponible disponibles commence commencer commencant debute niveau
loin pres proche proximite alentours environs cdi cdd interim stage stages
payant payante opco reconnue asynchrone courte courtes zero
initiation perfectionnement intermediaire avancee avances avancees notions
"""
NOISE = frozenset(AROUND.split())
"""What people write and say around the word they mean; dropped when another word remains."""

RANKS = frozenset(
    "bac bachelor bep but bts cap deug deust diplome diplomante dut licence master mastere titre "
    "certifiant certifiante certification certificat pro professionnel professionnelle qualifiant "
    "qualifiante tp expert experte specialiste consultant consultante responsable charge "
    "chargee".split()
)
"""Words of diplomas and of rank: beside another word they order the list and rule nothing out."""

PACE = re.compile(
    r"(?<!\w)(?:(?:a|en|le|les|pendant le|de)[ -])?"
    r"(?P<said>temps[ -](?:partiel|plein)|mi[ -]temps|week[ -]?ends?|cours du soir|soirs?|soirees?)"
    r"(?!\w)"
)
"""How a week is filled: few trainings tell it, so it never rules one out."""

SMALL_WORDS = re.compile(
    r"(?<!\w)(?<!du )(?<!de )(?<!le )(?<!un )(?<!au )(?<!et )"
    r"(?:son (?=[^\W\d_]{3})(?!numerique|video|image|lumiere|multimedia|audio)(?!(?:pour|par|sur) )"
    r"|si (?=(?:je|j|on|tu|vous|nous|c|ca|il|elle|possible)(?!\w)))"
)
"""His and if, which nobody looks for; as nouns "son" is sound and "SI" an information system."""


def asking(text: str) -> str:
    """The text without what people say of themselves, where anything else remains."""
    left = folded = bare(text)
    if len(folded) != len(text):
        return text
    for pattern in (SITUATION, SMALL_WORDS):
        if found := [*pattern.finditer(left)]:
            text = _cut(text, found)
            left = bare(text)
    return text if text.strip() else folded


def _cut(text: str, found: Sequence[re.Match[str]]) -> str:
    """The text with a space in the place of each piece found."""
    for one in reversed(found):
        text = text[: one.start()] + " " + text[one.end() :]
    return text


def paces(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what it says of the week, and what that is; all alone it stays.

    >>> paces("python à temps partiel")
    ('python  ', ('temps partiel',))
    """
    folded = bare(text)
    found = list(PACE.finditer(folded)) if len(folded) == len(text) else []
    left = _cut(text, found)
    if not found or not left.strip():
        return text, ()
    return left, tuple(text[one.start("said") : one.end("said")] for one in found)
