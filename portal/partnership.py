"""The commands by which the network's team looks after partners: sites, keys, quotas, use."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import click
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from data import partners as register
from data.origins import BadOrigin
from data.partners import OVERLAP, NewKey, Partner, UnknownPartner
from portal.instance import database
from portal.settings import Settings

QUOTA = 3_000
"""Requests of the API a minute that a partner gets where nothing is said."""


@click.group(help="Les partenaires : sites, clés, quotas et usage.")
def partners() -> None:
    """A group of commands."""


@contextmanager
def writing(settings: Settings) -> Iterator[Session]:
    """A session in one transaction; what is wrong is said in words."""
    try:
        with Session(database(settings)) as session, session.begin():
            yield session
    except BadOrigin as error:
        raise click.UsageError(str(error)) from error
    except UnknownPartner as error:
        raise click.ClickException(f"aucun partenaire actif « {error} »") from error
    except IntegrityError as error:
        raise click.ClickException("ce nom est déjà celui d’un partenaire") from error


def show_key(key: NewKey) -> None:
    """The only time that a key is shown."""
    click.echo(f"Clé, montrée une seule fois : {key.secret}")
    click.echo(f"Elle se reconnaîtra à son début, {key.prefix}.")


@partners.command(help="Ajoute un partenaire et montre sa clé, une seule fois.")
@click.argument("name")
@click.option("--origin", "origins", multiple=True, help="Un site : https://exemple.fr")
@click.option("--quota", default=QUOTA, show_default=True, type=click.IntRange(min=1))
@click.pass_obj
def add(settings: Settings, name: str, origins: tuple[str, ...], quota: int) -> None:
    if not name.strip():
        raise click.UsageError("un nom est attendu")
    with writing(settings) as session:
        _, key = register.add(session, name.strip(), origins, quota, date.today())
    show_key(key)


@partners.command("set", help="Remplace les sites d’un partenaire, ou son quota.")
@click.argument("name")
@click.option("--origin", "origins", multiple=True, help="Tous ses sites ; sans, rien ne change.")
@click.option("--quota", type=click.IntRange(min=1))
@click.pass_obj
def change(settings: Settings, name: str, origins: tuple[str, ...], quota: int | None) -> None:
    with writing(settings) as session:
        held = [one.origin for one in register.named(session, name).origins]
        register.settle(session, name, origins or held, quota)


@partners.command("list", help="Les partenaires, avec leurs sites, leurs clés et leur usage.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def show(settings: Settings, days: int, as_json: bool) -> None:
    today = date.today()
    with Session(database(settings)) as session:
        use: dict[tuple[int, str], int] = {}
        for row in register.uses(session, today - timedelta(days=days - 1)):
            key = (row.partner_id, row.kind.value)
            use[key] = use.get(key, 0) + row.count
        found = [_described(one, use, today) for one in register.every(session)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found:
        click.echo("  ".join(f"{name} : {_said(value)}" for name, value in one.items()))


def _described(partner: Partner, use: dict[tuple[int, str], int], today: date) -> dict[str, object]:
    return {
        "nom": partner.name,
        "état": "retiré" if partner.revoked_on else "actif",
        "quota": partner.quota,
        "sites": [one.origin for one in partner.origins],
        "clés": [_key_line(one.prefix, one.works(today), one.expires_on) for one in partner.keys],
        "usage": {kind.value: use.get((partner.id or 0, kind.value), 0) for kind in register.Use},
    }


def _key_line(prefix: str, works: bool, expires_on: date | None) -> str:
    if not works:
        return f"{prefix} (arrêtée)"
    return f"{prefix} (jusqu’au {expires_on})" if expires_on else prefix


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count} {name}" for name, count in value.items())
    return ", ".join(map(str, value)) or "aucun" if isinstance(value, list) else str(value)


@partners.command(help="Donne une nouvelle clé ; les anciennes marchent encore quelque temps.")
@click.argument("name")
@click.option("--overlap-days", default=OVERLAP.days, show_default=True, type=click.IntRange(min=0))
@click.pass_obj
def rotate(settings: Settings, name: str, overlap_days: int) -> None:
    with writing(settings) as session:
        key = register.rotate(session, name, date.today(), timedelta(days=overlap_days))
    show_key(key)
    click.echo(f"Les clés d’avant s’arrêtent dans {overlap_days} jour(s).")


@partners.command(help="Arrête une clé (--key), ou toutes les clés et les sites du partenaire.")
@click.argument("name")
@click.option("--key", "prefix", help="Le début de la clé : portail_1234abcd")
@click.pass_obj
def revoke(settings: Settings, name: str, prefix: str | None) -> None:
    with writing(settings) as session:
        count = register.revoke(session, name, date.today(), prefix)
        if prefix and not count:
            raise click.ClickException(f"aucune clé active {prefix}")
    click.echo(f"{count} clé(s) arrêtée(s)")
