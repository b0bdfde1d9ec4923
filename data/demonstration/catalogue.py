"""The making of the 740 records: the report's counts dealt out, then each record written."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random

from data import reference
from data.demonstration import pieces, quotas
from data.demonstration.certificates import certificate, fitness
from data.demonstration.conditions import conditions
from data.demonstration.labels import labels
from data.demonstration.providers import Seat, seats
from data.demonstration.sessions import quarter_of, sessions
from data.demonstration.sizes import Subject
from data.demonstration.wording import Told, Writer
from data.demonstration.yearly import DemonstrationYear, results, year
from data.figures.places import territory
from data.record import FormationRecord, LabelRecord, PlaceRecord, ProviderRecord, ResultRecord
from data.vocabulary import CertificationKind, LabelStatus, Modality

HOURS_A_MONTH = (112, 138)
LONGEST_MONTHS = 36.0

WEIGHT = {
    CertificationKind.DIPLOMA: 4.0,
    CertificationKind.RNCP_TITLE: 2.0,
    CertificationKind.CQP: 1.0,
    CertificationKind.OTHER: 1.0,
    CertificationKind.ATTESTATION: 0.2,
    CertificationKind.RNCP_BLOCK: 0.0,
    CertificationKind.RS: -1.0,
}
"""How much longer than others the trainings of a kind tend to be."""


@dataclass(frozen=True)
class Plan:
    """What the report's counts decided for one training."""

    number: int
    trades: tuple[str, ...]
    seat: Seat
    kind: CertificationKind
    hours: int
    label: LabelRecord
    modality: Modality


def formations(today: date, seed: int = 2019) -> list[FormationRecord]:
    """All 740 records, the same on every day of one quarter, around which the sessions lie."""
    quarter = quarter_of(today)
    given = _given(seed)
    return [
        _record(plan, Random(seed * 1_000 + plan.number), quarter, given[plan.number - 1])
        for plan in plans(seed)
    ]


@cache
def _given(seed: int) -> list[tuple[ResultRecord, ...]]:
    """Each training's results, in the order of the plans."""
    asked, answers = subjects(seed), yearly_answers(seed)
    return [
        results(asked, answers, number, Random(seed * 10_000 + number))
        for number in range(len(asked))
    ]


def yearly_answers(seed: int = 2019) -> DemonstrationYear:
    """What the 740 trainings answered for 2019, in the order of the plans."""
    return year(subjects(seed), seed)


@cache
def subjects(seed: int = 2019) -> tuple[Subject, ...]:
    """What the year 2019 depends on of each training."""
    return tuple(
        Subject(
            territory=territory(plan.seat.region),
            operator=plan.seat.operator,
            programme=plan.label.programme,
            active=plan.label.status == LabelStatus.ACTIVE,
            family=_family(plan.trades[0]),
            trade=plan.trades[0],
            hours=plan.hours,
        )
        for plan in plans(seed)
    )


@cache
def plans(seed: int = 2019) -> tuple[Plan, ...]:
    """What the report's counts decided for each of the 740 trainings.

    Drawn by a seed so that everyone sees the same catalogue; nothing here is a secret.
    """
    random = Random(seed)
    chosen = quotas.trades(random)
    own = [_own(trade) for trade in chosen]
    kinds = quotas.certifications(lambda kind, n: fitness(kind, chosen[n], own[n].level), random)
    places = seats(random)
    random.shuffle(places)
    return tuple(
        Plan(number, *parts)
        for number, parts in enumerate(
            zip(
                quotas.second_trades(chosen, _near, random),
                places,
                kinds,
                _hours(kinds, [one.level for one in own], random),
                labels(random),
                _modalities(places, random),
                strict=True,
            ),
            start=1,
        )
    )


def _own(trade: str) -> pieces.TradePieces:
    return pieces.of_trade(reference.trades()[trade].family, trade)


def _near(trade: str) -> tuple[str, ...]:
    """The trades that its pieces name as near, else its neighbours in the family's list."""
    family = [t.code for t in reference.trades().values() if t.family == _family(trade)]
    place = family.index(trade)
    return _own(trade).near or tuple(family[max(0, place - 1) : place + 2])


def _family(trade: str) -> str:
    return reference.trades()[trade].family


def _hours(kinds: list[CertificationKind], levels: list[int], random: Random) -> list[int]:
    """The lengths dealt so that high levels and titles tend to take longer."""
    tendency = [
        WEIGHT[kind] + level / 2 + random.gauss(0, 1.3)
        for kind, level in zip(kinds, levels, strict=True)
    ]
    order = sorted(range(quotas.TOTAL), key=tendency.__getitem__)
    dealt = dict(zip(order, quotas.hours(random), strict=True))
    return [dealt[n] for n in range(quotas.TOTAL)]


def _modalities(places: list[Seat], random: Random) -> list[Modality]:
    placed = [n for n, seat in enumerate(places) if seat.commune]
    onsite = set(random.sample(placed, quotas.ONSITE))
    return [
        Modality.ONLINE if seat.commune is None
        else Modality.ONSITE if n in onsite else Modality.BLENDED
        for n, seat in enumerate(places)
    ]  # fmt: skip


def _record(
    plan: Plan, random: Random, quarter: date, given: tuple[ResultRecord, ...]
) -> FormationRecord:
    trade = reference.trades()[plan.trades[0]]
    own, seat = _own(trade.code), plan.seat
    certification = certificate(plan.kind, trade, own, random)
    asked = conditions(random, own, certification, plan.hours, plan.label)
    months = max(0.5, round(2 * plan.hours / random.uniform(*HOURS_A_MONTH)) / 2)
    months = min(LONGEST_MONTHS, months)
    starts = sessions(random, quarter, months)
    told = Told(
        trade=trade,
        provider=seat.provider,
        commune=seat.commune,
        modality=plan.modality,
        hours=plan.hours,
        months=months,
        certification=certification,
        entry_level=asked.entry_level,
        audiences=asked.audiences,
        funding=asked.funding,
        free=asked.cost_eur == 0,
        seats=next((one.seats for one in starts if one.seats), None),
    )
    writer = Writer(random, told)
    key = f"demo-{plan.number:04}"
    return FormationRecord(
        source_key=key,
        title=writer.title(),
        summary=writer.summary(),
        description=writer.description(),
        prerequisites=writer.prerequisites(),
        url=f"https://demonstration.invalid/{key}" if random.random() < 0.7 else None,
        provider=_provider(seat),
        trade_family=trade.family,
        trades=plan.trades,
        place=_place(seat),
        modality=plan.modality,
        hours=plan.hours,
        months=months,
        certification=certification,
        entry_level=asked.entry_level,
        audiences=asked.audiences,
        funding=asked.funding,
        cost_eur=asked.cost_eur,
        sessions=starts,
        label=plan.label,
        results=given,
        codes={"rome": trade.rome[:1]},
        demonstration=True,
        updated_at=_updated(quarter, random),
    )


def _updated(quarter: date, random: Random) -> datetime:
    day = quarter - timedelta(random.randint(1, 200))
    return datetime.combine(day, time(random.randint(8, 18)), UTC)


def _provider(seat: Seat) -> ProviderRecord:
    return ProviderRecord(
        name=seat.provider, legal_status=seat.status, network=seat.network, direct=seat.direct
    )


def _place(seat: Seat) -> PlaceRecord | None:
    commune = seat.commune
    if commune is None:
        return None
    return PlaceRecord(
        commune=commune.name,
        insee_code=commune.insee,
        postcode=commune.postcodes[0],
        department=commune.department,
        region=commune.region,
        latitude=commune.latitude,
        longitude=commune.longitude,
    )
