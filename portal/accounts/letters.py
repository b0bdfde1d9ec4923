"""The mails of signing in, written and sent after the answer, so that its time tells nothing."""

from data import accounts
from data.accounts import LINK_LASTS, Purpose
from portal.doors import session
from portal.mail import afterwards, compose, post_office

SUBJECTS = {
    Purpose.SIGN_IN: "Votre lien de connexion",
    Purpose.PASSWORD: "Choisir votre mot de passe",
}


def send_link(email: str, purpose: Purpose, path: str) -> None:
    """Mail a link for one use to an account, if this address has one; `path` ends in `TOKEN`."""
    afterwards(lambda: _send(email, purpose, path))


def _send(email: str, purpose: Purpose, path: str) -> None:
    office = post_office()
    account = accounts.by_email(session(), email)
    if office is None or account is None or account.disabled:
        return
    token = accounts.new_link(session(), account, purpose)
    name, to = account.name, account.email
    session().commit()
    minutes = int(LINK_LASTS[purpose].total_seconds() // 60)
    url = office.url + path.replace("TOKEN", token)
    subject = SUBJECTS[purpose]
    office.send(compose(to, subject, "mail/link.html", name=name, url=url, minutes=minutes))
