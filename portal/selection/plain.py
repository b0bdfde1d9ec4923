"""One training on one sheet, in plain words: what it is, what comes next, what it leads to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from data.models import Formation
from data.vocabulary import ENTRY_LEVELS
from portal import links, wording
from portal.selection.facts import Context, Line, lines, next_session
from portal.selection.page import qr_code

SAID = {
    "Lieu": "Où ?",
    "Prochain début": "Quand ça commence ?",
    "Durée": "Combien de temps ?",
    "Façon de suivre": "Sur place ou à distance ?",
    "Coût": "Combien ça coûte ?",
    "À l’entrée": "Faut-il un diplôme ?",
}
"""The questions that people ask first, with the fact that answers each."""

FEW_WAYS = 2
ASK = "L’organisme ne l’a pas dit. Demandez-lui."
NO_CERTIFICATE = "À la fin : le diplôme ou le certificat n’est pas connu. Posez la question."


@dataclass(frozen=True)
class Step:
    """One of the next three steps."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlainPage:
    """The sheet."""

    title: str
    provider: str
    summary: str
    date: str
    questions: tuple[Line, ...]
    trades: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    after: tuple[str, ...]
    address: str
    code: Markup
    url: str
    demonstration: bool


def plain_page(one: Formation, today: date) -> PlainPage:
    """The sheet of a training on a day."""
    told = {line.name: line for line in lines(one, Context(today))}
    address = links.absolute(links.formation(one.id))
    return PlainPage(
        title=one.title,
        provider=told["Organisme"].text,
        summary=one.summary or "",
        date=wording.day(today),
        questions=tuple(_question(told[name], asked) for name, asked in SAID.items()),
        trades=tuple((trade.label, trade.plain) for trade in one.trades),
        steps=(
            Step("Qui appeler", tuple(_whom(one))),
            Step("Quoi préparer", tuple(_what(one))),
            Step("Avant quand", tuple(_when(one, today))),
        ),
        after=tuple(_after(one, told)),
        address=address,
        code=qr_code(address),
        url=links.formation(one.id),
        demonstration=one.demonstration,
    )


def _question(line: Line, asked: str) -> Line:
    return Line(
        asked.replace(" ?", f"{wording.NO_BREAK}?"), line.text if line.known else ASK, line.known
    )


def _whom(one: Formation) -> Iterator[str]:
    """The provider, then who pays; the catalogue knows no telephone numbers."""
    name = one.provider.name if one.provider else "l’organisme de formation"
    site = one.url or (one.provider.url if one.provider else None)
    if site:
        yield f"Appelez {name}. Le numéro est sur son site : {site}"
    else:
        yield f"Appelez {name}. Son numéro n’est pas dans le catalogue : cherchez-le avec son nom."
    yield "Dites : « Je voudrais des renseignements sur cette formation et venir vous rencontrer. »"
    if one.cost_eur != 0:
        yield "Parlez aussi à votre conseiller, pour trouver qui peut payer."


def _what(one: Formation) -> Iterator[str]:
    yield "Une pièce d’identité et un CV, même court."
    if one.entry_level:
        yield f"La preuve de votre niveau : {wording.lower_first(ENTRY_LEVELS[one.entry_level])}."
    if one.prerequisites:
        yield f"Ce que l’organisme demande : {' '.join(one.prerequisites.split())}"
    for group in one.audiences:
        if group.reserved:
            yield f"Un papier qui montre que vous êtes dans ce cas : {group.label}."
    yield from _who_pays(one)


def _who_pays(one: Formation) -> Iterator[str]:
    """Each way explained where there are few; many are named, for the advisor to choose from."""
    if len(one.funding) > FEW_WAYS:
        names = wording.listed(way.label for way in one.funding)
        yield f"Pour payer, plusieurs aides existent : {names}. Votre conseiller sait laquelle."
    else:
        yield from (f"Pour payer : {way.label}. {way.plain}" for way in one.funding)
    if not one.funding and one.cost_eur != 0:
        yield "Pour payer : les aides possibles ne sont pas connues. Posez la question."


def _when(one: Formation, today: date) -> Iterator[str]:
    session = next_session(one, today)
    if session is None or session.starts_on is None:
        yield "Aucune date n’est annoncée. Appelez et demandez la prochaine."
        return
    start = wording.day(session.starts_on, session.precision)
    if session.apply_before and session.apply_before >= today:
        yield f"Candidatez avant le {wording.day(session.apply_before)}."
        yield f"La formation commence : {start}."
    elif session.apply_before:
        yield f"La date pour candidater est passée ({wording.day(session.apply_before)}). Appelez."
        yield "Il reste parfois des places. Demandez aussi la date suivante."
    else:
        yield f"La formation commence : {start}. La date limite n’est pas connue : appelez vite."


def _after(one: Formation, told: dict[str, Line]) -> Iterator[str]:
    """The certificate, then the newest rate with its people and year, or why there is none."""
    held, exits = told["À la clé"], told["En emploi ou en études trois mois après"]
    yield f"À la fin : {held.text}." if held.known else NO_CERTIFICATE
    if exits.known:
        yield f"En emploi ou en études trois mois après : {wording.lower_first(exits.text)}."
    else:
        yield "On ne sait pas encore ce que sont devenues les personnes. Cela ne dit rien de mal."
