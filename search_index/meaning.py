"""What a question means beyond its words: directions in a space learnt by `latent`."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Prefix

Singles = NDArray[np.float32]
Bytes = NDArray[np.int8]

SCAN = 4096
"""Rows multiplied in one go: they stay in the processor's cache, and BLAS starts no threads."""
FULL = 127
"""The stored number of a coordinate of 1: one byte each, the cosine is off by 0.01 at most."""

RELATED_LETTERS = 4
RELATED_SHARE = 0.7
"""An unknown word stands for those that share so many letters, and so much of the longer one."""
PULL = 1.0
"""How far a question is drawn to its nearest trade, times their cosine: without it 2 in 100 more
of the ten nearest trainings are of a wrong family."""

TRADES = 5
"""Trades that a question is told to be near to, at most."""

ARRAYS = ("weights", "term_vectors", "document_vectors", "entry_vectors")
NAMED = ("terms", "entries", "unknown", "trust", "version")
NAMES = "meaning.json"


@dataclass(frozen=True)
class Sense:
    """What a question means: a direction, the share of it that is understood, the nearest trades.

    `vector` is of unit length, drawn to the nearest trade; `share` goes from 0 to 1; `trades`
    are codes with their cosines to the words alone, the nearest first.
    """

    vector: Singles
    share: float
    trusted: bool
    trades: tuple[tuple[str, float], ...]

    def __bool__(self) -> bool:
        return self.trusted


@dataclass(frozen=True)
class Meaning:
    """The learnt space: `terms` in ascending order, and what each stands for.

    `term_vectors` already hold the idf (`weights`); rows of `entry_vectors` (of the vocabulary,
    named by `entries`) and of `document_vectors` (times FULL) are of unit length, or zero when
    not a word is known. `version` is a digest of all that was learnt.
    """

    terms: tuple[str, ...]
    weights: Singles
    term_vectors: Singles
    document_vectors: Bytes
    entries: tuple[str, ...]
    entry_vectors: Singles
    unknown: float
    trust: float
    version: str

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The row of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    def vector(self, tokens: Sequence[str]) -> Singles:
        """The direction of these stems, of unit length; zeros when none is known."""
        return unit(self._sum(tokens)[0])

    def sense(self, tokens: Sequence[str]) -> Sense:
        """What these stems mean; false when that is not to be trusted.

        The share is low for words of other worlds and for words that stand anywhere: it tells
        nonsense from questions far better than a cosine does.
        """
        total, length = self._sum(tokens)
        plain = unit(total)
        trades = self.trades(plain)
        drawn = plain
        if trades and trades[0][1] > 0:
            code, cosine = trades[0]
            drawn = unit(plain + PULL * cosine * self.entry_vectors[self.entries.index(code)])
        share = float(np.linalg.norm(total)) / length if length else 0.0
        return Sense(drawn, share, share > self.trust, trades)

    def trades(self, vector: Singles) -> tuple[tuple[str, float], ...]:
        """The trades of the vocabulary with their cosines, the nearest first."""
        cosines = self.entry_vectors[self._trades] @ vector
        nearest = np.argsort(-cosines, kind="stable")[:TRADES]
        codes = (self.entries[self._trades[one]] for one in nearest)
        return tuple(zip(codes, cosines[nearest].tolist(), strict=True))

    def nearness(self, code: str, other: str) -> float:
        """The cosine of two trades of the vocabulary; 0 for one that it lacks."""
        if code not in self._rows or other not in self._rows:
            return 0.0
        return float(self.entry_vectors[self._rows[code]] @ self.entry_vectors[self._rows[other]])

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """The row of each trade of the vocabulary."""
        return {code: row for row, code in enumerate(self.entries) if code}

    @cached_property
    def _trades(self) -> NDArray[np.intp]:
        """The rows of the vocabulary that are trades."""
        return np.flatnonzero([bool(code) for code in self.entries])

    def similarities(self, vector: Singles, documents: NDArray[np.integer] | None) -> Singles:
        """The cosines of these documents, or of all when None is given."""
        rows = self.document_vectors if documents is None else self.document_vectors[documents]
        scaled = np.asarray(vector / FULL, dtype=np.float32)
        cosines = np.empty(len(rows), dtype=np.float32)
        for first in range(0, len(rows), SCAN):
            part = slice(first, first + SCAN)
            np.matmul(rows[part].astype(np.float32), scaled, out=cosines[part])
        return cosines

    def _sum(self, tokens: Sequence[str]) -> tuple[Singles, float]:
        """The sum of the stems' vectors, and the length it would have if all of it were held."""
        total = np.zeros(self.term_vectors.shape[1], dtype=np.float32)
        squares = 0.0
        for token in dict.fromkeys(tokens):
            if standing := self._standing_for(token):
                total += self.term_vectors[standing].mean(axis=0)
                squares += float(self.weights[standing].mean()) ** 2
            else:
                squares += self.unknown**2
        return total, squares**0.5

    def _standing_for(self, token: str) -> list[int]:
        """The term itself, else its relatives."""
        number = self.number.get(token)
        return list(self._related(token)) if number is None else [number]

    def _related(self, token: str) -> Iterator[int]:
        """The terms of the same root as far as their letters tell: créatif and création."""
        root = token[:RELATED_LETTERS]
        if len(token) <= RELATED_LETTERS or not token.isalpha():
            return
        for number in range(bisect_left(self.terms, root), len(self.terms)):
            term = self.terms[number]
            if not term.startswith(root):
                return
            if Prefix.normalized_similarity(term, token) >= RELATED_SHARE:
                yield number

    def save(self, folder: Path) -> None:
        """Write an existing folder's meaning: one .npy file an array, the names as JSON."""
        for name in ARRAYS:
            np.save(folder / f"meaning.{name}.npy", getattr(self, name))
        names = {name: getattr(self, name) for name in NAMED}
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The meaning of a folder, its arrays mapped into memory and so shared."""
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        return cls(
            terms=tuple(names["terms"]),
            entries=tuple(names["entries"]),
            unknown=names["unknown"],
            trust=names["trust"],
            version=names["version"],
            **{name: _mapped(folder / f"meaning.{name}.npy") for name in ARRAYS},
        )


def _mapped(path: Path) -> NDArray[Any]:
    # The plain view of a mapping is quicker than np.memmap; an empty file cannot be mapped.
    try:
        return np.asarray(np.load(path, mmap_mode="r"))
    except ValueError:
        return np.asarray(np.load(path))


def unit(vectors: Singles) -> Singles:
    """Each row, or the one vector, at unit length; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Singles = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return found
