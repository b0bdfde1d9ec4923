"""Reads of the catalogue: order kept, relations loaded eagerly, a fixed number of statements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import case
from sqlalchemy import select as sql_select
from sqlalchemy.orm import joinedload, raiseload, selectinload
from sqlmodel import Session, col, func, select

from data.models import (
    Formation,
    FormationSession,
    FormationTrade,
    Place,
    Provider,
    Trade,
    TradeFamily,
    YearlyResult,
)
from data.outcomes import LEAST_PEOPLE, PAIRS, Compared, Sums, compare

BATCH = 500
"""How many formations a streamed read holds at once."""


@dataclass(frozen=True)
class Overview:
    """The catalogue in figures: published formations and what they touch."""

    formations: int
    providers: int
    regions: int
    families: tuple[tuple[TradeFamily, int], ...]
    demonstration: bool
    updated_at: datetime | None


@cache
def _relations(*, listed: bool) -> tuple[Any, ...]:
    """What is loaded with a formation; made once, for SQLAlchemy keeps what it derives from it.

    What no list shows fails where it is asked for, instead of being read row by row.
    """
    one = (
        joinedload(Formation.provider).joinedload(Provider.network),  # type: ignore[arg-type]
        joinedload(Formation.family),  # type: ignore[arg-type]
        joinedload(Formation.place).joinedload(Place.region),  # type: ignore[arg-type]
        joinedload(Formation.place).joinedload(Place.department),  # type: ignore[arg-type]
        joinedload(Formation.certification),  # type: ignore[arg-type]
        joinedload(Formation.label),  # type: ignore[arg-type]
    )
    many = (Formation.trades, Formation.sessions)
    rest = (Formation.funding, Formation.audiences, Formation.results)
    others = raiseload if listed else selectinload
    return (*one, *map(selectinload, many), *map(others, rest))  # type: ignore[arg-type]


def formations_by_ids(
    session: Session, ids: Iterable[str], *, listed: bool = False
) -> list[Formation]:
    """The published formations with these ids, in the order of the ids; unknown ids left out.

    Those to be `listed` come with what a card tells: without funding, audiences and results.
    """
    # PostgreSQL refuses a text that holds NUL, which no id does.
    wanted = [one for one in ids if "\x00" not in one]
    statement = (
        select(Formation)
        .where(col(Formation.id).in_(wanted), col(Formation.published))
        .options(*_relations(listed=listed))
    )
    found = {formation.id: formation for formation in session.exec(statement).unique()}
    return [found[one] for one in wanted if one in found]


def formation(session: Session, formation_id: str) -> Formation | None:
    """One published formation with everything known of it, or None."""
    if not (formation_id.isascii() and formation_id.isalnum()):
        return None
    return next(iter(formations_by_ids(session, [formation_id])), None)


def titles(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The titles of the published formations among these ids."""
    statement = select(Formation.id, Formation.title).where(
        col(Formation.id).in_(list(ids)), col(Formation.published)
    )
    return dict(session.exec(statement).all())


def with_seats(session: Session, today: date) -> set[str]:
    """The formations one session of which is to come and says that it has seats."""
    statement = select(FormationSession.formation_id).where(
        col(FormationSession.seats) > 0, col(FormationSession.starts_on) >= today
    )
    return set(session.exec(statement))


def withdrawn(session: Session, formation_id: str) -> Formation | None:
    """A formation that was in the catalogue and is no longer shown, with its label; else None."""
    if not (formation_id.isascii() and formation_id.isalnum()):
        return None
    statement = (
        select(Formation)
        .where(Formation.id == formation_id, ~col(Formation.published))
        .options(*_relations(listed=False))
    )
    return session.exec(statement).unique().first()


def of_providers(session: Session, providers: Iterable[str], *, published: bool) -> list[Formation]:
    """All formations of these providers by id: those in the catalogue, or those no longer shown."""
    shown = col(Formation.published)
    statement = (
        select(Formation)
        .where(col(Formation.provider_code).in_(list(providers)), shown if published else ~shown)
        .order_by(Formation.id)
        .options(*_relations(listed=not published))
    )
    return list(session.exec(statement).unique())


def formations_for_index(session: Session, ids: Iterable[str] | None = None) -> Iterator[Formation]:
    """All published formations, or those with these ids, by id, a batch in memory at a time."""
    wanted = sorted(content_hashes(session) if ids is None else ids)
    for start in range(0, len(wanted), BATCH):
        yield from formations_by_ids(session, wanted[start : start + BATCH])
        session.expunge_all()


def utc(moment: datetime) -> datetime:
    """A moment of the database, which keeps Universal Time without saying so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def newest(session: Session, ids: Iterable[str], count: int) -> list[Formation]:
    """Of the formations with these ids the `count` last changed ones, the newest first."""
    wanted, found = set(ids), list[str]()
    latest = select(Formation.id).where(col(Formation.published))
    for one in session.exec(latest.order_by(col(Formation.updated_at).desc(), Formation.id)):
        if len(found) == count:
            break
        if one in wanted:
            found.append(one)
    return formations_by_ids(session, found)


def changes(session: Session, first: int, count: int) -> list[tuple[str, datetime]]:
    """Ids of published formations with their last change, by id, `count` from the `first` on."""
    statement = select(Formation.id, Formation.updated_at).where(col(Formation.published))
    rows = session.exec(statement.order_by(Formation.id).offset(first).limit(count))
    return [(one, utc(moment)) for one, moment in rows]


def published(session: Session) -> int:
    """How many formations are published."""
    statement = select(func.count(col(Formation.id))).where(col(Formation.published))
    return session.exec(statement).one()


def content_hashes(session: Session) -> dict[str, str]:
    """The content hash of each published formation, by id."""
    statement = select(Formation.id, Formation.content_hash).where(col(Formation.published))
    return dict(session.exec(statement).all())


def has_demonstration(session: Session) -> bool:
    """Whether a demonstration formation is published."""
    statement = select(Formation.id).where(col(Formation.demonstration), col(Formation.published))
    return session.exec(statement.limit(1)).first() is not None


def overview(session: Session) -> Overview:
    """The figures of the home page, over published formations."""
    total, providers, regions, updated_at = session.exec(
        select(
            func.count(col(Formation.id)),
            func.count(func.distinct(Formation.provider_code)),
            func.count(func.distinct(Place.region_code)),
            func.max(Formation.updated_at),
        )
        .select_from(Formation)
        .outerjoin(Place)
        .where(col(Formation.published))
    ).one()
    return Overview(
        formations=total,
        providers=providers,
        regions=regions,
        families=_families(session),
        demonstration=has_demonstration(session),
        updated_at=updated_at,
    )


def _families(session: Session) -> tuple[tuple[TradeFamily, int], ...]:
    counts = dict(
        session.exec(
            select(Formation.family_code, func.count())
            .where(col(Formation.published))
            .group_by(col(Formation.family_code))
        ).all()
    )
    families = session.exec(select(TradeFamily).order_by(col(TradeFamily.position)))
    return tuple((family, counts.get(family.code, 0)) for family in families)


def trades_by_family(
    session: Session,
) -> tuple[tuple[TradeFamily, int, tuple[tuple[Trade, int], ...]], ...]:
    """The nine families with their formations counted, and in each its trades with theirs."""
    counts = dict(
        session.exec(
            select(FormationTrade.trade_code, func.count())
            .join(Formation)
            .where(col(Formation.published))
            .group_by(FormationTrade.trade_code)
        ).all()
    )
    trades = session.exec(select(Trade).order_by(Trade.label)).all()
    return tuple(
        (
            family,
            total,
            tuple((t, counts.get(t.code, 0)) for t in trades if t.family_code == family.code),
        )
        for family, total in _families(session)
    )


def compared_results(session: Session) -> Compared:
    """The rates of each family and of the whole network, year by year, in one statement."""
    family = func.coalesce(Formation.family_code, "")
    sums = [column for name in PAIRS for column in _sums(name)]
    statement = (
        sql_select(col(YearlyResult.year), family, *sums)
        .join(Formation)
        .where(col(Formation.published))
        .group_by(col(YearlyResult.year), family)
    )
    found: dict[tuple[int, str], dict[str, Sums]] = {}
    for year, code, *numbers in session.connection().execute(statement):
        whole = [int(number or 0) for number in numbers]
        found[year, code] = {
            name: Sums(*whole[4 * place : 4 * place + 4]) for place, name in enumerate(PAIRS)
        }
    return compare(found)


def _sums(name: str) -> tuple[Any, ...]:
    """One measure's numerator and people, and the trainings and people of which it tells no rate.

    Counts that are not both known, or cannot be, are left out as they are of a training's own rate.
    """
    part: Any
    n: Any
    part, n = (col(getattr(YearlyResult, field)) for field in PAIRS[name])
    known: Any = part.is_not(None) & n.is_not(None)
    if name == "salary":
        part = part * n
    elif name == "completion":
        n = part + n
    else:
        known &= part <= n
    few = known & (n > 0) & (n < LEAST_PEOPLE)
    return (
        *(func.sum(case((known, one), else_=0)) for one in (part, n)),
        *(func.sum(case((few, one), else_=0)) for one in (1, n)),
    )
