"""A provider's plain text as paragraphs and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

BULLET = re.compile(r"^\s*[-–—•*·▪]\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph, one line; or a list, its items."""

    bullets: bool
    lines: tuple[str, ...]


def blocks(text: str | None) -> tuple[Block, ...]:
    """The paragraphs and lists of a text, in order; nothing for an unknown text.

    >>> [block.lines for block in blocks("Vous apprenez :\\n- HTML\\n- CSS")]
    [('Vous apprenez :',), ('HTML', 'CSS')]
    """
    return tuple(_blocks((text or "").splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for bullets, group in groupby(filter(str.strip, lines), lambda line: bool(BULLET.match(line))):
        if bullets:
            yield Block(True, tuple(BULLET.sub("", line).strip() for line in group))
        else:
            yield from (Block(False, (line.strip(),)) for line in group)
