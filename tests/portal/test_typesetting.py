"""No line of a page begins with a colon, on any screen; what is sent back stays as it was."""

import re

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment
from lxml import html

from portal.typesetting import AS_GIVEN, Typeset, typeset
from tests.portal.conftest import Read
from tests.portal.small_catalogue import COMPLETE, address

SPACE = "\u00a0"
BREAKS = re.compile(r"(?<!\s) [?!:;»](?=\W|\Z)|« (?!\s)")


def rendered(source: str, name: str = "page.html", **given: object) -> str:
    """A template as the application would render it."""
    env = Environment(autoescape=True, extensions=[Typeset], loader=DictLoader({name: source}))
    env.filters["typeset"] = typeset
    return env.get_template(name).render(given)


def test_what_a_template_says_and_what_it_is_given_is_typeset() -> None:
    said = rendered("<p>Où ? « {{ place }} » : {{ count }}</p>", place="Ici ; là", count=3)
    assert said == f"<p>Où{SPACE}? «{SPACE}Ici{SPACE}; là{SPACE}»{SPACE}: 3</p>"


def test_what_a_form_sends_back_is_left_as_it_was() -> None:
    given = "a : b"
    for source in (
        '<input value="{{ x }}">',
        '<input{% if x %} value="{{ x }}"{% endif %}>',
        *(f"<{one}>{{{{ x }}}}</{one}>" for one in AS_GIVEN),
    ):
        assert given in rendered(source, x=given), source
    assert rendered("<code>{{ x }}</code>{{ x }}", x=given).endswith(f">a{SPACE}: b")


def test_markup_is_neither_changed_nor_escaped_twice() -> None:
    source = "{% macro b(x) %}<b>{{ x }} : </b>{% endmacro %}{{ b('<i> ?') }}"
    assert rendered(source) == f"<b>&lt;i>{SPACE}?{SPACE}: </b>".replace("i>", "i&gt;")


def test_files_and_plain_mails_are_left_alone() -> None:
    assert rendered("Où ? {{ x }}", name="mail.txt", x="a : b") == "Où ? a : b"


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/formations?q=dépanage+zzz&region=84",
        address(COMPLETE),
        f"{address(COMPLETE)}/imprimer",
        "/orientation?etape=tout",
        "/metiers/data",
        "/chiffres-cles/2022",
        "/confidentialite",
        "/integrer",
        "/connexion",
    ],
)
def test_no_line_of_a_page_can_begin_with_a_colon(read: Read, page: str) -> None:
    tree = read(page)
    assert isinstance(tree, html.HtmlElement)
    skipped = "|".join(f"ancestor-or-self::{one}" for one in AS_GIVEN)
    texts = tree.xpath(f"//body//text()[not({skipped})]")
    assert [one for one in texts if BREAKS.search(one)] == []


def test_every_page_of_the_application_is_typeset(app: Flask) -> None:
    assert Typeset.identifier in app.jinja_env.extensions
