"""Reads of the catalogue: order kept, relations loaded eagerly, a fixed number of statements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, func, select

from data.models import (
    Formation,
    FormationTrade,
    Place,
    Provider,
    Trade,
    TradeFamily,
)

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


def _relations() -> tuple[Any, ...]:
    one = (
        joinedload(Formation.provider).joinedload(Provider.network),  # type: ignore[arg-type]
        joinedload(Formation.family),  # type: ignore[arg-type]
        joinedload(Formation.place).joinedload(Place.region),  # type: ignore[arg-type]
        joinedload(Formation.place).joinedload(Place.department),  # type: ignore[arg-type]
        joinedload(Formation.certification),  # type: ignore[arg-type]
        joinedload(Formation.label),  # type: ignore[arg-type]
    )
    many = (
        Formation.trades,
        Formation.funding,
        Formation.audiences,
        Formation.sessions,
        Formation.results,
    )
    return (*one, *(selectinload(each) for each in many))  # type: ignore[arg-type]


def formations_by_ids(session: Session, ids: Iterable[str]) -> list[Formation]:
    """The published formations with these ids, in the order of the ids; unknown ids left out."""
    wanted = list(ids)
    statement = (
        select(Formation)
        .where(col(Formation.id).in_(wanted), col(Formation.published))
        .options(*_relations())
    )
    found = {formation.id: formation for formation in session.exec(statement).unique()}
    return [found[one] for one in wanted if one in found]


def formation(session: Session, formation_id: str) -> Formation | None:
    """One published formation with everything known of it, or None."""
    if not (formation_id.isascii() and formation_id.isalnum()):
        return None
    return next(iter(formations_by_ids(session, [formation_id])), None)


def formations_for_index(session: Session, ids: Iterable[str] | None = None) -> Iterator[Formation]:
    """All published formations, or those with these ids, by id, a batch in memory at a time."""
    wanted = sorted(content_hashes(session) if ids is None else ids)
    for start in range(0, len(wanted), BATCH):
        yield from formations_by_ids(session, wanted[start : start + BATCH])
        session.expunge_all()


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
