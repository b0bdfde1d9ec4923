"""Settings come from the environment, typed, and a bad one is named."""

import stat
from pathlib import Path

import pytest

from portal import create_app
from portal.settings import Settings, SettingsError


def test_without_anything_the_state_lives_in_instance() -> None:
    settings = Settings.from_environment({})
    assert settings.instance == Path("instance").resolve()
    assert settings.database_url == f"sqlite:///{settings.instance}/portal.db"
    assert settings.index == settings.instance / "index"


def test_everything_can_be_moved(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "PORTAL_INSTANCE": str(tmp_path),
            "PORTAL_DATABASE_URL": "postgresql+psycopg://db/portal",
            "PORTAL_HTTPS": "1",
            "PORTAL_PROXIES": "2",
        }
    )
    assert settings.index == tmp_path / "index"
    assert settings.database_url == "postgresql+psycopg://db/portal"
    assert (settings.https, settings.proxies) == (True, 2)


@pytest.mark.parametrize("name", ["PORTAL_HTTPS", "PORTAL_PROXIES"])
def test_a_bad_setting_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: "peut-être"})


def test_the_secret_is_made_once_and_kept_to_ourselves(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "new", "sqlite://")
    secret = settings.secret_key()
    assert len(secret) >= 48
    assert settings.secret_key() == secret
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_https_sends_plain_requests_away(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path, f"sqlite:///{tmp_path}/portal.db", https=True))
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 302
    assert answer.location.startswith("https://")


MAIL = {
    "PORTAL_SMTP_URL": "smtp://mail.invalid:25",
    "PORTAL_MAIL_FROM": "portail@exemple.fr",
    "PORTAL_URL": "https://portail.invalid/",
}


def test_mail_is_set_up_whole() -> None:
    settings = Settings.from_environment(MAIL)
    assert settings.url == "https://portail.invalid"
    for name in ("PORTAL_MAIL_FROM", "PORTAL_URL"):
        with pytest.raises(SettingsError, match=name):
            Settings.from_environment(MAIL | {name: ""})
    for name in ("PORTAL_SMTP_URL", "PORTAL_URL"):
        with pytest.raises(SettingsError, match=name):
            Settings.from_environment(MAIL | {name: "ftp://mail.invalid"})
