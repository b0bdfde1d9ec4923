"""What Whoosh keeps of a training, and the fingerprint of the rules that made a generation."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import whoosh
from sqlmodel import Session, SQLModel, select
from whoosh.fields import ID, STORED, TEXT, Schema

from data import reference, vocabulary
from data.models import (
    Audience,
    Department,
    FundingScheme,
    Region,
    Trade,
    TradeFamily,
)
from data.reference import Synonym
from search_index import (
    collecting,
    columns,
    completion,
    contents,
    counts,
    documents,
    facet_columns,
    fields,
    french,
    latent,
    meaning,
    patches,
    postings,
    reading,
    shelf,
    spelling,
    topics,
)
from search_index.fields import BOOSTS, NAME_FIELDS, SHORT_FIELDS
from search_index.french import FrenchAnalyzer, stem, whole
from search_index.recommend import coding, outcomes, space

NOMENCLATURES: tuple[type[SQLModel], ...] = (
    Audience,
    Department,
    FundingScheme,
    Region,
    Trade,
    TradeFamily,
)
SHAPING = (
    french,
    documents,
    vocabulary,
    fields,
    collecting,
    postings,
    patches,
    reading,
    facet_columns,
    columns,
    contents,
    completion,
    shelf,
    spelling,
    counts,
    topics,
    latent,
    meaning,
    coding,
    space,
    outcomes,
)
"""The modules whose text decides what a generation holds."""


def schema() -> Schema:
    """The Whoosh schema: the id, the signature of the content and the texts."""
    texts = {
        name: TEXT(
            FrenchAnalyzer(whole if name in NAME_FIELDS else stem, name in SHORT_FIELDS),
            phrase=True,
        )
        for name in BOOSTS
    }
    return Schema(id=ID(stored=True, unique=True), signature=STORED(), **texts)


def fingerprint(session: Session, synonyms: Iterable[Synonym] = ()) -> str:
    """The digest of all that shapes a generation beside the documents' own content.

    Another analyser, another vocabulary or another word of a trade gives another fingerprint, and
    so a rebuilt index: 32 hexadecimal digits.
    """
    digest = hashlib.blake2b(str(whoosh.__version__).encode(), digest_size=16)
    for module in SHAPING:
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(
        repr(
            (reference.families(), reference.trades(), reference.synonyms(), tuple(synonyms))
        ).encode()
    )
    for table in NOMENCLATURES:
        rows = sorted(repr(sorted(row.model_dump().items())) for row in session.exec(select(table)))
        digest.update("\n".join(rows).encode())
    return digest.hexdigest()
