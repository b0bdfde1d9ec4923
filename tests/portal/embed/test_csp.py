"""Policies as browsers read them; the browser tests hold the main cases against Chromium."""

import pytest

from portal.embed import csp
from portal.embed.csp import FRAME, SCRIPT, Wanted

URL = "https://portail.example/embed/formations"
LOADER = "https://portail.example/static/embed.js"
PAGE = "https://www.arras.example"


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("", True),
        ("script-src 'none'", True),
        ("default-src 'none'", False),
        ("default-src 'self'", False),
        ("default-src *", True),
        ("default-src 'none'; frame-src *", True),
        ("frame-src 'self'; child-src *", False),
        ("child-src 'none'; default-src *", False),
        ("frame-src https:", True),
        ("frame-src http:", True),
        ("frame-src data:", False),
        ("frame-src https://portail.example", True),
        ("FRAME-SRC HTTPS://PORTAIL.EXAMPLE", True),
        ("frame-src portail.example", True),
        ("frame-src http://portail.example", True),
        ("frame-src https://portail.example:443", True),
        ("frame-src https://portail.example:*", True),
        ("frame-src https://portail.example:8443", False),
        ("frame-src *.example", True),
        ("frame-src *.portail.example", False),
        ("frame-src evilportail.example", False),
        ("frame-src https://portail.example/embed/", True),
        ("frame-src https://portail.example/embed/formations", True),
        ("frame-src https://portail.example/embed", False),
        ("frame-src 'none'", False),
        ("frame-src", False),
        ("frame-src *; frame-src 'none'", True),
    ],
)
def test_a_frame(policy: str, allowed: bool) -> None:
    found = csp.policies(f"Content-Security-Policy: {policy}")
    assert all(csp.allows(one, FRAME, Wanted(URL, PAGE)) for one in found) is allowed


@pytest.mark.parametrize(
    ("policy", "nonce", "allowed"),
    [
        ("script-src 'self'", "", False),
        ("script-src 'self' https://portail.example", "", True),
        ("script-src-elem 'none'; script-src *", "", False),
        ("script-src 'nonce-abc'", "abc", True),
        ("script-src 'nonce-abc'", "other", False),
        ("script-src 'nonce-abc' 'strict-dynamic' https:", "", False),
        ("script-src 'nonce-abc' 'strict-dynamic'", "abc", True),
        ("default-src https:", "", True),
    ],
)
def test_a_script(policy: str, nonce: str, allowed: bool) -> None:
    (found,) = csp.policies(policy)
    assert csp.allows(found, SCRIPT, Wanted(LOADER, PAGE, nonce)) is allowed


def test_headers_are_read_as_people_paste_them() -> None:
    pasted = """HTTP/2 200
content-type: text/html; charset=utf-8
Content-Security-Policy-Report-Only: default-src 'none'
Content-Security-Policy: default-src 'self', frame-src 'none'
"""
    assert csp.policies(pasted) == (
        {"default-src": ["'self'"]},
        {"frame-src": ["'none'"]},
    )
    assert csp.policies("default-src 'self'; frame-src *") == (
        {"default-src": ["'self'"], "frame-src": ["*"]},
    )
    assert csp.policies("") == ()


def test_ports_that_are_written_must_be_the_port() -> None:
    (policy,) = csp.policies("frame-src http://127.0.0.1:8000")
    assert csp.allows(policy, FRAME, Wanted("http://127.0.0.1:8000/embed", "http://x.example"))
    assert not csp.allows(policy, FRAME, Wanted("http://127.0.0.1:8001/embed", "http://x.example"))
