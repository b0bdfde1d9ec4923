"""Whether a page's Content-Security-Policy lets something in (W3C, CSP Level 3)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.origins import PORTS

Policy = Mapping[str, Sequence[str]]

FRAME = ("frame-src", "child-src", "default-src")
SCRIPT = ("script-src-elem", "script-src", "default-src")
CONNECT = ("connect-src", "default-src")
"""The directives that speak for a frame, a script, a call: the first that is there decides."""

HEADER = re.compile(r"content-security-policy(?P<only>-report-only)?\s*:", re.IGNORECASE)
SOURCE = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>\*|(?:\*\.)?[a-z0-9.-]+)"
    r"(?::(?P<port>\d+|\*))?(?P<path>/.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wanted:
    """What the page wants to load, and the page's own origin; a script may carry a nonce."""

    url: str
    page: str
    nonce: str = ""


def policies(text: str) -> tuple[Policy, ...]:
    """The policies of headers as people paste them, or of a bare one; all of them must agree."""
    named = [(line, HEADER.search(line)) for line in text.splitlines()]
    # One that only reports forbids nothing.
    enforced = [line[name.end() :] for line, name in named if name and not name["only"]]
    bare = [] if any(name for _, name in named) else [" ".join(text.splitlines())]
    written = (one for line in (*enforced, *bare) for one in line.split(","))
    return tuple(policy for one in written if (policy := _read(one)))


def _read(text: str) -> Policy:
    found: dict[str, Sequence[str]] = {}
    for part in text.split(";"):
        name, *sources = part.split() or [""]
        if name:
            found.setdefault(name.lower(), sources)
    return found


def deciding(policy: Policy, chain: Iterable[str]) -> str | None:
    """The directive of a policy that decides; None when the policy says nothing."""
    return next((name for name in chain if name in policy), None)


def allows(policy: Policy, chain: Iterable[str], wanted: Wanted) -> bool:
    """Whether a policy lets this in."""
    name = deciding(policy, chain)
    if name is None:
        return True
    sources = policy[name]
    lowered = {source.lower() for source in sources}
    if wanted.nonce and f"'nonce-{wanted.nonce}'" in sources:
        return True
    if name.startswith("script") and "'strict-dynamic'" in lowered:
        return False
    return any(_matches(source, wanted) for source in sources)


def _matches(source: str, wanted: Wanted) -> bool:
    url, page = urlsplit(wanted.url), urlsplit(wanted.page)
    if source == "*":
        return url.scheme in PORTS
    if source.lower() == "'self'":
        source = wanted.page
    if re.fullmatch(r"[a-z][a-z0-9+.-]*:", source, re.IGNORECASE):
        return _scheme_fits(source[:-1].lower(), url.scheme)
    shape = SOURCE.fullmatch(source)
    if shape is None:
        return False
    scheme = (shape["scheme"] or page.scheme or "https").lower()
    return (
        _scheme_fits(scheme, url.scheme)
        and _host_fits(shape["host"].lower(), url.hostname or "")
        and _port_fits(shape["port"], url.port, url.scheme)
        and _path_fits(shape["path"] or "", url.path)
    )


def _scheme_fits(allowed: str, scheme: str) -> bool:
    return scheme == allowed or (allowed, scheme) == ("http", "https")


def _host_fits(allowed: str, host: str) -> bool:
    if allowed == "*":
        return True
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed


def _port_fits(allowed: str | None, port: int | None, scheme: str) -> bool:
    own = port or PORTS.get(scheme)
    if allowed in ("*", str(own)):
        return True
    return (allowed is None and own == PORTS.get(scheme)) or (allowed == "80" and own == 443)


def _path_fits(allowed: str, path: str) -> bool:
    if allowed in ("", "/"):
        return True
    return path.startswith(allowed) if allowed.endswith("/") else path == allowed
