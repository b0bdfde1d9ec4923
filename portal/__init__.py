"""What is shown: the application that serves the pages."""

from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, url_for
from flask_talisman import Talisman

from data import catalogue
from data.database import connect
from portal import errors
from portal.formation.routes import blueprint as formation
from portal.home.routes import blueprint as home
from portal.htmx import htmx
from portal.search.routes import blueprint as search
from portal.services import KEY, Services, services
from portal.settings import Settings
from portal.trades.routes import blueprint as trades
from search_index.search import open_index

STATIC = Path(__file__).parent.parent / "static"
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def create_app(settings: Settings | None = None) -> Flask:
    """The portal on the instance of `settings`, else of the environment."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, static_folder=str(STATIC))
    app.config["SECRET_KEY"] = settings.secret_key
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    app.extensions[KEY] = Services(connect(settings.database_url), open_index(settings.index))
    htmx.init_app(app)
    errors.register(app)
    for blueprint in (home, search, formation, trades, _libraries()):
        app.register_blueprint(blueprint)
    _secure(app, settings)
    app.context_processor(_shell)
    app.add_template_global(versioned)
    return app


def _secure(app: Flask, settings: Settings) -> None:
    Talisman(
        app,
        force_https=settings.https,
        strict_transport_security=settings.https,
        session_cookie_secure=settings.https,
        content_security_policy=CSP,
        referrer_policy="same-origin",
        permissions_policy={"geolocation": "()", "camera": "()", "microphone": "()"},
    )


def _libraries() -> Blueprint:
    """htmx from its installed package, under our own address."""
    folder = files("js_lib_htmx") / "static" / "htmx"
    return Blueprint("libraries", __name__, static_folder=str(folder), static_url_path="/lib")


def _shell() -> dict[str, Any]:
    """What the frame of every page shows."""
    with services().session() as session:
        return {"demonstration": catalogue.has_demonstration(session)}


def versioned(endpoint: str, filename: str) -> str:
    """The address of a static file with a digest of its content, so that caches may keep it."""
    folder = STATIC if endpoint == "static" else Path(str(_libraries().static_folder))
    digest = blake2b((folder / filename).read_bytes(), digest_size=6).hexdigest()
    return url_for(endpoint, filename=filename, v=digest)
