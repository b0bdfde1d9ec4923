"""One template, one named block, one address: the whole page, or the part that htmx asks for."""

from typing import Any

from flask import Response, make_response, render_template
from flask_htmx import HTMX
from jinja2_fragments.flask import render_block

htmx = HTMX()


def page_or_block(template: str, block: str, **view: Any) -> Response:
    """The block for an htmx request, else the page; caches must tell the two apart."""
    partial = bool(htmx) and not htmx.history_restore_request
    body = render_block(template, block, **view) if partial else render_template(template, **view)
    response = make_response(body)
    response.headers.add("Vary", "HX-Request")
    return response
