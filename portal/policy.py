"""What one answer may do that the portal's strict policy forbids by default."""

from flask import Flask, Response, g

POLICY = "Content-Security-Policy"


def loosen_where_asked(app: Flask) -> None:
    """Let views widen their own answer; to be called before whatever writes the policy.

    Functions after a request run last registered first.
    """
    app.after_request(_write)


def frame_ancestors(*sources: str) -> None:
    """Let pages of these sources, and no other, put this answer in a frame."""
    _set("frame-ancestors", sources)


def frame_sources(*sources: str) -> None:
    """Let this answer show frames of these sources."""
    _set("frame-src", sources)


def _set(directive: str, sources: tuple[str, ...]) -> None:
    g.setdefault("policy", {})[directive] = " ".join(sources)


def _write(response: Response) -> Response:
    widened: dict[str, str] = g.pop("policy", {})
    if widened:
        written = (part.strip().partition(" ") for part in response.headers[POLICY].split(";"))
        policy = {name: sources for name, _, sources in written if name} | widened
        response.headers[POLICY] = "; ".join(f"{name} {value}" for name, value in policy.items())
    if "frame-ancestors" in widened:
        # It says the same less precisely, and would win in old browsers.
        response.headers.pop("X-Frame-Options", None)
    return response
