"""`portal alerts send`: what is new in the saved searches, by mail; meant for a daily timer."""

from datetime import date

import click
from flask import Flask

from portal import create_app
from portal.alerts.digest import digests, letter, mark
from portal.doors import session
from portal.mail import NOT_SET_UP, MailError, post_office
from portal.settings import Settings


@click.group(help="Les alertes des recherches gardées.")
def alerts() -> None:
    """A group of commands."""


@alerts.command(help="Envoie à chacun ce qui est nouveau dans ses recherches.")
@click.pass_obj
def send(settings: Settings) -> None:
    app = create_app(settings)
    with app.test_request_context(base_url=settings.url or None):
        if post_office() is None:
            raise click.ClickException(NOT_SET_UP)
        sent, failed = send_all(app, date.today())
    click.echo(f"{sent} courriel(s) envoyé(s), {failed} refusé(s)")
    if failed:
        raise SystemExit(1)


def send_all(app: Flask, today: date) -> tuple[int, int]:
    """Send every digest; what a server refuses is told again next time. Gives sent and refused."""
    office, sent, failed = post_office(), 0, 0
    if office is None:
        return 0, 0
    for digest in list(digests(today)):
        try:
            office.send(letter(digest))
        except MailError as error:
            app.logger.warning("alert not sent: %s", error)
            failed += 1
            continue
        mark(digest.after)
        session().commit()
        sent += 1
    return sent, failed
