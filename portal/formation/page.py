"""What the page of one training shows: everything known, and what is unknown said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from data.models import Certification, Formation, FormationSession, YearlyResult
from data.outcomes import LEAST_PEOPLE, Rate, mean_salary, positive_exit
from data.vocabulary import LEVELS
from portal import links
from portal.cards import Card, Fact, fact
from portal.wording import NBSP, UNKNOWN, counted, day, is_past, number, percent
from search_index.query import SearchQuery

FIELDS = {
    "trades": "Métier",
    "trade_family": "Famille de métiers",
    "certification": "Certificat",
    "place": "Lieu",
    "modality": "Façon de suivre la formation",
}
"""The inferred fields in the words of the page."""


@dataclass(frozen=True)
class SessionLine:
    """One session, said past or to come."""

    start: str
    end: str
    apply_before: str
    seats: str
    past: bool


@dataclass(frozen=True)
class ResultLine:
    """A year's results in sentences; each rate with its people and its year."""

    year: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Paragraph:
    """Lines of text that stand together; `listed` when they are items of a list."""

    lines: tuple[str, ...]
    listed: bool


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    label: str
    url: str


@dataclass(frozen=True)
class FormationPage:
    """One training with all its facts."""

    card: Card
    summary: str | None
    paragraphs: tuple[Paragraph, ...]
    prerequisites: str
    website: str | None
    certification: tuple[Fact, ...]
    register: Link | None
    provider: tuple[Fact, ...]
    funding: tuple[Fact, ...]
    audiences: tuple[str, ...]
    label: tuple[Fact, ...]
    sessions: tuple[SessionLine, ...]
    results: tuple[ResultLine, ...]
    origins: tuple[Fact, ...]
    trades: tuple[Link, ...]
    updated: str

    @classmethod
    def of(cls, formation: Formation, today: date) -> "FormationPage":
        """The page of a training as its row and relations tell it."""
        certification = formation.certification
        return cls(
            card=Card.of(formation, today),
            summary=formation.summary,
            paragraphs=tuple(_paragraphs(formation.description)),
            prerequisites=formation.prerequisites or "L’organisme n’en annonce pas.",
            website=formation.url,
            certification=tuple(_certification(certification)),
            register=_register(certification),
            provider=tuple(_provider(formation)),
            funding=tuple(Fact(s.label, s.plain) for s in formation.funding),
            audiences=tuple(audience.label for audience in formation.audiences),
            label=tuple(_label(formation)),
            sessions=tuple(_sessions(formation, today)),
            results=tuple(_result(result) for result in formation.results),
            origins=tuple(_origins(formation)),
            trades=tuple(_trades(formation)),
            updated=day(formation.updated_at.date()),
        )


BULLET = re.compile(r"^[-•*–] +")


def _paragraphs(text: str | None) -> Iterator[Paragraph]:
    """The blocks of a text; runs of lines that start with a dash or dot become lists."""
    for block in re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        for listed, run in groupby(lines, key=lambda line: bool(BULLET.match(line))):
            yield Paragraph(tuple(BULLET.sub("", line) for line in run), listed)


def _certification(certification: Certification | None) -> Iterator[Fact]:
    if certification is None:
        yield Fact("Certificat", UNKNOWN, known=False)
        return
    yield Fact("Type", certification.kind.label)
    yield fact("Intitulé", certification.title, UNKNOWN)
    level = LEVELS.get(certification.level) if certification.level else None
    yield fact("Niveau obtenu", level, UNKNOWN)
    if certification.register_code:
        yield Fact("Code", certification.register_code)


def _register(certification: Certification | None) -> Link | None:
    url = links.register(certification.register_code) if certification else None
    return Link("Voir la fiche officielle sur le site de France compétences", url) if url else None


def _provider(formation: Formation) -> Iterator[Fact]:
    provider = formation.provider
    yield fact("Organisme", provider.name if provider else None, UNKNOWN)
    if provider:
        status = provider.legal_status
        yield fact("Statut", status.label if status else None, UNKNOWN)
        if provider.network:
            yield Fact("Réseau", provider.network.name)


def _label(formation: Formation) -> Iterator[Fact]:
    label = formation.label
    if label is None:
        return
    yield Fact("État", label.status.label)
    yield Fact("Programme", label.programme.label)
    if label.call:
        yield Fact("Appel à labellisation", f"{label.call}{'er' if label.call == 1 else 'e'} appel")
    if label.granted_on:
        yield Fact("Depuis", day(label.granted_on))


def _sessions(formation: Formation, today: date) -> Iterator[SessionLine]:
    """Sessions to come first, soonest first; then past ones, latest first."""
    past = [s for s in formation.sessions if is_past(s, today)]
    coming = [s for s in formation.sessions if s not in past]
    coming.sort(key=lambda s: s.starts_on or date.max)
    past.sort(key=lambda s: s.starts_on or date.min, reverse=True)
    yield from (_session(s, past=False) for s in coming)
    yield from (_session(s, past=True) for s in past)


def _session(session: FormationSession, past: bool) -> SessionLine:
    def said(value: date | None) -> str:
        return day(value, session.precision) if value else UNKNOWN

    return SessionLine(
        start=said(session.starts_on),
        end=said(session.ends_on),
        apply_before=day(session.apply_before) if session.apply_before else UNKNOWN,
        seats=UNKNOWN if session.seats is None else number(session.seats),
        past=past,
    )


def _result(result: YearlyResult) -> ResultLine:
    counts = (
        ("Candidats", result.candidates),
        ("Admis", result.admitted),
        ("Formation terminée", result.finished),
        ("Abandons", result.dropped_out),
    )
    people = (fact(name, None if n is None else number(n), UNKNOWN) for name, n in counts)
    rate, salary = positive_exit(result), mean_salary(result)
    return ResultLine(
        result.year,
        (
            fact("En emploi ou en études 3 mois après", _rate(rate), _withheld(rate)),
            fact("Salaire annuel brut moyen", _salary(salary), _withheld(salary)),
            *people,
        ),
    )


def _rate(rate: Rate) -> str | None:
    if rate.rate is None or rate.n is None or rate.low is None or rate.high is None:
        return None
    between = f"entre {percent(rate.low)} et {percent(rate.high)} à 95{NBSP}% de confiance"
    return f"{percent(rate.rate)} de {counted(rate.n, 'personne', 'personnes')} ({between})"


def _salary(salary: Rate) -> str | None:
    if salary.rate is None or salary.n is None:
        return None
    return f"{number(salary.rate)}{NBSP}€, sur {counted(salary.n, 'salaire', 'salaires')}"


def _withheld(rate: Rate) -> str:
    if rate.withheld == "too_few":
        known = counted(rate.n or 0, "réponse", "réponses")
        return f"Trop peu de réponses pour publier un chiffre ({known}, il en faut {LEAST_PEOPLE})"
    return UNKNOWN


def _origins(formation: Formation) -> Iterator[Fact]:
    for name, evidence in sorted(formation.origins.items()):
        yield Fact(FIELDS.get(name, name), f"déduit de : {evidence}")


def _trades(formation: Formation) -> Iterator[Link]:
    for trade in formation.trades:
        yield Link(trade.label, links.search(SearchQuery(trade=(trade.code,))))
    if not formation.trades and formation.family:
        family = formation.family
        yield Link(family.label, links.search(SearchQuery(family=(family.code,))))
