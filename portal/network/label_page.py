"""Everything that the team's pages on labels show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.decisions import MAY, LabelDecision
from data.label_book import Book, Line, Wanted
from data.labels import LabelChange, LabelEvent, calls
from data.models import Formation, Label
from data.vocabulary import LabelStatus, Programme
from portal import links, wording
from portal.network.label_form import ACTIONS, NAMES, FormView, form_of


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen, or a link to it with how many it shows."""

    value: str
    label: str
    url: str = ""
    here: bool = False
    count: str = ""


@dataclass(frozen=True)
class Row:
    """One training of the list."""

    id: str
    title: str
    url: str
    provider: str
    programme: str
    status: str
    term: str
    owed: str
    ticked: bool
    may_renew: bool


@dataclass(frozen=True)
class LabelsPage:
    """The list, its filters, and the form that renews the labels that are ticked."""

    title: str
    found: str
    total: int
    states: tuple[Choice, ...]
    calls: tuple[Choice, ...]
    programmes: tuple[Choice, ...]
    state: str
    words: str
    rows: tuple[Row, ...]
    before: str
    after: str
    place: str
    here: str
    renewal: FormView | None
    told: str
    faults: tuple[str, ...] = ()


def labels_page(
    found: Book,
    wanted: Wanted,
    today: date,
    *,
    told: str = "",
    written: Mapping[str, str] | None = None,
    ticked: Collection[str] = (),
    faults: Mapping[str, str] | None = None,
) -> LabelsPage:
    """The list; `written`, `ticked` and `faults` are of a renewal that could not be."""
    rows = tuple(_row(one, today, one.formation_id in ticked) for one in found.lines)
    renewable = any(one.may_renew for one in rows)
    named = faults or {}
    own = {name: why for name, why in named.items() if name not in NAMES or name == "formation"}
    return LabelsPage(
        title=wanted.state.label,
        found=wording.counted(found.total, "formation"),
        total=found.total,
        states=tuple(
            Choice(
                state.value,
                state.label,
                links.labels(replace(wanted, state=state, page=1)),
                state == wanted.state,
                wording.number(number),
            )
            for state, number in found.counts.items()
        ),
        calls=tuple(
            Choice(str(one.number), f"Appel {one.number}", here=one.number == wanted.call)
            for one in calls().values()
        ),
        programmes=tuple(
            Choice(one.value, one.label, here=one == wanted.programme) for one in Programme
        ),
        state=wanted.state.value,
        words=wanted.words,
        rows=rows,
        before=_page(wanted, wanted.page - 1, found.pages),
        after=_page(wanted, wanted.page + 1, found.pages),
        place=f"Page {wanted.page} sur {found.pages}" if found.pages > 1 else "",
        here=links.labels(wanted),
        renewal=form_of(LabelChange.RENEWED, written or {}, named, today) if renewable else None,
        told=told,
        faults=tuple(own.values()),
    )


def _page(wanted: Wanted, number: int, pages: int) -> str:
    return links.labels(replace(wanted, page=number)) if 1 <= number <= pages else ""


def _row(one: Line, today: date, ticked: bool) -> Row:
    label = one.label
    return Row(
        id=one.formation_id,
        title=one.title,
        url=links.label(one.formation_id),
        provider=one.provider or "Organisme non communiqué",
        programme=programme(label),
        status=label.status.label if label else "Sans label",
        term=term(label, today),
        owed=", ".join(map(str, one.owed)),
        ticked=ticked,
        may_renew=label is not None and LabelChange.RENEWED in MAY[label.status],
    )


def programme(label: Label | None) -> str:
    """The programme with its call: "PIC, appel 3"."""
    if label is None:
        return "–"
    return label.programme.upper() + (f", appel {label.call}" if label.call else "")


def term(label: Label | None, today: date) -> str:
    """When the label ends, or that it should have ended, or that nobody said when."""
    if label is None:
        return "–"
    if label.expires_on is None:
        return "Terme non communiqué"
    late = label.status == LabelStatus.ACTIVE and label.expires_on < today
    return f"{'Terme dépassé : ' if late else ''}{wording.day(label.expires_on)}"


@dataclass(frozen=True)
class EventView:
    """One event of a label's history."""

    day: str
    change: str
    until: str
    reason: str
    remark: str
    who: str


@dataclass(frozen=True)
class LabelPage:
    """One training's label: where it stands, what can be decided of it, what happened."""

    title: str
    provider: str
    public: str
    shown: str
    facts: tuple[tuple[str, str], ...]
    owed: str
    standing: str
    choices: tuple[Choice, ...]
    form: FormView | None
    action: str
    last: int
    events: tuple[EventView, ...]
    told: str = ""
    faults: tuple[str, ...] = ()


def label_page(
    formation: Formation,
    past: Sequence[LabelEvent],
    decision: LabelDecision | None,
    owed: Sequence[int],
    today: date,
    *,
    change: LabelChange | None = None,
    written: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    told: str = "",
) -> LabelPage:
    """The page; with a `change` its form, as written and with what is wrong."""
    label = formation.label
    may = MAY[label.status if label else None]
    named = faults or {}
    form = form_of(change, written or {}, named, today) if change in may else None
    beside = {one.name for one in form.fields} if form else set()
    return LabelPage(
        title=formation.title,
        provider=formation.provider.name if formation.provider else "Organisme non communiqué",
        public=links.formation(formation.id),
        shown="Au catalogue" if formation.published else _hidden(formation),
        facts=(
            ("Label", label.status.label if label else "Sans label"),
            ("Programme", programme(label)),
            ("Premier jour", _day(label.granted_on if label else None)),
            ("Dernier jour", term(label, today)),
        ),
        owed=", ".join(map(str, owed)),
        standing=_standing(decision),
        choices=tuple(
            Choice(one.value, ACTIONS[one], links.label(formation.id, one), one == change)
            for one in may
        ),
        form=form,
        action=links.label(formation.id),
        last=last_event(past),
        events=tuple(map(_event, reversed(past))),
        told=told,
        faults=tuple(why for name, why in named.items() if name not in beside),
    )


def last_event(past: Sequence[LabelEvent]) -> int:
    """The number of the newest event, by which a form says what its reader had seen."""
    return max((one.id or 0 for one in past), default=0)


def _hidden(formation: Formation) -> str:
    if formation.offered:
        return "Hors du catalogue, à cause de son label"
    return "Hors du catalogue : sa source ne la propose plus"


def _day(day: date | None) -> str:
    return wording.day(day) if day else "Non communiqué"


def _standing(decision: LabelDecision | None) -> str:
    """What the source says beside the team's decision that stands."""
    if decision is None:
        return ""
    day = wording.day(decision.decided_at.date())
    states = {one.value: one.label.lower() for one in LabelStatus}
    said = states[decision.told[0] or ""] if decision.told else "rien du label"
    return (
        f"Décision de {decision.decided_by}, le {day}. Elle l’emporte sur les imports jusqu’à ce"
        f" que la source dise du nouveau ; à ce moment-là, la source disait : {said}."
    )


def _event(one: LabelEvent) -> EventView:
    return EventView(
        day=wording.day(one.happened_on),
        change=one.change.label,
        until=f"jusqu’au {wording.day(one.expires_on)}" if one.expires_on else "",
        reason=one.note or "",
        remark=one.remark or "",
        who=one.decided_by or "la source",
    )
