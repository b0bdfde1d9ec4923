"""Pages keep to their roles, and forms come from our own pages."""

import pytest
from flask import Blueprint, Flask

from data.accounts import Role
from portal import create_app
from portal.accounts.guard import needs, reader
from tests.portal.conftest import NewInstance
from tests.portal.people import PASSWORD, Browser, person, token_of

face = Blueprint("guarded", __name__)


@face.get("/equipe-seule")
@needs(Role.TEAM)
def team_only() -> str:
    return reader().name


@face.post("/equipe-seule")
@needs(Role.TEAM)
def change() -> str:
    return "fait"


@pytest.fixture(scope="module")
def guarded(new_instance: NewInstance, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = create_app(new_instance(tmp_path_factory.mktemp("guard")))
    app.register_blueprint(face)
    for role in (Role.ADVISOR, Role.TEAM, Role.ADMINISTRATOR):
        person(app, f"{role}@exemple.fr", role)
    return app


def inside(app: Flask, role: Role) -> Browser:
    browser = Browser(app.test_client())
    assert browser.sign_in(f"{role}@exemple.fr").status_code == 303
    return browser


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ADVISOR, 403), (Role.TEAM, 200), (Role.ADMINISTRATOR, 200)]
)
def test_a_page_keeps_to_its_roles(guarded: Flask, role: Role, status: int) -> None:
    answer = inside(guarded, role).client.get("/equipe-seule")
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_is_not_signed_in_is_asked_to(guarded: Flask) -> None:
    answer = guarded.test_client().get("/equipe-seule?a=1")
    assert answer.location == "/connexion?suite=/equipe-seule?a%3D1"
    part = guarded.test_client().get("/equipe-seule", headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"].startswith("/connexion")


def test_a_form_needs_its_token(guarded: Flask) -> None:
    browser = inside(guarded, Role.TEAM)
    assert browser.client.post("/equipe-seule").status_code == 400
    assert browser.client.post("/equipe-seule", data={"csrf_token": "x"}).status_code == 400
    token = token_of(browser.client.get("/compte").text)
    assert browser.client.post("/equipe-seule", data={"csrf_token": token}).text == "fait"
    other = inside(guarded, Role.TEAM)
    assert other.client.post("/equipe-seule", data={"csrf_token": token}).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://ailleurs.invalid"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": "http://localhost"}, 200),
    ],
)
def test_a_form_of_another_site_is_refused(
    guarded: Flask, headers: dict[str, str], status: int
) -> None:
    browser = inside(guarded, Role.TEAM)
    token = token_of(browser.client.get("/compte").text)
    answer = browser.client.post("/equipe-seule", data={"csrf_token": token}, headers=headers)
    assert answer.status_code == status


def test_signing_in_needs_a_token_too(guarded: Flask) -> None:
    data = {"email": "team@exemple.fr", "password": PASSWORD}
    answer = guarded.test_client().post("/connexion", data=data)
    assert answer.status_code == 400
    assert "Ce formulaire n’est plus valable" in answer.text
