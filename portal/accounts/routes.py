"""Signing in by password or by a mailed link, signing out, one's own account."""

from flask import Blueprint, g, redirect, render_template, request
from werkzeug.wrappers import Response

from data import accounts
from data.accounts import Account, Purpose, Role
from portal import links
from portal.accounts import guard, limits, passwords
from portal.accounts.guard import Answer
from portal.accounts.letters import send_link
from portal.accounts.page import (
    NO_ADDRESS,
    NOT_THE_SAME,
    NOT_YOURS,
    TITLES,
    TOO_MANY,
    TOO_MANY_HERE,
    WRONG,
    LinkForm,
    PasswordPage,
    SignInPage,
    account_page,
    inside,
)
from portal.doors import session
from portal.mail import address_of, post_office

face = Blueprint("accounts", __name__)
LONGEST = 254


@face.before_request
def keep_to_the_reader() -> None:
    """No page of this face is kept by a cache."""
    g.private = True


@face.get("/connexion")
def sign_in() -> Answer:
    found, back = guard.visitor(), inside(request.args.get("suite", ""))
    if found is not None:
        return redirect(back or guard.home_of(found.role))
    return _ask(SignInPage(back=back, mail=post_office() is not None))


@face.post("/connexion")
def check_password() -> Answer:
    email, password = _field("email"), request.form.get("password", "")
    back = inside(request.form.get("suite", ""))
    if limits.too_many_from_here():
        return _ask(_again(email, back, TOO_MANY_HERE), 429)
    if limits.too_many_passwords(email):
        return _ask(_again(email, back, TOO_MANY), 429)
    account = accounts.by_email(session(), email)
    good = passwords.right(account, password)
    if account is None or not good or account.disabled:
        return _ask(_again(email, back, WRONG), 401)
    limits.came_in(email)
    return _enter(account, back)


def _again(email: str, back: str, fault: str) -> SignInPage:
    return SignInPage(email, back, fault, post_office() is not None)


def _ask(page: SignInPage, status: int = 200) -> Answer:
    return render_template("accounts/sign_in.html", page=page), status


def _enter(account: Account, back: str = "") -> Response:
    found = guard.sign_in(account)
    return redirect(back or guard.home_of(found.role), 303)


def _field(name: str) -> str:
    return request.form.get(name, "").strip()[:LONGEST]


@face.get("/connexion/lien")
def link_form() -> Answer:
    return _link_page(Purpose.SIGN_IN)


@face.post("/connexion/lien")
def ask_link() -> Answer:
    return _mail_link(Purpose.SIGN_IN, "accounts.link")


@face.get("/connexion/oubli")
def forgotten_form() -> Answer:
    return _link_page(Purpose.PASSWORD)


@face.post("/connexion/oubli")
def ask_password() -> Answer:
    return _mail_link(Purpose.PASSWORD, "accounts.password_form")


def _link_page(purpose: Purpose, status: int = 200, **state: str | bool) -> Answer:
    mail = post_office() is not None
    page = LinkForm(purpose, TITLES[purpose], mail, **state)  # type: ignore[arg-type]
    return render_template("accounts/link_form.html", page=page), status


def _mail_link(purpose: Purpose, endpoint: str) -> Answer:
    """The same answer, as quickly, whether or not the address has an account."""
    email = _field("email")
    if post_office() is None:
        return _link_page(purpose, 503)
    try:
        address_of(email)
    except ValueError:
        return _link_page(purpose, 400, email=email, fault=NO_ADDRESS)
    if limits.too_many_from_here():
        return _link_page(purpose, 429, email=email, fault=TOO_MANY_HERE)
    if not limits.too_many_links(email):
        send_link(email, purpose, links.one_time(endpoint))
    return _link_page(purpose, email=email, sent=True)


@face.get("/connexion/lien/<token>")
def link(token: str) -> Answer:
    """Opening the link changes nothing yet: programs that read mails open links too."""
    if accounts.behind_link(session(), token, Purpose.SIGN_IN) is None:
        return _gone()
    return render_template("accounts/link.html")


@face.post("/connexion/lien/<token>")
def follow_link(token: str) -> Answer:
    account = accounts.use_link(session(), token, Purpose.SIGN_IN)
    session().commit()
    return _gone() if account is None else _enter(account)


def _gone() -> Answer:
    return render_template("accounts/gone.html"), 410


@face.get("/connexion/mot-de-passe/<token>")
def password_form(token: str) -> Answer:
    account = accounts.behind_link(session(), token, Purpose.PASSWORD)
    return _gone() if account is None else _password_page(account)


@face.post("/connexion/mot-de-passe/<token>")
def choose_password(token: str) -> Answer:
    account = accounts.behind_link(session(), token, Purpose.PASSWORD)
    if account is None:
        return _gone()
    password = request.form.get("password", "")
    if fault := _fault(password, account.email):
        return _password_page(account, fault)
    if accounts.use_link(session(), token, Purpose.PASSWORD) is None:
        return _gone()
    accounts.set_password(session(), account, passwords.hashed(password))
    limits.came_in(account.email)
    return _enter(account)


def _password_page(account: Account, fault: str = "") -> Answer:
    page = PasswordPage(account.email, fault)
    return render_template("accounts/password.html", page=page), 400 if fault else 200


def _fault(password: str, email: str) -> str:
    if password != request.form.get("again", ""):
        return NOT_THE_SAME
    return passwords.fault(password, email)


@face.post("/deconnexion")
def sign_out() -> Answer:
    guard.sign_out()
    return redirect(links.sign_in(), 303)


@face.get("/compte")
@guard.needs(*Role)
def show() -> Answer:
    return render_template("accounts/account.html", page=account_page(guard.reader()))


@face.post("/compte/mot-de-passe")
@guard.needs(*Role)
def change_password() -> Answer:
    found = guard.reader()
    account = accounts.by_email(session(), found.email)
    password = request.form.get("password", "")
    fault = _fault(password, found.email)
    if limits.too_many_passwords(found.email):
        fault = TOO_MANY
    elif not passwords.right(account, request.form.get("current", "")):
        fault = NOT_YOURS
    if fault or account is None:
        page = account_page(found, fault)
        return render_template("accounts/account.html", page=page), 400
    accounts.set_password(session(), account, passwords.hashed(password))
    limits.came_in(found.email)
    return _enter(account, links.account())


@face.post("/compte/deconnexion-partout")
@guard.needs(*Role)
def sign_out_everywhere() -> Answer:
    account = accounts.by_email(session(), guard.reader().email)
    if account is not None:
        accounts.end_all(session(), account)
        session().commit()
    guard.sign_out()
    return redirect(links.sign_in(), 303)
