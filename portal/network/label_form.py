"""The form by which the team decides of a label: its fields, and how they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from data.decisions import LONGEST, BadDecision, Decision
from data.labels import LabelChange, calls
from data.text import xml_text

CHANGES = {one.value: one for one in LabelChange if one != LabelChange.EXPIRED}
DAYS = ("%Y-%m-%d", "%d/%m/%Y")
"""How days are written: by a browser's calendar, and by hand."""

ASKED = {
    LabelChange.GRANTED: ("on", "call", "until", "reason", "remark"),
    LabelChange.RENEWED: ("on", "until", "call", "reason", "remark"),
    LabelChange.SUSPENDED: ("on", "reason", "remark"),
    LabelChange.RESTORED: ("on", "reason", "remark"),
    LabelChange.WITHDRAWN: ("on", "reason", "remark"),
}
"""The fields that each change asks for, in order."""

NEEDED = {
    LabelChange.GRANTED: ("on", "call"),
    LabelChange.RENEWED: ("on", "until"),
    LabelChange.SUSPENDED: ("on", "reason"),
    LabelChange.RESTORED: ("on",),
    LabelChange.WITHDRAWN: ("on", "reason"),
}

ACTIONS = {
    LabelChange.GRANTED: "Attribuer le label",
    LabelChange.RENEWED: "Renouveler le label",
    LabelChange.SUSPENDED: "Suspendre le label",
    LabelChange.RESTORED: "Rétablir le label",
    LabelChange.WITHDRAWN: "Retirer le label",
}

NAMES = {
    "on": "Date de la décision",
    "until": "Nouveau dernier jour du label",
    "call": "Appel à labellisation",
    "reason": "Motif, lu par le public",
    "remark": "Remarque, lue par l’équipe seule",
    "change": "Décision",
    "formation": "Formations",
}

HINTS = {
    "on": "Aujourd’hui au plus tard, et pas avant le dernier événement de l’historique.",
    "reason": "Il s’affiche à l’ancienne adresse de la formation. N’y nommez personne.",
    "remark": "Elle reste dans l’historique de cette page.",
}


@dataclass(frozen=True)
class FieldView:
    """One field as filled; `kind` is "day", "choice" or "text"."""

    name: str
    label: str
    kind: str
    text: str
    needed: bool
    hint: str = ""
    fault: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 0


@dataclass(frozen=True)
class FormView:
    """The form of one change."""

    change: str
    action: str
    fields: tuple[FieldView, ...]


def form_of(
    change: LabelChange, written: Mapping[str, str], faults: Mapping[str, str], today: date
) -> FormView:
    """The form of a change, with what was written and what is wrong with it."""
    given = {"on": today.isoformat(), **written}
    return FormView(
        change=change.value,
        action=ACTIONS[change],
        fields=tuple(
            FieldView(
                name=name,
                label=NAMES[name],
                kind=KINDS.get(name, "text"),
                text=given.get(name, ""),
                needed=name in NEEDED[change],
                hint=HINTS.get(name, ""),
                fault=faults.get(name, ""),
                choices=_calls() if name == "call" else (),
                most=LONGEST.get(name, 0),
            )
            for name in ASKED[change]
        ),
    )


KINDS = {"on": "day", "until": "day", "call": "choice"}


def _calls() -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(one.number), f"Appel {one.number} ({one.programme.upper()}, ouvert en {one.opens:%Y})")
        for one in calls().values()
    )


def read(written: Mapping[str, str]) -> Decision:
    """The decision that was written; BadDecision names each field that cannot be read."""
    faults: dict[str, str] = {}

    def day(name: str) -> date | None:
        text = written.get(name, "").strip()
        if text and _day(text) is None:
            faults[name] = f"« {text[:20]} » n’est pas une date, par exemple 31/12/2026"
        return _day(text)

    change = CHANGES.get(written.get("change", ""))
    if change is None:
        faults["change"] = f"décisions : {', '.join(CHANGES)}"
    on, until = day("on"), day("until")
    if on is None:
        faults.setdefault("on", "la date de la décision est attendue")
    call = written.get("call", "").strip()
    known = {str(number): number for number in calls()}
    if call and call not in known:
        faults["call"] = f"appel inconnu ; appels : {', '.join(known)}"
    if faults or change is None or on is None:
        raise BadDecision(faults)
    return Decision(
        change,
        on,
        until,
        known.get(call),
        " ".join(xml_text(written.get("reason", "")).split()),
        xml_text(written.get("remark", "")).replace("\r\n", "\n").strip(),
    )


def _day(text: str) -> date | None:
    for way in DAYS:
        try:
            return datetime.strptime(text, way).date()
        except ValueError:
            continue
    return None
