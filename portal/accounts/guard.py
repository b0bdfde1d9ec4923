"""Who is reading, and which pages are theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from data import accounts
from data.accounts import Account, Role
from portal import links
from portal.doors import session
from portal.htmx import htmx

Given = ParamSpec("Given")
Answer = str | AnyResponse | tuple[str, int]
View = Callable[Given, Answer]

KEPT_THROUGH = ("kept", "reader", "last", "orientation", "orientation_share")
"""What a browser's cookie keeps when someone signs in. When they sign out all goes: at a desk the
next person is another."""

PRIVATE = "no-store"


@dataclass(frozen=True)
class Visitor:
    """Someone signed in; `providers` are those that they speak for."""

    id: int
    email: str
    name: str
    role: Role
    providers: tuple[str, ...]
    token: str
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """What the cookie keeps: the token of this sign-in, never the account."""
        return self.token

    def may(self, *roles: Role) -> bool:
        """Whether a page of these roles is theirs; an administrator sees every desk."""
        return self.role in roles or self.role == Role.ADMINISTRATOR


class SignIns(LoginManager):  # type: ignore[misc]  # the package has no types
    """Flask-Login without its cookie that remembers, so that answers for all ask no cookie."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def know_visitors(app: Flask) -> None:
    """Have the application know who is signed in."""
    manager = SignIns()
    # The sign-in's own row says how long it lasts; a phone changes its address on the way.
    manager.session_protection = None
    manager.user_loader(load)
    manager.init_app(app, add_context_processor=False)
    app.after_request(keep_private)


def load(token: str) -> Visitor | None:
    """Whoever holds this token, with one statement (two for a provider)."""
    opened = session()
    account = accounts.signed_in(opened, token)
    if account is None:
        return None
    found = _visitor(account, token)
    if opened.dirty:
        opened.commit()
    return found


def _visitor(account: Account, token: str) -> Visitor:
    number, bound = accounts.own_id(account), account.role == Role.PROVIDER
    codes = accounts.providers_of(session(), number) if bound else ()
    return Visitor(number, account.email, account.name, account.role, codes, token)


def visitor() -> Visitor | None:
    """Who is signed in, if anybody; asked of the database at the first use in a request."""
    found = current_user._get_current_object()
    return found if isinstance(found, Visitor) else None


def reader() -> Visitor:
    """Who is signed in, on a page that `needs` somebody."""
    found = visitor()
    if found is None:
        abort(403)
    return found


def needs(*roles: Role) -> Callable[[View[Given]], View[Given]]:
    """Keep a page to these roles: others are refused, whoever is not signed in is asked to.

    `@needs(Role.TEAM)` stands below the route; the view then calls `reader()`.
    """

    def guard(view: View[Given]) -> View[Given]:
        @wraps(view)
        def guarded(*args: Given.args, **named: Given.kwargs) -> Answer:
            g.private = True
            found = visitor()
            if found is None:
                return ask_to_sign_in()
            if not found.may(*roles):
                abort(403)
            return view(*args, **named)

        return guarded

    return guard


def ask_to_sign_in() -> Response:
    """To the sign-in page, and from there back to what was to be read."""
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    address = links.sign_in(back)
    if htmx:
        return make_response("", 204, {"HX-Redirect": address})
    return make_response(redirect(address))


def sign_in(account: Account) -> Visitor:
    """Sign this browser in, with a new cookie: nothing known before opens the new one."""
    found = _visitor(account, accounts.begin(session(), account))
    session().commit()
    _renew()
    login_user(found)
    generate_csrf()
    return found


def sign_out() -> None:
    """Sign this browser out, here and in the database: a copied cookie is dead too."""
    found = visitor()
    if found is not None:
        accounts.end(session(), found.token)
        session().commit()
    logout_user()
    cookie.clear()


def _renew() -> None:
    kept = {name: cookie[name] for name in KEPT_THROUGH if name in cookie}
    cookie.clear()
    cookie.update(kept)


def keep_private(response: Response) -> Response:
    """Pages behind a sign-in are kept by no cache, not even the browser's own."""
    if g.get("private"):
        response.headers["Cache-Control"] = PRIVATE
    return response


def home_of(role: Role) -> str:
    """Where someone of a role begins; their own account where this portal has no desk for it."""
    endpoint = HOMES.get(role, "")
    return links.desk(endpoint if endpoint in current_app.view_functions else "accounts.show")


HOMES = {
    Role.ADVISOR: "advisors.desk",
    Role.PROVIDER: "providers.desk",
    Role.TEAM: "network.desk",
}
"""The first page of each role."""
