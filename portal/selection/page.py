"""What the pages of kept trainings show: the list, the comparison, the sheet of paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import segno
from markupsafe import Markup

from data.models import Formation
from portal import links, wording
from portal.cards import Card, card
from portal.selection import letter
from portal.selection.chosen import Chosen
from portal.selection.facts import Line, lines
from portal.selection.kept import MOST, Selection

FULL = f"Votre sélection est pleine : {MOST} formations au plus. Retirez-en une d’abord."

COLUMNS = 4
"""How many trainings stand side by side."""

TOO_MANY = f"{COLUMNS} formations au plus se comparent : les premières sont là."


@dataclass(frozen=True)
class Item:
    """One training kept; `misfits` say why it no longer fits its search."""

    card: Card
    misfits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An address with its text."""

    text: str
    url: str


@dataclass(frozen=True)
class SelectionPage:
    """The trainings kept; `own` when they are this browser's, else a list that was sent to it."""

    heading: str
    own: bool
    here: str
    near: str
    place: str
    asked: tuple[str, ...]
    fitting: tuple[Item, ...]
    misfits: tuple[Item, ...]
    gone: tuple[str, ...]
    undo: str
    full: str
    fitting_title: str
    files: tuple[Link, ...]
    mail: str
    shared: str


def selection_page(
    chosen: Chosen,
    selection: Selection | None,
    why: Mapping[str, tuple[str, ...]],
    full: bool = False,
) -> SelectionPage:
    """The page of a browser's own selection, or (None) of a list in the address."""
    items = [
        Item(card(one, chosen.today, (chosen.kilometres or {}).get(one.id)), why.get(one.id, ()))
        for one in chosen.formations
    ]
    count = wording.found(len(chosen.formations)).lower()
    title = "Ma sélection" if selection else "Une liste de formations"
    dropped = len(selection.dropped) if selection else 0
    return SelectionPage(
        heading=f"{title}{wording.NO_BREAK}: {count}",
        own=selection is not None,
        here=links.selection_as("selection.show", (), chosen.near),
        near=chosen.near,
        place=chosen.place.label if chosen.place else "",
        asked=() if selection else chosen.ids,
        fitting=tuple(one for one in items if not one.misfits),
        misfits=tuple(one for one in items if one.misfits),
        gone=chosen.gone,
        undo=f"{wording.counted(dropped, 'formation retirée', 'formations retirées')}."
        if dropped
        else "",
        full=FULL if full else "",
        fitting_title="Correspondent toujours" if why else "Les formations",
        files=_files(chosen, own=selection is not None),
        mail=letter.mailto(chosen),
        shared=letter.shared(chosen.ids),
    )


def _files(chosen: Chosen, own: bool) -> tuple[Link, ...]:
    ids = () if own else chosen.ids
    return tuple(
        Link(text, links.selection_as(endpoint, ids, chosen.near)) for text, endpoint in FILES
    )


FILES = (
    ("Imprimer, avec les dates et les adresses", "selection.paper"),
    ("Tableur (Excel, LibreOffice)", "selection.workbook"),
    ("Fichier CSV", "selection.table"),
    ("Dates dans mon agenda", "selection.agenda"),
    ("Texte à copier", "selection.plain_text"),
)
"""What can be taken along, and the route that gives it."""


@dataclass(frozen=True)
class Row:
    """One fact of every training compared, in the order of the columns."""

    name: str
    cells: tuple[Line, ...]


@dataclass(frozen=True)
class Column:
    """The head of one training compared."""

    id: str
    title: str
    url: str
    without: str


@dataclass(frozen=True)
class ComparisonPage:
    """Up to four trainings side by side: what tells them apart, then what they share."""

    columns: tuple[Column, ...]
    different: tuple[Row, ...]
    same: tuple[Row, ...]
    near: str
    place: str
    gone: str
    too_many: str
    ids: tuple[str, ...]
    span: int
    same_title: str
    undo: str


def comparison_page(chosen: Chosen, asked: int, removed: str = "") -> ComparisonPage:
    """The comparison of these trainings, of `asked` that were asked for."""
    told = [lines(one, chosen.context) for one in chosen.formations]
    rows = [Row(cells[0].name, cells) for cells in zip_longest(*told)]
    different = {row.name for row in rows if len({cell.text for cell in row.cells}) > 1}
    return ComparisonPage(
        columns=tuple(_column(one, chosen) for one in chosen.formations),
        different=tuple(row for row in rows if row.name in different),
        same=tuple(row for row in rows if row.name not in different),
        near=chosen.near,
        place=chosen.place.label if chosen.place else "",
        gone=_gone(len(chosen.gone)),
        too_many=TOO_MANY if asked > COLUMNS else "",
        ids=chosen.ids,
        span=len(chosen.formations) + 1,
        same_title="Ce qu’elles ont en commun" if len(told) > 1 else "Ce que l’on en sait",
        undo=links.comparison([*chosen.ids, removed], chosen.near) if removed else "",
    )


def _column(one: Formation, chosen: Chosen) -> Column:
    others = [other for other in chosen.ids if other != one.id]
    less = links.comparison(others, chosen.near, one.id)
    return Column(one.id, one.title, links.formation(one.id), less)


def _gone(count: int) -> str:
    if not count:
        return ""
    return f"{wording.counted(count, 'formation n’est', 'formations ne sont')} plus au catalogue."


@dataclass(frozen=True)
class Sheet:
    """One training on paper."""

    title: str
    lines: tuple[Line, ...]
    address: str
    note: str = ""


@dataclass(frozen=True)
class PaperPage:
    """Trainings on paper, with the address of the list as text and as a QR code."""

    title: str
    date: str
    place: str
    sheets: tuple[Sheet, ...]
    address: str
    code: Markup


def paper_page(
    chosen: Chosen, address: str, title: str, notes: Mapping[str, str] | None = None
) -> PaperPage:
    """The sheet of these trainings; `address` is where the list is read on line."""
    return PaperPage(
        title=title,
        date=wording.day(chosen.today),
        place=chosen.place.label if chosen.place else "",
        sheets=tuple(
            Sheet(
                one.title,
                lines(one, chosen.context),
                links.absolute(links.formation(one.id)),
                (notes or {}).get(one.id, ""),
            )
            for one in chosen.formations
        ),
        address=address,
        code=qr_code(address),
    )


def qr_code(address: str) -> Markup:
    """An address as a QR code, drawn in the page itself."""
    drawn: str = segno.make(address, micro=False).svg_inline(
        omitsize=True, svgclass="qr", lineclass="qr__dots", border=2
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno from an address that is not in its text


@dataclass(frozen=True)
class Keeper:
    """The button that keeps a training or lets it go, as it stands on a card."""

    id: str
    kept: bool
    action: str
    text: str
    name: str


def keeper(formation_id: str, title: str, ids: Sequence[str]) -> Keeper:
    """The button of one training, for a browser that keeps `ids`."""
    kept = formation_id in ids
    text = "Gardée" if kept else "Garder"
    name = f"{text} : {title} (retirer de ma sélection)" if kept else f"{text} : {title}"
    return Keeper(formation_id, kept, "drop" if kept else "keep", text, name)
