"""Facts in plain French: dates, lengths, money; what is unknown is said to be unknown."""

from datetime import date

from data.models import Formation, FormationSession
from data.vocabulary import ENTRY_LEVELS, LEVELS, Modality, Precision

NBSP, NNBSP = "\u00a0", "\u202f"
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
UNKNOWN = "Non communiqué"


def number(value: float) -> str:
    """A number with French separators and at most one decimal: `number(1200) == "1 200"`."""
    whole = f"{value:,.1f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return whole.replace(",", NNBSP).replace(".", ",")


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun: `counted(1, "formation", "formations") == "1 formation"`."""
    return f"{number(count)}{NBSP}{one if count < 2 else many}"


def day(value: date, precision: Precision = Precision.DAY) -> str:
    """A date as far as it is known: "12 janvier 2027", "septembre 2027" or "2027"."""
    if precision is Precision.YEAR:
        return str(value.year)
    month = f"{MONTHS[value.month - 1]} {value.year}"
    if precision is Precision.MONTH:
        return month
    return f"{'1er' if value.day == 1 else value.day} {month}"


def next_session(formation: Formation, today: date) -> FormationSession | None:
    """The first session that starts today or later, or None."""
    coming = (s for s in formation.sessions if s.starts_on and not _past(s, today))
    return min(coming, key=lambda session: session.starts_on or date.max, default=None)


def _past(session: FormationSession, today: date) -> bool:
    """A session known to its month is past only when the month is."""
    start = session.starts_on
    if start is None:
        return False
    if session.precision is Precision.MONTH:
        return (start.year, start.month) < (today.year, today.month)
    if session.precision is Precision.YEAR:
        return start.year < today.year
    return start < today


def is_past(session: FormationSession, today: date) -> bool:
    """Whether the session has started."""
    return _past(session, today)


def start_line(formation: Formation, today: date) -> str | None:
    """When the next session starts, or None where no coming session is known."""
    session = next_session(formation, today)
    if session is None or session.starts_on is None:
        return None
    return day(session.starts_on, session.precision)


def length_line(formation: Formation) -> str | None:
    """How long it lasts: "8 mois · 840 h", as far as known."""
    parts = []
    if formation.months is not None:
        parts.append(f"{number(formation.months)}{NBSP}mois")
    if formation.hours is not None:
        parts.append(f"{number(formation.hours)}{NBSP}h")
    return " · ".join(parts) or None


def cost_line(formation: Formation) -> str | None:
    """What the learner pays; 0 is free, None is unknown and never free."""
    if formation.cost_eur is None:
        return None
    if formation.cost_eur == 0:
        return "Gratuit"
    return f"{number(formation.cost_eur)}{NBSP}€"


def place_line(formation: Formation) -> str | None:
    """Where it is given: "Lyon (Rhône)", "Bretagne", "À distance", or None where unknown."""
    place = formation.place
    if place and place.commune:
        department = place.department
        return f"{place.commune} ({department.name})" if department else place.commune
    if place and (place.department or place.region):
        return (place.department or place.region).name  # type: ignore[union-attr]
    return "À distance" if formation.modality is Modality.ONLINE else None


def certification_line(formation: Formation) -> str | None:
    """What the learner leaves with: the kind and, where known, the level."""
    certification = formation.certification
    if certification is None:
        return None
    level = certification.level
    return certification.kind.label + (f", {LEVELS[level].lower()}" if level in LEVELS else "")


def entry_line(formation: Formation) -> str | None:
    """What is asked at the door, or None where unknown."""
    if formation.entry_level is None:
        return None
    if formation.entry_level == 0:
        return "Ouverte sans diplôme"
    asked = ENTRY_LEVELS.get(formation.entry_level)
    return f"{asked} demandé" if asked else None


def percent(rate: float) -> str:
    """A share from 0 to 1 as a whole percentage: `percent(0.735) == "74 %"`."""
    return f"{rate * 100:.0f}{NNBSP}%"


def distance(kilometres: float | None) -> str | None:
    """A distance in whole kilometres, or None."""
    if kilometres is None:
        return None
    return "à moins de 1 km" if kilometres < 1 else f"à {kilometres:.0f}{NBSP}km"
