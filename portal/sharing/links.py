"""The signed address of what is shared: whoever alters it opens nothing."""

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from portal import links

SALT = "dossier-share"


def address(share_id: str) -> str:
    """The whole address of a share."""
    return links.absolute(url_for("sharing.show", token=_signer().dumps(share_id)))


def share_of(token: str) -> str | None:
    """The share that a token names; None when we have not signed it."""
    try:
        found = _signer().loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, str) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=SALT)
