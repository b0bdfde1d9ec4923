"""Every setting of the portal, typed, read once from the environment's `PORTAL_*`."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from data.origins import BadOrigin, origin

YES, NO = ("1", "true", "yes", "on", "oui"), ("", "0", "false", "no", "off", "non")


class SettingsError(ValueError):
    """A setting that cannot be taken; the message names it and says what is expected."""


@dataclass(frozen=True)
class Settings:
    """Where the state lives and how the portal is reached; `proxies` counts the trusted ones.

    With `https`, plain requests are sent to https and cookies never travel in the clear. `url` is
    the public origin that absolute links begin with; without it, they begin as the request did.
    `api_quota` is how many requests of the API a minute anybody may send, counted in `limits_url`.
    `smtp_url` and `mail_from` are both given, with `url`, where mail can be sent.
    """

    instance: Path
    database_url: str
    given_secret: str = ""
    https: bool = False
    proxies: int = 0
    usage: bool = True
    url: str = ""
    api_quota: int = 600
    limits_url: str = "memory://"
    smtp_url: str = ""
    mail_from: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read PORTAL_INSTANCE, _DATABASE_URL, _SECRET_KEY, _HTTPS, _PROXIES, _USAGE, _URL,
        _API_QUOTA, _LIMITS_URL, _SMTP_URL and _MAIL_FROM.

        SettingsError names one that cannot be taken.
        """
        instance = Path(environ.get("PORTAL_INSTANCE") or "instance").resolve()
        smtp_url, mail_from = _mail(environ)
        return cls(
            instance=instance,
            database_url=environ.get("PORTAL_DATABASE_URL") or f"sqlite:///{instance}/portal.db",
            given_secret=environ.get("PORTAL_SECRET_KEY", ""),
            https=_switch(environ, "PORTAL_HTTPS"),
            proxies=_count(environ, "PORTAL_PROXIES"),
            usage=_switch(environ, "PORTAL_USAGE", default="1"),
            url=_origin(environ, "PORTAL_URL"),
            api_quota=_count(environ, "PORTAL_API_QUOTA", default="600", least=1),
            limits_url=_storage(environ, "PORTAL_LIMITS_URL"),
            smtp_url=smtp_url,
            mail_from=mail_from,
        )

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.instance / "index"

    def secret_key(self) -> str:
        """The given key, else this instance's own, made at the first call, readable by us alone."""
        if self.given_secret:
            return self.given_secret
        self.instance.mkdir(parents=True, exist_ok=True)
        path = self.instance / "secret_key"
        if not path.exists():
            _keep(path, secrets.token_urlsafe(48))
        return path.read_text(encoding="ascii")


def _keep(path: Path, key: str) -> None:
    """Write the key beside and link it in place: of workers starting together the first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(draft, "x", encoding="ascii", opener=_private) as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _switch(environ: Mapping[str, str], name: str, default: str = "") -> bool:
    value = environ.get(name, default).strip().lower()
    if value not in (*YES, *NO):
        raise SettingsError(f"{name}={value} : 1 ou 0 est attendu")
    return value in YES


def _count(environ: Mapping[str, str], name: str, default: str = "0", least: int = 0) -> int:
    value = environ.get(name, default).strip()
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingsError(f"{name}={value} : un nombre entier est attendu, au moins {least}")
    return int(value)


def _origin(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    try:
        return origin(value) if value else ""
    except BadOrigin as error:
        raise SettingsError(f"{name}={error}") from error


def _storage(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip() or "memory://"
    if not value.startswith(("memory://", "redis://", "rediss://")):
        raise SettingsError(f"{name}={value} : memory:// ou redis://… est attendu")
    return value


def _mail(environ: Mapping[str, str]) -> tuple[str, str]:
    """PORTAL_SMTP_URL and _MAIL_FROM; with a mail server, PORTAL_URL is needed too.

    What a mail links to must not come from a request, whose Host anybody can write.
    """
    server, sender = environ.get("PORTAL_SMTP_URL", ""), environ.get("PORTAL_MAIL_FROM", "")
    for name in ("PORTAL_MAIL_FROM", "PORTAL_URL"):
        if server and not environ.get(name, "").strip():
            raise SettingsError(f"{name} : attendu avec PORTAL_SMTP_URL")
    if server and not server.startswith(("smtp://", "smtps://")):
        raise SettingsError("PORTAL_SMTP_URL : smtp://utilisateur:mot-de-passe@hôte:port attendu")
    return server, sender
