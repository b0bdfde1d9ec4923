"""A partner's page as pasted: what in it shows our trainings, and what it says of itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from portal.embed.csp import Policy, policies

ELEMENT = "formations-embed"
EMBED = "/embed/formations"
LOADER = "/static/embed.js"
API = "/api/v1/"


@dataclass(frozen=True)
class Placed:
    """One of our searches in the page, as an element or as a frame, with its attributes."""

    element: bool
    src: str
    attributes: dict[str, str]
    link: bool


@dataclass(frozen=True)
class Script:
    """One script of the page that is ours."""

    src: str
    nonce: str


@dataclass(frozen=True)
class Page:
    """What matters of the page; `as_text` when our code stands in it as words to read."""

    placed: tuple[Placed, ...] = ()
    loaders: tuple[Script, ...] = ()
    policies: tuple[Policy, ...] = ()
    calls: bool = False
    as_text: bool = False


def read(text: str, host: str, site: str) -> Page:
    """Read a page; `host` is ours, `site` the page's own origin. Nothing is fetched."""
    tree = _parsed(text)
    if tree is None:
        return Page()
    words = " ".join(tree.xpath("//text()[not(parent::script)]"))
    return Page(
        placed=tuple(_placed(tree, host, site)),
        loaders=tuple(_loaders(tree, site)),
        policies=tuple(_metas(tree)),
        calls=any(API in code and host in code for code in tree.xpath("//script/text()")),
        as_text=f"<{ELEMENT}" in words or ("<iframe" in words and EMBED in words),
    )


def _parsed(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return html.document_fromstring(text.replace("\0", "").encode(), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _address(tag: html.HtmlElement, site: str) -> str:
    """Where a tag's `src` leads; "" where that is no address."""
    try:
        found: str = urljoin(f"{site}/", tag.get("src", "").strip())
        _ = urlsplit(found).port
    except ValueError:
        return ""
    return found


def _placed(tree: html.HtmlElement, host: str, site: str) -> Iterator[Placed]:
    for tag in tree.iter("iframe", ELEMENT):
        src = _address(tag, site)
        parts = urlsplit(src)
        if tag.tag == ELEMENT or (parts.netloc == host and parts.path.startswith(EMBED)):
            given = {str(name): str(value) for name, value in tag.attrib.items()}
            yield Placed(tag.tag == ELEMENT, src, given, bool(tag.xpath(".//a[@href]")))


def _loaders(tree: html.HtmlElement, site: str) -> Iterator[Script]:
    for tag in tree.iter("script"):
        src = _address(tag, site)
        if urlsplit(src).path.endswith(LOADER):
            yield Script(src, tag.get("nonce", ""))


def _metas(tree: html.HtmlElement) -> Iterator[Policy]:
    for meta in tree.iter("meta"):
        if meta.get("http-equiv", "").strip().lower() == "content-security-policy":
            yield from policies(meta.get("content", ""))
