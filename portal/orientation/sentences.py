"""What a training is to an answer, in a few plain words made from its facts alone.

The verdict decides in which list a clause stands; the clause itself is computed from the training
and the answers, so that it is true whatever the verdict.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.models import Formation
from data.vocabulary import CertificationKind, Modality
from portal import wording
from portal.cards import SHORT_KINDS, certificate
from portal.orientation.outcomes import told
from portal.wording import NO_BREAK
from search_index.recommend.criteria import PUBLICS
from search_index.recommend.profile import Profile
from search_index.recommend.suggestions import AGAINST, MET, NEAR
from search_index.results import PlaceFound

HOURS_A_MONTH = 35 * 52 / 12
"""Hours of a month of full-time training: 35 hours a week (article L. 3121-27, Code du travail)."""


@dataclass(frozen=True)
class Case:
    """One training beside one person's answers; `trades` are those understood from their words."""

    formation: Formation
    profile: Profile
    today: date
    place: PlaceFound | None = None
    distance_km: float | None = None
    trades: tuple[str, ...] = ()
    verdict: str = MET


def clause(criterion: str, case: Case) -> str:
    """The words for one criterion, without capital or full stop: "à 12 km de Villeurbanne"."""
    return CLAUSES[criterion](case)


def sentence(clauses: Iterable[str]) -> str:
    """Clauses as one sentence without its full stop; empty for none."""
    text = " ; ".join(clauses)
    return text[:1].upper() + text[1:]


def of(label: str) -> str:
    """A trade after "de": "d’intégrateur web", "de data analyst"."""
    name = wording.lower_first(label)
    return f"d’{name}" if name[:1].lower() in "aeiouyéèêâîôœ" else f"de {name}"


def _trade(case: Case) -> str:
    trades = case.formation.trades
    if not trades:
        return "métier préparé non communiqué"
    aimed = [one for one in trades if one.code in case.profile.trades]
    if aimed:
        return f"prépare au métier {of(aimed[0].label)}, que vous visez"
    kind = "à un autre métier" if case.verdict == AGAINST else "à un métier proche"
    return f"prépare {kind} : {_plainly(one.label for one in trades)}"


def _family(case: Case) -> str:
    family = case.formation.family
    if family is None:
        return "famille de métiers non communiquée"
    if family.code in case.profile.families:
        return f"dans la famille {wording.quoted(family.label)}, que vous aimez"
    kind = "autre famille" if case.verdict == AGAINST else "famille voisine"
    return f"dans une {kind} : {wording.quoted(family.label)}"


def _words(case: Case) -> str:
    if case.verdict not in (MET, NEAR):
        return "vos mots ne disent rien de sûr de cette formation"
    heard = [one.label for one in case.formation.trades if one.code in case.trades]
    if heard:
        sure = "reconnu dans vos mots" if case.verdict == MET else "auquel vos mots font penser"
        return f"prépare au métier {of(heard[0])}, {sure}"
    near = "très proche" if case.verdict == MET else "proche"
    return f"prépare à un métier {near} de vos mots : {_plainly(_trades(case.formation))}"


def _trades(formation: Formation) -> Iterable[str]:
    return (one.label for one in formation.trades)


def _place(case: Case) -> str:
    asked, formation = case.place, case.formation
    if formation.place is None:
        online = formation.modality == Modality.ONLINE
        return "se suit à distance, depuis partout" if online else "lieu non communiqué"
    if asked is None or asked.kind == "country":
        return f"à {wording.place_line(formation)}"
    if asked.radius_km is None:
        return _territory(asked, formation)
    if case.distance_km is None:
        return f"lieu exact non communiqué ({wording.place_line(formation)})"
    far = f"{wording.distance(case.distance_km)} de {_town(asked)}"
    more = case.distance_km - asked.radius_km
    if case.verdict != AGAINST:
        return far
    km = f"{wording.number(round(more))}{NO_BREAK}km de" if more >= 1 else "un peu"
    return f"{far}, {km} plus que souhaité"


def _town(asked: PlaceFound) -> str:
    """The commune without its department: "Villeurbanne"."""
    return asked.label.rsplit(" (", 1)[0]


def _territory(asked: PlaceFound, formation: Formation) -> str:
    place = formation.place
    code = place and (place.region_code if asked.kind == "region" else place.department_code)
    where = wording.place_line(formation)
    if code == asked.code:
        return f"là où vous cherchez : {where}"
    return f"ailleurs que là où vous cherchez : {where}" if code else "lieu exact non communiqué"


def _education(case: Case) -> str:
    asked, own = case.formation.entry_level, case.profile.education_level
    entry = wording.entry_level(asked)
    if asked is None or entry is None:
        return "niveau demandé à l’entrée non communiqué"
    if asked == 0:
        return "ouverte sans diplôme"
    level = entry.removeprefix("À partir du ")
    if own is not None and own < asked:
        return f"demande le {level}, plus que le vôtre"
    return f"ouverte à partir du {level}, que vous avez"


def _situation(case: Case) -> str:
    publics, situation = case.formation.audiences, case.profile.situation
    if not publics:
        return "publics non communiqués"
    own = PUBLICS.get(situation, frozenset()) if situation else frozenset()
    named = [one for one in publics if one.code in own] or publics
    return f"pensée pour : {_plainly(one.label for one in named)}"


WAYS: Mapping[Modality, str] = {
    Modality.ONSITE: "sur place",
    Modality.ONLINE: "à distance",
    Modality.BLENDED: "en partie sur place, en partie à distance",
}
"""How a training is followed, after "se suit"."""


def _modality(case: Case) -> str:
    way = case.formation.modality
    if way is None:
        return "façon de suivre non communiquée"
    wanted = way in case.profile.modalities
    return f"se suit {WAYS[way]}{', comme souhaité' if wanted else ''}"


def _hours(case: Case) -> str:
    formation, most = case.formation, case.profile.hours_max
    length = (wording.duration(formation) or "").replace(" · ", ", soit ")
    if formation.hours is None:
        return f"heures non communiquées ({length})" if length else "durée non communiquée"
    if most is None or formation.hours <= most:
        return f"dure {length}"
    return f"dure {lasting(formation.hours - most)} de plus que souhaité ({length})"


def lasting(hours: float) -> str:
    """Hours of training as people count them: in whole months of full time from one on."""
    months = round(hours / HOURS_A_MONTH)
    if hours < HOURS_A_MONTH:
        return f"{wording.number(max(1, round(hours)))}{NO_BREAK}h"
    return f"environ {wording.number(months)}{NO_BREAK}mois"


def _certification(case: Case) -> str:
    own = case.formation.certification
    if own is None:
        return "certificat obtenu non communiqué"
    if own.kind in case.profile.certifications:
        return f"donne ce que vous voulez : {wording.lower_first(certificate(own))}"
    wanted = wording.listed(_short(kind) for kind in case.profile.certifications)
    return f"donne : {wording.lower_first(certificate(own))}, et non {wanted}"


def _short(kind: CertificationKind) -> str:
    return wording.lower_first(SHORT_KINDS[kind])


def _start(case: Case) -> str:
    coming = wording.upcoming(case.formation.sessions, case.today)
    if not coming or coming[0].starts_on is None:
        return "prochaine date de début non communiquée"
    first = coming[0]
    begins = coming[0].starts_on
    when = wording.day(begins, first.precision)
    on = f"le {when}" if first.precision == "day" else f"en {when}"
    before = case.profile.starts_before
    late = before is not None and begins > before
    return f"commence {on}{', plus tard que souhaité' if late else ''}"


def _funding(case: Case) -> str:
    formation = case.formation
    if formation.cost_eur == 0:
        return "gratuite pour vous"
    if not formation.funding:
        return "financement et coût non communiqués" if formation.cost_eur is None else (
            f"financement non communiqué (coût : {wording.cost(formation.cost_eur)})"
        )  # fmt: skip
    mine = [one.label for one in formation.funding if one.code in case.profile.funding]
    if mine:
        return f"peut être payée par : {_plainly(mine)}"
    return f"payée autrement que souhaité : {_plainly(one.label for one in formation.funding)}"


def _plainly(labels: Iterable[str]) -> str:
    return wording.listed(wording.lower_first(label) for label in labels)


def _taste(case: Case) -> str:
    if case.verdict not in (MET, NEAR):
        return "ce que vous avez dit des autres n’aide pas à juger celle-ci"
    near = "" if case.verdict == MET else "assez "
    parts = [
        f"{near}proche de ce dont vous voulez plus" if case.profile.more else "",
        f"{near}loin de ce dont vous voulez moins" if case.profile.less else "",
    ]
    return f"dans l’ensemble {wording.listed(filter(None, parts))}"


def _results(case: Case) -> str:
    return told(case.formation.results)


CLAUSES: Mapping[str, Callable[[Case], str]] = {
    "trade": _trade,
    "family": _family,
    "words": _words,
    "place": _place,
    "education": _education,
    "situation": _situation,
    "modality": _modality,
    "hours": _hours,
    "certification": _certification,
    "start": _start,
    "funding": _funding,
    "taste": _taste,
    "results": _results,
}
"""How each criterion is told."""

LABELS: Mapping[str, str] = {
    "trade": "Le métier",
    "family": "La famille de métiers",
    "words": "Vos mots",
    "place": "Le lieu",
    "education": "Votre diplôme",
    "situation": "Votre situation",
    "modality": "Sur place ou à distance",
    "hours": "La durée",
    "certification": "Ce que vous obtenez à la fin",
    "start": "La date de début",
    "funding": "Qui paie",
    "taste": "Vos « plus » et vos « moins »",
    "results": "Ce que sont devenus les anciens",
}
"""What people call each criterion."""
