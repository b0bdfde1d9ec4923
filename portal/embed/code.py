"""The code that a partner copies: the element, the plain frame, the addresses."""

from markupsafe import Markup

WIDTH, HEIGHT = 600, 700
"""Pixels of a frame that nothing else sizes."""

IFRAME = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" frameborder="0" '
    'loading="lazy" referrerpolicy="strict-origin-when-cross-origin"></iframe>'
)
ELEMENT = Markup(
    '<script src="{script}" async></script>\n'
    '<formations-embed src="{src}" title="{title}">\n'
    '  <a href="{portal}">{title}</a>\n'
    "</formations-embed>"
)
"""Without script the link inside is what a reader gets."""


def iframe(src: str, title: str, width: int | str = "100%", height: int = HEIGHT) -> str:
    """A frame as plain HTML; the referrer policy lets the portal know which site asks."""
    return str(IFRAME.format(src=src, title=title, width=width, height=height))


def element(script: str, src: str, title: str, portal: str) -> str:
    """The custom element with its loader; it sizes itself."""
    return str(ELEMENT.format(script=script, src=src, title=title, portal=portal))
