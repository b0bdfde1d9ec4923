"""What readers ask and do not find, counted without knowing any of them.

A reader is a keyed digest of a random value that only their own browser keeps; a text is a keyed
digest too until three readers have asked it, so that what one person typed is never kept. Digests
of readers go with their month.
"""

import hashlib
import hmac
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from data.models import KnownText, QueryCount, SeenQuery
from data.text import fold

READERS = 3
"""From how many readers on a text says nothing of any one of them."""

LONGEST = 80
PERSONAL = re.compile(
    r"@|www\.|https?:|(?:\d[ .-]?){9,}|\b(?:je m.appelle|mon nom|mon adresse|mon numero)\b"
)
"""E-mail and web addresses, telephone and other long numbers, people who say who they are."""

DIGEST_BYTES = 12


@dataclass(frozen=True)
class Use:
    """How a text fared in one month, in numbers of readers."""

    text: str
    month: str
    readers: int
    failed: int
    abandoned: int


def normal(text: str) -> str:
    """A text as it is counted: folded, one space between words; empty where it may be personal."""
    folded = " ".join(fold(text).split())
    return "" if len(folded) > LONGEST or PERSONAL.search(text.lower()) else folded


def month_of(day: date) -> str:
    """A day's month: "2026-11"."""
    return f"{day:%Y-%m}"


def digest(key: str, *parts: str) -> str:
    """A digest that nobody without the key can try texts against."""
    mixed = hmac.new(key.encode(), "\0".join(parts).encode(), hashlib.blake2b).hexdigest()
    return mixed[: 2 * DIGEST_BYTES]


def asked(session: Session, key: str, reader: str, text: str, found: bool, today: date) -> None:
    """Note that a reader searched a text; `reader` is the random value of their browser."""
    plain, month = normal(text), month_of(today)
    if not plain:
        return
    names = (digest(key, "text", plain), digest(key, "reader", month, reader), month)
    row = session.get(SeenQuery, names) or SeenQuery(text=names[0], reader=names[1], month=month)
    row.failed = not found
    session.add(row)
    session.flush()
    if session.get(KnownText, names[0]) is None and _readers(session, names[0]) >= READERS:
        session.add(KnownText(digest=names[0], text=plain))


def _readers(session: Session, text: str) -> int:
    statement = select(func.count(func.distinct(SeenQuery.reader)))
    return session.exec(statement.where(SeenQuery.text == text)).one()


def opened(session: Session, key: str, reader: str, text: str, today: date) -> None:
    """Note that a reader opened a training after having searched a text."""
    month = month_of(today)
    names = (digest(key, "text", normal(text)), digest(key, "reader", month, reader), month)
    row = session.get(SeenQuery, names)
    if row is not None:
        row.opened = True
        session.add(row)


def fold_past(session: Session, today: date) -> None:
    """Turn the months before this one into numbers, and forget their readers' digests."""
    this = month_of(today)
    for use in _counted(session, before=this):
        session.merge(QueryCount(**vars(use)))
    session.exec(delete(SeenQuery).where(col(SeenQuery.month) < this))


def uses(session: Session, month: str) -> Sequence[Use]:
    """The known texts of a month, those that most readers failed with first."""
    statement = select(QueryCount).where(QueryCount.month == month)
    past = [Use(**row.model_dump()) for row in session.exec(statement)]
    found = past + [use for use in _counted(session) if use.month == month]
    return sorted(found, key=lambda use: (-use.failed, -use.abandoned, -use.readers, use.text))


def months(session: Session) -> list[str]:
    """The months of which something is counted, the newest first: ["2026-11", "2026-10"]."""
    known = select(SeenQuery.month).join(KnownText, col(KnownText.digest) == col(SeenQuery.text))
    past = session.exec(select(QueryCount.month).distinct()).all()
    return sorted({*past, *session.exec(known.distinct())}, reverse=True)


def _counted(session: Session, before: str | None = None) -> list[Use]:
    """The known texts among the rows of readers, by month."""
    statement = select(KnownText.text, SeenQuery).join(
        SeenQuery, col(KnownText.digest) == col(SeenQuery.text)
    )
    if before is not None:
        statement = statement.where(col(SeenQuery.month) < before)
    groups: dict[tuple[str, str], list[SeenQuery]] = defaultdict(list)
    for text, row in session.exec(statement):
        groups[text, row.month].append(row)
    return [
        Use(
            text,
            month,
            readers=len(rows),
            failed=sum(row.failed for row in rows),
            abandoned=sum(not row.failed and not row.opened for row in rows),
        )
        for (text, month), rows in groups.items()
    ]
