"""Origins of web sites, compared whole: scheme, host and port, as a browser writes them."""

import re
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
NUMBER = re.compile(r"(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}")
AMBIGUOUS = "ßς\u200c\u200d"
"""Letters that the two standards of international names write differently (RFC 5894)."""


class BadOrigin(ValueError):
    """What is given is no origin; the message says why, in French."""


def origin(text: str) -> str:
    """The origin as browsers send it, its default port left out; BadOrigin where it is none.

    >>> origin("HTTPS://École.Example:443/")
    'https://xn--cole-9oa.example'
    """
    text = text.strip()
    if any(letter <= " " for letter in text):
        # Browsers and urlsplit leave line ends out in silence.
        raise BadOrigin(f"{text!r} : un seul site est attendu, sans espace")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise BadOrigin(f"{text} : ce n’est pas une adresse") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadOrigin(f"{text} : http:// ou https:// puis un nom de site sont attendus")
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise BadOrigin(f"{text} : rien n’est attendu après le nom du site et son port")
    host = _host(parts.hostname)
    return f"{parts.scheme}://{host}" + ("" if port in (None, PORTS[parts.scheme]) else f":{port}")


def _host(name: str) -> str:
    """The name in its ASCII form; a browser reads a name that ends in a number as an address."""
    if any(letter in name for letter in AMBIGUOUS):
        raise BadOrigin(f"{name} : écrivez ce nom sous sa forme xn--…")
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise BadOrigin(f"{name} : ce n’est pas un nom de site") from None
    last = host.rpartition(".")[2]
    if not HOST.fullmatch(host) or (last.isdigit() and not NUMBER.fullmatch(host)):
        raise BadOrigin(f"{name} : ce n’est pas un nom de site")
    return host
