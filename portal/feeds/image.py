"""The image by which a training is shown when somebody shares its address: 1200 by 630 pixels."""

import io
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from fontpkg_atkinson_hyperlegible import ROOT
from PIL import Image, ImageDraw, ImageFont

from portal.formation.page import FormationPage

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 72
PAPER, DEEP, INK, SOFT, WARM = "#fbf8f2", "#0b3b41", "#12282d", "#47595d", "#f5a83b"
TITLE_SIZES = (64, 56, 48, 42)
"""The title takes the biggest size at which it fits in its lines."""

TITLE_LINES = 3
SHOWN = ("Lieu", "Dates", "Durée", "Coût")
"""The facts that there is room for."""

Font = ImageFont.FreeTypeFont


@cache
def _font(weight: str, size: int) -> Font:
    return ImageFont.truetype(ROOT / "files" / f"AtkinsonHyperlegible-{weight}.ttf", size)


def drawn(page: FormationPage) -> bytes:
    """The image of a training's page, as PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 92), fill=DEEP)
    draw.rectangle((0, 92, WIDTH, 100), fill=WARM)
    draw.text((MARGIN, 24), "Formations au numérique", fill="white", font=_font("Bold", 36))
    top = _title(draw, page.title, 140)
    small = _font("Regular", 34)
    provider = page.provider.text if page.provider else "Organisme non communiqué"
    draw.text((MARGIN, top + 8), _fitted(provider, small), fill=SOFT, font=small)
    _facts(draw, page)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _title(draw: ImageDraw.ImageDraw, title: str, top: int) -> int:
    """Draw the title from `top` down; where it ends."""
    for size in TITLE_SIZES:
        font = _font("Bold", size)
        lines = list(wrapped(title, font))
        if len(lines) <= TITLE_LINES:
            break
    else:
        lines[TITLE_LINES - 1] = _fitted(" ".join(lines[TITLE_LINES - 1 :]), font)
    for number, line in enumerate(lines[:TITLE_LINES]):
        draw.text((MARGIN, top + number * int(size * 1.2)), line, fill=DEEP, font=font)
    return top + min(len(lines), TITLE_LINES) * int(size * 1.2)


def wrapped(text: str, font: Font, width: int = WIDTH - 2 * MARGIN) -> Iterator[str]:
    """The lines of a text that each fit into a width in pixels; a word too long is cut."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = _fitted(word, font, width)
    yield line


def _fitted(text: str, font: Font, width: int = WIDTH - 2 * MARGIN) -> str:
    """The text, or as much of its beginning as fits before an ellipsis."""
    if font.getlength(text) <= width:
        return text
    fitting = bisect_right(
        range(1, len(text)), float(width), key=lambda end: font.getlength(text[:end] + "…")
    )
    return text[:fitting].rstrip() + "…"


def _facts(draw: ImageDraw.ImageDraw, page: FormationPage) -> None:
    """Two columns of facts at the bottom, each with its name; unknown ones say so."""
    name, said = _font("Regular", 24), _font("Bold", 30)
    width = (WIDTH - 3 * MARGIN) // 2
    shown = [fact for fact in page.facts if fact.name in SHOWN]
    for number, fact in enumerate(shown):
        left = MARGIN + (number % 2) * (width + MARGIN)
        top = 446 + (number // 2) * 84
        draw.text((left, top), fact.name, fill=SOFT, font=name)
        text = _fitted(fact.text, said, width)
        draw.text((left, top + 30), text, fill=INK if fact.known else SOFT, font=said)
