"""The commands of the network's team: what readers do not find, and synonyms that help them."""

import json
from datetime import date, datetime

import click
from sqlmodel import Session

from data import team_synonyms, usage
from data.reference import Synonym
from portal.instance import bring_index_up, database
from portal.network.query_page import meaning_of
from portal.settings import Settings
from search_index.relevance import trials

LONGEST_WAIT = 1_800.0
"""Seconds that a command waits for the trials of others, of about a minute each."""


@click.command(help="Ce que les lecteurs cherchent, et ne trouvent pas ou n’ouvrent pas.")
@click.option(
    "--month",
    type=click.DateTime(["%Y-%m"]),
    default=lambda: usage.month_of(date.today()),
    help="Par exemple 2026-11.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def queries(settings: Settings, month: datetime, as_json: bool) -> None:
    with Session(database(settings)) as session:
        usage.fold_past(session, date.today())
        session.commit()
        found = usage.uses(session, usage.month_of(month.date()))
    if as_json:
        click.echo(json.dumps([vars(use) for use in found], ensure_ascii=False, indent=1))
        return
    click.echo("lecteurs  sans résultat  abandons  texte")
    for use in found:
        click.echo(f"{use.readers:8}  {use.failed:13}  {use.abandoned:8}  {use.text}")


@click.group(help="Les synonymes de l’équipe du réseau.")
def synonyms() -> None:
    """A group of commands."""


@synonyms.command("list", help="Les synonymes proposés : à l’essai, acceptés ou refusés.")
@click.pass_obj
def show(settings: Settings) -> None:
    with Session(database(settings)) as session:
        for row in team_synonyms.every(session):
            figures = ""
            if row.before is not None and row.after is not None:
                figures = f"  nDCG {row.before:.4f} → {row.after:.4f}"
            click.echo(f"{row.state.label}  {meaning_of(row)}{figures}")


@synonyms.command(help="Propose un synonyme ; les requêtes jugées décident.")
@click.argument("word")
@click.argument("meaning")
@click.option("--both", is_flag=True, help="Dans les deux sens.")
@click.option("--weight", default=0.6, type=click.FloatRange(0, 1, min_open=True))
@click.option("--force", is_flag=True, help="Accepter même si les chiffres baissent.")
@click.pass_obj
def add(
    settings: Settings, word: str, meaning: str, both: bool, weight: float, force: bool
) -> None:
    one = Synonym((word.strip(),), (meaning.strip(),), both, weight)
    if not (one.words[0] and one.means[0]):
        raise click.UsageError("un mot et son sens sont attendus")
    engine = database(settings)
    if trials.running(settings.index):
        click.echo("Un autre essai est en cours : celui-ci l’attend.")
    with trials.alone(settings.index, LONGEST_WAIT) as mine:
        if not mine:
            raise click.ClickException("un autre essai dure trop longtemps ; rien n’est proposé")
        with Session(engine) as session, session.begin():
            number = team_synonyms.propose(session, one, date.today())
        tried = trials.try_one(engine, number, one, force)
        if tried.good:
            bring_index_up(settings, engine)
    click.echo(f"nDCG@10 : {tried.before:.4f} sans, {tried.after:.4f} avec")
    # What the pages proposed meanwhile was left to this trial.
    trials.try_waiting(engine, settings.index)
    if not tried.good:
        raise click.ClickException("refusé : les requêtes jugées y perdent (--force l’accepte)")
    click.echo(f"accepté : « {word} » trouve aussi « {meaning} »")


@synonyms.command("try", help="Essaie ce qui attend un essai, puis met l’index à jour.")
@click.pass_obj
def try_(settings: Settings) -> None:
    engine = database(settings)
    trials.try_waiting(engine, settings.index)
    bring_index_up(settings, engine)


@synonyms.command(help="Retire les synonymes d’un mot.")
@click.argument("word")
@click.pass_obj
def remove(settings: Settings, word: str) -> None:
    engine = database(settings)
    with Session(engine) as session, session.begin():
        count = team_synonyms.remove(session, word)
    if not count:
        raise click.ClickException(f"aucun synonyme pour « {word} »")
    bring_index_up(settings, engine)
    click.echo(f"{count} retiré(s)")
