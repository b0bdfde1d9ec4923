"""Passwords: which ones are taken, and how they are kept (argon2id)."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.accounts import Account

SHORTEST, LONGEST = 12, 200
FEWEST_LETTERS = 5
"""The CNIL's advice of 2022 asks for about 50 bits where attempts are limited."""

HASHER = PasswordHasher()
"""argon2id with the parameters of RFC 9106 for little memory, the library's own choice."""


def hashed(password: str) -> str:
    """A password as it is kept."""
    return HASHER.hash(password)


@cache
def nobody() -> str:
    """A hash that no password answers to, so that an unknown account takes as long to refuse."""
    return HASHER.hash("\0")


def right(account: Account | None, password: str) -> bool:
    """Whether this is the account's password; as slow without an account as with one."""
    held = account.password_hash if account else None
    try:
        HASHER.verify(held or nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return held is not None


def fault(password: str, email: str) -> str:
    """Why a password cannot be taken, in French; empty when it can."""
    if len(password) < SHORTEST:
        return f"Il faut au moins {SHORTEST} caractères : une phrase de quelques mots convient."
    if len(password) > LONGEST:
        return f"Il faut au plus {LONGEST} caractères."
    if len(set(password)) < FEWEST_LETTERS:
        return "Ce mot de passe se devine : il répète les mêmes caractères."
    if email.partition("@")[0] in password.lower():
        return "Ce mot de passe se devine : il reprend votre adresse."
    return ""
