"""Only the pages of registered sites show a frame of ours, and only the embed is a frame."""

import time
from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from data import partners
from data.partners import Partner, Use
from portal.doors import EXTENSION
from portal.metering import EXTENSION as METER
from tests.portal.embed.conftest import OTHER, SITE
from tests.portal.small_catalogue import COMPLETE, address

EMBED = "/embed/formations"


def ancestors(headers: Mapping[str, str]) -> list[str]:
    policy = headers["Content-Security-Policy"]
    (part,) = [one for one in policy.split(";") if "frame-ancestors" in one]
    return part.split()[1:]


def framed(client: FlaskClient, referrer: str, url: str = EMBED):
    return client.get(url, headers={"Referer": referrer, "Sec-Fetch-Dest": "iframe"})


def test_the_partner_s_sites_and_our_own_may_show_it(client: FlaskClient, partner: Partner) -> None:
    answer = framed(client, SITE + "/page?x=1")
    assert answer.status_code == 200
    assert ancestors(answer.headers) == ["'self'", OTHER, SITE]
    assert "X-Frame-Options" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert {"Referer", "Sec-Fetch-Dest"} <= set(answer.vary)


@pytest.mark.parametrize(
    "site",
    ["https://evilarras.example", "https://arras.example", "http://www.arras.example",
     "https://www.arras.example:8443", "https://www.arras.example.evil.example",
     "https://evil.example/https://www.arras.example"],
)  # fmt: skip
def test_any_other_site_gets_a_message_and_nothing_of_the_catalogue(
    client: FlaskClient, partner: Partner, site: str
) -> None:
    answer = framed(client, site + "/")
    assert answer.status_code == 403
    assert "Ce site n’est pas encore enregistré" in answer.text
    assert "<article" not in answer.text
    assert "<form" not in answer.text
    assert answer.text.count("<a ") == 1
    assert 'href="/integrer#enregistrer" target="_blank"' in answer.text
    assert ancestors(answer.headers) == ["*"]


@pytest.mark.parametrize(
    "referrer", ["", "null", "about:blank", "x", "http://[", f"{SITE}@evil.example/"]
)
def test_silence_is_nobody_and_the_browser_decides(
    client: FlaskClient, partner: Partner, referrer: str
) -> None:
    answer = framed(client, referrer)
    assert answer.status_code == 200
    assert ancestors(answer.headers) == ["'self'", OTHER, SITE]


def test_without_partners_only_we_may_show_it(client: FlaskClient) -> None:
    assert ancestors(client.get(EMBED).headers) == ["'self'"]


def test_the_next_pages_of_a_frame_know_whose_it_is(client: FlaskClient, partner: Partner) -> None:
    first = framed(client, SITE + "/")
    assert f"site={SITE.replace(':', '%3A').replace('/', '%2F')}" in first.text
    inner = framed(client, "http://localhost/embed/formations", f"{EMBED}?site={SITE}&page=2")
    assert ancestors(inner.headers) == ["'self'", OTHER, SITE]


def test_a_made_up_site_in_the_address_opens_nothing(client: FlaskClient, partner: Partner) -> None:
    answer = framed(client, "http://localhost/", f"{EMBED}?site=https://evil.example")
    assert answer.status_code == 403
    answer = framed(client, "https://evil.example/", f"{EMBED}?site={SITE}")
    assert answer.status_code == 403
    assert "evil.example" not in ancestors(client.get(f"{EMBED}?site={SITE}").headers)


def test_a_revoked_partner_shows_nothing_any_more(
    app: Flask, client: FlaskClient, partner: Partner
) -> None:
    with Session(app.extensions[EXTENSION].engine) as session:
        partners.revoke(session, partner.name, date(2026, 11, 24))
        session.commit()
    assert framed(client, SITE).status_code == 403
    assert ancestors(client.get(EMBED).headers) == ["'self'"]


@pytest.mark.parametrize(
    "url",
    ["/", "/formations", address(COMPLETE), "/metiers", "/confidentialite", "/integrer",
     "/integrer/verifier", "/oembed", "/nulle-part", "/api/v1/formations", "/embed/look.css",
     "/embed/nulle-part", "/formations?sort=price", "/static/embed.js", "/healthz"],
)  # fmt: skip
def test_every_other_address_may_not_be_framed(
    client: FlaskClient, partner: Partner, url: str
) -> None:
    answer = framed(client, SITE + "/", url)
    assert ancestors(answer.headers) == ["'none'"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_frame_is_counted_once_for_its_partner_and_for_nobody_else(
    app: Flask, client: FlaskClient, partner: Partner
) -> None:
    framed(client, SITE + "/")
    framed(client, OTHER + "/")
    framed(client, "http://localhost/embed/formations", f"{EMBED}?site={SITE}&page=2")
    framed(client, "https://evil.example/")
    framed(client, "")
    client.get(EMBED, headers={"Referer": SITE + "/", "Sec-Fetch-Dest": "document"})
    app.extensions[METER].write()
    for _ in range(100):
        with Session(app.extensions[EXTENSION].engine) as session:
            rows = partners.uses(session, date.today())
        counts = [(row.partner_id, row.kind, row.count) for row in rows]
        if counts == [(partner.id, Use.EMBED, 2)]:
            return
        # The meter's own timer may be writing just now.
        time.sleep(0.05)
    raise AssertionError(counts)
