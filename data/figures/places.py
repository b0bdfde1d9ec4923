"""The lines of territory that the report's tables have: regions, overseas in one, and online."""

from collections import Counter
from collections.abc import Iterable, Mapping

from data import reference
from data.text import fold
from data.vocabulary import ONLINE_REGION

ONLINE = "Formations en ligne"
OVERSEAS = "Outre-mer"


def territory(region_code: str) -> str:
    """The line on which a region is counted."""
    if region_code == ONLINE_REGION:
        return ONLINE
    region = reference.regions()[region_code]
    return OVERSEAS if region.overseas else region.name


def codes_of(name: str) -> tuple[str, ...]:
    """The region codes that a line stands for, as the search takes them."""
    if name == ONLINE:
        return (ONLINE_REGION,)
    return tuple(code for code in reference.regions() if territory(code) == name)


def by_territory(regions: Mapping[str, int] | Mapping[str | None, int]) -> Counter[str]:
    """The numbers of regions summed up by line; what has no region is left out."""
    found: Counter[str] = Counter()
    for code, number in regions.items():
        if code is not None:
            found[territory(code)] += number
    return found


def in_order(names: Iterable[str]) -> list[str]:
    """Online first, then by the alphabet."""
    return sorted(names, key=lambda name: (name != ONLINE, fold(name)))
