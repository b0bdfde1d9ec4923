"""The tables that count trainings and money."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import ceil
from typing import Any

from data import reference
from data.figures.cells import Row, Total, Value, mean, percent, plain, to_hundred
from data.figures.counts import Counts
from data.figures.places import ONLINE, by_territory, codes_of, in_order
from data.text import fold, slug
from data.vocabulary import CertificationKind, LegalStatus, Modality
from data.yearly import Approach, Scheme

OUTSIDE = "Hors réseau"
NOT_KNOWN = "Non connu"

CERTIFICATIONS = {
    CertificationKind.RNCP_TITLE: "Titre RNCP",
    CertificationKind.RNCP_BLOCK: "Bloc de compétences d'un titre RNCP",
    CertificationKind.DIPLOMA: "Diplôme",
    CertificationKind.RS: "Certification au répertoire spécifique",
    CertificationKind.OTHER: "Autre (dont diplôme d'établissement)",
    CertificationKind.ATTESTATION: "Attestation Grande École du Numérique",
    CertificationKind.CQP: "Certificat de qualification professionnelle (CQP)",
}
MODALITIES = {
    Modality.ONSITE: "exclusivement en présentiel",
    Modality.ONLINE: "exclusivement en ligne",
    Modality.BLENDED: "mixte",
}
STATUSES = {status: plain(status.label) for status in LegalStatus}


def plain_total(**values: Value) -> Total:
    """A total that tells of no group of people."""
    return Total(values, {})


def by_region(counts: Counts) -> list[Row]:
    """Trainings by line of territory, most first; online last among equals."""
    found = by_territory(counts.labelled.by["region_code"])
    names = sorted(found, key=lambda name: (-found[name], name == ONLINE, fold(name)))
    return [Row((name, found[name]), codes=codes_of(name)) for name in names]


def all_formations(counts: Counts) -> Total:
    """The number of labelled trainings."""
    return plain_total(formations=counts.labelled.number)


def by_network(counts: Counts) -> list[Row]:
    """Trainings outside networks first, then each network, largest first."""
    found = counts.labelled.by["network"]
    names = sorted((n for n in found if n), key=lambda name: (-found[name], fold(name)))
    inside = [Row((name, found[name]), codes=(slug(name),)) for name in names]
    return [Row((OUTSIDE, found[None])), *inside]


def in_networks(counts: Counts) -> Total:
    """All trainings and the share of those in networks."""
    number, found = counts.labelled.number, counts.labelled.by["network"]
    share = percent(number - found[None], number)
    return plain_total(formations=number, share_in_networks_percent=share)


def _shares(
    found: Counter[str | None], labels: Mapping[Any, str]
) -> Iterable[tuple[str, int, tuple[str, ...]]]:
    for code, label in labels.items():
        yield label, found[code], (str(code),)
    if found[None]:
        yield NOT_KNOWN, found[None], ()


def by_legal_status(counts: Counts) -> list[Row]:
    """Trainings by what kind of body gives them; the report rounds this table to 100 %."""
    found = list(_shares(counts.labelled.by["legal_status"], STATUSES))
    points = to_hundred([count for _, count, _ in found])
    return [
        Row((label, share, count)) for (label, count, _), share in zip(found, points, strict=True)
    ]


def by_certification(counts: Counts) -> list[Row]:
    """Trainings by what they lead to, in hundredths of a point."""
    number = counts.labelled.number
    return [
        Row((label, percent(count, number, 2)), codes=codes)
        for label, count, codes in _shares(counts.labelled.by["certification"], CERTIFICATIONS)
    ]


def by_modality(counts: Counts) -> list[Row]:
    """Trainings by how they are given."""
    number = counts.labelled.number
    return [
        Row((label, percent(count, number)), codes=codes)
        for label, count, codes in _shares(counts.labelled.by["modality"], MODALITIES)
    ]


def by_duration(counts: Counts) -> list[Row]:
    """The four quarters of the trainings by length, each named by its hours."""
    hours = counts.labelled.hours
    if len(hours) < 4:
        return []
    ends = [quarter * len(hours) // 4 for quarter in range(5)]
    longest = [int(hours[end - 1]) for end in ends[1:4]]
    names = [f"0-{longest[0]}", *(f"{low + 1}-{high}" for low, high in pairwise(longest))]
    names.append(f"{longest[2] + 1}+")
    return [
        Row((name, percent(high - low, len(hours))))
        for name, (low, high) in zip(names, pairwise(ends), strict=True)
    ]


def durations(counts: Counts) -> Total:
    """The mean in hours and in months, and the longest in years."""
    found = counts.labelled
    return plain_total(
        mean_hours=mean(sum(found.hours), len(found.hours)),
        mean_months=None if found.mean_months is None else round(found.mean_months),
        max_years=None if found.most_months is None else ceil(found.most_months / 12),
    )


def families(counts: Counts) -> list[Row]:
    """The three most represented families first, then the others in their own order."""
    found = counts.labelled.by["family_code"]
    known = list(reference.families().values())
    first = sorted(known, key=lambda one: -found[one.code])[:3]
    rest = [one for one in known if one not in first]
    return [Row((one.label,), codes=(one.code,)) for one in (*first, *rest)]


TOP = 10


def ranked_trades(counts: Counts) -> list[reference.Trade]:
    """The ten trades that most trainings prepare for, most first."""
    trades, found = reference.trades(), counts.labelled.trades
    known = [trades[code] for code in found if code in trades]
    return sorted(known, key=lambda one: (-found[one.code], fold(one.label)))[:TOP]


def top_trades(counts: Counts) -> list[Row]:
    """The ten first trades with their rank."""
    return [
        Row((rank, trade.label), codes=(trade.code,))
        for rank, trade in enumerate(ranked_trades(counts), start=1)
    ]


def budgets(counts: Counts) -> list[Row]:
    """Trainings, grants and budgets by operator, most granted first; euros."""
    found = counts.labelled
    grants, number = found.grants["operator"], found.by["operator"]
    names = sorted((n for n in number if n), key=lambda name: (-grants[name], fold(name)))
    return [
        Row((name, number[name], (grants[name] + 50) // 100, found.budgets[name])) for name in names
    ]


def mean_budget(counts: Counts) -> Total:
    """The sums and the means of a training, and the share that the grants pay."""
    found = counts.labelled
    grants = (found.grants["operator"].total() + 50) // 100
    total = found.budgets.total()
    return plain_total(
        formations=found.number,
        grant_eur=grants,
        total_budget_eur=total,
        mean_budget_eur=mean(total, found.number),
        mean_grant_eur=mean(grants, found.number),
        grant_share_percent=percent(grants, total),
    )


def grants_by_region(counts: Counts) -> list[Row]:
    """Grants by line of territory in euros and cents, with their share."""
    found = by_territory(counts.labelled.grants["region_code"])
    return [
        Row((name, found[name] / 100, percent(found[name], found.total(), 2)), codes=codes_of(name))
        for name in in_order(found)
    ]


def all_grants(counts: Counts) -> Total:
    """All grants in euros and cents."""
    return plain_total(grant_eur=counts.labelled.grants["region_code"].total() / 100)


def funding(counts: Counts) -> list[Row]:
    """What each scheme paid, most first, what has no name of its own last; euros and cents."""
    found = counts.answers.funding
    schemes = sorted(+found, key=lambda one: (one == Scheme.OTHER, -found[one]))
    return [Row((Scheme(one).label, found[one] / 100)) for one in schemes]  # type: ignore[call-arg]


def all_funding(counts: Counts) -> Total:
    """All that was paid."""
    return plain_total(amount_eur=counts.answers.funding.total() / 100)


def pedagogy(counts: Counts) -> list[Row]:
    """Trainings that told of their teaching by their main way."""
    found = counts.answers.approaches
    return [Row((one.label, percent(found[one], found.total()))) for one in Approach]


def told_pedagogy(counts: Counts) -> Total:
    """How many told of it."""
    return plain_total(formations=counts.answers.approaches.total())


def support_hours(counts: Counts) -> list[Row]:
    """Mean hours of support a training, and how much more than the year before."""
    now, before = counts.years[counts.year], counts.years.get(counts.year - 1)

    def row(label: str, field: str) -> Row:
        hours = getattr(now, field)
        earlier = getattr(before, field, None)
        change = None if hours is None or earlier is None else hours - earlier
        return Row((label, hours, change))

    return [
        row("social", "social_hours"),
        row("professionnel", "professional_hours"),
        row("total", "support_hours"),
    ]
