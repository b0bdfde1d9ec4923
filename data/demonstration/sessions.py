"""When a demonstration training starts, around the first day of a quarter."""

from datetime import date, timedelta
from random import Random

from data.record import SessionRecord
from data.vocabulary import Precision

COMING = range(98, 420, 7)
"""Days after the quarter's start of sessions still to come: beyond any day of the quarter."""

SEATS = (8, 10, 12, 12, 14, 15, 15, 16, 18, 20, 24)
MONTH_DAYS = 30.4


def quarter_of(today: date) -> date:
    """The first day of the quarter."""
    return date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)


def sessions(random: Random, quarter: date, months: float) -> tuple[SessionRecord, ...]:
    """No to four sessions in order; 85 trainings in 100 have one still to come."""
    starts = [-random.randint(100, 400)] if random.random() < 0.5 else []
    if random.random() < 0.85:
        starts += sorted(random.sample(COMING, random.choice((1, 1, 2, 3))))
    seats = random.choice(SEATS)
    made = [_session(random, quarter + timedelta(days), months, seats) for days in starts]
    return tuple(sorted(made, key=lambda one: one.starts_on or quarter))


def _session(random: Random, about: date, months: float, seats: int) -> SessionRecord:
    """A session that starts on a Monday, or of which only the month is known."""
    known = random.random()
    if known < 0.12:
        return SessionRecord(
            starts_on=(about + timedelta(14)).replace(day=1), precision=Precision.MONTH
        )
    starts = about + timedelta((7 - about.weekday()) % 7)
    last = starts + timedelta(round(months * MONTH_DAYS))
    return SessionRecord(
        starts_on=starts,
        ends_on=last + timedelta(4 - last.weekday()) if known < 0.85 else None,
        apply_before=starts - timedelta(random.choice((3, 10, 17, 24, 31)))
        if random.random() < 0.65
        else None,
        seats=seats if random.random() < 0.7 else None,
    )
