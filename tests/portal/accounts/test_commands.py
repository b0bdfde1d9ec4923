"""The operator makes the first account, and the others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal import create_app
from portal.commands import portal
from portal.settings import Settings
from tests.portal.people import PASSWORD, Browser

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)

    def call(*more: str, typed: str = "") -> Result:
        return CliRunner().invoke(portal, ["accounts", *more], input=typed)

    return call


def browser() -> Browser:
    return Browser(create_app(Settings.from_environment()).test_client())


def test_the_first_administrator_signs_in(run: Run) -> None:
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    done = run("add", "Chef@Exemple.fr", "--name", "Chef", "--role", "administrator", typed=typed)
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    assert browser().sign_in("chef@exemple.fr").status_code == 303
    assert run("list").output == "chef@exemple.fr  administrator  ouvert  Chef\n"


def test_an_invitation_lets_choose_the_password(run: Run) -> None:
    done = run("add", "awa@exemple.fr", "--name", "Awa", "--invite")
    path = "/connexion" + done.output.split("/connexion")[1].split()[0]
    reader = browser()
    assert reader.send(path, password=PASSWORD, again=PASSWORD).status_code == 303
    assert reader.client.get("/compte").status_code == 200


def test_what_cannot_be_is_said(run: Run) -> None:
    assert run("add", "pas une adresse", "--name", "A", "--invite").exit_code == 2
    weak = run("add", "a@exemple.fr", "--name", "A", typed="court\ncourt\n")
    assert "au moins 12 caractères" in weak.output
    assert run("add", "a@exemple.fr", "--name", "A", "--invite").exit_code == 0
    assert "existe déjà" in run("add", "A@exemple.fr", "--name", "A", "--invite").output
    nobody = run("add", "b@exemple.fr", "--name", "B", "--role", "provider", "--invite")
    assert "au moins un organisme" in nobody.output
    unknown = run("role", "a@exemple.fr", "provider", "--provider", "nulle-part")
    assert "organisme inconnu : nulle-part" in unknown.output
    assert "aucun compte" in run("disable", "personne@exemple.fr").output


def test_a_role_changes_and_an_account_closes(run: Run) -> None:
    run("add", "a@exemple.fr", "--name", "A", "--invite")
    assert "Équipe du réseau" in run("role", "a@exemple.fr", "team").output
    assert run("disable", "a@exemple.fr").exit_code == 0
    assert "a@exemple.fr  team  fermé  A" in run("list").output
    run("disable", "a@exemple.fr", "--undo")
    assert "ouvert" in run("list").output
    assert "0 lignes" in run("purge").output
