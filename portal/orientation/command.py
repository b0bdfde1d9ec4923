"""`portal recommend`: the suggestions for the profile of a file, as page and API give them."""

from datetime import date
from typing import BinaryIO

import click
from sqlmodel import Session

from data import catalogue
from portal.instance import database
from portal.orientation.advice import Advised, advise
from portal.orientation.api import recommendations_model
from portal.settings import Settings
from portal.wording import place_line
from search_index.recommend.profile import BadProfile, Profile
from search_index.recommend.suggestions import AGAINST, MET, NEAR, UNKNOWN
from search_index.search import open_index

LISTS = (
    ("", MET),
    ("En partie : ", NEAR),
    ("Ne va pas : ", AGAINST),
    ("On ne sait pas : ", UNKNOWN),
)
"""The clauses of a suggestion, each list after its name."""


@click.command(help="Propose des formations pour un profil (fichier JSON, ou - pour l’entrée).")
@click.argument("profile", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="La réponse de l’API.")
@click.pass_obj
def recommend(settings: Settings, profile: BinaryIO, as_json: bool) -> None:
    try:
        asked = Profile.read(profile.read())
    except BadProfile as error:
        raise click.UsageError(str(error)) from error
    with Session(database(settings)) as session:
        advice = advise(open_index(settings.index), session, asked, date.today())
        if as_json:
            compared = catalogue.compared_results(session)
            click.echo(recommendations_model(advice, compared).model_dump_json(indent=1))
            return
        for one in advice.suggested:
            _say(one)
        for line in (*(way.text for way in advice.ways), *advice.barred):
            click.echo(f"{line}.")


def _say(one: Advised) -> None:
    formation = one.formation
    click.echo(f"{formation.id}  {formation.title} — {place_line(formation)}")
    for name, verdict in LISTS:
        text = one.told(verdict)
        if text:
            click.echo(f"    {name}{text}.")
    for caveat in one.caveats:
        click.echo(f"    À savoir : {caveat}.")
