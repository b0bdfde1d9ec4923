"""Forms are taken from our own pages only: by their origin, and by a token where one signs in."""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from flask_wtf import CSRFProtect

READING = ("GET", "HEAD", "OPTIONS")
PROGRAMS = ("api", "recommendations")
"""Faces that take data from anywhere and know no cookie."""

NO_TOKEN = ("selection", "sharing", "alerts", "orientation", "builder")
"""Faces for people without an account: a token would set a cookie on whoever only reads. The
origin protects them, and the cookie itself, which other sites' forms do not send (SameSite)."""

csrf = CSRFProtect()


def guard_forms(app: Flask) -> None:
    """Have the application refuse forms of other sites, and stale ones of its own."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        # `foreign` looks at the origin; a referrer may rightly be left out.
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)
    app.before_request(check)


def check() -> None:
    """Refuse what changes something unless our own page sent it."""
    if request.method in READING or request.endpoint is None or request.blueprint in PROGRAMS:
        return
    if foreign():
        abort(403)
    if request.blueprint not in NO_TOKEN:
        csrf.protect()


def foreign() -> bool:
    """Whether a browser says that another site sent this; programs say nothing and know no cookie.

    The rule of Go's http.CrossOriginProtection: Sec-Fetch-Site decides, else Origin and Host.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
