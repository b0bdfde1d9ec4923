"""What the pages of a dossier show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.dossiers import KEPT, Dossier, DossierEvent, DossierItem, Share
from data.models import Formation
from portal import links, wording
from portal.advisors.profile_form import ProfileForm
from portal.cards import Card, card
from portal.mail import NOT_SET_UP
from portal.selection.chosen import Chosen
from portal.sharing.links import address
from portal.sharing.page import answer_of, moment
from search_index.recommend.suggestions import AGAINST, MET, UNKNOWN, Suggestion, Suggestions

NO_MORE = "Rien de nouveau : ces formations sont déjà dans le dossier."
LONGEST = {"title": 80, "need": 2000, "note": 2000, "message": 1000}
"""Characters of each field."""

SHARE_DAYS = {"7": "7 jours", "30": "30 jours", "90": "90 jours"}


@dataclass(frozen=True)
class DossierRow:
    """One dossier in the list."""

    url: str
    title: str
    trainings: str
    answers: str
    changed: str
    until: str


@dataclass(frozen=True)
class DossiersPage:
    """All dossiers of an advisor; `kept` counts the trainings of the browser's selection."""

    rows: tuple[DossierRow, ...]
    kept: str
    longest: Mapping[str, int]
    days: int


@dataclass(frozen=True)
class ItemView:
    """One training of a dossier; `card` is None when it is no longer proposed."""

    id: str
    title: str
    card: Card | None
    note: str
    answer: str
    opinion: str


@dataclass(frozen=True)
class ShareView:
    """One link given out."""

    id: str
    address: str
    state: str
    alive: bool
    count: str


@dataclass(frozen=True)
class EventView:
    """One line of history."""

    when: str
    who: str
    what: str


@dataclass(frozen=True)
class DossierPage:
    """One dossier, as its advisor works on it."""

    id: str
    title: str
    need: str
    until: str
    items: tuple[ItemView, ...]
    removed: tuple[ItemView, ...]
    shares: tuple[ShareView, ...]
    history: tuple[EventView, ...]
    compare: str
    kept: str
    consent: str
    mail: str
    said: str
    longest: Mapping[str, int]
    share_days: Mapping[str, str]


def dossiers_page(rows: Sequence[tuple[Dossier, int, int]], kept: int) -> DossiersPage:
    """The list of dossiers."""
    return DossiersPage(
        rows=tuple(_row(*one) for one in rows),
        kept=wording.counted(kept, "formation") if kept else "",
        longest=LONGEST,
        days=KEPT.days,
    )


def _row(dossier: Dossier, trainings: int, answers: int) -> DossierRow:
    return DossierRow(
        url=links.dossier(dossier.id),
        title=dossier.title,
        trainings=wording.found(trainings),
        answers=wording.counted(answers, "réponse") if answers else "",
        changed=moment(dossier.updated_at),
        until=_until(dossier),
    )


def _until(dossier: Dossier) -> str:
    return moment(dossier.updated_at + KEPT)


@dataclass(frozen=True)
class Contents:
    """All that stands in a dossier, as it was read."""

    items: Sequence[DossierItem]
    shares: Sequence[Share]
    history: Sequence[DossierEvent]
    chosen: Chosen


def added(count: int) -> str:
    """What is said once so many trainings were added."""
    if not count:
        return NO_MORE
    return f"{wording.counted(count, 'formation ajoutée', 'formations ajoutées')}."


def dossier_page(
    dossier: Dossier,
    contents: Contents,
    kept: Collection[str],
    mail: bool,
    said: str,
    at: datetime,
) -> DossierPage:
    """The page of a dossier; `at` decides which links still open.

    Of the trainings that the browser has `kept`, those that are not in it can be added.
    """
    cards = {one.id: card(one, contents.chosen.today) for one in contents.chosen.formations}
    items = [(one.removed, _item(one, cards.get(one.formation_id))) for one in contents.items]
    here = tuple(one for removed, one in items if not removed)
    more = len(set(kept) - {one.id for one in here})
    return DossierPage(
        id=dossier.id,
        title=dossier.title,
        need=dossier.need,
        until=_until(dossier),
        items=here,
        removed=tuple(one for removed, one in items if removed),
        shares=tuple(_share(one, at) for one in contents.shares),
        history=tuple(
            EventView(f"{one.happened_at:%d/%m/%Y %H:%M} UTC", one.who, one.what)
            for one in contents.history
        ),
        compare=links.comparison([one.id for one in here if one.card][:4]),
        kept=wording.counted(more, "formation") if more else "",
        consent=wording.day(dossier.consent_on) if dossier.consent_on else "",
        mail="" if mail else NOT_SET_UP,
        said=said,
        longest=LONGEST,
        share_days=SHARE_DAYS,
    )


def _item(one: DossierItem, shown: Card | None) -> ItemView:
    opinion = "" if one.opinion is None else str(one.opinion.value)
    return ItemView(one.formation_id, one.title, shown, one.note, answer_of(one), opinion)


def _share(one: Share, at: datetime) -> ShareView:
    alive = not one.revoked and one.expires_at > at
    if one.revoked:
        state = "retiré"
    elif not alive:
        state = f"terminé le {moment(one.expires_at)}"
    else:
        opened = f"ouvert le {moment(one.opened_at)}" if one.opened_at else "pas encore ouvert"
        state = f"valable jusqu’au {moment(one.expires_at)}, {opened}"
    return ShareView(
        one.id, address(one.id), state, alive, wording.found(len(one.formations)).lower()
    )


@dataclass(frozen=True)
class SuggestedTraining:
    """A training suggested for a profile, and why."""

    card: Card
    held: bool
    score: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class ProfilePage:
    """The profile of a dossier's person, and what is suggested for it."""

    title: str
    dossier: str
    form: ProfileForm
    consent: str
    suggested: tuple[SuggestedTraining, ...]


def profile_page(
    dossier: Dossier,
    form: ProfileForm,
    found: Suggestions | None,
    formations: Sequence[Formation],
    held: set[str],
    chosen: Chosen,
) -> ProfilePage:
    """The profile's page; without a profile nothing is suggested."""
    suggestions = {one.formation_id: one for one in found.suggestions} if found else {}
    return ProfilePage(
        title=dossier.title,
        dossier=links.dossier(dossier.id),
        form=form,
        consent=wording.day(dossier.consent_on) if dossier.consent_on else "",
        suggested=tuple(
            SuggestedTraining(
                card(one, chosen.today, suggestions[one.id].distance_km),
                one.id in held,
                wording.percent(suggestions[one.id].score),
                tuple(_clauses(suggestions[one.id])),
            )
            for one in formations
        ),
    )


def _clauses(one: Suggestion) -> list[str]:
    """Each verdict with the answers that it is of."""
    found = []
    for verdict, said in VERDICTS.items():
        names = [CRITERIA.get(r.criterion, "") for r in one.reasons if r.verdict == verdict]
        if any(names):
            found.append(f"{said} : {wording.listed(filter(None, names))}")
    return found


VERDICTS = {MET: "Va avec", UNKNOWN: "À demander à l’organisme", AGAINST: "Ne va pas avec"}
CRITERIA = {
    "trade": "le métier voulu",
    "family": "la famille de métiers",
    "words": "les mots de la personne",
    "place": "le lieu",
    "education": "le niveau d’études",
    "situation": "la situation",
    "modality": "la façon de suivre",
    "hours": "la durée",
    "certification": "le diplôme voulu",
    "start": "la date de début",
    "funding": "le financement",
    "results": "les résultats",
}
"""The answers as an advisor reads them."""
