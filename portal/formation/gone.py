"""What the old address of a training says once it is no longer in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.labels import CHANGE_OF, LabelEvent
from data.models import Formation
from data.vocabulary import LabelStatus
from portal import links, wording

WHY = {
    LabelStatus.SUSPENDED: "Son label est suspendu : elle n’est pas proposée en ce moment.",
    LabelStatus.WITHDRAWN: "Son label lui a été retiré.",
    LabelStatus.EXPIRED: "Son label est arrivé à son terme.",
}
BY_SOURCE = "L’organisme ou la source qui la publiait ne la propose plus."


@dataclass(frozen=True)
class Near:
    """A search that shows trainings like it."""

    text: str
    url: str


@dataclass(frozen=True)
class GonePage:
    """A training that is gone: why, what happened to its label, and what to look at instead."""

    title: str
    provider: str | None
    why: str
    events: tuple[tuple[str, str, str | None], ...]
    near: tuple[Near, ...]


def why(formation: Formation, events: Sequence[LabelEvent]) -> str:
    """Why the training is no longer shown, with the reason that was given for everybody."""
    label = formation.label
    if label is None or label.status not in WHY:
        return BY_SOURCE
    last = events[-1] if events else None
    reason = last.note if last and last.change == CHANGE_OF[label.status] else None
    return f"{WHY[label.status]} Motif : {reason}" if reason else WHY[label.status]


def gone_page(formation: Formation, events: Sequence[LabelEvent]) -> GonePage:
    """The page of a training that is gone; `events` are its label's, oldest first."""
    return GonePage(
        title=formation.title,
        provider=formation.provider.name if formation.provider else None,
        why=why(formation, events),
        events=tuple((wording.day(one.happened_on), one.change.label, one.note) for one in events),
        near=(*_trades(formation), *_family(formation)),
    )


def _trades(formation: Formation) -> tuple[Near, ...]:
    return tuple(
        Near(f"Voir les formations « {one.label} »", links.search_for(trade=one.code))
        for one in formation.trades
    )


def _family(formation: Formation) -> tuple[Near, ...]:
    family, place = formation.family, formation.place
    if family is None:
        return ()
    if place and place.region:
        url = links.search_for(family=family.code, region=place.region.code)
        return (Near(f"{family.label} en région {place.region.name}", url),)
    return (
        Near(f"Toutes les formations « {family.label} »", links.search_for(family=family.code)),
    )
