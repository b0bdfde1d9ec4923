"""Everything that the network's team sees of a year's reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.campaign import LEAST_DAYS, WAVES_BEFORE_RISK, Late, Progress, Wave
from portal import links, wording

FORMULA = "1,96 × √(0,25 ÷ n) × √((N − n) ÷ (N − 1))"


@dataclass(frozen=True)
class LateRow:
    """One awaited report."""

    title: str
    provider: str
    status: str
    waves: str
    last: str
    contacts: str
    at_risk: bool


@dataclass(frozen=True)
class DeskPage:
    """The follow-up of one year; `year` is None where no report was ever asked for."""

    year: int | None
    years: tuple[tuple[int, str], ...]
    next_year: int
    asked: str = ""
    answered: str = ""
    drafts: str = ""
    rate: str = ""
    margin: str = ""
    formula: str = FORMULA
    late: tuple[LateRow, ...] = ()
    at_risk: str = ""
    waves: tuple[str, ...] = ()
    may_remind: bool = False
    why_not: str = ""
    export: str = ""
    figures: str = ""
    told: str = ""


def desk_page(
    found: Progress | None,
    years: Sequence[int],
    awaited: Sequence[Late],
    sent: Sequence[Wave],
    *,
    next_year: int,
    mail: bool,
    rested: bool,
    told: str = "",
) -> DeskPage:
    """The page; `mail` when mail can be sent, `rested` when the last wave is long enough ago."""
    known = tuple((year, links.follow_up(year)) for year in years)
    if found is None:
        return DeskPage(None, known, next_year, told=told)
    risky = sum(one.at_risk for one in awaited)
    return DeskPage(
        year=found.year,
        years=known,
        next_year=next_year,
        asked=wording.number(found.asked),
        answered=wording.number(found.answered),
        drafts=wording.number(found.drafts),
        rate="–" if found.rate is None else f"{100 * found.rate:.1f} %".replace(".", ","),
        margin="–"
        if found.margin is None
        else f"± {100 * found.margin:.2f} points".replace(".", ","),
        late=tuple(map(_late, awaited)),
        at_risk=wording.counted(
            risky, "formation risque son label", "formations risquent leur label"
        ),
        waves=tuple(map(_wave, sent)),
        may_remind=mail and rested and bool(awaited),
        why_not=_why_not(mail, rested, bool(awaited)),
        export=links.follow_up_table(found.year),
        figures=links.figures(found.year),
        told=told,
    )


def _why_not(mail: bool, rested: bool, awaited: bool) -> str:
    if not awaited:
        return "Tous les rapports demandés sont rendus."
    if not mail:
        return "L’envoi de courriels n’est pas configuré sur ce portail (PORTAL_SMTP_URL)."
    return "" if rested else f"La dernière relance a moins de {LEAST_DAYS} jours."


def _late(one: Late) -> LateRow:
    return LateRow(
        title=one.report.title,
        provider=one.provider or "Organisme non communiqué",
        status=one.report.status.label,
        waves=wording.number(one.waves),
        last=f"{wording.day(one.last)} ({one.state.label.lower()})"
        if one.last and one.state
        else "–",
        contacts=wording.counted(one.accounts, "compte"),
        at_risk=one.at_risk,
    )


def _wave(one: Wave) -> str:
    parts = [f"{wording.counted(one.sent, 'relance envoyée', 'relances envoyées')}"]
    if one.failed:
        parts.append(f"{wording.number(one.failed)} non parties")
    if one.no_contact:
        parts.append(f"{wording.number(one.no_contact)} sans compte à qui écrire")
    waiting = one.reports - one.sent - one.failed - one.no_contact
    if waiting:
        parts.append(f"{wording.number(waiting)} en cours d’envoi")
    return f"Relance {one.number}, {wording.day(one.on)} : {wording.listed(parts)}."


RISK = (
    f"Une formation risque son label quand {WAVES_BEFORE_RISK} relances sont restées sans réponse."
)
