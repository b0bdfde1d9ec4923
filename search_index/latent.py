"""Latent semantic analysis of the catalogue and the trades' vocabulary, which makes a Meaning.

Words that stand in the same trainings get near vectors (Deerwester and others 1990), so that a
question answers by what it speaks of. Weights are log(1 + count) x idf, rows of unit length.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, vstack
from sklearn.decomposition import TruncatedSVD
from threadpoolctl import threadpool_limits

from search_index.counts import Counts, Mask, Source, counted
from search_index.meaning import FULL, Bytes, Meaning, Singles, unit

DIMENSIONS = 64
"""On 104 vague questions 48 to 72 do equally well; 100 is worse, whole words much worse."""
SAMPLE = 10_000
BLOCK = 50_000
"""Documents that the space is learnt from at most, and documents placed into it in one go."""
ROUNDS = 6
SEED = 2019
MIN_DOCUMENTS = 2
MAX_TERMS = 30_000

LEXICON_SHARE = 0.5
"""What all rows of the vocabulary weigh together beside all trainings: a catalogue of other trades
may not drown the words of ours."""
UNKNOWN = 1.5
"""A word that the whole catalogue lacks counts more against a question than the rarest word."""
TRUST = 0.2
"""A question is trusted when so much of it is held as of a usual row of the vocabulary, times this:
the measure fits itself to each catalogue."""

Lexicon = Sequence[tuple[str, Mapping[str, str]]]
"""A trade's code ("" for other vocabulary) and its texts by field, as of a training."""


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
        entry_vectors=unit(held),
        unknown=float(UNKNOWN * (np.log(1 + rows) + 1)),
        trust=float(TRUST * np.median(np.linalg.norm(held, axis=1))) if lexicon else TRUST,
        version=_digest(terms, term_vectors),
    )


def fold_in(meaning: Meaning, counts: Counts) -> Bytes:
    """The `document_vectors` of documents in a space already learnt: for those that are new.

    The same documents give the same rows as at training.
    """
    weighted = _weighted(counts.columns(meaning.number), meaning.weights)
    axes = meaning.term_vectors / meaning.weights[:, None]
    placed = unit(np.asarray(weighted @ axes, dtype=np.float32))
    return np.rint(FULL * placed).astype(np.int8)


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
