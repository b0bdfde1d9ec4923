"""Texts cut into pieces, so that templates mark words without ever taking in markup."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search_index.spans import spans

EXCERPT = 160
"""Characters of a text that a card has room for."""

MORE = "…"


@dataclass(frozen=True)
class Piece:
    """A run of a text; `marked` when it is one of the words searched."""

    text: str
    marked: bool = False


def marked(text: str, said: Iterable[str]) -> tuple[Piece, ...]:
    """The text in pieces that, joined, give it back."""
    pieces, at = [], 0
    for first, last in spans(text, said):
        pieces += [Piece(text[at:first]), Piece(text[first:last], True)]
        at = last
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def excerpt(texts: Iterable[str | None], said: Sequence[str]) -> tuple[Piece, ...]:
    """A piece of the first text that holds one of the words, around most of them, or nothing."""
    for text in texts:
        one_line = " ".join((text or "").split())
        found = spans(one_line, said)
        if found:
            return marked(_window(one_line, found), said)
    return ()


def _window(text: str, found: Sequence[tuple[int, int]]) -> str:
    """About EXCERPT characters, cut between words, that begin where most words follow."""
    if len(text) <= EXCERPT:
        return text
    begins = [first for first, _ in found]
    best = max(begins, key=lambda first: sum(first <= other < first + EXCERPT for other in begins))
    start = text.rfind(" ", 0, max(0, best - EXCERPT // 4)) + 1
    end = len(text) if start + EXCERPT >= len(text) else text.rfind(" ", start, start + EXCERPT)
    end = end if end > best else min(len(text), best + EXCERPT)
    return (MORE if start else "") + text[start:end] + (MORE if end < len(text) else "")
