"""What is new for one person in the searches that they asked to be told of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from data import catalogue, saved_searches
from data.accounts import Account
from data.models import Formation
from data.saved_searches import SavedSearch
from portal import links, wording
from portal.advisors.found import fresh, replayed
from portal.advisors.work import WorkQuery
from portal.doors import doors, session
from portal.mail import Letter, compose
from portal.selection.facts import Context, lines

SALT = "alert"
SHOWN = 10
"""Trainings told of in one search; the rest is one link away."""

TOLD = ("Organisme", "Lieu", "Prochain début", "Coût")


@dataclass(frozen=True)
class Told:
    """What is new in one search, as the mail says it."""

    name: str
    count: str
    trainings: tuple[tuple[str, str, str], ...]
    url: str
    stop: str


@dataclass(frozen=True)
class Digest:
    """One person's mail, and what each search will have told once it is sent."""

    to: Account
    told: tuple[Told, ...]
    after: tuple[tuple[SavedSearch, list[str]], ...]


def digests(today: date) -> Iterator[Digest]:
    """The mails to send; the saved searches are replayed by the real search."""
    by_person = groupby(saved_searches.mailed(session()), key=lambda pair: pair[1])
    for account, pairs in by_person:
        found = [(row, replayed(doors().index, session(), row, today)) for row, _ in pairs]
        news = [(row, fresh(ids, row.told)) for row, ids in found]
        told = tuple(_told(row, new, today) for row, new in news if new)
        if told:
            yield Digest(account, told, tuple(found))


def _told(row: SavedSearch, new: list[str], today: date) -> Told:
    formations = catalogue.formations_by_ids(session(), new[:SHOWN])
    return Told(
        name=row.name,
        count=wording.counted(len(new), "nouvelle formation", "nouvelles formations"),
        trainings=tuple(_training(one, today) for one in formations),
        url=links.absolute(
            links.desk_for([*WorkQuery.saved(row.search).to_params(), ("saved", row.id)])
        ),
        stop=stop_address(row.id),
    )


def _training(one: Formation, today: date) -> tuple[str, str, str]:
    facts = [line.text for line in lines(one, Context(today)) if line.name in TOLD]
    return one.title, " · ".join(facts), links.absolute(links.formation(one.id))


def letter(digest: Digest) -> Letter:
    """The mail of a digest; a link stops each search, and the mail's header all of them."""
    names = wording.listed(wording.quoted(one.name) for one in digest.told)
    written = compose(
        digest.to.email,
        f"Du nouveau dans {names}"[:150],
        "mail/alert.html",
        name=digest.to.name,
        told=digest.told,
    )
    return replace(written, stop=stop_address(*(row.id for row, _ in digest.after)))


def mark(after: Iterable[tuple[SavedSearch, list[str]]]) -> None:
    """Note what has been told."""
    for row, ids in after:
        row.told = sorted(ids)
        session().add(row)


def stop_address(*search_ids: str) -> str:
    """The signed address that stops the mails of some searches, without signing in."""
    return links.absolute(url_for("alerts.show", token=_signer().dumps(" ".join(search_ids))))


def searches_of(token: str) -> list[str]:
    """The saved searches that a token names; none when we have not signed it."""
    try:
        return str(_signer().loads(token)).split()
    except BadSignature:
        return []


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=SALT)
