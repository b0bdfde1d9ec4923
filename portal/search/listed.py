"""The trainings of a list as they are shown, each with why it is there and what it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from data.models import Formation
from data.vocabulary import Modality
from portal.cards import Card, card
from portal.search import reasons
from portal.search.highlight import Piece, excerpt, marked
from search_index.results import Hit, PlaceFound, SearchResults

ANYWHERE = "depuis partout en France"
ROUGHLY = "ville non précisée"
NARROW = ("commune", "department", "region")
"""The kinds of place beside which a card says how a training stands to it."""

FEWER_WORDS = "Ces formations ne répondent pas à toute votre demande"
LACKS_WORDS = "Ne répond pas à toute votre demande"
"""Said of what goes on a short list: once where it begins, or on each card where it is mixed in."""


@dataclass(frozen=True)
class Found:
    """One training of the list: its card, title and excerpt with the words marked, and why.

    Of one that lacks words, `under` is the heading that it stands under, or `lacks` says so.
    """

    card: Card
    heading: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    why: str
    under: str = ""
    lacks: str = ""


@dataclass(frozen=True)
class Stretch:
    """Trainings of the list that follow each other, and the heading over them if they have one."""

    heading: str
    found: tuple[Found, ...]

    @property
    def level(self) -> int:
        """How many headings of the list a training's own stands under."""
        return int(bool(self.heading))


def listed(
    results: SearchResults, formations: Sequence[Formation], today: date
) -> tuple[Found, ...]:
    """Trainings that these results show, as they are shown, in the order given."""
    hits = {hit.formation_id: hit for hit in results.shown}
    apart = _apart(results)
    return tuple(_found(one, hits[one.id], today, results.place, apart) for one in formations)


def stretches(found: Iterable[Found]) -> tuple[Stretch, ...]:
    """A list parted where the heading over its trainings changes.

    >>> stretches([])
    ()
    """
    parted = groupby(found, lambda one: one.under)
    return tuple(Stretch(heading, tuple(each)) for heading, each in parted)


def _apart(results: SearchResults) -> bool:
    """Whether trainings that lack words follow all others: no other order looks at words first."""
    placeless_last = results.place is not None and results.query.place_unknown
    return results.query.sort == "relevance" and not placeless_last


def _found(
    formation: Formation, hit: Hit, today: date, place: PlaceFound | None, apart: bool
) -> Found:
    """A hit as it is shown; beside a place asked, what is followed from anywhere says so.

    One that lacks words says so itself unless these stand `apart`.
    """
    words = reasons.said(hit)
    heading = marked(formation.title, words)
    # An excerpt says where a word stands that the title does not show.
    told = any(piece.marked for piece in heading)
    texts = () if told else (formation.summary, formation.description)
    clauses = reasons.why(hit)
    shown = card(formation, today, hit.distance_km)
    if place is not None and place.kind in NARROW:
        shown = replace(shown, distance=_whereabouts(formation) or shown.distance)
    return Found(
        card=shown,
        heading=heading,
        excerpt=excerpt(texts, words),
        why=" ; ".join(clauses)[:1].upper() + " ; ".join(clauses)[1:],
        under=FEWER_WORDS if apart and not hit.all_words else "",
        lacks="" if apart or hit.all_words else LACKS_WORDS,
    )


def _whereabouts(formation: Formation) -> str | None:
    """What is said in the place of kilometres: followed from anywhere, or somewhere in a region."""
    if formation.modality == Modality.ONLINE:
        return ANYWHERE
    where = formation.place
    roughly = where is not None and where.commune is None and where.latitude is None
    return ROUGHLY if roughly else None
