"""`portal labels`: the network's team looks through the labels and decides of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import click
from sqlalchemy import Engine
from sqlmodel import Session

from data import decisions, label_book, labels
from data.decisions import BadDecision, Decision
from data.label_book import State, Wanted
from data.labels import LabelChange
from data.models import Formation
from data.vocabulary import Programme
from portal.instance import bring_index_up, database
from portal.network.label_page import programme, term
from portal.settings import Settings

DAY = click.DateTime(["%Y-%m-%d"])
VERBS = {
    "give": (LabelChange.GRANTED, "Attribue le label."),
    "renew": (LabelChange.RENEWED, "Renouvelle des labels."),
    "suspend": (LabelChange.SUSPENDED, "Suspend des labels."),
    "restore": (LabelChange.RESTORED, "Rétablit des labels."),
    "withdraw": (LabelChange.WITHDRAWN, "Retire des labels."),
}
"""The commands that decide, by name."""

STATES = {one.value: one for one in State}
PROGRAMMES = {one.value: one for one in Programme}


@click.group(name="labels", help="Les labels : listes, historique, décisions de l’équipe.")
def labels_group() -> None:
    """A group of commands."""


@labels_group.command("list", help="Les labels d’un état, d’un appel, d’un programme.")
@click.option("--status", default=State.ACTIVE.value, type=click.Choice(list(STATES)))
@click.option("--call", type=int)
@click.option("--programme", "name", type=click.Choice(list(PROGRAMMES)))
@click.pass_obj
def show_all(settings: Settings, status: str, call: int | None, name: str | None) -> None:
    asked = Wanted(STATES[status], call, PROGRAMMES[name] if name else None)
    today, pages = date.today(), 1
    with Session(database(settings)) as session:
        while asked.page <= pages:
            found = label_book.book(session, asked, today)
            pages = found.pages
            for one in found.lines:
                owed = f"  rapport {', '.join(map(str, one.owed))} attendu" if one.owed else ""
                state = one.label.status.value if one.label else "none"
                click.echo(
                    f"{one.formation_id}  {state}  {programme(one.label)}"
                    f"  {term(one.label, today)}  {one.title}{owed}"
                )
            asked = replace(asked, page=asked.page + 1)


@labels_group.command(help="L’historique d’un label.")
@click.argument("formation_id")
@click.pass_obj
def show(settings: Settings, formation_id: str) -> None:
    with Session(database(settings)) as session:
        formation = _known(session, formation_id)
        label = formation.label
        click.echo(f"{formation.title} : {label.status.label if label else 'sans label'}")
        for one in labels.history(session, formation_id):
            parts = (one.decided_by or "la source", one.note, one.remark)
            told = " | ".join(part for part in parts if part)
            click.echo(f"{one.happened_on:%Y-%m-%d}  {one.change.label}  {told}")


@labels_group.command(help="Clôt les labels dont le dernier jour est passé.")
@click.pass_obj
def expire(settings: Settings) -> None:
    engine = database(settings)
    with Session(engine) as session, session.begin():
        for formation in decisions.expire(session, date.today()):
            click.echo(f"{formation.id}  {formation.title}")
    bring_index_up(settings, engine)


def _known(session: Session, formation_id: str) -> Formation:
    found = session.get(Formation, formation_id)
    if found is None:
        raise click.ClickException(f"formation inconnue : {formation_id}")
    return found


def _command(name: str, change: LabelChange, about: str) -> click.Command:
    """The command of one decision: of all the trainings named, or of none."""

    @click.argument("ids", nargs=-1, required=True, metavar="FORMATION...")
    @click.option("--by", "who", required=True, help="Qui décide, pour l’historique.")
    @click.option("--on", "day", type=DAY, help="Le jour de la décision ; aujourd’hui sinon.")
    @click.option("--until", type=DAY, help="Le dernier jour du label.")
    @click.option("--call", type=int, help="L’appel à labellisation.")
    @click.option("--reason", default="", help="Le motif, que le public lit.")
    @click.option("--remark", default="", help="Une remarque pour l’équipe seule.")
    @click.pass_obj
    def run(
        settings: Settings,
        ids: tuple[str, ...],
        who: str,
        day: datetime | None,
        until: datetime | None,
        call: int | None,
        reason: str,
        remark: str,
    ) -> None:
        decision = Decision(
            change,
            day.date() if day else date.today(),
            until.date() if until else None,
            call,
            reason.strip(),
            remark.strip(),
        )
        engine = database(settings)
        _decide_all(engine, ids, decision, who)
        bring_index_up(settings, engine)
        click.echo(f"{change.label} : {len(ids)}")

    return click.command(name, help=about)(run)


def _decide_all(engine: Engine, ids: tuple[str, ...], decision: Decision, who: str) -> None:
    with Session(engine) as session, session.begin():
        for identifier in dict.fromkeys(ids):
            formation = _known(session, identifier)
            try:
                decisions.decide(session, formation, decision, who, date.today())
            except BadDecision as bad:
                raise click.ClickException(f"{identifier} : {_told(bad.faults)}") from bad


def _told(faults: Mapping[str, str]) -> str:
    return " ; ".join(f"--{name} : {why}" for name, why in faults.items())


for _name, (_change, _about) in VERBS.items():
    labels_group.add_command(_command(_name, _change, _about))
