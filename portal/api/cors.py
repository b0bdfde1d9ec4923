"""The API may be read from any site: what browsers ask before they let a page do so."""

from flask import Response, request

PREFIX = "/api/v1/"
SENT = "Authorization, Content-Type, If-Modified-Since, If-None-Match, X-API-Key"
SHOWN = (
    "ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining,"
    " RateLimit-Reset, Retry-After"
)
DAY_SECONDS = "86400"


def readable_anywhere(response: Response) -> Response:
    """Any site may read what everybody may see; no cookie is ever looked at here."""
    if not request.path.startswith(PREFIX):
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = SHOWN
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET")
        response.headers["Access-Control-Allow-Headers"] = SENT
        response.headers["Access-Control-Max-Age"] = DAY_SECONDS
    return response
