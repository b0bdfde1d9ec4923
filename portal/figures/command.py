"""`portal figures`: the key figures of a year in the terminal, or as the published JSON."""

import json

import click
from sqlmodel import Session

from data.figures import Figure, years
from data.figures import figures as key_figures
from data.figures.cells import Value
from data.figures.targets import progress
from portal.figures.page import target_view
from portal.instance import database
from portal.settings import Settings

SPACE = 2


@click.command(help="Les chiffres clés d’une année, calculés sur les réponses enregistrées.")
@click.argument("year", type=int)
@click.option("--table", "name", help="Un seul tableau, par son nom.")
@click.option("--json", "as_json", is_flag=True, help="Le document de l’API.")
@click.pass_obj
def figures(settings: Settings, year: int, name: str | None, as_json: bool) -> None:
    with Session(database(settings)) as session:
        found = key_figures(session, year)
        known = ", ".join(map(str, years(session))) or "aucune"
        aims = [target_view(one, year) for one in progress(session, found)] if found else []
    if found is None:
        raise click.UsageError(f"aucun rapport annuel pour {year} ; années connues : {known}")
    if name and name not in found.tables:
        raise click.UsageError(f"tableau inconnu : {name} ; tableaux : {', '.join(found.tables)}")
    shown = {one: table for one, table in found.tables.items() if name in (None, one)}
    if as_json:
        document = {one: table.document() for one, table in shown.items()}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(text_of(table) for table in shown.values()))
        if not name:
            click.echo("\n".join(("", *(f"{one.aim} – {one.measured}" for one in aims))))


def text_of(figure: Figure) -> str:
    """The table in lines of text, its columns aligned."""
    lines = [figure.columns, *(tuple(map(_text, row)) for row in figure.rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(figure.columns))]
    body = [
        (" " * SPACE).join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    ]
    total = [f"{name}: {_text(value)}" for name, value in figure.total.items()]
    return "\n".join((f"{figure.title} [{figure.name}]", *map(str.rstrip, body), *total))


def _text(value: Value) -> str:
    return "–" if value is None else str(value)
