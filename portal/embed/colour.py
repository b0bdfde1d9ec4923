"""A partner's colour: read, and taken only where its text can be read (WCAG 2.2, 1.4.3)."""

import re

from portal import wording

SHAPE = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
LEAST = 4.5
"""Contrast of ordinary text with its ground that WCAG asks for at level AA."""

CHANNELS = (0.2126, 0.7152, 0.0722)


def read(value: str) -> str:
    """Six lower-case hex digits; ValueError says in French why a colour is not taken.

    >>> read("#0B3B41")
    '0b3b41'
    """
    shape = SHAPE.fullmatch(value)
    if shape is None:
        raise ValueError("une couleur s’écrit avec six chiffres hexadécimaux, par exemple 0b3b41")
    digits = shape[1].lower()
    colour = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    contrast = contrast_with_white(colour)
    if contrast < LEAST:
        raise ValueError(
            f"illisible : son contraste avec le blanc est de {_written(contrast)}, "
            f"il en faut {_written(LEAST)} au moins ; choisissez une couleur plus foncée"
        )
    return colour


def _written(contrast: float) -> str:
    """With one decimal, never rounded up to the limit that it misses."""
    return wording.number(int(contrast * 10) / 10)


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG between a colour and white, from 1 to 21.

    >>> round(contrast_with_white("000000"), 2), round(contrast_with_white("767676"), 2)
    (21.0, 4.54)
    """
    return 1.05 / (_luminance(colour) + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return sum(weight * _linear(part) for weight, part in zip(CHANNELS, parts, strict=True))


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def style_sheet(colour: str) -> str:
    """The colours of the portal in the partner's; its grounds are white, which `read` checks."""
    grounds = "--paper:#fff;--teal-wash:#fff"
    return f":root{{--deep:#{colour};--teal:#{colour};--warm:#{colour};{grounds}}}\n"
