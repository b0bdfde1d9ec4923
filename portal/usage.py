"""Notes which searches find nothing or lead nowhere, after the answer, and without any person.

A reader is a random value in a cookie that ends with the browser; data.usage keeps digests alone.
Whoever sends « Do Not Track » or « Global Privacy Control » is not counted, nor is a program.
"""

import secrets
from datetime import date

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from sqlalchemy.exc import SQLAlchemyError

from data import usage
from data.database import hurried
from portal.doors import doors

READER = "reader"
LAST = "last"
BYTES = 8
PROGRAMS = ("bot", "crawl", "spider", "curl", "wget", "python", "monitor")
"""What the names of programs that read pages by themselves hold."""


def count_usage(app: Flask) -> None:
    """Have the application note its searches after each answer."""
    app.after_request(note)


def searched(text: str, total: int) -> None:
    """Say what this request searched, with how many trainings it found."""
    g.searched = (text, total)


def note(response: Response) -> Response:
    """Note a search or an opened training; nothing that goes wrong here reaches the reader."""
    if response.status_code == 200 and _may_be_counted():
        try:
            _note()
        except SQLAlchemyError as error:
            current_app.logger.warning("usage not noted: %s", type(error).__name__)
    return response


def _may_be_counted() -> bool:
    agent = request.user_agent.string.lower()
    return (
        request.headers.get("DNT") != "1"
        and request.headers.get("Sec-GPC") != "1"
        and bool(request.accept_languages)
        and not any(name in agent for name in PROGRAMS)
    )


def _note() -> None:
    text, total = g.get("searched", ("", 0))
    if text and usage.normal(text):
        reader = cookie.setdefault(READER, secrets.token_hex(BYTES))
        cookie[LAST] = usage.normal(text)
        with hurried(doors().engine) as session:
            usage.asked(session, _key(), reader, text, total > 0, date.today())
    elif request.endpoint == "formation.show" and READER in cookie and cookie.get(LAST):
        with hurried(doors().engine) as session:
            usage.opened(session, _key(), cookie[READER], cookie.pop(LAST), date.today())


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])
