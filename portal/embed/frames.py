"""Which sites may put a search in a frame, which one asks, and how often it does.

The browser is what keeps other sites out: the policy's `frame-ancestors` names whole origins.
What a request says of itself (`Referer`, `Sec-Fetch-Dest`) is used for two kindnesses only: a clear
message in the place of a frame that would stay empty, and a policy that names one partner's sites
rather than everybody's. A request that says nothing is taken for nobody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from flask import request

from data import partners
from data.origins import origin
from data.partners import Partner, Use
from portal import links
from portal.doors import session
from portal.metering import count_use

FRAMES = ("iframe", "frame", "embed", "object")
"""What browsers call the places in which a page is shown inside another."""


@dataclass(frozen=True)
class Around:
    """The page around a frame, as far as known: its site, and the partner whose site that is.

    `first` when the request comes from that page itself, and not from inside the frame.
    """

    site: str
    partner: Partner | None
    first: bool

    @property
    def refused(self) -> bool:
        """Whether a site that is no partner's asks for a frame."""
        return _framed(default="") and bool(self.site) and self.partner is None

    @cached_property
    def sites(self) -> Sequence[str]:
        """The sites that may show the frame: those of the partner, of all where none is known."""
        if self.partner is not None:
            return [one.origin for one in self.partner.origins]
        return sorted(partners.origins(session()))


def around(said: str) -> Around:
    """Who asks; `said` is what the frame's address says of the site, met by its first page."""
    referrer = _origin_of(request.headers.get("Referer", ""))
    ours = {"", _origin_of(request.host_url), links.absolute("")}
    first = referrer not in ours
    site = referrer if first else said
    partner = partners.partner_by_origin(session(), site) if site else None
    return Around(site, partner, first)


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
        return origin(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        return ""


def _framed(default: str) -> bool:
    """Whether the answer is for a frame; `default` is what silence is taken for."""
    return request.headers.get("Sec-Fetch-Dest", default) in FRAMES


def count(seen: Around) -> None:
    """Count a frame that a partner's page opened, whoever looks at it; a link there is no frame."""
    opened = seen.first and _framed(default="iframe")
    if opened and seen.partner is not None and seen.partner.id is not None:
        count_use(seen.partner.id, Use.EMBED)
