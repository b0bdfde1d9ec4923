"""Quotas hold, partners have theirs, and nothing is kept of who asks; in memory and in Redis."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from data import partners
from data.partners import Use
from portal import create_app
from portal.api.access import COMPLETIONS_FACTOR
from portal.api.operations import DOWNLOAD_COST
from portal.doors import EXTENSION
from portal.metering import EXTENSION as METER
from portal.settings import Settings
from tests.conftest import RedisServer
from tests.portal.conftest import NewInstance

QUOTA = 5
SEARCH = "/api/v1/formations?page_size=1"


@pytest.fixture(scope="module")
def home(new_instance: NewInstance, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the small catalogue, for every application of these tests."""
    folder = tmp_path_factory.mktemp("quotas")
    new_instance(folder)
    return folder


def application(home: Path, **more: Any) -> Flask:
    settings = {"given_secret": "test", "api_quota": QUOTA, **more}
    return create_app(Settings(home, f"sqlite:///{home}/portal.db", **settings))


@pytest.fixture(params=["memory", "redis"])
def app(request: pytest.FixtureRequest, home: Path) -> Flask:
    if request.param == "memory":
        return application(home)
    return application(home, limits_url=request.getfixturevalue("redis_server").url)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def statuses(client: FlaskClient, times: int, address: str = SEARCH, **more: Any) -> list[int]:
    return [client.get(address, **more).status_code for _ in range(times)]


def key_of(app: Flask, name: str, quota: int) -> str:
    with Session(app.extensions[EXTENSION].engine) as session, session.begin():
        return partners.add(session, name, ["https://ville.fr"], quota, date.today())[1].secret


def test_anybody_may_ask_within_the_quota_and_is_told_when_to_come_back(
    client: FlaskClient,
) -> None:
    first = client.get(SEARCH)
    assert first.headers["RateLimit-Policy"] == f'"default";q={QUOTA};w=60'
    assert first.headers["RateLimit-Remaining"] == str(QUOTA - 1)
    assert first.headers["RateLimit"].startswith(f'"default";r={QUOTA - 1};t=')
    assert statuses(client, QUOTA) == [200] * (QUOTA - 1) + [429]
    refused = client.get(SEARCH)
    assert refused.content_type == "application/problem+json"
    assert refused.get_json(force=True)["title"] == "Trop de demandes"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_completions_and_preflights_are_not_held_up(client: FlaskClient) -> None:
    assert statuses(client, QUOTA + 1)[-1] == 429
    assert client.get("/formations").status_code == 200
    assert client.options(SEARCH).status_code == 200
    completions = statuses(client, QUOTA * COMPLETIONS_FACTOR + 1, "/api/v1/completions?q=d")
    assert completions == [200] * QUOTA * COMPLETIONS_FACTOR + [429]


def test_another_address_has_its_own_quota(client: FlaskClient) -> None:
    assert statuses(client, QUOTA + 1)[-1] == 429
    for other in ("192.0.2.7", "2001:db8:1::1"):
        assert client.get(SEARCH, environ_base={"REMOTE_ADDR": other}).status_code == 200
    home = [{"REMOTE_ADDR": f"2001:db8:2::{number}"} for number in range(QUOTA + 1)]
    found = [client.get(SEARCH, environ_base=one).status_code for one in home]
    assert found == [200] * QUOTA + [429]


def test_a_download_counts_for_many(home: Path) -> None:
    client = application(home, api_quota=DOWNLOAD_COST + 1).test_client()
    assert client.get("/api/v1/catalogue.jsonl").headers["RateLimit-Remaining"] == "1"
    assert statuses(client, 2) == [200, 429]


@pytest.mark.parametrize("header", ["X-API-Key", "Authorization"])
def test_a_key_raises_the_quota_and_is_counted(app: Flask, header: str) -> None:
    name = f"Ville {id(app)} {header}"
    key = key_of(app, name, quota=QUOTA + 3)
    value = f"Bearer {key}" if header == "Authorization" else key
    client = app.test_client()
    asked = statuses(client, QUOTA + 5, headers={header: value})
    assert asked == [200] * (QUOTA + 3) + [429] * 2
    assert client.get(SEARCH).status_code == 200
    app.extensions[METER].write()
    with Session(app.extensions[EXTENSION].engine) as session:
        known = partners.named(session, name).id
        counted = [row for row in partners.uses(session, date.today()) if row.partner_id == known]
    assert [(row.kind, row.count) for row in counted] == [(Use.API, QUOTA + 3)]


def test_a_key_that_opens_nothing_is_said_to_and_does_not_get_around_the_quota(
    app: Flask,
) -> None:
    client = app.test_client()
    wrong = {"headers": {"X-API-Key": "portail_00000000_" + "a" * 43}}
    refused = client.get(SEARCH, **wrong)
    assert (refused.status_code, refused.content_type) == (401, "application/problem+json")
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert statuses(client, QUOTA, **wrong) == [401] * (QUOTA - 1) + [429]


def test_former_keys_end_and_revoked_ones_stop(home: Path) -> None:
    app = application(home)
    name = "Mission locale"
    old = key_of(app, name, quota=50)
    client, engine = app.test_client(), app.extensions[EXTENSION].engine
    with Session(engine) as session, session.begin():
        new = partners.rotate(session, name, date.today(), timedelta(days=1)).secret
    both = [client.get(SEARCH, headers={"X-API-Key": key}).status_code for key in (old, new)]
    assert both == [200, 200]
    with Session(engine) as session, session.begin():
        partners.revoke(session, name, date.today())
    both = [client.get(SEARCH, headers={"X-API-Key": key}).status_code for key in (old, new)]
    assert both == [401, 401]


def test_processes_share_one_quota_through_redis_without_any_address(
    home: Path, redis_server: RedisServer
) -> None:
    several = [application(home, limits_url=redis_server.url).test_client() for _ in range(2)]
    found = [several[number % 2].get(SEARCH).status_code for number in range(QUOTA + 1)]
    assert found == [200] * QUOTA + [429]
    keys = redis_server.client.keys()
    assert keys
    assert not any(b"127.0.0.1" in key for key in keys)
    assert all(0 < redis_server.client.ttl(key) <= 60 for key in keys)


def test_when_redis_dies_each_process_counts_by_itself(
    home: Path, redis_server: RedisServer
) -> None:
    client = application(home, limits_url=redis_server.url).test_client()
    assert statuses(client, 2) == [200, 200]
    redis_server.stop()
    assert statuses(client, QUOTA + 1) == [200] * QUOTA + [429]


def test_whatever_a_proxy_calls_the_sender_is_taken(client: FlaskClient) -> None:
    for name in ("", "unknown", "::ffff:192.0.2.1", "fe80::1%eth0"):
        assert client.get(SEARCH, environ_base={"REMOTE_ADDR": name}).status_code == 200
