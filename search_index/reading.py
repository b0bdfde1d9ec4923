"""Documents read into postings, columns and words: a block at a time, many blocks side by side."""

import multiprocessing
import os
import re
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice, zip_longest

from search_index import columns as column_files
from search_index.collecting import Collector
from search_index.columns import Columns
from search_index.documents import Document
from search_index.fields import SHORT_FIELDS
from search_index.french import bare, parts_of
from search_index.postings import Postings, joined, weighed

ACCENTED = re.compile(r"[a-z]*[à-öø-ÿœ][a-zà-öø-ÿœ]*")
BLOCK = 20_000
"""Documents read in one go; more than one block is read by as many processes as there are cores."""

FORK = "fork"

AHEAD = 2
"""Blocks that wait for each process."""


@dataclass(frozen=True)
class Read:
    """What documents say by themselves.

    `terms` stand in the order of their lists, titles and signatures in that of the documents;
    `spoken` gives the words of the texts, folded, as they are written with their accents.
    """

    postings: Postings
    terms: tuple[str, ...]
    columns: Columns
    titles: tuple[str, ...]
    signatures: tuple[str, ...]
    spoken: Mapping[str, str]


def read(documents: Iterable[Document]) -> Read:
    """All that these documents say, in their order."""
    blocks = _blocks(iter(documents))
    first, second = next(blocks, []), next(blocks, None)
    if second is None:
        found = _block(first)
    else:
        every = chain((first, second), blocks)
        # No thread of this process may hold a lock in its copies.
        copied = FORK in multiprocessing.get_all_start_methods() and threading.active_count() == 1
        found = _joined([*(_side_by_side(every) if copied else map(_block, every))])
    columns = replace(found.columns, title_rank=column_files.ranks(found.titles))
    return replace(found, postings=weighed(found.postings), columns=columns)


def _blocks(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while block := list(islice(documents, BLOCK)):
        yield block


def _side_by_side(blocks: Iterable[Sequence[Document]]) -> Iterator[Read]:
    """Each block read, in order, by copies of this process."""
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes, multiprocessing.get_context(FORK)) as pool:
        waiting: deque[Future[Read]] = deque()
        for block in blocks:
            waiting.append(pool.submit(_block, block))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        yield from (one.result() for one in waiting)


def _block(documents: Sequence[Document]) -> Read:
    """What some documents say; the postings are not weighed yet."""
    collector = Collector()
    accented: dict[str, str] = {}
    for one in documents:
        collector.add(one.texts)
        _hear(accented, [one.texts.get(name, "") for name in SHORT_FIELDS])
    postings, terms = collector.postings()
    return Read(
        postings,
        terms,
        column_files.build(documents),
        tuple(one.row.title for one in documents),
        tuple(one.signature for one in documents),
        _spoken(collector.tokens, accented),
    )


def _joined(parts: Sequence[Read]) -> Read:
    """The parts one after the other."""
    postings = joined([one.postings for one in parts])
    number = {
        term_hash: term
        for one in parts
        for term_hash, term in zip(one.postings.hashes.tolist(), one.terms, strict=True)
    }
    spoken: dict[str, str] = {}
    for one in parts:
        # The first that writes a word with accents says how it is written.
        spoken |= {w: said for w, said in one.spoken.items() if spoken.get(w, w) == w}
    return Read(
        postings,
        tuple(number[one] for one in postings.hashes.tolist()),
        _stacked([one.columns for one in parts]),
        tuple(chain.from_iterable(one.titles for one in parts)),
        tuple(chain.from_iterable(one.signatures for one in parts)),
        spoken,
    )


def _stacked(columns: Sequence[Columns]) -> Columns:
    """The columns one below the other, neighbours first, so that no row is copied often."""
    while len(columns) > 1:
        pairs = zip_longest(columns[::2], columns[1::2])
        columns = [
            column_files.stacked(one, other) if other is not None else one for one, other in pairs
        ]
    return columns[0]


def _hear(accented: dict[str, str], texts: Iterable[str]) -> None:
    """Take in how some texts write words with accents."""
    for text in texts:
        if not text.isascii():
            for word in _accented(text):
                accented.setdefault(bare(word), word)


@lru_cache(maxsize=10_000)
def _accented(text: str) -> tuple[str, ...]:
    return tuple(ACCENTED.findall(text.lower()))


def _spoken(tokens: Iterable[str], accented: Mapping[str, str]) -> dict[str, str]:
    """Every word, its parts and its joined form, as it is written."""
    parts = (parts_of(token) for token in tokens)
    forms = {form for each in parts for form in (*each, "".join(each))}
    return {form: accented.get(form, form) for form in forms}
