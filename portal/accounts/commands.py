"""`portal accounts`: the operator makes accounts, gives roles, shuts accounts out."""

import click
from sqlmodel import Session

from data import accounts
from data.accounts import INVITATION_LASTS, ROLES, Account, AccountError, Purpose, Role
from portal.accounts import passwords
from portal.instance import database
from portal.mail import address_of
from portal.settings import Settings

ROLE = click.Choice([role.value for role in Role])
PROVIDER = click.option("--provider", "providers", multiple=True, help="Code d’un organisme.")


@click.group(
    name="accounts", help="Les comptes : conseillers, organismes, équipe, administrateurs."
)
def accounts_group() -> None:
    """A group of commands."""


@accounts_group.command(help="Crée un compte ; son mot de passe est demandé, ou choisi par lien.")
@click.argument("email")
@click.option("--name", required=True, help="Le nom que les autres lisent.")
@click.option("--role", type=ROLE, default=Role.ADVISOR.value, show_default=True)
@PROVIDER
@click.option("--invite", is_flag=True, help="Donner un lien où choisir le mot de passe.")
@click.pass_obj
def add(
    settings: Settings, email: str, name: str, role: str, providers: tuple[str, ...], invite: bool
) -> None:
    try:
        address_of(email)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    password = "" if invite else _password(accounts.plain(email))
    with Session(database(settings)) as session, session.begin():
        account = _made(session, email, name, role, providers)
        if invite:
            token = accounts.new_link(session, account, Purpose.PASSWORD, INVITATION_LASTS)
            path = f"{settings.url}/connexion/mot-de-passe/{token}"
            click.echo(f"Lien à transmettre, valable {INVITATION_LASTS.days} jours : {path}")
        else:
            accounts.set_password(session, account, passwords.hashed(password))
    click.echo(f"Compte créé : {accounts.plain(email)} ({ROLES[role].label})")


def _password(email: str) -> str:
    password: str = click.prompt("Mot de passe", hide_input=True, confirmation_prompt=True)
    if fault := passwords.fault(password, email):
        raise click.UsageError(fault)
    return password


def _made(
    session: Session, email: str, name: str, role: str, providers: tuple[str, ...]
) -> Account:
    try:
        return accounts.add(session, email, name, ROLES[role], providers)
    except AccountError as error:
        raise click.ClickException(str(error)) from error


@accounts_group.command("list", help="Tous les comptes.")
@click.pass_obj
def show(settings: Settings) -> None:
    with Session(database(settings)) as session:
        for account in accounts.every(session):
            codes = " ".join(accounts.providers_of(session, accounts.own_id(account)))
            state = "fermé" if account.disabled else "ouvert"
            line = f"{account.email}  {account.role}  {state}  {account.name}  {codes}"
            click.echo(line.rstrip())


@accounts_group.command(help="Change le rôle d’un compte.")
@click.argument("email")
@click.argument("new_role", type=ROLE)
@PROVIDER
@click.pass_obj
def role(settings: Settings, email: str, new_role: str, providers: tuple[str, ...]) -> None:
    with Session(database(settings)) as session, session.begin():
        account = _known(session, email)
        try:
            accounts.bind(session, account, ROLES[new_role], providers)
        except AccountError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{accounts.plain(email)} : {ROLES[new_role].label}")


@accounts_group.command(help="Ferme un compte, partout et tout de suite ; --undo le rouvre.")
@click.argument("email")
@click.option("--undo", is_flag=True)
@click.pass_obj
def disable(settings: Settings, email: str, undo: bool) -> None:
    with Session(database(settings)) as session, session.begin():
        accounts.disable(session, _known(session, email), not undo)
    click.echo(f"{accounts.plain(email)} : {'rouvert' if undo else 'fermé'}")


def _known(session: Session, email: str) -> Account:
    account = accounts.by_email(session, email)
    if account is None:
        raise click.ClickException(f"aucun compte pour {accounts.plain(email)}")
    return account


@accounts_group.command(help="Oublie ce qui est arrivé à son terme.")
@click.pass_obj
def purge(settings: Settings) -> None:
    with Session(database(settings)) as session, session.begin():
        count = accounts.purge(session)
    click.echo(f"{count} lignes effacées")
