"""One template, one address: the whole page, or the named block of it that htmx asks for."""

from importlib.resources import files
from typing import Any

from flask import Blueprint, Response, make_response, render_template
from flask_htmx import HTMX
from jinja2_fragments.flask import render_block

htmx = HTMX()

library = Blueprint(
    "library",
    __name__,
    static_folder=str(files("js_lib_htmx") / "static" / "htmx"),
    static_url_path="/static/htmx",
)
"""htmx itself, served from our own origin out of its installed package."""


def page_or_block(
    template: str, block: str, page: Any, address: str, step: bool = True
) -> Response:
    """Render the page, or for htmx only its block; `address` is what htmx then writes in the bar.

    A history restore is an htmx request that needs the whole page back. What is no `step` of its
    own takes the place of the address before: "back" leads past it.
    """
    partial = bool(htmx) and not htmx.history_restore_request
    text = (
        render_block(template, block, page=page)
        if partial
        else render_template(template, page=page)
    )
    response = make_response(text)
    response.vary.update(("HX-Request", "HX-History-Restore-Request"))
    if partial:
        response.headers["HX-Push-Url" if step else "HX-Replace-Url"] = address
    return response
