"""What is shown: the application that serves the portal's pages."""

from typing import Any

from flask import Flask, Response, request
from flask_talisman import Talisman
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import links, policy, static_files
from portal.accounts.forms import guard_forms
from portal.accounts.guard import know_visitors
from portal.accounts.routes import face as accounts_face
from portal.advisors.dossier_routes import face as dossiers_face
from portal.advisors.routes import face as advisors_face
from portal.alerts.routes import face as alerts_face
from portal.api.access import limit_use
from portal.api.cors import readable_anywhere
from portal.api.routes import face as api_face
from portal.compression import compress
from portal.doors import Frame, open_doors
from portal.embed.builder_routes import face as builder_face
from portal.embed.oembed import discovery
from portal.embed.routes import face as embed_face
from portal.errors import handle_errors
from portal.feeds.routes import face as feeds_face
from portal.figures.routes import face as figures_face
from portal.formation.routes import face as formation_face
from portal.home.routes import face as home_face
from portal.htmx import htmx
from portal.htmx import library as htmx_library
from portal.mail import open_post_office
from portal.network.label_routes import face as labels_face
from portal.network.query_routes import face as queries_face
from portal.network.routes import face as network_face
from portal.network.trials import open_trials
from portal.orientation.api import face as recommendations_face
from portal.orientation.routes import face as orientation_face
from portal.privacy.routes import face as privacy_face
from portal.providers.formations import face as own_formations_face
from portal.providers.learners import face as learners_face
from portal.providers.routes import face as providers_face
from portal.search.routes import face as search_face
from portal.selection.frame import SelectionFrame
from portal.selection.routes import face as selection_face
from portal.settings import Settings
from portal.sharing.routes import face as sharing_face
from portal.trades.routes import face as trades_face
from portal.typesetting import typeset_pages
from portal.usage import count_usage

FACES = (
    home_face,
    search_face,
    formation_face,
    trades_face,
    orientation_face,
    figures_face,
    providers_face,
    own_formations_face,
    learners_face,
    network_face,
    labels_face,
    queries_face,
    privacy_face,
    api_face,
    accounts_face,
    selection_face,
    advisors_face,
    alerts_face,
    dossiers_face,
    sharing_face,
    recommendations_face,
    embed_face,
    builder_face,
    feeds_face,
    htmx_library,
)

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Nothing but our own files: no inline script or style, no other host, no frame around us."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application on this instance; nothing is read of the catalogue before a request."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, static_folder=static_files.FOLDER, static_url_path="/static")
    app.config.update(
        SECRET_KEY=settings.secret_key(),
        SEND_FILE_MAX_AGE_DEFAULT=static_files.YEAR_SECONDS,
        MAX_CONTENT_LENGTH=1_000_000,
        PUBLIC_ORIGIN=settings.url,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    # An address that was copied with a slash at its end leads where it would without it.
    app.url_map.strict_slashes = False
    typeset_pages(app)
    htmx.init_app(app)
    compress(app)
    policy.loosen_where_asked(app)
    protect(app, settings)
    open_doors(app, settings)
    open_post_office(app, settings)
    open_trials(app, settings)
    guard_forms(app)
    know_visitors(app)
    limit_use(app, settings)
    for face in FACES:
        app.register_blueprint(face)
    if settings.usage:
        count_usage(app)
    handle_errors(app)
    app.context_processor(surroundings)
    app.after_request(fresh)
    app.after_request(readable_anywhere)
    return app


def protect(app: Flask, settings: Settings) -> None:
    """Security headers on every answer, https where it is asked, the proxies that are trusted."""
    Talisman(
        app,
        content_security_policy=CONTENT_SECURITY_POLICY,
        frame_options="DENY",
        referrer_policy="strict-origin-when-cross-origin",
        permissions_policy="geolocation=(), camera=(), microphone=(), browsing-topics=()",
        force_https=settings.https,
        strict_transport_security=settings.https,
        session_cookie_secure=settings.https,
    )
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def surroundings() -> dict[str, Any]:
    """What the frame of every template can name."""
    return {
        "frame": Frame(),
        "selection": SelectionFrame(),
        "links": links,
        "oembed": discovery,
        "asset": static_files.asset,
        "icons": static_files.asset("img/icons.svg"),
        "htmx_script": lambda: static_files.library("htmx.min.js", str(htmx_library.static_folder)),
    }


def fresh(response: Response) -> Response:
    """Pages are asked for again each time, so that a reader never sees yesterday's catalogue."""
    if request.endpoint not in ("static", "library.static"):
        response.headers.setdefault("Cache-Control", "no-cache")
    return response
