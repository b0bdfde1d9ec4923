"""All that one generation holds, built from documents, changed, written and read as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from data import reference
from search_index import columns as column_files
from search_index import completion, latent, patches, spelling
from search_index.columns import Columns
from search_index.counts import Places, counted
from search_index.documents import Document
from search_index.meaning import Meaning
from search_index.patches import Exchange, Patched, exchange, patched
from search_index.postings import Postings
from search_index.reading import read
from search_index.recommend import coding
from search_index.topics import topics

SIGNATURES = "signatures.txt"
TITLES = "titles.txt"


@dataclass(frozen=True)
class Contents:
    """Postings and columns of the same documents in the same order, with what only writers need.

    `titles` and `signatures` stand in the order of the documents; `spoken` gives the words of the
    texts, folded, as they are written with their accents.
    """

    postings: Postings | Patched
    columns: Columns
    titles: tuple[str, ...]
    signatures: tuple[str, ...]
    spoken: Mapping[str, str]
    meaning: Meaning

    @property
    def held(self) -> Mapping[str, str]:
        """The signature of each training by its id."""
        ids = (one.decode() for one in self.columns.ids.tolist())
        return dict(zip(ids, self.signatures, strict=True))


def built(documents: Iterable[Document]) -> Contents:
    """The contents of these documents, in their order; they are taken one block at a time."""
    found = read(documents)
    source = Places(found.terms, found.postings.starts, found.postings.places, len(found.columns))
    return Contents(
        found.postings,
        found.columns,
        found.titles,
        found.signatures,
        found.spoken,
        latent.train(source, topics((one.words, one.means) for one in reference.synonyms())),
    )


def merged(old: Contents, gone: Iterable[str], fresh: Sequence[Document]) -> Contents:
    """The contents with the fresh trainings in the places of those that are gone, then at the end.

    What `stranded` names must be among both. Words that only a gone training had stay among the
    spoken ones until a rebuild, and new trainings take their place in the space of meaning as it
    was learnt.
    """
    new = read(fresh)
    change = exchange(len(old.columns), old.columns.rows(gone), len(fresh))
    placed = latent.fold_in(old.meaning, counted(one.texts for one in fresh))
    vectors = np.concatenate((old.meaning.document_vectors, placed))[change.take]
    titles = _taken(old.titles, new.titles, change)
    columns = column_files.merged(old.columns, new.columns, change.take)
    return Contents(
        patched(old.postings, change, new.postings),
        replace(columns, title_rank=column_files.ranks(titles)),
        titles,
        _taken(old.signatures, new.signatures, change),
        {**old.spoken, **new.spoken},
        replace(old.meaning, document_vectors=vectors),
    )


def stranded(old: Contents, gone: Iterable[str], fresh: int) -> list[str]:
    """The trainings at the end that must fill, as fresh ones, the places of those that are gone."""
    rows = patches.stranded(len(old.columns), old.columns.rows(gone), fresh)
    return old.columns.names(rows)


def _taken(old: Sequence[str], new: Sequence[str], change: Exchange) -> tuple[str, ...]:
    both = (*old, *new)
    return tuple(both[row] for row in change.take.tolist())


def save(contents: Contents, folder: Path) -> None:
    """Write the contents into an existing folder, with what follows from them."""
    completion.build(contents.columns, contents.titles).save(folder)
    contents.postings.save(folder)
    column_files.save(contents.columns, folder)
    spelling.save(contents.spoken, folder)
    contents.meaning.save(folder)
    coding.build(contents.columns, contents.meaning).save(folder)
    _write(folder / TITLES, contents.titles)
    _write(folder / SIGNATURES, contents.signatures)


def load(folder: Path) -> Contents:
    """The contents of a folder; readers of a search need only the postings and columns."""
    return Contents(
        patches.load(folder),
        column_files.load(folder),
        _read(folder / TITLES),
        _read(folder / SIGNATURES),
        spelling.load(folder),
        Meaning.load(folder),
    )


def _write(path: Path, lines: Iterable[str]) -> None:
    # A title may hold any character but not a line's end, which an import would make a space.
    path.write_text("".join(" ".join(line.split()) + "\n" for line in lines), encoding="utf-8")


def _read(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split("\n")[:-1])
