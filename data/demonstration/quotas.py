"""The report's counts dealt out: lists that hold each value exactly as often as printed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

from data import reference
from data.vocabulary import CertificationKind, LegalStatus

Value = TypeVar("Value")
TOTAL = 740

REGIONS = {
    **{"11": 172, "93": 83, "32": 76, "84": 57, "76": 56, "75": 43, "44": 33, "24": 29},
    **{"53": 28, "52": 28, "27": 27, "28": 24, "94": 5, "online": 24},
    **{"01": 11, "02": 11, "03": 8, "04": 20, "06": 5},
}
"""Formations by region; the report prints the five overseas regions as one sum of 55."""

OPERATORS: tuple[tuple[str, str | None, bool | None, int, LegalStatus | None], ...] = (
    ("Simplon", "Simplon", True, 48, LegalStatus.ESUS),
    ("Réseau Simplon", "Simplon", False, 44, None),
    ("WebForce3", "WebForce3", True, 26, LegalStatus.COMPANY),
    ("Réseau WebForce3", "WebForce3", False, 27, None),
    ("3W Academy", "3W Academy", True, 22, LegalStatus.COMPANY),
    ("Onlineformapro", "Onlineformapro", True, 11, LegalStatus.COMPANY),
    ("Réseau Onlineformapro", "Onlineformapro", False, 7, None),
    ("OpenClassrooms", "OpenClassrooms", True, 14, LegalStatus.COMPANY),
    ("Réseau OpenClassrooms", "OpenClassrooms", False, 3, None),
    ("Innov'Educ", "Innov'Educ (Wild Code School)", True, 16, LegalStatus.COMPANY),
    ("POP School", "POP School", True, 9, LegalStatus.COMPANY),
    ("Réseau POP School", "POP School", False, 2, None),
    ("Epitech", "Epitech", True, 8, LegalStatus.HIGHER_EDUCATION),
    ("Coding", None, True, 3, LegalStatus.COMPANY),
    ("Réseau Creative by LaCoding", None, False, 6, LegalStatus.COMPANY),
    ("Le Wagon", None, True, 4, LegalStatus.COMPANY),
    ("Formations hors réseau", None, None, 490, None),
)
"""Operator, network, run by the network itself, formations, legal status where it is one body."""

STATUSES = {
    LegalStatus.ASSOCIATION: 270,
    LegalStatus.COMPANY: 242,
    LegalStatus.PUBLIC: 110,
    LegalStatus.ESUS: 77,
    LegalStatus.HIGHER_EDUCATION: 25,
    LegalStatus.LOCAL_AUTHORITY: 8,
    LegalStatus.FOUNDATION: 8,
}
"""Formations by legal status; the last two share the 16 that the report leaves unprinted."""

CERTIFICATIONS = {
    CertificationKind.RNCP_TITLE: 262,
    CertificationKind.RNCP_BLOCK: 94,
    CertificationKind.DIPLOMA: 30,
    CertificationKind.RS: 87,
    CertificationKind.OTHER: 80,
    CertificationKind.ATTESTATION: 164,
    CertificationKind.CQP: 23,
}

TOP_TRADES = {
    "developpeur-web-mobile": 96,
    "developpeur-full-stack": 52,
    "developpeur-back-end": 40,
    "technicien-administrateur-systeme-et-reseau": 38,
    "technicien-de-maintenance-support-et-service": 36,
    "mediateur-numerique": 30,
    "integrateur-web-mobile": 26,
    "communication-digitale-community-manager": 24,
    "infographiste": 22,
    "referent-digital": 20,
}
"""The ten first trades in the report's order, which prints no counts: these are ours."""

OTHERS_BY_FAMILY = {
    **{"developpement": 3, "reseau-securite": 6, "maintenance-support": 5},
    **{"communication": 2, "interface-graphisme": 3, "gestion-pilotage": 3},
    **{"marketing-ecommerce": 3, "data": 4, "iot-robotique": 3},
}
"""Formations of each further trade, so that the first three families come in the report's order."""

HOURS = ((70, 525), (532, 700), (707, 840), (847, 4_795))
"""The quartiles' bounds in hours, on multiples of seven."""

LONGEST_OF_QUARTERS = (526, 700, 840)
"""The printed last hour of each of the first three quarters: one formation lasts just as long."""

MEAN_HOURS = 984
ONSITE = 377
"""51 % of 740; the 24 online ones are the 3 %, and the rest is blended."""

PIC = 347
SECOND_TRADE = 0.45
"""How often a training says that it also prepares for a near trade."""

ACTIVE = 715


def dealt(counts: Mapping[Value, int], random: Random) -> list[Value]:
    """Each value as often as counted, in a random order."""
    values = [value for value, count in counts.items() for _ in range(count)]
    random.shuffle(values)
    return values


def trades(random: Random) -> list[str]:
    """740 trade codes: the top ten as often as counted, every other trade at least once."""
    counts = dict(TOP_TRADES)
    others = [t for t in reference.trades().values() if t.code not in counts]
    counts |= {trade.code: OTHERS_BY_FAMILY[trade.family] for trade in others}
    spare = [t.code for t in others if t.family == "developpement"]
    for turn in range(TOTAL - sum(counts.values())):
        counts[spare[turn % len(spare)]] += 1
    return dealt(counts, random)


def hours(random: Random) -> list[int]:
    """740 lengths in hours, shortest first: 185 a quartile, with the printed mean once rounded."""
    drawn = [
        random.randrange(low, high + 1, 7) for low, high in HOURS[:3] for _ in range(TOTAL // 4)
    ]
    low, high = HOURS[3]
    long = [low + 7 * int(random.betavariate(1, 2) * (high - low) / 7) for _ in range(TOTAL // 4)]
    missing = MEAN_HOURS * TOTAL - sum(drawn) - sum(long)
    while abs(missing) > TOTAL // 4:
        place = random.randrange(len(long))
        step = min(max(long[place] + (700 if missing > 0 else -700), low), high) - long[place]
        if abs(missing - step) < abs(missing):
            long[place] += step
            missing -= step
        else:
            long[place] += 7 if missing > 0 and long[place] < high else 0
            long[place] -= 7 if missing < 0 and long[place] > low else 0
            missing = MEAN_HOURS * TOTAL - sum(drawn) - sum(long)
    dealt_hours = sorted(drawn + long)
    for quarter, longest in enumerate(LONGEST_OF_QUARTERS, start=1):
        dealt_hours[quarter * TOTAL // 4 - 1] = longest
    return dealt_hours


def certifications(
    fitness: Callable[[CertificationKind, int], float], random: Random
) -> list[CertificationKind]:
    """A kind for each of 740 formations, as often as printed, drawn by `fitness` of its number."""
    free = set(range(TOTAL))
    kinds: dict[int, CertificationKind] = {}
    for kind, count in CERTIFICATIONS.items():
        # Efraimidis and Spirakis: the largest u ** (1 / weight) are a weighted sample.
        keys = {n: random.random() ** (1 / fitness(kind, n)) for n in sorted(free)}
        for n in sorted(free, key=lambda n: -keys[n])[:count]:
            kinds[n] = kind
            free.remove(n)
    return [kinds[n] for n in range(TOTAL)]


def second_trades(
    chosen: Sequence[str], near: Callable[[str], Sequence[str]], random: Random
) -> list[tuple[str, ...]]:
    """Each training's trades, some with a near one; the ranking of the first ten stays."""
    counts = Counter(chosen)
    ranked = list(TOP_TRADES)
    most = {later: counts[earlier] - 1 for earlier, later in pairwise(ranked)}
    given: list[tuple[str, ...]] = []
    for trade in chosen:
        also = random.choice(near(trade))
        limit = TOTAL if also == ranked[0] else most.get(also, counts[ranked[-1]] - 1)
        if also != trade and counts[also] < limit and random.random() < SECOND_TRADE:
            counts[also] += 1
            given.append((trade, also))
        else:
            given.append((trade,))
    return given
