"""The questions in plain words: what each screen asks, and how an answer is given."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from data import reference
from data.vocabulary import ENTRY_LEVELS, CertificationKind, Labelled, Modality
from portal import wording
from portal.orientation.sentences import HOURS_A_MONTH, LABELS
from search_index.fields import RADII_KM
from search_index.recommend.profile import CRITERIA, Situation

Lines = tuple[tuple[str, str, str], ...]
"""Values to choose among: what is sent, its label, a plain sentence or nothing."""


@dataclass(frozen=True)
class Ask:
    """One answer to give: its field, its question, how it is asked, and among which values.

    `kind` is "text", "place", "boxes", "radios", "select", "date", "trades" or "weights".
    """

    field: str
    kind: str
    label: str
    hint: str = ""
    lines: Callable[[], Lines] = tuple


@dataclass(frozen=True)
class Screen:
    """One screen of the questionnaire, by the name that stands in its address."""

    name: str
    title: str
    asks: tuple[Ask, ...]
    intro: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The answers that this screen gives."""
        return tuple(ask.field for ask in self.asks)


def _families() -> Lines:
    return tuple((one.code, one.label, one.plain) for one in reference.families().values())


def _trades() -> Lines:
    return tuple((one.code, one.label, one.plain) for one in reference.trades().values())


def _radii() -> Lines:
    near = (("", "Une distance habituelle", ""),)
    return near + tuple((f"{km}", f"{km}{wording.NO_BREAK}km", "") for km in RADII_KM)


WAYS: Mapping[Modality, tuple[str, str]] = {
    Modality.ONSITE: (
        "Sur place",
        "Vous allez dans une école ou un centre. On dit aussi « en présentiel ».",
    ),
    Modality.ONLINE: ("À distance", "Vous suivez les cours chez vous, par internet."),
    Modality.BLENDED: ("Un peu des deux", "Certains jours sur place, d’autres chez vous."),
}


def _ways() -> Lines:
    return tuple((way.value, *words) for way, words in WAYS.items())


def _levels() -> Lines:
    levels = ((str(level), label, "") for level, label in ENTRY_LEVELS.items())
    return (("", "Je préfère ne pas répondre", ""), *levels)


def _labels(values: Iterable[Labelled]) -> Lines:
    return tuple((one.value, one.label, "") for one in values)


def _situations() -> Lines:
    return (("", "Je préfère ne pas répondre", ""), *_labels(Situation))


MONTHS: Mapping[int, str] = {
    1: "1 mois au plus",
    3: "3 mois au plus",
    6: "6 mois au plus",
    12: "1 an au plus",
}


def _lengths() -> Lines:
    def hours(months: int) -> int:
        return round(months * HOURS_A_MONTH)

    lengths = (
        (str(hours(months)), label, f"Environ {wording.number(hours(months))} heures de cours.")
        for months, label in MONTHS.items()
    )
    return (("", "Peu importe", ""), *lengths)


CERTIFICATES: Mapping[CertificationKind, tuple[str, str]] = {
    CertificationKind.RNCP_TITLE: (
        "Un titre professionnel",
        "Il prouve que vous savez faire un métier. Reconnu par l’État (titre « RNCP »).",
    ),
    CertificationKind.DIPLOMA: ("Un diplôme", "Par exemple un BTS ou une licence."),
    CertificationKind.RNCP_BLOCK: (
        "Une partie d’un titre",
        "Un « bloc de compétences » : vous pourrez finir le titre plus tard.",
    ),
    CertificationKind.CQP: (
        "Un certificat de branche",
        "Reconnu par les entreprises d’un secteur (« CQP »).",
    ),
    CertificationKind.RS: (
        "Un certificat court",
        "Il prouve que vous savez vous servir d’un outil ou d’une technique (« RS »).",
    ),
    CertificationKind.OTHER: ("Un autre certificat", "Par exemple celui d’une marque."),
    CertificationKind.ATTESTATION: (
        "Une attestation",
        "Un papier qui dit que vous avez suivi la formation.",
    ),
}


def _certificates() -> Lines:
    return tuple((kind.value, *words) for kind, words in CERTIFICATES.items())


def _funding() -> Lines:
    return tuple((one.code, one.label, one.plain) for one in reference.funding_schemes().values())


def _audiences() -> Lines:
    publics = reference.audiences().values()
    return tuple((one.code, one.label, "") for one in publics if one.reserved)


WEIGHTS: Lines = (
    ("0", "Ne compte pas", ""),
    ("1", "Compte un peu", ""),
    ("2", "Compte", ""),
    ("3", "Compte beaucoup", ""),
)


def _weights() -> Lines:
    told = (name for name in CRITERIA if name != "taste")
    return tuple((name, LABELS[name], WEIGHT_HINTS.get(name, "")) for name in told)


WEIGHT_HINTS = {
    "results": "Combien ont trouvé un emploi ou continué leurs études. Sans choix de votre part, "
    "cela ne compte pas."
}

SCREENS: tuple[Screen, ...] = (
    Screen(
        "envies",
        "Qu’est-ce que vous aimez ?",
        (
            Ask("words", "text", "Dites-le avec vos mots",
                "Par exemple : j’aime dessiner et les ordinateurs."),
            Ask("families", "boxes", "Ou choisissez ce qui vous attire",
                "Vous pouvez en cocher plusieurs.", _families),
        ),
    ),
    Screen(
        "metier",
        "Un métier vous attire ?",
        (
            Ask("trades", "trades", "Cochez un ou plusieurs métiers",
                "Vous ne savez pas encore ? Passez cette question.", _trades),
        ),
    ),
    Screen(
        "lieu",
        "Où voulez-vous apprendre ?",
        (
            Ask("near", "place", "Votre ville ou votre code postal",
                "Vous pouvez aussi écrire un département ou une région."),
            Ask("radius_km", "select", "Jusqu’à quelle distance ?", lines=_radii),
            Ask("modalities", "boxes", "Comment voulez-vous suivre les cours ?",
                "Cochez tout ce qui vous va.", _ways),
        ),
    ),
    Screen(
        "niveau",
        "Où en êtes-vous ?",
        (
            Ask("education_level", "radios", "Votre plus haut diplôme",
                "Beaucoup de formations n’en demandent aucun.", _levels),
            Ask("situation", "radios", "En ce moment", lines=_situations),
        ),
    ),
    Screen(
        "temps",
        "Combien de temps avez-vous ?",
        (
            Ask("hours_max", "radios", "La formation peut durer",
                "À plein temps, 35 heures par semaine.", _lengths),
            Ask("starts_before", "date", "Elle doit commencer au plus tard le",
                "Laissez vide si la date n’est pas importante."),
        ),
    ),
    Screen(
        "apres",
        "Que voulez-vous obtenir, et qui paie ?",
        (
            Ask("certifications", "boxes", "À la fin, je veux obtenir",
                "Le papier qui prouve ce que vous savez faire s’appelle une certification.",
                _certificates),
            Ask("funding", "boxes", "Qui peut payer ma formation",
                "Souvent, vous n’avez rien à payer : c’est le financement. Vous ne savez pas ? "
                "Passez.", _funding),
        ),
    ),
    Screen(
        "public",
        "Êtes-vous concerné·e ?",
        (Ask("audiences", "boxes", "Je fais partie de ces publics", lines=_audiences),),
        "Certaines formations sont réservées à un public. Cochez si vous êtes concerné·e, pour "
        "les voir aussi. Cela ne peut qu’ajouter des formations, jamais en retirer.",
    ),
    Screen(
        "priorites",
        "Qu’est-ce qui compte le plus ?",
        (Ask("weights", "weights", "Pour chaque point, dites s’il compte", lines=_weights),),
        "Sans réponse, nous gardons le réglage de départ. Un point auquel vous n’avez pas "
        "répondu ne compte pas.",
    ),
)  # fmt: skip
"""The screens, in their order."""

ALL = Screen("tout", "Toutes les questions", tuple(ask for one in SCREENS for ask in one.asks))
"""All questions at once."""

BY_NAME: Mapping[str, Screen] = {one.name: one for one in (*SCREENS, ALL)}
