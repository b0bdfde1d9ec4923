"""Who asks the API and how often they may: anybody within a fair limit, partners within theirs."""

import hashlib
import hmac
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv6Address, ip_network

from flask import Flask, Response, abort, current_app, g, request
from flask_limiter import Limiter
from limits.errors import StorageError

from data.partners import Use, partner_by_key
from portal.api.operations import OPERATIONS
from portal.doors import session
from portal.metering import count_use
from portal.settings import Settings

PREFIX = "/api/v1/"
WINDOW_SECONDS = 60
COMPLETIONS = "/api/v1/completions"
COMPLETIONS_FACTOR = 10
"""One who types sends a request a letter: these have a quota of their own, so much larger."""

COSTS = {one.path: one.cost for one in OPERATIONS} | {"/formations.csv": 10, "/formations.xlsx": 10}
"""What an address counts for in the quota, where not 1."""

PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 1}
"""Seconds for a Redis to answer; then each process counts by itself until it is back."""


@dataclass(frozen=True)
class Caller:
    """Who asks: a partner, or somebody of whom only a digest is known, and only for a minute."""

    name: str
    quota: int
    partner_id: int | None = None
    bad_key: bool = False


def limit_use(app: Flask, settings: Settings) -> None:
    """Have the application hold everybody to their quota, and count what partners use."""
    app.config["API_QUOTA"] = settings.api_quota
    limiter = Limiter(
        lambda: f"{caller().name}:{_purse()}",
        application_limits=[lambda: f"{_quota()} per {WINDOW_SECONDS} seconds"],
        application_limits_cost=lambda: min(COSTS.get(request.path, 1), _quota()),
        application_limits_exempt_when=_unlimited,
        storage_uri=settings.limits_url,
        storage_options={"wrap_exceptions": True, **_patience(settings.limits_url)},
        strategy="fixed-window",
        in_memory_fallback_enabled=True,
        key_prefix="portail",
    )
    limiter.init_app(app)
    app.before_request(refuse_bad_keys)

    def said(response: Response) -> Response:
        if limiter.current_limit:
            with suppress(StorageError):
                _say_quota(response, limiter)
        return response

    app.after_request(said)
    app.after_request(count_partner)


def _patience(url: str) -> dict[str, int]:
    return PATIENCE if url.startswith("redis") else {}


def _unlimited() -> bool:
    limited = request.path.startswith(PREFIX) or request.path in COSTS
    return request.method == "OPTIONS" or not limited


def _purse() -> str:
    return "completions" if request.path == COMPLETIONS else "all"


def _quota() -> int:
    return caller().quota * (COMPLETIONS_FACTOR if request.path == COMPLETIONS else 1)


def caller() -> Caller:
    """Who sends this request; the partner whose key it bears, or an anonymous reader."""
    if "caller" not in g:
        g.caller = _identified(_key())
    found: Caller = g.caller
    return found


def _key() -> str | None:
    """The key of `X-API-Key`, else of `Authorization: Bearer`."""
    bearer = request.authorization
    token = bearer.token if bearer and bearer.type == "bearer" else None
    return request.headers.get("X-API-Key") or token


def _identified(key: str | None) -> Caller:
    partner = partner_by_key(session(), key, date.today()) if key else None
    if partner is not None:
        return Caller(f"partner-{partner.id}", partner.quota, partner.id)
    return Caller(_somebody(), current_app.config["API_QUOTA"], bad_key=bool(key))


def _somebody() -> str:
    """A keyed digest of the sender's address; of IPv6 the network, for one home has billions."""
    text = request.remote_addr or ""
    with suppress(ValueError):
        text = str(ip_network(f"{IPv6Address(text)}/64", strict=False))
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, text.encode(), hashlib.blake2b).hexdigest()[:16]


def refuse_bad_keys() -> None:
    """401 for a key that opens nothing: its owner must learn of it, not be slowed down unseen."""
    if not _unlimited() and caller().bad_key:
        abort(401)


def _say_quota(response: Response, limiter: Limiter) -> None:
    """What is left, in the fields of the IETF draft `RateLimit` and in those of before it."""
    held = limiter.current_limit
    if held is None:
        return
    left = held.remaining
    seconds = max(1, min(WINDOW_SECONDS, held.reset_at - int(time.time())))
    amount = held.limit.amount
    response.headers["RateLimit-Policy"] = f'"default";q={amount};w={WINDOW_SECONDS}'
    response.headers["RateLimit"] = f'"default";r={left};t={seconds}'
    response.headers["RateLimit-Limit"] = str(amount)
    response.headers["RateLimit-Remaining"] = str(left)
    response.headers["RateLimit-Reset"] = str(seconds)
    if response.status_code == 429:
        response.headers["Retry-After"] = str(seconds)


def count_partner(response: Response) -> Response:
    """Note that a partner's key was answered."""
    known: Caller | None = g.get("caller")
    if known and known.partner_id is not None and response.status_code < 400:
        count_use(known.partner_id, Use.API)
    return response
