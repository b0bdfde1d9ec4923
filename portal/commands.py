"""The `portal` command: what operators do, each step over the same doors as the pages."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine
from sqlmodel import Session

from data import catalogue
from data.demonstration import formations as demonstration_formations
from data.demonstration import load_year
from data.intake.export import FORMATS, write
from data.intake.load import load as load_files
from data.intake.report import LoadReport
from data.intake.store import Counts, store
from portal.accounts.commands import accounts_group, forget_the_past
from portal.alerts.commands import alerts
from portal.api.page import search_document
from portal.evaluation import evaluate
from portal.figures.command import figures
from portal.instance import bring_index_up, database
from portal.learning import queries, synonyms
from portal.network.commands import labels_group
from portal.orientation.command import recommend
from portal.partnership import partners
from portal.relevance import relevance
from portal.settings import Settings
from portal.wording import place_line
from search_index import build
from search_index.fields import FACET_PARAMETERS
from search_index.places import find
from search_index.query import BadQuery, SearchQuery
from search_index.search import identifiers, open_index
from search_index.search import search as run_search

RANGES = (
    "hours_min hours_max cost_max starts_after starts_before near radius_km place_unknown literal"
    " sort page page_size"
).split()


ENDINGS = {"xml": "lheo"}
"""Ends of file names that are not the name of their format."""


@click.group(help="Le portail des formations : catalogue, index, recherche et serveur.")
@click.pass_context
def portal(context: click.Context) -> None:
    context.obj = Settings.from_environment()


portal.add_command(accounts_group)
portal.add_command(alerts)
portal.add_command(relevance)
portal.add_command(queries)
portal.add_command(synonyms)
portal.add_command(evaluate)
portal.add_command(recommend)
portal.add_command(partners)
portal.add_command(figures)
portal.add_command(labels_group)


def load_demonstration(engine: Engine) -> Counts:
    """The demonstration catalogue and its year 2019; running it again changes nothing."""
    today = date.today()
    with Session(engine) as session, session.begin():
        counts = store(session, "demonstration", demonstration_formations(today))
        load_year(session, today)
    return counts


@portal.command(help="Charge le catalogue de démonstration.")
@click.pass_obj
def demo(settings: Settings) -> None:
    engine = database(settings)
    counts = load_demonstration(engine)
    bring_index_up(settings, engine)
    click.echo(
        f"Catalogue de démonstration : {counts.added} ajoutées, "
        f"{counts.changed} modifiées, {counts.unchanged} inchangées."
    )


@portal.command(help="Importe des fichiers de formations (LHÉO, CSV, JSON, XLSX).")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", help="Format nommé : lheo, csv, ou une source de data/reference/sources.")
@click.option("--dry-run", is_flag=True, help="Tout vérifier sans rien enregistrer.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Fichier où écrire les rejets.")
@click.option("--json", "as_json", is_flag=True, help="Le compte rendu en JSON.")
@click.pass_obj
def load(
    settings: Settings,
    paths: tuple[Path, ...],
    source: str | None,
    dry_run: bool,
    rejects: Path | None,
    as_json: bool,
) -> None:
    engine = database(settings)
    report = load_files(engine, list(paths), source=source, dry_run=dry_run, progress=say_read)
    if report.exit_code < 2 and not dry_run:
        bring_index_up(settings, engine)
    if rejects:
        rejects.write_text(_rejects(report), encoding="utf-8")
    click.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else report.to_text())
    sys.exit(report.exit_code)


def say_read(count: int) -> None:
    """Rows read so far: counted up in place on a terminal, a plain line now and then elsewhere."""
    if sys.stderr.isatty() and count % 100 == 0:
        click.echo(f"\r{count} lignes lues", nl=False, err=True)
    elif count % 10_000 == 0:
        click.echo(f"{count} lignes lues", err=True)


def _rejects(report: LoadReport) -> str:
    return "".join(
        json.dumps(one, ensure_ascii=False) + "\n" for one in report.to_json()["rejects"]
    )


@portal.command(help="Met l’index à jour de la base, ou les compare (--check).")
@click.option("--rebuild", is_flag=True, help="Refaire tout l’index.")
@click.option("--check", is_flag=True, help="Comparer sans rien changer ; sortie 1 si différents.")
@click.pass_obj
def index(settings: Settings, rebuild: bool, check: bool) -> None:
    engine = database(settings)
    if not check:
        built = bring_index_up(settings, engine, rebuild)
        click.echo(
            f"Index : {built.added} ajoutées, {built.changed} modifiées, {built.removed} retirées."
        )
        return
    with Session(engine) as session:
        found = build.check(settings.index, session)
    for name, ids in vars(found).items():
        click.echo(f"{name}: {len(ids)} {' '.join(sorted(ids)[:10])}".rstrip())
    sys.exit(1 if any(vars(found).values()) else 0)


def search_options(command: Any) -> Any:
    """Give a command one option a search parameter, under the parameter's own name."""
    for name in reversed(RANGES):
        command = click.option(*_spellings(name), name)(command)
    for name in reversed(FACET_PARAMETERS):
        command = click.option(*_spellings(name), name, multiple=True)(command)
    return command


def _spellings(name: str) -> list[str]:
    """The parameter's own name, and the one that shells are used to."""
    return sorted({f"--{name}", f"--{name.replace('_', '-')}"})


def query_of(text: str, options: dict[str, Any]) -> SearchQuery:
    """The query that the words and the options ask for; a usage error names a bad one."""
    pairs = [("q", text)]
    for name, value in options.items():
        values = value if isinstance(value, tuple) else (value,)
        pairs += [(name, one) for one in values if one is not None]
    try:
        query = SearchQuery.from_params(pairs)
        if query.near:
            find(query.near, query.radius_km)
        return query
    except BadQuery as error:
        raise click.UsageError(str(error)) from error


@portal.command(help="Cherche, avec les paramètres de la page et de l’API.")
@click.argument("text", default="")
@search_options
@click.option("--json", "as_json", is_flag=True, help="La réponse de l’API.")
@click.pass_obj
def search(settings: Settings, /, text: str, as_json: bool, **options: Any) -> None:
    query = query_of(text, options)
    engine = database(settings)
    results = run_search(open_index(settings.index), query)
    with Session(engine) as session:
        found = catalogue.formations_by_ids(session, [hit.formation_id for hit in results.shown])
        if as_json:
            compared = catalogue.compared_results(session)
            document = search_document(results, found, compared)
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
            return
        click.echo(f"{results.total} formations")
        further = {hit.formation_id for hit in results.further}
        for formation in found:
            mark = " (plus loin)" if formation.id in further else ""
            click.echo(f"{formation.id}  {formation.title} — {place_line(formation)}{mark}")


@portal.command(help="Exporte le catalogue entier, ou ce que trouve une recherche.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--format", "file_format", type=click.Choice(list(FORMATS)))
@click.option("--q", "text", default="", help="Les mots de la recherche.")
@search_options
@click.pass_obj
def export(
    settings: Settings, /, path: Path, file_format: str | None, text: str, **options: Any
) -> None:
    ending = path.suffix.lstrip(".").lower()
    chosen = file_format or ENDINGS.get(ending, ending)
    if chosen not in FORMATS:
        raise click.UsageError(f"format inconnu ; formats possibles : {', '.join(FORMATS)}")
    query = query_of(text, options)
    with Session(database(settings)) as session:
        wanted = None
        if query != SearchQuery():
            wanted, _ = identifiers(open_index(settings.index), query)
        count = write(path, chosen, catalogue.formations_for_index(session, wanted))
    click.echo(f"{count} formations dans {path}")


@portal.command(help="Sert le portail ; une instance vide reçoit le catalogue de démonstration.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    engine = database(settings)
    forget_the_past(engine)
    with Session(engine) as session:
        empty = not catalogue.content_hashes(session)
    if empty:
        click.echo("Instance vide : chargement du catalogue de démonstration…")
        load_demonstration(engine)
    bring_index_up(settings, engine)
    engine.dispose()
    click.echo(f"Le portail est sur http://{host}:{port}")
    os.execv(  # noqa: S606 - our own interpreter and arguments
        sys.executable,
        [sys.executable, "-m", "gunicorn", "portal:create_app()", "--bind", f"{host}:{port}",
         "--workers", str(workers), "--worker-class", "gthread", "--threads", "4",
         "--config", "python:portal.worker"],
    )  # fmt: skip
