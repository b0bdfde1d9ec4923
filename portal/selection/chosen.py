"""Some trainings read together, with their distances from a place that is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data import catalogue
from data.models import Formation
from portal.doors import doors, session
from portal.selection.facts import Context
from search_index.keeping import distances
from search_index.results import PlaceFound


@dataclass(frozen=True)
class Chosen:
    """The trainings in the order asked, those that are gone, and the place asked if any."""

    formations: tuple[Formation, ...]
    gone: tuple[str, ...]
    today: date
    near: str = ""
    place: PlaceFound | None = None
    kilometres: Mapping[str, float] | None = None

    @property
    def context(self) -> Context:
        """What the facts of these trainings are told by."""
        return Context(self.today, self.kilometres)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the trainings that are still published."""
        return tuple(one.id for one in self.formations)


def choose(ids: Sequence[str], near: str, today: date) -> Chosen:
    """Read these trainings; BadQuery names a place that nobody knows."""
    formations = tuple(catalogue.formations_by_ids(session(), ids) if ids else ())
    found = {one.id for one in formations}
    gone = tuple(one for one in ids if one not in found)
    if not near:
        return Chosen(formations, gone, today)
    far = distances(doors().index, near, found)
    return Chosen(formations, gone, today, near, far.place, far.kilometres)
