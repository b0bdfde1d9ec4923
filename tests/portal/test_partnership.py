"""The team's commands for partners: a key is shown once, works, is replaced and stopped."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from data import partners
from data.database import connect
from data.partners import Use
from portal.commands import portal
from tests.portal.conftest import NewInstance

NAME = "Ville d’Arras"


@pytest.fixture(autouse=True)
def home(new_instance: NewInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with the small catalogue, as the commands find it."""
    new_instance(tmp_path)
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(portal, ["partners", *words])


def key_in(result: Result) -> str:
    assert result.exit_code == 0, result.output
    (key,) = re.findall(r"portail_[0-9a-f]{8}_[\w-]+", result.output)
    return str(key)


def listed() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("list", "--json").output)
    return found


def opens(home: Path, key: str) -> bool:
    with Session(connect(f"sqlite:///{home}/portal.db")) as session:
        return partners.partner_by_key(session, key, date.today()) is not None


def test_a_partner_comes_rotates_and_goes(home: Path) -> None:
    first = key_in(run("add", NAME, "--origin", "https://ARRAS.fr/", "--quota", "900"))
    assert opens(home, first)
    second = key_in(run("rotate", NAME))
    assert opens(home, first)
    assert opens(home, second)
    third = key_in(run("rotate", NAME, "--overlap-days", "0"))
    assert [opens(home, key) for key in (first, second, third)] == [False, False, True]
    (one,) = listed()
    assert (one["quota"], one["sites"]) == (900, ["https://arras.fr"])
    assert first not in run("list").output
    assert run("revoke", NAME).output == "1 clé(s) arrêtée(s)\n" or opens(home, third) is False
    assert not opens(home, third)
    assert listed()[0]["état"] == "retiré"


def test_one_key_is_stopped_by_its_beginning(home: Path) -> None:
    first = key_in(run("add", NAME))
    second = key_in(run("rotate", NAME))
    assert run("revoke", NAME, "--key", "_".join(first.split("_")[:2])).exit_code == 0
    assert [opens(home, first), opens(home, second)] == [False, True]
    assert run("revoke", NAME, "--key", "portail_00000000").exit_code == 1


def test_sites_and_quota_are_set(home: Path) -> None:
    key_in(run("add", NAME, "--origin", "https://arras.fr"))
    assert run("set", NAME, "--quota", "50").exit_code == 0
    assert (listed()[0]["quota"], listed()[0]["sites"]) == (50, ["https://arras.fr"])
    assert run("set", NAME, "--origin", "https://a.fr", "--origin", "http://b.fr").exit_code == 0
    assert listed()[0]["sites"] == ["http://b.fr", "https://a.fr"]


def test_use_is_told_in_numbers(home: Path) -> None:
    key_in(run("add", NAME))
    with Session(connect(f"sqlite:///{home}/portal.db")) as session, session.begin():
        known = partners.named(session, NAME).id
        assert known is not None
        partners.used(session, known, Use.API, date.today(), 7)
        partners.used(session, known, Use.API, date(2020, 1, 1), 99)
    assert listed()[0]["usage"] == {"api": 7, "embed": 0}
    assert "7 api, 0 embed" in run("list").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", NAME, "--origin", "arras.fr"), "http:// ou https://"),
        (("add", NAME, "--origin", "https://*.arras.fr"), "nom de site"),
        (("add", NAME, "--quota", "0"), "quota"),
        (("add", "  "), "nom"),
        (("rotate", "Personne"), "Personne"),
        (("set", "Personne"), "Personne"),
        (("revoke", "Personne"), "Personne"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.exit_code != 0
    assert said in done.output
    assert listed() == []


def test_a_name_is_taken_once() -> None:
    key_in(run("add", NAME))
    again = run("add", NAME)
    assert again.exit_code == 1
    assert "déjà" in again.output
