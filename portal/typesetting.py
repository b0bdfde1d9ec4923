"""French typesetting: no line of a page begins with ? ! : ; » or ends with «.

Done where templates are compiled, so that no page forgets it: what a template says itself is
typeset there and then, and what it is given is typeset when it is shown, between tags alone. What
a form sends back, a file or a program reads (attributes, text areas, code) stays as it is.
"""

import re
from collections.abc import Iterator

from flask import Flask
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from portal.wording import unbroken

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)|(>)", re.IGNORECASE)
AS_GIVEN = ("textarea", "option", "script", "style", "title", "code", "pre")
"""Elements whose text is no prose, or is sent back as it stands."""

FILTER = ((")", "rparen"), ("|", "pipe"), ("typeset", "name"))


class Typeset(Extension):
    """Typesets the prose of every page; files and mails in plain text are left alone."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        if not (stream.name or "").endswith(".html"):
            yield from stream
            return
        prose = Prose()
        shown = False
        for token in stream:
            if token.type == "data":
                prose.read(token.value)
                yield Token(token.lineno, "data", unbroken(token.value))
            elif token.type == "variable_begin" and prose.here:
                shown = True
                yield token
                yield Token(token.lineno, "lparen", "(")
            elif token.type == "variable_end" and shown:
                shown = False
                yield from (Token(token.lineno, kind, text) for text, kind in FILTER)
                yield token
            else:
                yield token


class Prose:
    """Follows the tags of a template; `here` tells whether what comes next is read as prose.

    >>> prose = Prose()
    >>> prose.read('<p class="')
    >>> prose.here
    False
    """

    def __init__(self) -> None:
        self.inside = False
        self.given = ""

    @property
    def here(self) -> bool:
        """Between tags, and in no element whose text is kept as given."""
        return not self.inside and not self.given

    def read(self, markup: str) -> None:
        """Go on over this piece of the template."""
        for slash, name, end in TAG.findall(markup):
            self.inside = not end
            element = name.lower()
            if slash and element == self.given:
                self.given = ""
            elif not slash and not self.given and element in AS_GIVEN:
                self.given = element


def typeset(value: object) -> object:
    """A text as prose; numbers, markup and pieces of templates as they are."""
    if not isinstance(value, str) or isinstance(value, Markup) or " " not in value:
        return value
    return unbroken(value)


def typeset_pages(app: Flask) -> None:
    """Have the pages of the application typeset."""
    app.jinja_env.filters["typeset"] = typeset
    app.jinja_env.add_extension(Typeset)
