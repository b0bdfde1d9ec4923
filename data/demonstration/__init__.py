"""The demonstration catalogue: 740 invented trainings whose counts are those of 2019."""

from datetime import date, timedelta
from random import Random

from data import reference
from data.demonstration import quotas
from data.demonstration.providers import Seat, seats
from data.demonstration.wording import Writer, provider_names, spoken
from data.record import (
    CertificationRecord,
    FormationRecord,
    LabelRecord,
    PlaceRecord,
    ProviderRecord,
    ResultRecord,
    SessionRecord,
)
from data.reference import Trade
from data.vocabulary import CertificationKind, LabelStatus, Modality, Precision, Programme

CALLS = {
    1: (date(2015, 9, 15), date(2015, 10, 31)),
    2: (date(2016, 8, 16), date(2017, 2, 28)),
    3: (date(2018, 4, 3), date(2018, 11, 30)),
}
"""The three calls for labels, as the report dates them."""

ATTESTATION = "Attestation Grande École du Numérique"


def formations(today: date, seed: int = 2019) -> list[FormationRecord]:
    """All 740 records, the same on every day of one quarter, around which the sessions lie."""
    random = Random(seed)
    chosen = quotas.trades(random)
    places = seats(random, provider_names(random))
    random.shuffle(places)
    kinds = quotas.certifications(chosen, random)
    hours = quotas.hours(random)
    labels = _labels(random)
    modalities = _modalities(places, random)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return [
        _record(n, Random(seed * 1_000 + n), quarter, *parts)
        for n, parts in enumerate(
            zip(chosen, places, kinds, hours, labels, modalities, strict=True), start=1
        )
    ]


def _modalities(places: list[Seat], random: Random) -> list[Modality]:
    placed = [n for n, seat in enumerate(places) if seat.commune]
    onsite = set(random.sample(placed, quotas.ONSITE))
    return [
        Modality.ONLINE if seat.commune is None
        else Modality.ONSITE if n in onsite else Modality.BLENDED
        for n, seat in enumerate(places)
    ]  # fmt: skip


def _labels(random: Random) -> list[LabelRecord]:
    calls = dict.fromkeys((1, 2), (quotas.TOTAL - quotas.PIC) // 2) | {3: quotas.PIC}
    calls[2] += quotas.TOTAL - sum(calls.values())
    others = (LabelStatus.SUSPENDED, LabelStatus.WITHDRAWN, LabelStatus.EXPIRED)
    states = [LabelStatus.ACTIVE] * quotas.ACTIVE
    states += [others[n % 3] for n in range(quotas.TOTAL - quotas.ACTIVE)]
    random.shuffle(states)
    made = []
    for call, status in zip(quotas.dealt(calls, random), states, strict=True):
        first, last = CALLS[call]
        made.append(
            LabelRecord(
                programme=Programme.PIC if call == 3 else Programme.PIA,
                call=call,
                status=status,
                granted_on=first + timedelta(random.randrange((last - first).days + 1)),
            )
        )
    return made


def _record(
    number: int,
    random: Random,
    quarter: date,
    trade_code: str,
    seat: Seat,
    kind: CertificationKind,
    hours: int,
    label: LabelRecord,
    modality: Modality,
) -> FormationRecord:
    trade = reference.trades()[trade_code]
    writer = Writer(random, trade, seat.commune, hours)
    certification = _certification(kind, trade, random)
    cost = random.choices((0.0, None, 300.0, 950.0, 2400.0, 4800.0), (70, 12, 5, 5, 5, 3))[0]
    months = min(36.0, max(0.5, round(2 * hours / random.uniform(105, 140)) / 2))
    return FormationRecord(
        source_key=f"demo-{number:04}",
        title=_title(writer, certification, random),
        summary=writer.line("summary"),
        description=writer.description(),
        prerequisites=writer.line("prerequisites") if random.random() < 0.8 else None,
        url=f"https://demonstration.invalid/{number}" if random.random() < 0.7 else None,
        provider=ProviderRecord(
            name=seat.provider, legal_status=seat.status, network=seat.network, direct=seat.direct
        ),
        trade_family=trade.family,
        trades=(trade_code,),
        place=_place(seat),
        modality=modality,
        hours=hours,
        months=months,
        certification=certification,
        entry_level=random.choices((0, None, 3, 4, 5), (72, 12, 5, 8, 3))[0],
        audiences=_some(random, ("job-seekers", "young", "no-diploma", "women", "qpv"), 3),
        funding=_funding(random, cost),
        cost_eur=cost,
        sessions=tuple(_sessions(random, quarter, months)),
        label=label,
        results=tuple(_results(random, label)),
        codes={"rome": trade.rome},
        demonstration=True,
    )


def _title(writer: Writer, certification: CertificationRecord, random: Random) -> str:
    if certification.kind is CertificationKind.RNCP_TITLE and random.random() < 0.3:
        return f"Titre professionnel {certification.title}"
    return writer.line("title")


KIND_TITLES = {
    CertificationKind.RNCP_TITLE: "{}",
    CertificationKind.RNCP_BLOCK: "Bloc de compétences du titre {}",
    CertificationKind.DIPLOMA: "Diplôme universitaire, {}",
    CertificationKind.RS: "Certification de compétences {}",
    CertificationKind.CQP: "CQP {}",
    CertificationKind.OTHER: "Certificat d’établissement {}",
}


def _certification(kind: CertificationKind, trade: Trade, random: Random) -> CertificationRecord:
    """A registered certification of the trade where there is one, else one without a code."""
    if kind is CertificationKind.ATTESTATION:
        return CertificationRecord(kind=kind, title=ATTESTATION)
    prefix = {"rncp_title": "RNCP", "rncp_block": "RNCP", "rs": "RS"}.get(kind)
    known = [
        c
        for c in reference.certifications().values()
        if prefix and trade.code in c.trades and c.code.startswith(prefix)
    ]
    if known:
        one = random.choice(known)
        block = kind is CertificationKind.RNCP_BLOCK
        code = f"{one.code}BC0{random.randint(1, 3)}" if block else one.code
        title = f"{one.title} (bloc de compétences)" if block else one.title
        return CertificationRecord(kind=kind, code=code, title=title, level=one.level)
    title = (
        KIND_TITLES[kind].format(spoken(trade)).replace(" de i", " d’i").replace(" de a", " d’a")
    )
    level = random.choice((4, 5, 5, 6)) if prefix == "RNCP" else None
    return CertificationRecord(kind=kind, title=title, level=level)


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


def _some(random: Random, values: tuple[str, ...], most: int) -> tuple[str, ...]:
    return tuple(random.sample(values, random.randint(0, most)))


def _funding(random: Random, cost: float | None) -> tuple[str, ...]:
    if cost is None or cost > 0:
        return _some(random, ("cpf", "france-travail", "opco", "personnel", "alternance"), 3)
    free = ("label", "region", "france-travail", "poei-poec", "alternance", "fse", "entreprise")
    return tuple(random.sample(free, random.randint(1, 3)))


def _sessions(random: Random, quarter: date, months: float) -> list[SessionRecord]:
    """A past session in half of the cases; coming ones from four months on, for 85 in 100."""
    starts = [-random.randint(100, 400)] if random.random() < 0.5 else []
    if random.random() < 0.85:
        starts += sorted(random.sample(range(95, 420, 7), random.choice((1, 1, 2, 3))))
    return [_session(random, quarter + timedelta(days), months) for days in starts]


def _session(random: Random, start: date, months: float) -> SessionRecord:
    monday = start - timedelta(start.weekday())
    precision = Precision.MONTH if random.random() < 0.15 else Precision.DAY
    if precision is Precision.MONTH:
        monday = monday.replace(day=1)
    return SessionRecord(
        starts_on=monday,
        ends_on=monday + timedelta(round(months * 30.4)) if random.random() < 0.8 else None,
        apply_before=monday - timedelta(random.choice((7, 14, 21, 30)))
        if random.random() < 0.6 else None,
        seats=random.choice((8, 10, 12, 14, 15, 16, 20, 24)) if random.random() < 0.7 else None,
        precision=precision,
    )  # fmt: skip


def _results(random: Random, label: LabelRecord) -> list[ResultRecord]:
    """Reports for a third of the trainings, most with too few answers to publish a rate."""
    if random.random() > 0.34:
        return []
    years = (2019,) if label.programme is Programme.PIC else (2019, 2018)
    return [_result(random, year) for year in years]


def _result(random: Random, year: int) -> ResultRecord:
    admitted = random.randint(9, 60)
    dropped = random.randint(0, admitted // 4)
    finished = random.randint((admitted - dropped) // 2, admitted - dropped)
    known = random.randint(finished // 2, finished)
    salaries = random.randint(0, known)
    return ResultRecord(
        year=year,
        candidates=admitted * random.randint(2, 8),
        admitted=admitted,
        started=admitted,
        finished=finished,
        dropped_out=dropped,
        known_outcomes=known,
        positive_exits=min(known, round(known * random.uniform(0.55, 0.92))),
        salaries=salaries,
        mean_salary_eur=random.randint(205, 285) * 100 if salaries else None,
    )
