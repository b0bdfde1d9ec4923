"""Meaning beyond words: latent semantic analysis of the catalogue and the trades' vocabulary.

Words that stand in the same trainings get near vectors (Deerwester and others 1990), so that a
question answers by what it speaks of. Weights are log(1 + count) x idf, rows of unit length.
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Prefix
from scipy.sparse import csr_array, diags_array, vstack
from sklearn.decomposition import TruncatedSVD
from threadpoolctl import threadpool_limits

from search_index.counts import Counts, Mask, Source, counted

Singles = NDArray[np.float32]
Bytes = NDArray[np.int8]

DIMENSIONS = 64
"""Measured on 72 vague questions: 48 and 100 are worse, whole words (740) much worse."""
SAMPLE = 10_000
BLOCK = 50_000
"""Documents that the space is learnt from at most, and documents placed into it in one go."""
SCAN = 4096
"""Rows multiplied in one go: they stay in the processor's cache, and BLAS starts no threads."""
FULL = 127
"""The stored number of a coordinate of 1: one byte each, the cosine is off by 0.01 at most."""
ROUNDS = 6
SEED = 2019
MIN_DOCUMENTS = 2
MAX_TERMS = 30_000

LEXICON_SHARE = 0.5
"""What all rows of the vocabulary weigh together beside all trainings: a catalogue of other trades
may not drown the words of ours."""
UNKNOWN = 1.5
"""A word that the whole catalogue lacks counts more against a question than the rarest word."""
RELATED_LETTERS = 4
RELATED_SHARE = 0.7
"""An unknown word stands for those that share so many letters, and so much of the longer one."""
PULL = 1.0
"""How far a question is drawn to its nearest trade, times their cosine."""
TRUST = 0.2
"""A question is trusted when so much of it is held as of a usual row of the vocabulary, times this:
the measure fits itself to each catalogue."""

ARRAYS = ("weights", "term_vectors", "document_vectors", "entry_vectors")
NAMED = ("terms", "entries", "unknown", "trust", "version")
NAMES = "meaning.json"

Lexicon = Sequence[tuple[str, Mapping[str, str]]]
"""A trade's code ("" for other vocabulary) and its texts by field, as of a training."""


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
    def _number(self) -> Mapping[str, int]:
        return {term: number for number, term in enumerate(self.terms)}

    def vector(self, tokens: Sequence[str]) -> Singles:
        """The direction of these stems, of unit length; zeros when none is known."""
        return _unit(self._sum(tokens)[0])

    def share(self, tokens: Sequence[str]) -> float:
        """How much of what the stems could say lies in this space, from 0 to 1.

        Low for words of other worlds and for words that stand anywhere: it tells nonsense from
        questions far better than a cosine does.
        """
        total, length = self._sum(tokens)
        return float(np.linalg.norm(total)) / length if length else 0.0

    def sense(self, tokens: Sequence[str]) -> Sense:
        """What these stems mean; false when that is not to be trusted."""
        plain = self.vector(tokens)
        trades = self.trades(plain)
        drawn = plain
        if trades and trades[0][1] > 0:
            code, cosine = trades[0]
            drawn = _unit(plain + PULL * cosine * self.entry_vectors[self.entries.index(code)])
        share = self.share(tokens)
        return Sense(drawn, share, share > self.trust, trades)

    def trades(self, vector: Singles) -> tuple[tuple[str, float], ...]:
        """The trades of the vocabulary with their cosines, the nearest first."""
        cosines = self.entry_vectors @ vector
        nearest = np.argsort(-cosines, kind="stable")
        return tuple(
            (self.entries[one], float(cosines[one])) for one in nearest if self.entries[one]
        )

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
            number = self._number.get(token)
            if number is not None:
                total += self.term_vectors[number]
                squares += float(self.weights[number]) ** 2
                continue
            squares += self.unknown**2
            if related := list(self._related(token)):
                total += self.term_vectors[related].mean(axis=0)
        return total, squares**0.5

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


def _unit(vectors: Singles) -> Singles:
    """Each row, or the one vector, at unit length; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Singles = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return unit


def train(source: Source, lexicon: Lexicon) -> Meaning:
    """The space of a catalogue, learnt from a seeded sample of it, and all its documents in it."""
    chosen = _sample(len(source))
    counts = source.counts(chosen)
    learnt = learn(counts, lexicon)
    if chosen.all():
        return replace(learnt, document_vectors=fold_in(learnt, counts))
    placed = [fold_in(learnt, source.counts(block)) for block in _blocks(len(source))]
    return replace(learnt, document_vectors=np.concatenate(placed))


def _sample(documents: int) -> Mask:
    chosen = np.ones(documents, dtype=bool)
    if documents > SAMPLE:
        left_out = np.random.default_rng(SEED).permutation(documents)[SAMPLE:]
        chosen[left_out] = False
    return chosen


def _blocks(documents: int) -> Iterator[Mask]:
    numbers = np.arange(documents)
    for first in range(0, documents, BLOCK):
        yield (numbers >= first) & (numbers < first + BLOCK)


def learn(counts: Counts, lexicon: Lexicon) -> Meaning:
    """The space of these documents and of the vocabulary, still without any document in it."""
    words = counted(texts for _, texts in lexicon)
    terms = _vocabulary(counts, words)
    number = {term: at for at, term in enumerate(terms)}
    documents, vocabulary = counts.columns(number), words.columns(number)
    rows = documents.shape[0] + vocabulary.shape[0]
    frequency = _frequencies(documents) + _frequencies(vocabulary)
    weights = (np.log((1 + rows) / (1 + frequency)) + 1).astype(np.float32)
    known = _weighted(vocabulary, weights)
    loud = (LEXICON_SHARE * rows / max(1, len(lexicon))) ** 0.5
    axes = _axes(vstack([_weighted(documents, weights), loud * known]).tocsr())
    term_vectors = weights[:, None] * axes
    held = np.asarray(known @ axes, dtype=np.float32)
    return Meaning(
        terms=terms,
        weights=weights,
        term_vectors=term_vectors,
        document_vectors=np.zeros((0, axes.shape[1]), dtype=np.int8),
        entries=tuple(code for code, _ in lexicon),
        entry_vectors=_unit(held),
        unknown=float(UNKNOWN * (np.log(1 + rows) + 1)),
        trust=float(TRUST * np.median(np.linalg.norm(held, axis=1))) if lexicon else TRUST,
        version=_digest(terms, term_vectors),
    )


def fold_in(meaning: Meaning, counts: Counts) -> Bytes:
    """The `document_vectors` of documents in a space already learnt: for those that are new.

    The same documents give the same rows as at training.
    """
    weighted = _weighted(counts.columns(meaning._number), meaning.weights)
    axes = meaning.term_vectors / meaning.weights[:, None]
    unit = _unit(np.asarray(weighted @ axes, dtype=np.float32))
    return np.rint(FULL * unit).astype(np.int8)


def _vocabulary(counts: Counts, words: Counts) -> tuple[str, ...]:
    """The terms worth a vector: of the vocabulary, else of several documents, frequent first."""
    frequency = dict(zip(counts.terms, _frequencies(counts.matrix).tolist(), strict=True))
    found = [term for term, documents in frequency.items() if documents >= MIN_DOCUMENTS]
    found.sort(key=lambda term: (-frequency[term], term))
    kept = dict.fromkeys(sorted(words.terms))
    for term in found:
        if len(kept) >= MAX_TERMS:
            break
        kept[term] = None
    return tuple(sorted(kept))


def _frequencies(matrix: csr_array) -> NDArray[np.intp]:
    """In how many rows each column stands."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1])


def _weighted(matrix: csr_array, weights: Singles) -> csr_array:
    """log(1 + count) x idf, each row at unit length."""
    damped = csr_array((np.log1p(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
    scaled = damped @ diags_array(weights)
    lengths = np.sqrt(np.asarray(scaled.multiply(scaled).sum(axis=1)))
    shrink = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return (diags_array(shrink) @ scaled).tocsr()


def _axes(rows: csr_array) -> Singles:
    """The leading directions of the rows, one a column; their signs are fixed."""
    dimensions = min(DIMENSIONS, *rows.shape)
    if not dimensions:
        return np.zeros((rows.shape[1], 0), dtype=np.float32)
    # One thread: the order of the sums, and so the last digit, is the same wherever it runs.
    with threadpool_limits(limits=1):
        svd = TruncatedSVD(dimensions, n_iter=ROUNDS, random_state=SEED).fit(rows)
    return np.ascontiguousarray(svd.components_.T, dtype=np.float32)


def _digest(terms: Iterable[str], vectors: Singles) -> str:
    digest = hashlib.blake2b("\n".join(terms).encode(), digest_size=8)
    digest.update(np.ascontiguousarray(vectors).tobytes())
    return digest.hexdigest()
