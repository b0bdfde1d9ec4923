"""The builder of the code and the check of a partner's page."""

from datetime import date

from flask import Blueprint, Response, render_template, request

from data import partners
from portal import links, policy
from portal.doors import doors, session
from portal.embed import check as checking
from portal.embed.asked import Embed
from portal.embed.builder import SCOPES, builder_page, chosen, readable, refused
from portal.htmx import page_or_block
from search_index.query import BadQuery
from search_index.search import search

face = Blueprint("builder", __name__, url_prefix="/integrer")

PASTED_BYTES = 2_000_000
"""A pasted page may be longer than what other forms send."""


@face.get("")
def show() -> Response:
    given = chosen(request.args.items(multi=True))
    rest = readable(given)
    inside = search(doors().index, rest.scope, date.today(), SCOPES)
    try:
        page, status = builder_page(Embed.from_params(given), inside), 200
    except BadQuery as error:
        page, status = refused(error, given, inside), 400
    policy.frame_sources("'self'")
    response = page_or_block("embed/builder.html", "results", page, links.builder(given))
    response.status_code = status
    return response


@face.route("/verifier", methods=["GET", "POST"])
def check() -> str:
    request.max_content_length = request.max_form_memory_size = PASTED_BYTES
    given = checking.Given(
        links.absolute(""),
        *(request.form.get(name, "") for name in ("site", "html", "header")),
    )
    asked = request.method == "POST"
    found = checking.findings(given, partners.origins(session())) if asked else ()
    return render_template("embed/check.html", page=given, findings=found, asked=asked)
