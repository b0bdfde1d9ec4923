"""oEmbed 1.0 (https://oembed.com): a link to a search becomes its frame, as in WordPress."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import url_for
from lxml import etree

from portal import links, wording
from portal.embed import code
from portal.embed.asked import Embed
from search_index.query import BadQuery, SearchQuery

PROVIDER = "Portail des formations au numérique"
TITLE = "Formations au numérique"
DAY_SECONDS = 24 * 3600
LEAST = 100
"""Pixels below which nothing can be read."""

PRIVATE = ("/conseiller", "/organisme", "/reseau", "/selection", "/comparer", "/s/", "/orientation")
"""Where what is shown belongs to one person: never for a frame (401)."""

FORMATS = {"json": "application/json", "xml": "text/xml"}
"""The mime types of the specification."""


class Refused(ValueError):
    """A question that gets no frame: the HTTP status of the specification, and why in French."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """One question of a consumer: the address to show, the room there is, the format."""

    url: str
    width: int
    height: int
    format: str

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> "Asked":
        """Read a query string; Refused 400 without an address, 501 for an unknown format."""
        written = params.get("format") or "json"
        if written not in FORMATS:
            raise Refused(501, "format : json ou xml")
        if not params.get("url"):
            raise Refused(400, "url : l’adresse d’une recherche du portail est attendue")
        return cls(
            params["url"],
            min(code.WIDTH, _pixels(params, "maxwidth", code.WIDTH)),
            min(code.HEIGHT, _pixels(params, "maxheight", code.HEIGHT)),
            written,
        )


def _pixels(params: Mapping[str, str], name: str, default: int) -> int:
    value = params.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and int(value) >= LEAST):
        raise Refused(400, f"{name} : un nombre de pixels, {LEAST} au moins, est attendu")
    return int(value)


def discovery(page: str) -> str:
    """Where the frame of one of our pages, given whole, is described; for the page's head."""
    return links.absolute(url_for("embed.oembed_answer", url=page, format="json"))


def answer(asked: Asked) -> dict[str, Any]:
    """The frame of an address; Refused for one that has none."""
    embed = _embed(asked.url)
    title = embed.look.title or _title(embed.query)
    src = links.absolute(embed.address(embed.query.at_page(1)))
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": PROVIDER,
        "provider_url": links.absolute("/"),
        "title": title,
        "cache_age": DAY_SECONDS,
        "html": code.iframe(src, title, asked.width, asked.height),
        "width": asked.width,
        "height": asked.height,
    }


def _embed(url: str) -> Embed:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Refused(404, "ce n’est pas une adresse") from None
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(links.absolute("")).netloc:
        raise Refused(404, "cette adresse n’est pas du portail")
    if parts.path.startswith(PRIVATE):
        raise Refused(401, "cette page n’est que pour une personne")
    if parts.path not in (url_for("search.results"), url_for("embed.formations")):
        raise Refused(404, "seules les recherches se montrent ailleurs")
    try:
        return Embed.from_params(parse_qsl(parts.query))
    except (BadQuery, ValueError) as error:
        raise Refused(404, str(error)) from None


def _title(query: SearchQuery) -> str:
    said = [wording.quoted(query.q)] if query.q else []
    said += [query.near] if query.near else []
    return f"{TITLE} : {', '.join(said)}" if said else TITLE


def as_xml(document: Mapping[str, Any]) -> bytes:
    """The same document as XML."""
    root = etree.Element("oembed")
    for name, value in document.items():
        etree.SubElement(root, name).text = str(value)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)
