"""One answer changed, in words: what to change, how many more trainings that opens, which first."""

from collections.abc import Callable, Mapping
from typing import Any

from data import reference
from data.vocabulary import Labelled
from portal import wording
from portal.orientation.sentences import lasting
from search_index.recommend.profile import Profile
from search_index.recommend.suggestions import Barred

Change = dict[str, Any]


def change_of(before: Profile, after: Profile) -> Change:
    """The answers that differ, as the JSON of a profile has them after."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {name: value for name, value in new.items() if value != old[name]}


def told(before: Profile, after: Profile, field: str, gain: int, best: str) -> str:
    """A hint as a sentence: "Avec 50 km de plus : 6 formations de plus, dont « … »"."""
    lead = LEADS[field](before, after) if field in LEADS else "En changeant une réponse"
    more = f"{wording.counted(gain, 'formation')} de plus"
    which = f", dont {wording.quoted(best)}" if gain > 1 else f" : {wording.quoted(best)}"
    return wording.unbroken(f"{lead} : {more}{which}")


def _radius(before: Profile, after: Profile) -> str:
    old, new = before.place, after.place
    if old is None or new is None or old.radius_km is None or new.radius_km is None:
        return EVERYWHERE
    return f"Avec {wording.kilometres(new.radius_km - old.radius_km)} de plus"


def _hours(before: Profile, after: Profile) -> str:
    if before.hours_max is None or after.hours_max is None:
        return "Sans limite de durée"
    return f"Avec {lasting(after.hours_max - before.hours_max)} de formation en plus"


def _start(_before: Profile, after: Profile) -> str:
    if after.starts_before is None:
        return "Quelle que soit la date de début"
    return f"En commençant au plus tard le {wording.day(after.starts_before)}"


def _education(_before: Profile, _after: Profile) -> str:
    return "Sans tenir compte du diplôme"


def _chosen(
    field: str, anything: str, label: Callable[[Any], str]
) -> Callable[[Profile, Profile], str]:
    """How an answer of several values is told: what is accepted beside, or that all is."""

    def lead(before: Profile, after: Profile) -> str:
        added = [one for one in getattr(after, field) if one not in getattr(before, field)]
        if not getattr(after, field) or not added:
            return anything
        return f"En acceptant aussi {wording.listed(wording.quoted(label(one)) for one in added)}"

    return lead


def _label(one: Labelled) -> str:
    return one.label


EVERYWHERE = "En cherchant partout en France"
LEADS: Mapping[str, Callable[[Profile, Profile], str]] = {
    "near": lambda _before, _after: EVERYWHERE,
    "region": lambda _before, _after: EVERYWHERE,
    "radius_km": _radius,
    "hours_max": _hours,
    "starts_before": _start,
    "education_level": _education,
    "modalities": _chosen("modalities", "Sur place ou à distance", _label),
    "certifications": _chosen("certifications", "Quel que soit le certificat", _label),
    "funding": _chosen(
        "funding", "Quel que soit le financement", lambda c: reference.funding_schemes()[c].label
    ),
    "families": _chosen(
        "families", "Dans toutes les familles de métiers", lambda c: reference.families()[c].label
    ),
    "trades": lambda _before, _after: "Pour tous les métiers de la même famille",
    "words": lambda _before, _after: "Sans vos mots",
}
"""How the change of each answer is told."""

BARRED: Mapping[str, tuple[str, str]] = {
    "audience": ("réservée à d’autres publics", "réservées à d’autres publics"),
    "education": ("qui demande un diplôme plus élevé", "qui demandent un diplôme plus élevé"),
    "label": ("dont le label n’est plus en cours", "dont le label n’est plus en cours"),
    "session": ("sans date à venir", "sans date à venir"),
}
"""What each hard condition says of the trainings that it keeps away."""


def kept_away(barred: Barred) -> str:
    """How many trainings a hard condition keeps away, and why, without its full stop."""
    one, several = BARRED[barred.condition]
    count = wording.counted(barred.count, "formation")
    return f"{count} {one} n’est pas montrée" if barred.count < 2 else (
        f"{count} {several} ne sont pas montrées"
    )  # fmt: skip
