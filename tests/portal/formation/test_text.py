"""A provider's text becomes paragraphs and lists, and loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from portal.formation.text import Block, blocks


def test_paragraphs_and_lists_alternate() -> None:
    text = "Vous apprenez :\n- HTML ;\n• CSS.\n\nPuis un projet.\nEn équipe."
    assert blocks(text) == (
        Block(False, ("Vous apprenez :",)),
        Block(True, ("HTML ;", "CSS.")),
        Block(False, ("Puis un projet.",)),
        Block(False, ("En équipe.",)),
    )


def test_an_unknown_text_is_nothing() -> None:
    assert blocks(None) == ()


@given(st.lists(st.text("abc é", min_size=1).filter(str.strip)))
def test_every_line_is_kept(lines: list[str]) -> None:
    kept = [line for block in blocks("\n".join(lines)) for line in block.lines]
    assert kept == [line.strip() for line in lines]
