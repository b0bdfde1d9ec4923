"""Every setting of an instance, typed, from the `PORTAL_*` environment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where an instance lives and how it is reached."""

    instance: Path
    database_url: str
    secret_key: str
    https: bool = False

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.instance / "index"

    @classmethod
    def from_environment(cls) -> "Settings":
        """PORTAL_INSTANCE, PORTAL_DATABASE_URL, PORTAL_SECRET_KEY and PORTAL_HTTPS (1 or 0)."""
        instance = Path(os.environ.get("PORTAL_INSTANCE", "instance")).resolve()
        return cls(
            instance=instance,
            database_url=os.environ.get(
                "PORTAL_DATABASE_URL", f"sqlite:///{instance / 'portal.db'}"
            ),
            secret_key=os.environ.get("PORTAL_SECRET_KEY") or kept_secret(instance),
            https=os.environ.get("PORTAL_HTTPS", "0") == "1",
        )


def kept_secret(instance: Path) -> str:
    """The instance's own secret, made at the first start and readable by its owner alone."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text()
