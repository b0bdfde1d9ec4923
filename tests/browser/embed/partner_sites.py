"""Pages of partners, made from the code that the builder gives: plain, strict, like WordPress."""

import json
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode
from urllib.request import urlopen

from lxml import html
from werkzeug import Request, Response

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Partenaire</title>{head}</head>
<body><main><h1>Notre page</h1><p><a id="before" href="#x">Avant</a></p>
{body}
<p><a id="after" href="#x">Après</a></p></main></body></html>"""

SEARCH = "scope.region=84&count=4&facets=family&facets=hours"
READ = 150_000
"""Characters of a page in which WordPress looks for the link."""

KEPT = ("src", "width", "height", "frameborder", "title")
"""Attributes that WordPress leaves to a frame of a provider that it does not know."""

RECEIVER = """
addEventListener("message", (event) => {
  const said = event.data || {};
  for (const frame of document.querySelectorAll(`iframe[data-secret="${said.secret}"]`)) {
    if (event.source !== frame.contentWindow) continue;
    if (said.message === "height") frame.height = Math.max(200, Math.min(1000, said.value));
    if (said.message === "link" && new URL(said.value).host === new URL(frame.src).host)
      window.top.location.href = said.value;
  }
});
"""
"""What a page of WordPress does with the messages of a frame."""


@dataclass
class Site:
    """A partner's server: pages by path, and one policy for all of them."""

    pages: dict[str, str]
    policy: str = ""

    def __call__(self, environ: dict[str, object], start: Callable[..., object]) -> Iterable[bytes]:
        text = self.pages.get(Request(environ).path)
        response = Response(text or "", 200 if text else 404, mimetype="text/html")
        if self.policy:
            response.headers["Content-Security-Policy"] = self.policy
        return response(environ, start)


def page(body: str, head: str = "") -> str:
    """A page of a partner."""
    return PAGE.format(body=body, head=head)


def code(portal: str, kind: str, asked: str = SEARCH) -> str:
    """The code that the builder shows for a search."""
    with urlopen(f"{portal}/integrer?{asked}") as answer:  # noqa: S310
        tree = html.fromstring(answer.read().decode())
    (text,) = tree.xpath(f"//textarea[@aria-labelledby='code-{kind}']/text()")
    return str(text)


def plain(portal: str) -> Site:
    """A site of plain HTML with the element, the plain frame, and the element in many ways."""
    element, iframe = code(portal, "element"), code(portal, "iframe")
    return Site(
        {
            "/": page(element),
            "/frame": page(iframe),
            "/twice": page(f"{element}{element}<div id='elsewhere'></div>"),
            "/silent": page(iframe.replace("strict-origin-when-cross-origin", "no-referrer")),
            "/steal": page(
                "<iframe src='about:blank' title='x' width='600' height='400'></iframe>"
            ),
        }
    )


def strict(portal: str) -> Site:
    """A site that lets in nothing but our loader and our frame."""
    policy = (
        f"default-src 'none'; script-src {portal}/static/embed.js; frame-src {portal}/embed/; "
        "style-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return Site({"/": page(code(portal, "element"))}, policy)


def wordpress(portal: str) -> Site:
    """A site whose author pasted a link: discovered, asked for, filtered and put in a sandbox."""
    frame = _consumed(code(portal, "oembed"), width=640)
    return Site({"/": page(frame, f"<script>{RECEIVER}</script>")})


def _consumed(link: str, width: int) -> str:
    with urlopen(link) as answer:  # noqa: S310
        head = answer.read(READ).decode()
    found = re.search(r'<link[^>]+application/json\+oembed"[^>]*href="([^"]+)"', head)
    assert found, head
    with urlopen(unescape(found[1]) + "&" + urlencode({"maxwidth": width})) as answer:  # noqa: S310
        described = json.load(answer)
    assert described["type"] == "rich"
    return _filtered(described["html"])


def _filtered(given: str) -> str:
    """A frame with what may stay of it, without forms, tabs or an origin of its own."""
    frame = html.fromstring(given)
    assert frame.tag == "iframe"
    secret = secrets.token_hex(5)
    kept = {name: frame.get(name) for name in KEPT if frame.get(name)}
    kept |= {"sandbox": "allow-scripts", "security": "restricted", "data-secret": secret}
    kept["src"] += f"#?secret={secret}"
    for name in list(frame.attrib):
        del frame.attrib[name]
    frame.attrib.update(kept)
    return html.tostring(frame, encoding="unicode")
