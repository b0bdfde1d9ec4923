"""Everything that a provider's page of its own trainings shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.labels import LabelEvent
from data.models import Formation, Label
from data.outcomes import results
from data.text import fold
from portal import links, wording
from portal.cards import card
from portal.feeds.table import More
from portal.formation.gone import why
from portal.formation.results import UNKNOWN_SALARY, year_view
from portal.network.label_page import term
from portal.selection.facts import Context, Line, lines

WANTED = {
    "Métiers": "métiers",
    "Lieu": "lieu",
    "Façon de suivre": "façon de suivre",
    "Prochain début": "dates",
    "Durée": "durée",
    "Coût": "coût",
    "À la clé": "certification",
    "À l’entrée": "niveau à l’entrée",
    "Qui peut payer": "financements",
}
"""The facts that a complete sheet tells, by their subject, as one asks for them.

Publics are not among them: a training that names none may be for everybody. Seats and last days
to apply hang on a session, the level on the kind of certification.
"""
TEXT = "présentation"
ALL_WANTED = (*WANTED.values(), TEXT)
COMPLETE = "Fiche complète"
EXIT = "En emploi ou en études trois mois après"

SORTS = {"missing": "Les moins complètes d’abord", "title": "Par titre"}
"""The orders of the list by their value in the address, the first one where none is asked."""


@dataclass(frozen=True)
class Order:
    """An order of the list, and where it is read."""

    label: str
    url: str
    here: bool


@dataclass(frozen=True)
class Sheet:
    """One training: what its sheet says first, and what it does not say."""

    title: str
    url: str
    facts: tuple[Line, ...]
    lacks: str
    complete: bool


@dataclass(frozen=True)
class Gone:
    """A training that is no longer shown, and why, as its old address tells everybody."""

    title: str
    url: str
    why: str


@dataclass(frozen=True)
class FormationsPage:
    """A provider's trainings; without `sheets` none is in the catalogue."""

    desk: str
    providers: str
    complete: str
    most: str
    wanted: str
    orders: tuple[Order, ...]
    table: str
    sheets: tuple[Sheet, ...]
    gone: tuple[Gone, ...]


def formations_page(
    shown: Sequence[Formation],
    gone: Sequence[Formation],
    events: Mapping[str, Sequence[LabelEvent]],
    sort: str,
    today: date,
) -> FormationsPage:
    """The page; `events` are those of the labels of trainings that are `gone`, oldest first."""
    lacking = {one.id: missing(one, today) for one in shown}
    whole = sum(not words for words in lacking.values())
    complete = wording.counted(whole, "fiche complète", "fiches complètes")
    names = dict.fromkeys(one.provider.name for one in (*shown, *gone) if one.provider)
    return FormationsPage(
        desk=links.desk("providers.desk"),
        providers=", ".join(sorted(names, key=fold)),
        complete=f"{complete} sur {wording.number(len(shown))}",
        most=_most(lacking.values()),
        wanted=wording.listed(ALL_WANTED),
        orders=tuple(
            Order(label, links.own_formations(value), value == sort)
            for value, label in SORTS.items()
        ),
        table=links.own_formations(sort, table=True),
        sheets=tuple(
            _sheet(one, lacking[one.id], today, several=len(names) > 1)
            for one in ordered(shown, sort, today)
        ),
        gone=tuple(
            Gone(one.title, links.formation(one.id), why(one, events.get(one.id, ())))
            for one in sorted(gone, key=_by_title)
        ),
    )


def missing(one: Formation, today: date) -> tuple[str, ...]:
    """What a training's sheet does not tell: `("coût", "dates")`."""
    known = {line.name for line in lines(one, Context(today)) if line.known}
    absent = tuple(word for name, word in WANTED.items() if name not in known)
    return absent if one.summary or one.description else (*absent, TEXT)


def _by_title(one: Formation) -> tuple[str, str]:
    return fold(one.title), one.id


def ordered(formations: Sequence[Formation], sort: str, today: date) -> list[Formation]:
    """The trainings in one of SORTS, equal ones by title."""
    found = sorted(formations, key=_by_title)
    return found if sort == "title" else sorted(found, key=lambda one: -len(missing(one, today)))


def _most(lacking: Iterable[Sequence[str]]) -> str:
    """How many sheets lack what, the most frequent first: "coût (12), dates (3)"."""
    counts = Counter(word for words in lacking for word in words)
    frequent = sorted(filter(counts.get, ALL_WANTED), key=lambda word: -counts[word])
    return ", ".join(f"{word} ({wording.number(counts[word])})" for word in frequent)


def _sheet(one: Formation, lacks: Sequence[str], today: date, *, several: bool) -> Sheet:
    """One training; its provider is named where the page is of `several`."""
    told = card(one, today)
    fact = {each.name: each for each in told.facts}
    place, start = fact["Lieu"], fact["Dates"]
    exits = next(line for line in lines(one, Context(today)) if line.name == EXIT)
    provider = (Line("Organisme", told.provider),) if several and told.provider else ()
    last = (_last_day(one.label, today),) if one.label else ()
    return Sheet(
        title=one.title,
        url=told.url,
        facts=(
            *provider,
            Line("Métiers", told.trades, bool(one.trades)),
            Line("Lieu", place.text, place.known),
            Line("Prochaine session", start.text, start.known),
            Line("Label", told.label or "Sans label"),
            *last,
            *_results(one, exits),
        ),
        lacks=f"À compléter : {', '.join(lacks)}" if lacks else COMPLETE,
        complete=not lacks,
    )


def _last_day(label: Label, today: date) -> Line:
    return Line("Dernier jour du label", term(label, today), label.expires_on is not None)


def _results(one: Formation, exits: Line) -> Iterator[Line]:
    """The newest year, told or withheld as everywhere: `exits`, then what people earn."""
    yield exits
    if one.results:
        newest = one.results[0]
        salary = year_view(results(newest, None, {})).salary
        yield Line(f"Salaire en {newest.year}", salary, salary != UNKNOWN_SALARY)


def columns(today: date) -> More:
    """The columns that a provider's table has beside those of any table of trainings."""
    return {
        "À compléter": lambda one: ", ".join(missing(one, today)),
        "Dernier jour du label": lambda one: one.label and one.label.expires_on,
    }
