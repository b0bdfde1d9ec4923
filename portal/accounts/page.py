"""What the pages of signing in show."""

from dataclasses import dataclass

from data.accounts import Purpose
from portal.accounts.guard import Visitor, home_of
from portal.accounts.passwords import SHORTEST

WRONG = "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis réessayez."
TOO_MANY = (
    "Trop d’essais pour cette adresse. Attendez un quart d’heure, ou demandez un lien par courriel."
)
TOO_MANY_HERE = "Trop d’essais depuis votre réseau. Attendez un quart d’heure, puis réessayez."
NO_ADDRESS = "Une adresse de courriel est attendue, par exemple prenom@exemple.fr."
NOT_THE_SAME = "Les deux mots de passe ne sont pas les mêmes."
NOT_YOURS = "Le mot de passe actuel n’est pas celui-ci."


@dataclass(frozen=True)
class SignInPage:
    """The sign-in form as filled, and what is wrong with it."""

    email: str = ""
    back: str = ""
    fault: str = ""
    mail: bool = False


@dataclass(frozen=True)
class LinkForm:
    """The form that asks for a mailed link: to sign in, or to choose a password."""

    purpose: Purpose
    title: str
    mail: bool
    email: str = ""
    fault: str = ""
    sent: bool = False


@dataclass(frozen=True)
class PasswordPage:
    """The form where a password is chosen; `current` when the old one is asked too."""

    email: str
    fault: str = ""
    shortest: int = SHORTEST


@dataclass(frozen=True)
class AccountPage:
    """One's own account."""

    name: str
    email: str
    role: str
    providers: tuple[str, ...]
    home: str
    fault: str = ""
    shortest: int = SHORTEST


TITLES = {
    Purpose.SIGN_IN: "Recevoir un lien de connexion",
    Purpose.PASSWORD: "Choisir un nouveau mot de passe",
}


def account_page(visitor: Visitor, fault: str = "") -> AccountPage:
    """The account of who is signed in."""
    return AccountPage(
        visitor.name,
        visitor.email,
        visitor.role.label,
        visitor.providers,
        home_of(visitor.role),
        fault,
    )


def inside(address: str) -> str:
    """An address of this portal to lead back to, or nothing for any other.

    >>> inside("/conseiller?page=2"), inside("//ailleurs.invalid"), inside("https://ailleurs")
    ('/conseiller?page=2', '', '')
    """
    own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if own and address.isprintable() and "\\" not in address else ""
