"""The trainings most like one, each with what it shares with it, in a few true words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.models import Formation
from data.vocabulary import Modality
from portal import links, wording
from portal.cards import SHORT_KINDS
from search_index.recommend.suggestions import MET, Suggestion

MOST = 2
"""What is told of a training: the most telling likenesses."""


@dataclass(frozen=True)
class Alike:
    """A training like another one: where it is, and what the two share."""

    title: str
    url: str
    where: str
    why: str


def alike(formation: Formation, other: Formation, suggestion: Suggestion) -> Alike:
    """Another training as it stands beside this one."""
    shared = [
        SHARED[reason.criterion](formation, other)
        for reason in suggestion.reasons
        if reason.verdict == MET
    ]
    why = ", ".join([text for text in shared if text][:MOST])
    return Alike(
        other.title,
        links.formation(other.id),
        wording.place_line(other),
        why[:1].upper() + why[1:],
    )


def _trade(formation: Formation, other: Formation) -> str:
    own = {trade.code for trade in formation.trades}
    same = [trade.label for trade in other.trades if trade.code in own]
    return f"même métier : {wording.lower_first(same[0])}" if same else "métier proche"


def _certification(formation: Formation, other: Formation) -> str:
    own, its = formation.certification, other.certification
    if own is None or its is None or own.kind != its.kind:
        return ""
    return f"même genre de certificat ({wording.lower_first(SHORT_KINDS[its.kind])})"


def _hours(_formation: Formation, other: Formation) -> str:
    length = wording.duration(other)
    return f"durée proche ({length})" if length else ""


WAYS: Mapping[Modality, str] = {
    Modality.ONSITE: "sur place aussi",
    Modality.ONLINE: "à distance aussi",
    Modality.BLENDED: "en partie à distance aussi",
}


def _modality(formation: Formation, other: Formation) -> str:
    way = other.modality
    return WAYS[way] if way is not None and way == formation.modality else ""


SHARED: Mapping[str, Callable[[Formation, Formation], str]] = {
    "trade": _trade,
    "meaning": lambda _formation, _other: "contenu proche",
    "certification": _certification,
    "hours": _hours,
    "modality": _modality,
}
"""How each likeness is told."""
