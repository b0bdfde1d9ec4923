"""Answers that a client may keep: a validator on each, and 304 when what it has is still so."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from flask import Response, request


def fresh(
    response: Response, parts: Iterable[str | bytes], modified: datetime | None = None
) -> Response:
    """The response with a weak ETag made of `parts`, or 304 to a client that has it already."""
    return _validated(response, etag(parts), modified)


def unchanged(tag: str, modified: datetime | None = None) -> Response | None:
    """The 304 for a client that has this already, before the work of making it; else None."""
    answer = _validated(Response(status=200), tag, modified)
    return answer if answer.status_code == 304 else None


def _validated(response: Response, tag: str, modified: datetime | None) -> Response:
    stamped(response, tag, modified)
    response.make_conditional(request)
    return response


def stamped(response: Response, tag: str, modified: datetime | None = None) -> Response:
    """The response with its tag and time; a stream stays one, for it is not looked at."""
    # Weak, for the same answer leaves plain, gzipped or with another measured time.
    response.set_etag(tag, weak=True)
    if modified is not None:
        response.last_modified = modified
    return response


def etag(parts: Iterable[str | bytes]) -> str:
    """A digest of texts: it changes when one of them does."""
    mixed = hashlib.blake2b(digest_size=12)
    for part in parts:
        data = part.encode(errors="replace") if isinstance(part, str) else part
        mixed.update(len(data).to_bytes(8, "big") + data)
    return mixed.hexdigest()
